//! Whether title and summary of a record go on saying what no longer counts: they are no claims, and nobody retracts them.

use std::collections::BTreeSet;

use crate::incident::{Claim, Incident};
use crate::text;

/// Letters of a word beyond which it tells one claim from another.
const SHORT: usize = 3;
/// So many words that only the claim has make a text repeat it, if they are also a part of those words that is as large as this.
const WORDS: usize = 2;
const PART: usize = 3;

/// Claims that counted in one edition of a record and do not in the next, each with the field, "title" or "summary", that still
/// says it: a number that no other claim has, or a third of the words that no other has.
pub fn still_said(before: &Incident, after: &Incident) -> Vec<(&'static str, String)> {
    let stands = |claim: &Claim| after.claim(claim.key()).is_some_and(|claim| after.counts(claim));
    let others: BTreeSet<String> =
        after.claims.iter().filter(|claim| after.counts(claim)).flat_map(|claim| words_of(&claim.text)).collect();
    let mut found = Vec::new();
    for claim in before.claims.iter().filter(|claim| before.counts(claim) && !stands(claim)) {
        let own: BTreeSet<String> = words_of(&claim.text).difference(&others).cloned().collect();
        for (field, text) in [("title", &after.title), ("summary", &after.summary)] {
            if repeats(&own, &words_of(text)) {
                found.push((field, claim.text.clone()));
            }
        }
    }
    found
}

fn repeats(own: &BTreeSet<String>, text: &BTreeSet<String>) -> bool {
    let shared: Vec<&String> = own.intersection(text).collect();
    let is_number = |word: &&String| word.bytes().all(|byte| byte.is_ascii_digit());
    shared.iter().any(is_number) || shared.len() >= WORDS && shared.len() * PART >= own.len()
}

/// The words by which a text can be told, stemmed.
fn words_of(text: &str) -> BTreeSet<String> {
    let words = text::words(text).into_iter().map(|word| word.folded);
    let telling = words.filter(|word| word.len() > SHORT || word.bytes().all(|byte| byte.is_ascii_digit()));
    telling.map(|word| text::stem(&word).into_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::incident::amend::Amendment;
    use crate::register::starter_incidents;

    #[test]
    fn a_summary_that_repeats_what_is_retracted_is_found_and_no_other() {
        let mut record = starter_incidents().into_iter().find(|record| record.id == "albania-iran-2022-relations-severed").unwrap();
        record.title = "Albania severs relations with Iran".to_owned();
        record.summary = "Albania breaks with Iran and gives its diplomats 24 hours to leave.".to_owned();
        for (claim, text) in
            record.claims.iter_mut().zip(["Albania severed relations with Iran.", "Iranian diplomats got 24 hours to leave."])
        {
            claim.text = text.to_owned();
        }
        record.claims.truncate(2);
        let without = |position: usize| {
            let claim = record.claims[position].key();
            record.amended(&[Amendment::RetractClaim { claim, reason: "a slip".to_owned() }]).unwrap()
        };
        let deadline = record.claims[1].text.clone();
        assert_eq!(still_said(&record, &without(1)), [("summary", deadline)]);
        let act = record.claims[0].text.clone();
        assert_eq!(still_said(&record, &without(0)), [("title", act.clone()), ("summary", act)]);
        assert_eq!(still_said(&record, &record), []);
    }
}
