//! Persons with their offices: "Foreign Minister Espen Barth Eide", "Espen Barth Eide, the foreign minister".

use serde::{Deserialize, Serialize};

use super::sentences::Sentence;
use super::wordings::{Cue, Wordings};
use crate::incident::Party;

/// A person whom an article names with an office.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    /// The name as written.
    pub name: String,
    /// The office as written.
    pub role: String,
    /// The party it belongs to, if the words around tell.
    pub party: Option<Party>,
}

/// Most persons kept.
const MOST: usize = 24;

/// Every person named with an office, each once.
pub(super) fn find(sentences: &[Sentence], text: &str, wordings: &Wordings) -> Vec<Person> {
    let mut found: Vec<Person> = Vec::new();
    for sentence in sentences {
        for person in of(sentence, text, wordings) {
            if found.len() < MOST && !found.iter().any(|known| known.name.contains(&person.name) || person.name.contains(&known.name)) {
                found.push(person);
            }
        }
    }
    found
}

/// The persons of one sentence.
pub(super) fn of(sentence: &Sentence, text: &str, wordings: &Wordings) -> Vec<Person> {
    let cues = wordings.cues(&sentence.tokens);
    let roles = cues.iter().filter(|cue| cue.meaning == Cue::Role);
    roles.filter_map(|cue| beside(sentence, text, cue.start, cue.end)).collect()
}

/// The name behind an office, or before it with a comma between.
fn beside(sentence: &Sentence, text: &str, start: usize, end: usize) -> Option<Person> {
    let capital = |at: usize| {
        let token = sentence.tokens.get(at);
        token.is_some_and(|token| token.word.capital && !token.is_number()) && !is_party(sentence, at)
    };
    let role_start = (0..start).rev().take_while(|at| is_of_office(sentence, *at)).last().unwrap_or(start);
    let run = (end..end + 5).take_while(|at| capital(*at) && (*at == end || sentence.before(*at) == ' ')).count();
    // "Ghana's foreign minister, Kwabena Asante, went".
    let aside = sentence.before(end) == ',' && sentence.before(end + run) != ' ';
    let (name, role_end) = if (2..=4).contains(&run) && (sentence.before(end) == ' ' || aside) {
        (sentence.text_of(text, end, end + run), end)
    } else {
        let behind = (end..end + 4).find(|at| sentence.before(*at) == ',').unwrap_or(end);
        let comma = (role_start.saturating_sub(4)..=role_start).rev().find(|at| *at > 0 && sentence.before(*at) == ',')?;
        let run = (0..comma).rev().take_while(|at| capital(*at) && (*at + 1 == comma || sentence.before(*at + 1) == ' ')).count();
        if !(2..=4).contains(&run) {
            return None;
        }
        (sentence.text_of(text, comma - run, comma), behind.max(end))
    };
    let near = role_start.saturating_sub(3)..role_end + 3;
    let party = sentence.mentions.iter().find(|mention| near.contains(&mention.start)).and_then(|mention| mention.parties.first()).copied();
    Some(Person { name: without_owner(name).to_owned(), role: sentence.text_of(text, role_start, end).to_owned(), party })
}

fn without_owner(name: &str) -> &str {
    name.strip_suffix("'s").or_else(|| name.strip_suffix("’s")).unwrap_or(name)
}

fn is_party(sentence: &Sentence, at: usize) -> bool {
    use crate::vocabulary::Form;
    sentence.mentions.iter().any(|mention| (mention.start..mention.end).contains(&at) && mention.form != Form::Person)
}

/// Words that belong to an office before its noun: "deputy foreign", "acting".
fn is_of_office(sentence: &Sentence, at: usize) -> bool {
    sentence.before(at + 1) == ' '
        && matches!(
            sentence.word(at),
            "foreign"
                | "prime"
                | "deputy"
                | "vice"
                | "defence"
                | "defense"
                | "interior"
                | "acting"
                | "first"
                | "state"
                | "ministry"
                | "press"
                | "government"
                | "national"
                | "security"
                | "high"
                | "secretary"
                | "general"
                | "assistant"
        )
}
