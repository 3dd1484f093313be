//! Changes to a record that people make one at a time: sources and claims come, are corrected, retracted and restored.
//! A change is data; whether the whole record is sound afterwards is `check`'s business.

use super::source::canonical_url;
use super::{Aspect, Claim, ClaimKey, Credibility, Incident, Source, Stance};

/// One change to a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Amendment {
    /// Adds a source; it gets the number [`Incident::next_source`], whatever number it has. The claims rest on it too.
    AddSource {
        /// The source.
        source: Source,
        /// Claims that it also bears out.
        claims: Vec<ClaimKey>,
    },
    /// Lets a claim rest on more of the record's sources.
    Attach {
        /// The claim.
        claim: ClaimKey,
        /// Numbers of sources.
        sources: Vec<u32>,
    },
    /// Adds a claim.
    AddClaim(Claim),
    /// Changes a claim; what is `None` stays.
    Correct {
        /// The claim.
        claim: ClaimKey,
        /// What changes.
        by: Correction,
    },
    /// A claim no longer counts.
    RetractClaim {
        /// The claim.
        claim: ClaimKey,
        /// Why.
        reason: String,
    },
    /// A retracted claim counts again.
    RestoreClaim(ClaimKey),
    /// The source with this number says something else of itself; whether it counts stays as it is.
    CorrectSource(Source),
    /// A source no longer counts; claims that rest on it alone go with it.
    RetractSource {
        /// Its number.
        n: u32,
        /// Why.
        reason: String,
    },
    /// A retracted source counts again.
    RestoreSource(u32),
}

/// What changes in a claim.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// What it tells.
    pub aspect: Option<Aspect>,
    /// Its words.
    pub text: Option<String>,
    /// Who says it; `Some(None)` for nobody.
    pub by: Option<Option<String>>,
    /// How firmly it stands.
    pub stance: Option<Stance>,
    /// Numbers of its sources.
    pub sources: Option<Vec<u32>>,
    /// How credible it is; `Some(None)` for not judged.
    pub credibility: Option<Option<Credibility>>,
}

/// Why a record cannot be changed so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum AmendError {
    /// The same page is a source already.
    #[error("source {n} is the same page{}", if *retracted { ", and is retracted: restore it instead" } else { "" })]
    Duplicate {
        /// Its number.
        n: u32,
        /// Whether that one is retracted.
        retracted: bool,
    },
    /// No claim has this key; perhaps its words were changed meanwhile.
    #[error("the record has no such claim; its words may have been changed meanwhile")]
    NoClaim(ClaimKey),
    /// Another claim has these words.
    #[error("the record has this claim already: \"{0}\"")]
    SameClaim(String),
    /// No source has this number.
    #[error("the record has no source {0}")]
    NoSource(u32),
    /// It is so already.
    #[error("it is retracted already")]
    AlreadyRetracted,
    /// It is so already.
    #[error("it is not retracted")]
    NotRetracted,
}

impl Incident {
    /// The number of the next source.
    pub fn next_source(&self) -> u32 {
        self.sources.iter().map(|source| source.n).max().unwrap_or_default().saturating_add(1)
    }

    /// The source that is the same page, by its canonical address.
    pub fn source_at(&self, url: &str) -> Option<&Source> {
        let key = canonical_url(url)?;
        self.sources.iter().find(|source| source.url.as_deref().and_then(canonical_url).as_ref() == Some(&key))
    }

    /// The record after these changes, made one after the other.
    ///
    /// # Errors
    /// [`AmendError`] for the first one that does not fit.
    pub fn amended(&self, amendments: &[Amendment]) -> Result<Self, AmendError> {
        let mut record = self.clone();
        for amendment in amendments {
            record.amend(amendment)?;
        }
        Ok(record)
    }

