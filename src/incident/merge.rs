//! Two records of one event become one: the one that stays gains what only the other has.

use std::collections::HashMap;

use super::{Claim, Incident, Source};

impl Incident {
    /// This record with the sources, claims, aliases and relations that only the other one has. Id, title, kind, parties,
    /// dates and summary stay.
    ///
    /// Sources are the same by canonical address, or, without one, by publisher, title and day; claims by their words, and
    /// such a claim rests on the sources of both. What is retracted in one of the records stays retracted: somebody had a
    /// reason, which a merge does not refute.
    #[must_use]
    pub fn merged(&self, other: &Self) -> Self {
        let mut record = self.clone();
        let numbers = record.take_sources(&other.sources);
        for claim in &other.claims {
            record.take_claim(claim, other.language_of(claim), &numbers);
        }
        for alias in &other.aliases {
            if !record.aliases.contains(alias) {
                record.aliases.push(alias.clone());
            }
        }
        for related in &other.related {
            if !record.related.contains(related) {
                record.related.push(related.clone());
            }
        }
        record.related.retain(|related| related.id != self.id && related.id != other.id);
        record
    }

    /// Adds the sources that are not there; under which number each of the others is now.
    fn take_sources(&mut self, sources: &[Source]) -> HashMap<u32, u32> {
        let mut numbers = HashMap::new();
        let mut added = Vec::new();
        for source in sources {
            let same = self.same_source(source).map(|same| same.n);
            if let Some(own) = self.sources.iter_mut().find(|own| Some(own.n) == same) {
                own.retracted = own.retracted.take().or_else(|| source.retracted.clone());
            }
            let n = same.unwrap_or_else(|| {
                let n = self.next_source();
                self.sources.push(Source { n, ..source.clone() });
                added.push(n);
                n
            });
            numbers.insert(source.n, n);
        }
        let original = |n: u32, sources: &[Source]| sources.iter().find(|source| source.n == n).map_or(n, |of| of.copy_of.unwrap_or(n));
        let known = self.sources.clone();
        for source in self.sources.iter_mut().filter(|source| added.contains(&source.n)) {
            // An original that is a copy of another one here gives way to that one.
            let to = source.copy_of.and_then(|n| numbers.get(&n)).map(|n| original(*n, &known));
            source.copy_of = to.filter(|n| *n != source.n);
        }
        numbers
    }

    fn same_source(&self, source: &Source) -> Option<&Source> {
        match &source.url {
            Some(url) => self.source_at(url),
            None => self.sources.iter().find(|own| {
                own.url.is_none() && own.publisher == source.publisher && own.title == source.title && own.published == source.published
            }),
        }
    }

    fn take_claim(&mut self, claim: &Claim, language: &str, numbers: &HashMap<u32, u32>) {
        let mut sources: Vec<u32> = claim.sources.iter().filter_map(|n| numbers.get(n).copied()).collect();
        if let Some(own) = self.claims.iter_mut().find(|own| own.text == claim.text) {
            sources.retain(|n| !own.sources.contains(n));
            own.sources.extend(sources);
            own.retracted = own.retracted.take().or_else(|| claim.retracted.clone());
            return;
        }
        // Two sources of the other record may be one here.
        let mut kept = Vec::new();
        for n in sources {
            if !kept.contains(&n) {
                kept.push(n);
            }
        }
        let language = (language != self.language()).then(|| language.to_owned());
        self.claims.push(Claim { sources: kept, language, ..claim.clone() });
    }
}

#[cfg(test)]
mod tests {
    use crate::incident::check::check;
    use crate::incident::testing::incident;
    use crate::incident::{How, Related};

    #[test]
    fn the_record_that_stays_gains_what_only_the_other_has() {
        let (one, mut other) = (incident("a"), incident("b"));
        other.aliases = vec!["the row".to_owned()];
        other.related = ["a", "c"].map(|id| Related { id: id.to_owned(), how: How::Follows }).into();
        other.sources[0].url = Some("https://amp.example.org/1?utm_source=x".to_owned());
        other.sources[1].url = Some("https://example.org/new".to_owned());
        other.sources[1].copy_of = Some(3);
        other.claims[1].text = "Third.".to_owned();
        other.claims[1].sources = vec![1, 2];
        other.claims[0].sources = vec![2];
        let merged = one.merged(&other);
        assert_eq!((merged.id.as_str(), merged.sources.len(), merged.claims.len()), ("a", 4, 4));
        assert_eq!((merged.sources[3].n, merged.sources[3].copy_of), (4, Some(3)));
        assert_eq!((merged.claims[0].sources.clone(), merged.claims[3].sources.clone()), (vec![1, 4], vec![1, 4]));
        assert_eq!((merged.aliases.len(), merged.related.len()), (1, 1));
        assert_eq!(check(&merged), []);
        assert_eq!(merged.merged(&other), merged, "a second time changes nothing");
    }

    #[test]
    fn a_claim_keeps_its_language_in_a_record_of_another_one() {
        let (mut one, mut other) = (incident("a"), incident("b"));
        other.language = Some("fr".to_owned());
        other.claims[0].text = "Premièrement.".to_owned();
        other.claims[1].text = "Second, in English.".to_owned();
        other.claims[1].language = Some("en".to_owned());
        let languages =
            |merged: &crate::incident::Incident| merged.claims.iter().map(|claim| merged.language_of(claim).to_owned()).collect::<Vec<_>>();
        assert_eq!(languages(&one.merged(&other)), ["en", "en", "en", "fr", "en"]);
        one.language = Some("fr".to_owned());
        let merged = one.merged(&other);
        assert_eq!(
            (languages(&merged), merged.claims[3].language.as_deref()),
            (["fr", "fr", "fr", "fr", "en"].map(str::to_owned).into(), None)
        );
    }

    #[test]
    fn what_one_of_the_records_retracts_stays_retracted_with_its_reason() {
        let (one, mut other) = (incident("a"), incident("b"));
        other.sources[0].retracted = Some("withdrawn".to_owned());
        other.claims[1].retracted = Some("a slip".to_owned());
        let retractions = |record: &crate::incident::Incident| {
            let sources: Vec<Option<String>> = record.sources.iter().map(|source| source.retracted.clone()).collect();
            (sources, record.claims.iter().map(|claim| claim.retracted.clone()).collect::<Vec<_>>())
        };
        assert_eq!(retractions(&one.merged(&other)), retractions(&other));
        assert_eq!(retractions(&other.merged(&one)), retractions(&other));
        let mut third = incident("c");
        third.claims[1].retracted = Some("another reason".to_owned());
        assert_eq!(third.merged(&other).claims[1].retracted.as_deref(), Some("another reason"));
    }
}
