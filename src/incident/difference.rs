//! What differs between two editions of a record, line by line, for people: the same editions give the same lines.

use std::fmt::{self, Display};

use super::{Claim, Incident, Party, Source};

/// One thing that differs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// What: a field, or a claim or source by its number, "claim 3 (why)".
    pub what: String,
    /// How it was; `None` if it is new.
    pub before: Option<String>,
    /// How it is; `None` if it is gone.
    pub after: Option<String>,
}

impl Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = &self.what;
        match (&self.before, &self.after) {
            (Some(before), Some(after)) => write!(f, "{what}: {before} → {after}"),
            (None, Some(after)) => write!(f, "{what} added: {after}"),
            (Some(before), None) => write!(f, "{what} removed: {before}"),
            (None, None) => f.write_str(what),
        }
    }
}

/// Everything that differs, in the order of the record.
pub fn differences(before: &Incident, after: &Incident) -> Vec<Difference> {
    let mut lines = Lines::default();
    let quoted = |text: &str| Some(format!("\"{text}\""));
    lines.field("id", Some(before.id.clone()), Some(after.id.clone()));
    lines.field("title", quoted(&before.title), quoted(&after.title));
    lines.field("kind", Some(before.kind.name().to_owned()), Some(after.kind.name().to_owned()));
    lines.field("initiators", codes(&before.initiators), codes(&after.initiators));
    lines.field("targets", codes(&before.targets), codes(&after.targets));
    lines.field("others", codes(&before.others), codes(&after.others));
    lines.field("date", Some(before.date.to_string()), Some(after.date.to_string()));
    let [ended, ends] = [before, after].map(|record| record.ended.as_ref().map(ToString::to_string));
    lines.field("ended", ended, ends);
    lines.field("summary", quoted(&before.summary), quoted(&after.summary));
    lines.field("language", before.language.clone(), after.language.clone());
    claims(before, after, &mut lines);
    sources(before, after, &mut lines);
    lines.list("related", &related(before), &related(after));
    lines.list("alias", &before.aliases, &after.aliases);
    lines.0
}

#[derive(Default)]
struct Lines(Vec<Difference>);

impl Lines {
    fn field(&mut self, what: &str, before: Option<String>, after: Option<String>) {
        if before != after {
            self.0.push(Difference { what: what.to_owned(), before, after });
        }
    }

    /// A list whose order does not matter.
    fn list(&mut self, what: &str, before: &[String], after: &[String]) {
        for gone in before.iter().filter(|member| !after.contains(member)) {
            self.field(what, Some(gone.clone()), None);
        }
        for new in after.iter().filter(|member| !before.contains(member)) {
            self.field(what, None, Some(new.clone()));
        }
    }

    fn retraction(&mut self, what: &str, before: Option<&String>, after: Option<&String>) {
        let told = |retracted: Option<&String>| retracted.map_or_else(|| "counts".to_owned(), |reason| format!("retracted ({reason})"));
        self.field(what, Some(told(before)), Some(told(after)));
    }
}

fn codes(parties: &[Party]) -> Option<String> {
    (!parties.is_empty()).then(|| parties.iter().map(|party| party.code()).collect::<Vec<_>>().join(" "))
}

fn related(record: &Incident) -> Vec<String> {
    record.related.iter().map(|related| format!("{} {}", related.how.name(), related.id)).collect()
}

/// Which claim before each claim after is the same one: the one of the same words; of the others, those that tell the same
/// thing in their order.
pub(super) fn partners(before: &Incident, after: &Incident) -> Vec<Option<usize>> {
    let mut partners: Vec<Option<usize>> =
        after.claims.iter().map(|claim| before.claims.iter().position(|other| other.text == claim.text)).collect();
    for position in 0..partners.len() {
        let Some(claim) = after.claims.get(position).filter(|_| partners.get(position) == Some(&None)) else { continue };
        let free = (0..before.claims.len()).filter(|candidate| !partners.contains(&Some(*candidate)));
        let partner = free.into_iter().find(|candidate| before.claims.get(*candidate).is_some_and(|old| old.aspect == claim.aspect));
        if let Some(slot) = partners.get_mut(position) {
            *slot = partner;
        }
    }
    partners
}

fn claims(before: &Incident, after: &Incident, lines: &mut Lines) {
    let partners = partners(before, after);
    for (number, old) in (1..).zip(&before.claims).filter(|(number, _)| !partners.contains(&Some(*number - 1))) {
        lines.field(&format!("claim {number} ({})", old.aspect.name()), Some(format!("\"{}\"", old.text)), None);
    }
    for ((number, claim), partner) in (1..).zip(&after.claims).zip(&partners) {
        let what = format!("claim {number} ({})", claim.aspect.name());
        match partner.and_then(|partner| before.claims.get(partner)) {
            None => lines.field(&what, None, Some(told(claim))),
            Some(old) => one_claim(&what, old, claim, lines),
        }
    }
}