    fn amend(&mut self, amendment: &Amendment) -> Result<(), AmendError> {
        match amendment {
            Amendment::AddSource { source, claims } => self.add_source(source, claims),
            Amendment::Attach { claim, sources } => sources.iter().try_for_each(|n| self.attach(*claim, *n)),
            Amendment::AddClaim(claim) => {
                self.refuse_same(&claim.text)?;
                self.claims.push(claim.clone());
                Ok(())
            }
            Amendment::Correct { claim, by } => self.correct(*claim, by),
            Amendment::RetractClaim { claim, reason } => retract(&mut self.claim_mut(*claim)?.retracted, reason),
            Amendment::RestoreClaim(claim) => restore(&mut self.claim_mut(*claim)?.retracted),
            Amendment::CorrectSource(by) => self.correct_source(by),
            Amendment::RetractSource { n, reason } => retract(&mut self.source_mut(*n)?.retracted, reason),
            Amendment::RestoreSource(n) => restore(&mut self.source_mut(*n)?.retracted),
        }
    }

    fn add_source(&mut self, source: &Source, claims: &[ClaimKey]) -> Result<(), AmendError> {
        if let Some(same) = source.url.as_deref().and_then(|url| self.source_at(url)) {
            return Err(AmendError::Duplicate { n: same.n, retracted: same.retracted.is_some() });
        }
        let n = self.next_source();
        self.sources.push(Source { n, ..source.clone() });
        claims.iter().try_for_each(|claim| self.attach(*claim, n))
    }

    fn correct_source(&mut self, by: &Source) -> Result<(), AmendError> {
        let same = by.url.as_deref().and_then(|url| self.source_at(url)).filter(|same| same.n != by.n);
        if let Some(same) = same {
            return Err(AmendError::Duplicate { n: same.n, retracted: same.retracted.is_some() });
        }
        let source = self.source_mut(by.n)?;
        *source = Source { retracted: source.retracted.take(), ..by.clone() };
        Ok(())
    }

    fn attach(&mut self, claim: ClaimKey, n: u32) -> Result<(), AmendError> {
        self.source_mut(n)?;
        let sources = &mut self.claim_mut(claim)?.sources;
        if !sources.contains(&n) {
            sources.push(n);
        }
        Ok(())
    }

    fn correct(&mut self, key: ClaimKey, by: &Correction) -> Result<(), AmendError> {
        if let Some(text) = by.text.as_deref().filter(|text| ClaimKey::of(text) != key) {
            self.refuse_same(text)?;
        }
        for n in by.sources.iter().flatten() {
            self.source_mut(*n)?;
        }
        let claim = self.claim_mut(key)?;
        claim.aspect = by.aspect.unwrap_or(claim.aspect);
        claim.stance = by.stance.unwrap_or(claim.stance);
        put(&mut claim.text, by.text.as_ref());
        put(&mut claim.by, by.by.as_ref());
        put(&mut claim.sources, by.sources.as_ref());
        put(&mut claim.credibility, by.credibility.as_ref());
        Ok(())
    }

    fn refuse_same(&self, text: &str) -> Result<(), AmendError> {
        match self.claims.iter().find(|claim| claim.text == text) {
            Some(claim) => Err(AmendError::SameClaim(claim.text.clone())),
            None => Ok(()),
        }
    }

    fn claim_mut(&mut self, key: ClaimKey) -> Result<&mut Claim, AmendError> {
        self.claims.iter_mut().find(|claim| claim.key() == key).ok_or(AmendError::NoClaim(key))
    }

    fn source_mut(&mut self, n: u32) -> Result<&mut Source, AmendError> {
        self.sources.iter_mut().find(|source| source.n == n).ok_or(AmendError::NoSource(n))
    }
}

fn put<T: Clone>(field: &mut T, value: Option<&T>) {
    if let Some(value) = value {
        field.clone_from(value);
    }
}

fn retract(retracted: &mut Option<String>, reason: &str) -> Result<(), AmendError> {
    if retracted.is_some() {
        return Err(AmendError::AlreadyRetracted);
    }
    *retracted = Some(reason.to_owned());
    Ok(())
}

