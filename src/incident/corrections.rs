//! What is no longer so of a record as somebody was shown it: of the claims that an answer rests on, and of the fields that
//! sentences are made of. What was added since, or is only told in other places, is no correction.

use super::difference::partners;
use super::{Claim, ClaimKey, Date, Incident, Kind, Party};

/// Something that was shown and is not so any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Correction {
    /// Another kind.
    Kind(Kind, Kind),
    /// Another day.
    Date(Date, Date),
    /// Another end, or one that was not known, or none.
    Ended(Option<Date>, Option<Date>),
    /// Others who act.
    Initiators(Vec<Party>, Vec<Party>),
    /// Others towards whom.
    Targets(Vec<Party>, Vec<Party>),
    /// A claim is told otherwise: its words, who says it, how firmly it stands.
    Claim {
        /// How it was told.
        before: String,
        /// How it is told.
        after: String,
    },
    /// A claim no longer counts.
    Retracted {
        /// Its words.
        text: String,
        /// Why; empty if it is gone without a word.
        reason: String,
    },
    /// A source of a claim that still counts no longer does.
    Source {
        /// Who published it.
        publisher: String,
        /// Why.
        reason: String,
    },
}

/// What of a record as it was shown is no longer so, for an answer that rests on these claims of it.
pub fn corrections(shown: &Incident, now: &Incident, keys: &[ClaimKey]) -> Vec<Correction> {
    let mut all = Vec::new();
    if shown.kind != now.kind {
        all.push(Correction::Kind(shown.kind, now.kind));
    }
    if shown.date != now.date {
        all.push(Correction::Date(shown.date.clone(), now.date.clone()));
    }
    if shown.ended != now.ended {
        all.push(Correction::Ended(shown.ended.clone(), now.ended.clone()));
    }
    if shown.initiators != now.initiators {
        all.push(Correction::Initiators(shown.initiators.clone(), now.initiators.clone()));
    }
    if shown.targets != now.targets {
        all.push(Correction::Targets(shown.targets.clone(), now.targets.clone()));
    }
    let partners = partners(shown, now);
    for (position, old) in shown.claims.iter().enumerate().filter(|(_, claim)| keys.contains(&claim.key())) {
        let partner = partners.iter().position(|partner| *partner == Some(position));
        let found = of_claim((shown, old), (now, partner.and_then(|partner| now.claims.get(partner))));
        all.extend(found.into_iter().filter(|correction| !all.contains(correction)).collect::<Vec<_>>());
    }
    all
}

fn of_claim((shown, old): (&Incident, &Claim), (now, new): (&Incident, Option<&Claim>)) -> Vec<Correction> {
    if !shown.counts(old) {
        return Vec::new();
    }
    let Some(new) = new else { return vec![Correction::Retracted { text: old.text.clone(), reason: String::new() }] };
    let retracted = old.sources.iter().filter_map(|n| {
        let reason = now.source(*n)?.retracted.as_ref()?;
        let shown = shown.source(*n).filter(|source| source.retracted.is_none())?;
        Some(Correction::Source { publisher: shown.publisher.clone(), reason: reason.clone() })
    });
    if !now.counts(new) {
        let of_source = now.sources.iter().filter(|source| new.sources.contains(&source.n)).find_map(|source| source.retracted.clone());
        let reason = new.retracted.clone().or(of_source).unwrap_or_default();
        return vec![Correction::Retracted { text: old.text.clone(), reason }];
    }
    let mut all = Vec::new();
    if (&old.text, &old.by, old.stance) != (&new.text, &new.by, new.stance) {
        let with_speaker = (&old.by, old.stance) != (&new.by, new.stance);
        all.push(Correction::Claim { before: told(old, with_speaker), after: told(new, with_speaker) });
    }
    all.extend(retracted);
    all
}

/// "Its words" (speaker, stance)
fn told(claim: &Claim, with_speaker: bool) -> String {
    if !with_speaker {
        return claim.text.clone();
    }
    let by = claim.by.as_ref().map(|by| format!("{by}, ")).unwrap_or_default();
    format!("{} ({by}{})", claim.text, claim.stance.name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::incident;
    use crate::incident::{Source, Stance};

    fn key(text: &str) -> ClaimKey {
        ClaimKey::of(text)
    }

    #[test]
    fn only_what_an_answer_rests_on_is_corrected() {
        let (shown, mut now) = (incident("a"), incident("a"));
        let all = ["First.", "Second.", "Last."].map(key);
        assert_eq!(corrections(&shown, &now, &all), []);
        now.title = "Another title".to_owned();
        now.sources.push(Source::new(4, "Another".to_owned()));
        now.claims[0].sources.push(4);
        assert_eq!(corrections(&shown, &now, &all), []);
        now.claims[1].text = "Corrected.".to_owned();
        assert_eq!(corrections(&shown, &now, &[key("First.")]), []);
        let changed = Correction::Claim { before: "Second.".to_owned(), after: "Corrected.".to_owned() };
        assert_eq!(corrections(&shown, &now, &all), [changed]);
        now.date = Date::parse("2022-09-08").unwrap();
        assert_eq!(corrections(&shown, &now, &[]), [Correction::Date(shown.date.clone(), now.date.clone())]);
    }

    #[test]
    fn what_no_longer_counts_says_why() {
        let (shown, mut now) = (incident("a"), incident("a"));
        now.sources[0].retracted = Some("forged".to_owned());
        let source = Correction::Source { publisher: "Publisher".to_owned(), reason: "forged".to_owned() };
        assert_eq!(corrections(&shown, &now, &[key("Second.")]), [source]);
        now.claims[1].retracted = Some("wrong".to_owned());
        let retracted = |reason: &str| Correction::Retracted { text: "Second.".to_owned(), reason: reason.to_owned() };
        assert_eq!(corrections(&shown, &now, &[key("Second.")]), [retracted("wrong")]);
        now.claims.remove(1);
        assert_eq!(corrections(&shown, &now, &[key("Second.")]), [retracted("")]);
        assert_eq!(corrections(&now, &shown, &[key("Second.")]), [], "what did not count was not shown");
    }

    #[test]
    fn who_says_it_and_how_firmly_it_stands_is_part_of_a_claim() {
        let (shown, mut now) = (incident("a"), incident("a"));
        now.claims[0].stance = Stance::Denied;
        now.claims[0].by = Some("Iran".to_owned());
        let before = told(&shown.claims[0], true);
        let after = "First. (Iran, denied)".to_owned();
        assert_eq!(corrections(&shown, &now, &[key("First.")]), [Correction::Claim { before, after }]);
    }
}