fn told(claim: &Claim) -> String {
    let sources = claim.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    format!("\"{}\" (sources {sources})", claim.text)
}

fn one_claim(what: &str, before: &Claim, after: &Claim, lines: &mut Lines) {
    let numbers = |claim: &Claim| Some(claim.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "));
    let name = |claim: &Claim| claim.credibility.map(|credibility| credibility.name().to_owned());
    lines.field(what, Some(format!("\"{}\"", before.text)), Some(format!("\"{}\"", after.text)));
    lines.field(&format!("{what} aspect"), Some(before.aspect.name().to_owned()), Some(after.aspect.name().to_owned()));
    lines.field(&format!("{what} by"), before.by.clone(), after.by.clone());
    lines.field(&format!("{what} stance"), Some(before.stance.name().to_owned()), Some(after.stance.name().to_owned()));
    lines.field(&format!("{what} sources"), numbers(before), numbers(after));
    lines.field(&format!("{what} language"), before.language.clone(), after.language.clone());
    lines.field(&format!("{what} credibility"), name(before), name(after));
    lines.retraction(what, before.retracted.as_ref(), after.retracted.as_ref());
}

fn sources(before: &Incident, after: &Incident, lines: &mut Lines) {
    for old in before.sources.iter().filter(|old| after.source(old.n).is_none()) {
        lines.field(&format!("source {}", old.n), Some(named(old)), None);
    }
    for source in &after.sources {
        let what = format!("source {}", source.n);
        match before.source(source.n) {
            None => lines.field(&what, None, Some(named(source))),
            Some(old) => one_source(&what, old, source, lines),
        }
    }
}

fn named(source: &Source) -> String {
    [Some(&source.publisher), source.title.as_ref(), source.url.as_ref()].into_iter().flatten().cloned().collect::<Vec<_>>().join(", ")
}

fn one_source(what: &str, before: &Source, after: &Source, lines: &mut Lines) {
    let day = |source: &Source| source.published.as_ref().map(ToString::to_string);
    let mut field = |name: &str, of: [Option<String>; 2]| {
        let [before, after] = of;
        lines.field(&format!("{what} {name}"), before, after);
    };
    let both = [before, after];
    field("publisher", both.map(|source| Some(source.publisher.clone())));
    field("title", both.map(|source| source.title.clone()));
    field("url", both.map(|source| source.url.clone()));
    field("published", both.map(day));
    field("language", both.map(|source| source.language.clone()));
    field("archived_url", both.map(|source| source.archived_url.clone()));
    field("type", both.map(|source| source.source_type.map(|of| of.name().to_owned())));
    field("grade", both.map(|source| source.grade.map(|grade| grade.name().to_owned())));
    field("copy_of", both.map(|source| source.copy_of.map(|n| n.to_string())));
    lines.retraction(what, before.retracted.as_ref(), after.retracted.as_ref());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::incident;
    use crate::incident::{Aspect, Date};

    #[test]
    fn every_change_is_a_line_in_the_order_of_the_record() {
        let (before, mut after) = (incident("a"), incident("a"));
        assert_eq!(differences(&before, &after), []);
        after.date = Date::parse("2022-09-08").unwrap();
        after.others = after.targets.clone();
        after.ended = Date::parse("2023").ok();
        after.claims[1].text = "Corrected.".to_owned();
        after.claims[2].retracted = Some("wrong".to_owned());
        after.claims.push(Claim { text: "New.".to_owned(), aspect: Aspect::Denial, ..after.claims[0].clone() });
        after.sources.remove(0);
        after.sources[1].grade = Some(crate::incident::Grade::B);
        after.sources.push(Source { url: Some("https://example.org/4".to_owned()), ..Source::new(4, "Reuters".to_owned()) });
        after.aliases = vec!["the row".to_owned()];
        let lines: Vec<String> = differences(&before, &after).iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "others added: IR",
                "date: 2022-09-07 → 2022-09-08",
                "ended added: 2023",
                "claim 2 (why): \"Second.\" → \"Corrected.\"",
                "claim 3 (response): counts → retracted (wrong)",
                "claim 4 (denial) added: \"New.\" (sources 1)",
                "source 1 removed: Publisher, https://example.org/1",
                "source 3 grade added: B",
                "source 4 added: Reuters, https://example.org/4",
                "alias added: the row",
            ]
        );
    }
}
