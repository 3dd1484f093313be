//! Where something goes on being said that no longer counts: in title and summary of its record, which are no claims, and
//! nobody retracts them; and, of a whole record, in others that name it or say the same.

use std::collections::BTreeSet;

use crate::incident::{Claim, Incident};
use crate::search::Index;
use crate::text;

/// Letters of a word beyond which it tells one claim from another.
const SHORT: usize = 3;
/// So many words that only the claim has make a text repeat it, if they are also a part of those words that is as large as this.
const WORDS: usize = 2;
const PART: usize = 3;
/// A claim of another record says the same from so many shared words on, if these are two thirds of one claim's: names and day
/// of two sides alone are fewer.
const SAME_WORDS: usize = 5;

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

/// Records beside a retracted one that its author may have to look at, with id and title: those that name it, and those
/// between the same sides that tell its day or say what one of its claims says.
pub fn told_elsewhere(index: &Index, gone: &Incident) -> Vec<(String, String)> {
    let naming = index.related_to(&gone.id).filter_map(|(_, slot)| index.incident_in(slot));
    let sides = gone.initiators.first().zip(gone.targets.first());
    let beside = sides.map(|(one, other)| index.between(*one, *other)).unwrap_or_default();
    let said: Vec<BTreeSet<String>> = gone.claims.iter().map(|claim| words_of(&claim.text)).collect();
    let day = (gone.date.first() == gone.date.last()).then(|| gone.date.plain());
    let saying = beside.into_iter().filter_map(|slot| index.incident_in(slot)).filter(|other| {
        let texts = [&other.title, &other.summary].into_iter().chain(other.claims.iter().map(|claim| &claim.text));
        let tells_day = |text: &str| !other.date.overlaps(&gone.date) && day.as_ref().is_some_and(|day| text.contains(day.as_str()));
        texts.into_iter().any(|text| tells_day(text) || says_the_same(&said, &words_of(text)))
    });
    let mut found: Vec<(String, String)> = Vec::new();
    for other in naming.chain(saying) {
        if other.id != gone.id && found.iter().all(|(id, _)| *id != other.id) {
            found.push((other.id.clone(), other.title.clone()));
        }
    }
    found
}

fn says_the_same(said: &[BTreeSet<String>], text: &BTreeSet<String>) -> bool {
    let shared = |claim: &BTreeSet<String>| claim.intersection(text).count();
    said.iter().any(|claim| shared(claim) >= SAME_WORDS && shared(claim) * 3 >= claim.len() * 2)
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
    use crate::register::{Register, starter_incidents};

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

    #[test]
    fn of_other_records_those_are_found_that_name_a_record_or_say_what_it_says() {
        let register = Register::starter().unwrap();
        let index = register.index();
        let gone = index.incident("albania-iran-2022-relations-severed").unwrap();
        let naming: Vec<String> = index.related_to(&gone.id).filter_map(|(_, slot)| Some(index.incident_in(slot)?.id.clone())).collect();
        let found = told_elsewhere(index, &gone);
        assert!(naming.iter().all(|id| found.iter().any(|(found, _)| found == id)), "{naming:?} {found:?}");
        assert!(found.iter().all(|(id, _)| *id != gone.id));
        let mut alone = (**gone).clone();
        (alone.id, alone.targets) = ("no-such-record".to_owned(), Vec::new());
        assert_eq!(told_elsewhere(index, &alone), []);
        // A copy of the record under another id says the same, and most records of the same sides do not.
        alone.targets.clone_from(&gone.targets);
        assert!(told_elsewhere(index, &alone).iter().any(|(id, _)| *id == gone.id));
        let warned = register.index().slots().filter_map(|slot| index.incident_in(slot)).filter(|record| {
            let linked =
                |id: &str| index.related_to(&record.id).any(|(_, slot)| index.incident_in(slot).is_some_and(|other| other.id == id));
            told_elsewhere(index, record).iter().any(|(id, _)| !linked(id))
        });
        assert!(warned.count() * 3 < index.len(), "warnings that come mostly in vain are not read");
    }
}
