//! Faults of single records and of sets.

use serde_json::{Value, json};

use super::*;

fn sample() -> Value {
    json!({
        "id": "albania-iran-2022-relations-severed", "title": "Albania severs relations", "kind": "relations-severed",
        "initiators": ["AL"], "targets": ["IR"], "others": ["US"], "date": "2022-09-07", "summary": "Albania cut ties.",
        "claims": [
            { "aspect": "when", "text": "It did so on 7 September 2022.", "stance": "confirmed", "sources": [1, 2] },
            { "aspect": "why", "text": "Iran was behind the attack.", "by": "Edi Rama", "stance": "asserted", "sources": [1] }
        ],
        "sources": [
            { "n": 1, "url": "https://example.org/a", "publisher": "Example", "language": "en" },
            { "n": 2, "publisher": "Print", "title": "A title", "published": "2022-09-07", "language": "sr-Latn" }
        ],
        "related": [{ "id": "an-other", "how": "response-to" }],
        "aliases": ["The break"]
    })
}

/// The sample with one value replaced; the fields of its faults.
fn faulty(pointer: &str, value: Value) -> Vec<String> {
    let mut record = sample();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match record.pointer_mut(parent).unwrap() {
        Value::Object(map) => {
            map.insert(key.to_owned(), value);
        }
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        _ => panic!("{pointer}"),
    }
    read(&record).err().unwrap_or_default().into_iter().map(|fault| fault.field).collect()
}

#[test]
fn a_sound_record_is_read_and_stays_sound() {
    let incident = read(&sample()).unwrap();
    assert_eq!(check(&incident), []);
    assert_eq!(serde_json::to_value(&incident).unwrap(), sample());
}

#[test]
fn no_two_claims_have_the_same_words() {
    assert_eq!(faulty("/claims/1/text", json!("It did so on 7 September 2022.")), ["claims[1].text"]);
}

#[test]
fn what_people_add_later_is_read_too() {
    let mut record = sample();
    record["claims"][0]["credibility"] = json!("2");
    record["claims"][1]["retracted"] = json!("it was taken back");
    record["sources"][0]["type"] = json!("wire");
    record["sources"][0]["grade"] = json!("B");
    record["sources"][1]["copy_of"] = json!(1);
    record["sources"][1]["retracted"] = json!("taken down");
    assert_eq!(serde_json::to_value(read(&record).unwrap()).unwrap(), record);
    record["sources"][0]["copy_of"] = json!(2);
    let faults: Vec<String> = read(&record).unwrap_err().into_iter().map(|fault| fault.field).collect();
    assert_eq!(faults, ["sources[0].copy_of", "sources[1].copy_of"], "a copy of a copy");
}

#[test]
fn the_starter_register_is_sound() {
    let mut records = Vec::new();
    for (line, text) in include_str!("../../../config/register/incidents.jsonl").lines().enumerate() {
        records
            .push((line + 1, read(&serde_json::from_str(text).unwrap()).unwrap_or_else(|faults| panic!("line {}: {faults:?}", line + 1))));
    }
    assert_eq!(check_all(&records, |_| None), []);
}

#[test]
fn each_fault_names_its_field() {
    let long = "x".repeat(3_000);
    for (pointer, value, field) in [
        ("/id", json!("Albania Iran"), "id"),
        ("/id", json!("a--b"), "id"),
        ("/language", json!("english language"), "language"),
        ("/language", json!(""), "language"),
        ("/claims/0/language", json!("e"), "claims[0].language"),
        ("/claims/0/language", json!(["en"]), "claims[0].language"),
        ("/claims/0/credibility", json!("7"), "claims[0].credibility"),
        ("/claims/0/credibility", json!(1), "claims[0].credibility"),
        ("/claims/0/retracted", json!(""), "claims[0].retracted"),
        ("/claims/0/retracted", json!(true), "claims[0].retracted"),
        ("/sources/0/grade", json!("G"), "sources[0].grade"),
        ("/sources/0/type", json!("blog"), "sources[0].type"),
        ("/sources/0/copy_of", json!(1), "sources[0].copy_of"),
        ("/sources/0/copy_of", json!(3), "sources[0].copy_of"),
        ("/sources/0/retracted", json!(" "), "sources[0].retracted"),
        ("/id", json!(7), "id"),
        ("/title", json!("  "), "title"),
        ("/title", json!("a\nb"), "title"),
        ("/title", json!("a\u{202e}b"), "title"),
        ("/title", json!(" a"), "title"),
        ("/summary", json!(long), "summary"),
        ("/kind", json!("war"), "kind"),
        ("/initiators", json!("AL"), "initiators"),
        ("/initiators", json!(null), "initiators"),
        ("/targets/0", json!("ZZ"), "targets[0]"),
        ("/targets", json!(["IR", "IR"]), "targets[1]"),
        ("/date", json!("2022-02-30"), "date"),
        ("/ended", json!("2021"), "ended"),
        ("/ended", json!("never"), "ended"),
        ("/claims", json!([]), "claims"),
        ("/claims/0", json!("text"), "claims[0]"),
        ("/claims/1/aspect", json!("whence"), "claims[1].aspect"),
        ("/claims/1/stance", json!("sure"), "claims[1].stance"),
        ("/claims/1/by", json!(""), "claims[1].by"),
        ("/claims/1/sources", json!([]), "claims[1].sources"),
        ("/claims/1/sources", json!([3]), "claims[1].sources[0]"),
        ("/claims/1/sources", json!([1, 1]), "claims[1].sources[1]"),
        ("/claims/1/sources", json!(["1"]), "claims[1].sources[0]"),
        ("/claims/1/sources", json!([0]), "claims[1].sources[0]"),
        ("/claims/1/note", json!("x"), "claims[1].note"),
        ("/sources/1/n", json!(1), "sources[1].n"),
        ("/sources/0/url", json!("ftp://example.org"), "sources[0].url"),
        ("/sources/0/url", json!("example.org"), "sources[0].url"),
        ("/sources/0/url", json!("https://bbc.co.uk@example.org/"), "sources[0].url"),
        ("/sources/0/url", json!("https://example.org/> https://evil"), "sources[0].url"),
        ("/sources/0/url", json!(null), "sources[0].title"),
        ("/sources/0/archived_url", json!("javascript:alert(1)"), "sources[0].archived_url"),
        ("/sources/0/language", json!("english language"), "sources[0].language"),
        ("/sources/1/published", json!(null), "sources[1].published"),
        ("/related/0/how", json!("because"), "related[0].how"),
        ("/related/0/id", json!("albania-iran-2022-relations-severed"), "related[0].id"),
        ("/aliases", json!(["a", "a"]), "aliases[1]"),
        ("/rumour", json!(true), "rumour"),
    ] {
        let found = faulty(pointer, value.clone());
        assert!(found.contains(&field.to_owned()), "{pointer} = {value}: {found:?}");
    }
}

