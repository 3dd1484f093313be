//! What of a record counts. A claim or source is never deleted: it says why it is retracted, and askers see the record
//! without it. `register` takes every record through here on its way to the index, and nobody else needs to remember.

use super::{Claim, Incident};

impl Incident {
    /// Whether anything in it is retracted.
    pub fn has_retractions(&self) -> bool {
        self.sources.iter().any(|source| source.retracted.is_some()) || self.claims.iter().any(|claim| claim.retracted.is_some())
    }

    /// Whether a claim counts: it is not retracted, and neither are all of its sources.
    pub fn counts(&self, claim: &Claim) -> bool {
        let stands = |n: &u32| self.source(*n).is_some_and(|source| source.retracted.is_none());
        claim.retracted.is_none() && claim.sources.iter().any(stands)
    }

    /// The record as askers see it, without what is retracted; `None` if no claim is left.
    ///
    /// A claim all of whose sources are retracted goes with them.
    pub fn published(mut self) -> Option<Self> {
        if !self.has_retractions() {
            return Some(self);
        }
        self.sources.retain(|source| source.retracted.is_none());
        let stands = |n: &u32| self.sources.iter().any(|source| source.n == *n);
        for claim in &mut self.claims {
            claim.sources.retain(stands);
        }
        self.claims.retain(|claim| claim.retracted.is_none() && !claim.sources.is_empty());
        (!self.claims.is_empty()).then_some(self)
    }
}

#[cfg(test)]
mod tests {
    use crate::incident::testing::incident;

    #[test]
    fn what_is_retracted_is_not_published() {
        let mut record = incident("a");
        record.claims[0].retracted = Some("wrong".to_owned());
        record.sources[1].retracted = Some("withdrawn".to_owned());
        let published = record.clone().published().unwrap();
        let told: Vec<(&str, &[u32])> = published.claims.iter().map(|claim| (claim.text.as_str(), &*claim.sources)).collect();
        assert_eq!(told, [("Second.", &[1_u32] as &[u32])]);
        assert_eq!(published.sources.iter().map(|source| source.n).collect::<Vec<_>>(), [1, 3]);
        assert_eq!(record.claims.iter().map(|claim| record.counts(claim)).collect::<Vec<_>>(), [false, true, false]);
        record.sources[0].retracted = Some("withdrawn".to_owned());
        assert_eq!(record.published(), None);
    }
}
