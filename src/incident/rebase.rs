//! A change to a record that was made from an edition which is no longer the last: what it changed is changed in the last one.

use std::collections::HashMap;

use super::difference::partners;
use super::{Claim, Incident, Source};

/// What a field is, of three editions: the change wins over what it was made from, else what is there now.
fn merged<T: Clone + PartialEq>(mine: &T, base: &T, now: &T) -> T {
    if mine == base { now.clone() } else { mine.clone() }
}

/// A list whose order does not matter: what is there now, without what the change took away, with what it added.
fn merged_list<T: Clone + PartialEq>(mine: &[T], base: &[T], now: &[T]) -> Vec<T> {
    let mut list: Vec<T> = now.iter().filter(|one| mine.contains(one) || !base.contains(one)).cloned().collect();
    for added in mine.iter().filter(|one| !base.contains(one)) {
        if !list.contains(added) {
            list.push(added.clone());
        }
    }
    list
}

impl Incident {
    /// This record, made from `base`, as it is when it is made from `now`: what it changed is changed there, and all else is
    /// as it is now. Where both changed the same thing, the change of this record stays.
    #[must_use]
    pub fn rebased(&self, base: &Self, now: &Self) -> Self {
        let (sources, numbers) = self.rebased_sources(base, now);
        let mut record = Self {
            id: merged(&self.id, &base.id, &now.id),
            title: merged(&self.title, &base.title, &now.title),
            kind: merged(&self.kind, &base.kind, &now.kind),
            initiators: merged(&self.initiators, &base.initiators, &now.initiators),
            targets: merged(&self.targets, &base.targets, &now.targets),
            others: merged(&self.others, &base.others, &now.others),
            date: merged(&self.date, &base.date, &now.date),
            ended: merged(&self.ended, &base.ended, &now.ended),
            summary: merged(&self.summary, &base.summary, &now.summary),
            language: merged(&self.language, &base.language, &now.language),
            claims: self.rebased_claims(base, now, &numbers),
            sources,
            related: merged_list(&self.related, &base.related, &now.related),
            aliases: merged_list(&self.aliases, &base.aliases, &now.aliases),
        };
        // What cites a source that is gone cites the others.
        let known: Vec<u32> = record.sources.iter().map(|source| source.n).collect();
        for claim in &mut record.claims {
            claim.sources.retain(|n| known.contains(n));
        }
        record
    }

    /// The sources, and which number each one of this record has among them.
    fn rebased_sources(&self, base: &Self, now: &Self) -> (Vec<Source>, HashMap<u32, u32>) {
        let is_gone = |n: u32| base.source(n).is_some() && self.source(n).is_none();
        let mut record = Self { sources: now.sources.iter().filter(|source| !is_gone(source.n)).cloned().collect(), ..now.clone() };
        let mut numbers = HashMap::new();
        let mut added = Vec::new();
        for mine in &self.sources {
            let n = match (base.source(mine.n), now.source(mine.n)) {
                (Some(before), Some(there)) => {
                    if let Some(slot) = record.sources.iter_mut().find(|source| source.n == mine.n) {
                        *slot = rebased_source(mine, before, there);
                    }
                    mine.n
                }
                // Gone since; only a change to it brings it back.
                (Some(before), None) if before == mine => continue,
                (Some(_), None) => {
                    record.sources.push(mine.clone());
                    mine.n
                }
                (None, _) => match mine.url.as_deref().and_then(|url| record.source_at(url)) {
                    Some(same) => same.n,
                    None => {
                        let n = record.next_source();
                        record.sources.push(Source { n, ..mine.clone() });
                        added.push(n);
                        n
                    }
                },
            };
            numbers.insert(mine.n, n);
        }
        for source in record.sources.iter_mut().filter(|source| added.contains(&source.n)) {
            source.copy_of = source.copy_of.and_then(|n| numbers.get(&n).copied()).filter(|n| *n != source.n);
        }
        (record.sources, numbers)
    }

    fn rebased_claims(&self, base: &Self, now: &Self, numbers: &HashMap<u32, u32>) -> Vec<Claim> {
        let renumbered = |claim: &Claim| {
            let sources: Vec<u32> = claim.sources.iter().filter_map(|n| numbers.get(n).copied()).collect();
            Claim { sources: merged_list(&sources, &[], &[]), ..claim.clone() }
        };
        let (mine_of, now_of) = (partners(base, self), partners(base, now));
        let of_base = |all: &[Option<usize>], position: usize| all.iter().position(|partner| *partner == Some(position));
        let mut claims = Vec::new();
        for (claim, partner) in now.claims.iter().zip(&now_of) {
            let Some(before) = partner.and_then(|position| Some((position, base.claims.get(position)?))) else {
                claims.push(claim.clone());
                continue;
            };
            // Without one it was taken out.
            if let Some(mine) = of_base(&mine_of, before.0).and_then(|position| self.claims.get(position)) {
                claims.push(rebased_claim(&renumbered(mine), before.1, claim));
            }
        }
        for (mine, partner) in self.claims.iter().zip(&mine_of) {
            let before = partner.and_then(|position| base.claims.get(position));
            let is_there = partner.is_some_and(|position| of_base(&now_of, position).is_some());
            if is_there || before == Some(mine) {
                continue;
            }
            match claims.iter_mut().find(|claim| claim.text == mine.text) {
                Some(same) => same.sources = merged_list(&renumbered(mine).sources, &[], &same.sources),
                None => claims.push(renumbered(mine)),
            }
        }
        claims
    }
}