#[test]
fn all_faults_are_reported_at_once() {
    let record =
        json!({ "id": "A", "date": "2022-02-30", "claims": [{ "sources": [4] }], "sources": [{ "n": 1, "url": "x" }], "targets": ["ZZ"] });
    let faults: Vec<String> = read(&record).unwrap_err().iter().map(|fault| fault.field.clone()).collect();
    for field in [
        "id", "title", "kind", "initiators", "targets[0]", "others", "date", "summary", "claims[0].aspect", "claims[0].sources[0]",
        "sources[0].url",
    ] {
        assert!(faults.contains(&field.to_owned()), "{field} in {faults:?}");
    }
    assert_eq!(read(&json!([])).unwrap_err()[0].to_string(), "record: must be an object, not a list");
}

#[test]
fn a_fault_of_one_source_is_not_blamed_on_the_claims() {
    assert_eq!(faulty("/sources/0/published", json!("x")), ["sources[0].published"]);
}

/// A record's id and its links.
type Links<'a> = (&'a str, &'a [(&'a str, How)]);

/// Records of a set with their links.
fn set(links: &[Links<'_>]) -> Vec<(usize, Incident)> {
    let record = |(position, (id, links)): (usize, &Links<'_>)| {
        let mut incident = read(&sample()).unwrap();
        incident.id = (*id).to_owned();
        incident.related = links.iter().map(|(id, how)| Related { id: (*id).to_owned(), how: *how }).collect();
        (position + 1, incident)
    };
    links.iter().enumerate().map(record).collect()
}

#[test]
fn ids_given_twice_and_links_to_nowhere_are_reported() {
    let records = set(&[("a", &[("b", How::Reverses), ("on-file", How::Follows)]), ("a", &[])]);
    let found = check_all(&records, |id| (id == "on-file").then_some(&[] as &[Related]));
    let found: Vec<String> = found.iter().map(|(line, fault)| format!("{line} {fault}")).collect();
    assert_eq!(found, ["1 related[0].id: there is no record \"b\"", "2 id: \"a\" is already the id of line 1"]);
}

#[test]
fn cycles_are_reported_once_with_their_ids() {
    for (how, sense) in [(How::Follows, "follows itself"), (How::ResponseTo, "answers itself"), (How::PartOf, "is part of itself")] {
        let records = set(&[("z", &[("a", how)]), ("a", &[("b", how)]), ("b", &[("a", how)])]);
        let found = check_all(&records, |_| None);
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].0, 2);
        assert_eq!(found[0].1.to_string(), format!("related: the record {sense}: a → b → a"));
    }
}

#[test]
fn a_cycle_through_a_record_on_file_is_found() {
    let on_file = [Related { id: "a".to_owned(), how: How::PartOf }];
    let records = set(&[("a", &[("b", How::PartOf)])]);
    assert_eq!(check_all(&records, |id| (id == "b").then_some(&on_file[..])).len(), 1);
}

#[test]
fn opposite_links_and_long_chains_are_no_cycles() {
    let records = set(&[
        ("a", &[("b", How::ReversedBy)]),
        ("b", &[("a", How::Reverses), ("a", How::Follows)]),
        ("c", &[("b", How::PartOf), ("a", How::Follows)]),
    ]);
    assert_eq!(check_all(&records, |_| None), []);
}
