//! JSON-LD: the register as linked data in the terms of [schema.org](https://schema.org/Claim), ours beside them where it
//! has none. The context is written out, so nobody has to fetch one.

use std::io::{self, Write};

use serde_json::{Map, Value, json};

use crate::incident::codes::{CODES_VERSION, codes};
use crate::incident::{Claim, Date, Incident, Party, Source};

pub(super) fn write(writer: &mut impl Write, records: &[&Incident]) -> io::Result<()> {
    let context = json!({
        "@vocab": "https://schema.org/",
        "am": "urn:aide-memoire:term:",
        "edtf": "http://id.loc.gov/datatypes/edtf/EDTF",
        "am:date": { "@type": "edtf" },
        "am:ended": { "@type": "edtf" },
    });
    write!(writer, "{{\"@context\": {context}, \"am:codesVersion\": {CODES_VERSION}, \"@graph\": [")?;
    let mut separator = "\n";
    for record in records {
        for node in nodes(record) {
            write!(writer, "{separator}{node}")?;
            separator = ",\n";
        }
    }
    writer.write_all(b"\n]}\n")
}

/// The nodes of a record: the event, its claims, its sources.
fn nodes(record: &Incident) -> impl Iterator<Item = Value> {
    let claims = record.claims.iter().enumerate().map(|(position, claim)| claim_node(record, position + 1, claim));
    let sources = record.sources.iter().map(|source| source_node(record, source));
    std::iter::once(event_node(record)).chain(claims).chain(sources)
}

fn iri(id: &str) -> String {
    format!("urn:aide-memoire:incident:{id}")
}

fn event_node(record: &Incident) -> Value {
    let codes = codes(record.kind);
    let plover = codes.plover.map(|plover| [Some(plover.event), plover.mode, plover.context].map(|part| part.unwrap_or("-")).join("/"));
    let mut node = Map::new();
    let mut set = |key: &str, value: Value| {
        if !value.is_null() && value.as_array().is_none_or(|list| !list.is_empty()) {
            node.insert(key.to_owned(), value);
        }
    };
    set("@type", "Event".into());
    set("@id", iri(&record.id).into());
    set("identifier", record.id.as_str().into());
    set("name", record.title.as_str().into());
    set("alternateName", record.aliases.clone().into());
    set("description", record.summary.as_str().into());
    set("inLanguage", record.language.as_deref().into());
    set("startDate", iso_date(&record.date));
    set("endDate", record.ended.as_ref().map_or(Value::Null, iso_date));
    set("am:date", record.date.as_str().into());
    set("am:ended", record.ended.as_ref().map(Date::as_str).into());
    set("am:kind", record.kind.name().into());
    set("am:initiator", party_codes(&record.initiators));
    set("am:target", party_codes(&record.targets));
    set("am:other", party_codes(&record.others));
    set("am:cameo", codes.cameo.into());
    set("am:plover", plover.into());
    for related in &record.related {
        let key = format!("am:{}", related.how.name());
        let link = json!({ "@id": iri(&related.id) });
        match node.get_mut(&key).and_then(Value::as_array_mut) {
            Some(links) => links.push(link),
            None => drop(node.insert(key, json!([link]))),
        }
    }
    Value::Object(node)
}

fn party_codes(parties: &[Party]) -> Value {
    parties.iter().map(|party| party.code()).collect()
}

/// The date where schema.org's `Date` (ISO 8601) can say it: a plain day, month or year.
fn iso_date(date: &Date) -> Value {
    let is_plain = date.as_str().bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') && date.as_str().len() <= 10;
    if is_plain { date.as_str().into() } else { Value::Null }
}

fn claim_node(record: &Incident, number: usize, claim: &Claim) -> Value {
    let sources: Vec<Value> = claim.sources.iter().map(|n| json!({ "@id": format!("{}#source-{n}", iri(&record.id)) })).collect();
    let mut node = json!({
        "@type": "Claim",
        "@id": format!("{}#claim-{number}", iri(&record.id)),
        "about": { "@id": iri(&record.id) },
        "text": claim.text,
        "am:aspect": claim.aspect.name(),
        "am:stance": claim.stance.name(),
        "appearance": sources,
    });
    if let Some(map) = node.as_object_mut() {
        map.extend(claim.by.as_ref().map(|by| ("author".to_owned(), json!({ "name": by }))));
        map.extend(claim.credibility.map(|credibility| ("am:credibility".to_owned(), credibility.name().into())));
    }
    node
}

fn source_node(record: &Incident, source: &Source) -> Value {
    let mut node = json!({
        "@type": "CreativeWork",
        "@id": format!("{}#source-{}", iri(&record.id), source.n),
        "publisher": { "@type": "Organization", "name": source.publisher },
    });
    let published = source.published.as_ref().map_or(Value::Null, iso_date);
    let optional = [
        ("url", source.url.as_deref().into()),
        ("name", source.title.as_deref().into()),
        ("datePublished", published),
        ("inLanguage", source.language.as_deref().into()),
        ("archivedAt", source.archived_url.as_deref().into()),
        ("am:type", source.source_type.map(|of| of.name()).into()),
        ("am:grade", source.grade.map(|grade| grade.name()).into()),
        (
            "isBasedOn",
            source
                .copy_of
                .filter(|n| record.source(*n).is_some())
                .map_or(Value::Null, |n| json!({ "@id": format!("{}#source-{n}", iri(&record.id)) })),
        ),
    ];
    if let Some(map) = node.as_object_mut() {
        map.extend(optional.into_iter().filter(|(_, value)| !value.is_null()).map(|(key, value)| (key.to_owned(), value)));
    }
    node
}