fn restore(retracted: &mut Option<String>) -> Result<(), AmendError> {
    retracted.take().map(drop).ok_or(AmendError::NotRetracted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::testing::incident;

    fn key(text: &str) -> ClaimKey {
        ClaimKey::of(text)
    }

    fn at(url: &str) -> Source {
        Source { url: Some(url.to_owned()), ..Source::new(0, "Reuters".to_owned()) }
    }

    #[test]
    fn a_new_source_gets_the_next_number_and_bears_claims_out() {
        let add = Amendment::AddSource { source: at("https://reuters.example/x"), claims: vec![key("Second.")] };
        let record = incident("a").amended(&[add]).unwrap();
        assert_eq!(record.sources[3].n, 4);
        assert_eq!(record.claims[1].sources, [1, 2, 4]);
        assert_eq!(crate::incident::check::check(&record), []);
    }

    #[test]
    fn a_source_that_is_there_under_another_spelling_is_refused_with_its_number() {
        let add = |url: &str| [Amendment::AddSource { source: at(url), claims: Vec::new() }];
        let url = "http://m.example.org/2/?utm_source=x#top";
        assert_eq!(incident("a").amended(&add(url)), Err(AmendError::Duplicate { n: 2, retracted: false }));
        let retracted = incident("a").amended(&[Amendment::RetractSource { n: 2, reason: "gone".to_owned() }]).unwrap();
        assert_eq!(retracted.amended(&add(url)), Err(AmendError::Duplicate { n: 2, retracted: true }));
    }

    #[test]
    fn a_correction_changes_what_it_names_and_nothing_else() {
        let by = Correction { text: Some("Other.".to_owned()), by: Some(None), ..Correction::default() };
        let record = incident("a").amended(&[Amendment::Correct { claim: key("First."), by }]).unwrap();
        let expected = Claim { text: "Other.".to_owned(), by: None, ..incident("a").claims[0].clone() };
        assert_eq!(record.claims[0], expected);
        assert_eq!(record.claims[1..], incident("a").claims[1..]);
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let reason = || "x".to_owned();
        let text = |text: &str| Correction { text: Some(text.to_owned()), ..Correction::default() };
        let sources = |n| Correction { sources: Some(vec![n]), ..Correction::default() };
        let retract = || Amendment::RetractClaim { claim: key("First."), reason: reason() };
        for (amendments, error) in [
            (vec![Amendment::RetractSource { n: 9, reason: reason() }], AmendError::NoSource(9)),
            (vec![Amendment::Attach { claim: key("First."), sources: vec![9] }], AmendError::NoSource(9)),
            (vec![Amendment::Attach { claim: key("None."), sources: vec![1] }], AmendError::NoClaim(key("None."))),
            (vec![Amendment::AddClaim(incident("a").claims[0].clone())], AmendError::SameClaim("First.".to_owned())),
            (vec![Amendment::Correct { claim: key("First."), by: text("Second.") }], AmendError::SameClaim("Second.".to_owned())),
            (vec![Amendment::Correct { claim: key("First."), by: sources(7) }], AmendError::NoSource(7)),
            (vec![retract(), retract()], AmendError::AlreadyRetracted),
            (vec![Amendment::RestoreSource(1)], AmendError::NotRetracted),
        ] {
            assert_eq!(incident("a").amended(&amendments), Err(error), "{amendments:?}");
        }
    }

    #[test]
    fn a_retraction_is_taken_back_without_a_trace() {
        let there = [
            Amendment::RetractClaim { claim: key("First."), reason: "x".to_owned() },
            Amendment::RetractSource { n: 1, reason: "y".to_owned() },
        ];
        let back = [Amendment::RestoreSource(1), Amendment::RestoreClaim(key("First."))];
        let record = incident("a").amended(&there).unwrap();
        assert!(record.has_retractions());
        assert_eq!(record.amended(&back).unwrap(), incident("a"));
    }
}
