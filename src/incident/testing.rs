//! A small sound record for the tests of this room.

use super::{Aspect, Claim, Date, Incident, Kind, Party, Source, Stance};

/// Three claims, "First." (source 1), "Second." (1, 2) and "Last." (2), and three sources at `https://example.org/N`.
pub(crate) fn incident(id: &str) -> Incident {
    let claim = |aspect, text: &str, sources: &[u32]| {
        Claim::new(aspect, text.to_owned(), Some("Somebody".to_owned()), Stance::Asserted, sources.to_vec())
    };
    let source = |n: u32| Source { url: Some(format!("https://example.org/{n}")), ..Source::new(n, "Publisher".to_owned()) };
    Incident {
        id: id.to_owned(),
        title: "Albania severs relations with Iran".to_owned(),
        kind: Kind::RelationsSevered,
        initiators: vec![Party::parse("AL").unwrap()],
        targets: vec![Party::parse("IR").unwrap()],
        others: Vec::new(),
        date: Date::parse("2022-09-07").unwrap(),
        ended: None,
        summary: "Albania severs relations.".to_owned(),
        language: None,
        claims: vec![claim(Aspect::When, "First.", &[1]), claim(Aspect::Why, "Second.", &[1, 2]), claim(Aspect::Response, "Last.", &[2])],
        sources: vec![source(1), source(2), source(3)],
        related: Vec::new(),
        aliases: Vec::new(),
    }
}