fn rebased_source(mine: &Source, base: &Source, now: &Source) -> Source {
    Source {
        n: now.n,
        url: merged(&mine.url, &base.url, &now.url),
        publisher: merged(&mine.publisher, &base.publisher, &now.publisher),
        title: merged(&mine.title, &base.title, &now.title),
        published: merged(&mine.published, &base.published, &now.published),
        language: merged(&mine.language, &base.language, &now.language),
        archived_url: merged(&mine.archived_url, &base.archived_url, &now.archived_url),
        source_type: merged(&mine.source_type, &base.source_type, &now.source_type),
        grade: merged(&mine.grade, &base.grade, &now.grade),
        copy_of: merged(&mine.copy_of, &base.copy_of, &now.copy_of),
        retracted: merged(&mine.retracted, &base.retracted, &now.retracted),
    }
}

fn rebased_claim(mine: &Claim, base: &Claim, now: &Claim) -> Claim {
    Claim {
        aspect: merged(&mine.aspect, &base.aspect, &now.aspect),
        text: merged(&mine.text, &base.text, &now.text),
        by: merged(&mine.by, &base.by, &now.by),
        stance: merged(&mine.stance, &base.stance, &now.stance),
        sources: merged_list(&mine.sources, &base.sources, &now.sources),
        language: merged(&mine.language, &base.language, &now.language),
        credibility: merged(&mine.credibility, &base.credibility, &now.credibility),
        retracted: merged(&mine.retracted, &base.retracted, &now.retracted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::Date;
    use crate::incident::check::check;
    use crate::incident::testing::incident;

    #[test]
    fn what_both_changed_apart_is_changed_and_what_both_changed_alike_stays_mine() {
        let (base, mut mine, mut now) = (incident("a"), incident("a"), incident("a"));
        mine.title = "Mine".to_owned();
        mine.claims[1].text = "Mine, reworded.".to_owned();
        mine.aliases = vec!["the row".to_owned()];
        now.title = "Theirs".to_owned();
        now.date = Date::parse("2022-09-08").unwrap();
        now.claims[1].by = Some("Iran".to_owned());
        now.claims[2].retracted = Some("wrong".to_owned());
        now.aliases = vec!["the quarrel".to_owned()];
        let rebased = mine.rebased(&base, &now);
        assert_eq!((rebased.title.as_str(), &rebased.date), ("Mine", &now.date));
        assert_eq!((rebased.claims[1].text.as_str(), rebased.claims[1].by.as_deref()), ("Mine, reworded.", Some("Iran")));
        assert_eq!(rebased.claims[2].retracted.as_deref(), Some("wrong"));
        assert_eq!(rebased.aliases, ["the quarrel", "the row"]);
        assert_eq!(check(&rebased), []);
    }

    #[test]
    fn a_source_that_is_added_gets_a_number_that_is_free_now() {
        let at = |n, url: &str| Source { url: Some(url.to_owned()), ..Source::new(n, "Reuters".to_owned()) };
        let (base, mut mine, mut now) = (incident("a"), incident("a"), incident("a"));
        mine.sources.extend([at(4, "https://example.org/mine"), at(5, "https://example.org/both")]);
        mine.sources[3].copy_of = Some(5);
        mine.claims[0].sources.extend([4, 5]);
        mine.claims.push(Claim { text: "Mine.".to_owned(), sources: vec![4], ..base.claims[0].clone() });
        now.sources.extend([at(4, "https://m.example.org/both/"), at(5, "https://example.org/theirs")]);
        now.claims[0].sources.push(5);
        let rebased = mine.rebased(&base, &now);
        let sources: Vec<(u32, Option<u32>)> = rebased.sources[3..].iter().map(|source| (source.n, source.copy_of)).collect();
        assert_eq!(sources, [(4, None), (5, None), (6, Some(4))]);
        let expected: Vec<u32> = base.claims[0].sources.iter().copied().chain([5, 6, 4]).collect();
        assert_eq!((rebased.claims[0].sources.clone(), rebased.claims[3].sources.clone()), (expected, vec![6]));
        assert_eq!(check(&rebased), []);
    }

    #[test]
    fn what_one_of_them_takes_out_is_out_unless_the_other_changed_it() {
        let (base, mut mine, mut now) = (incident("a"), incident("a"), incident("a"));
        mine.claims.remove(0);
        now.claims.remove(1);
        let texts = |record: &Incident| record.claims.iter().map(|claim| claim.text.clone()).collect::<Vec<_>>();
        assert_eq!(texts(&mine.rebased(&base, &now)), ["Last."]);
        mine.claims[0].stance = crate::incident::Stance::Denied;
        assert_eq!(texts(&mine.rebased(&base, &now)), ["Last.", "Second."]);
        assert_eq!(base.rebased(&base, &now), now, "no change is none");
    }
}
