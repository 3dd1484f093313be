//! Who speaks in a sentence and how firmly: "X said", "according to X", "said X", "X denied"; pronouns and running
//! quotations belong to who spoke last.

use super::attribution::Reader;
use super::persons;
use super::sentences::Sentence;
use super::wordings::Wordings;
use crate::incident::{Party, Stance};
use crate::vocabulary::Form;

/// What a sentence tells about its speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Speech {
    /// As the article names them.
    pub(super) by: String,
    /// The party they stand for, if their name tells.
    pub(super) party: Option<Party>,
    /// How firmly it stands.
    pub(super) stance: Stance,
}

/// Who has spoken so far.
#[derive(Debug, Clone, Default)]
pub(super) struct Memory {
    last: Option<Speech>,
    person: Option<Speech>,
    all: Vec<Speech>,
    /// The person last named with an office.
    named: Option<Speech>,
}

impl Memory {
    /// The speaker of a sentence; those without one of their own go on with the last if they stand in quotation marks.
    pub(super) fn speech(&mut self, sentence: &Sentence, text: &str, wordings: &Wordings) -> Option<Speech> {
        let cues = wordings.cues(&sentence.tokens);
        let reader = Reader { sentence, text, cues: &cues };
        let Some((by, from, to, stance)) = reader.speaker() else {
            self.note_persons(sentence, text, wordings);
            let quoted = sentence.quoted.iter().filter(|quoted| **quoted).count();
            return self.last.clone().filter(|_| quoted * 2 > sentence.tokens.len() && quoted > 2);
        };
        let party = sentence
            .mentions
            .iter()
            .find(|mention| mention.start >= from && mention.end <= to)
            .and_then(|mention| mention.parties.first())
            .copied();
        let speech = self.resolve(Speech { by, party, stance });
        let place = sentence.mentions.iter().any(|mention| mention.start == from && mention.end == to && mention.form != Form::Person);
        self.remember(&speech, !place);
        self.note_persons(sentence, text, wordings);
        Some(speech)
    }

    /// Keeps who was named with an office: "he" may mean them without their having spoken.
    fn note_persons(&mut self, sentence: &Sentence, text: &str, wordings: &Wordings) {
        if let Some(person) = persons::of(sentence, text, wordings).pop() {
            self.named = Some(Speech { by: format!("{}, {}", person.name, person.role), party: person.party, stance: Stance::Asserted });
        }
    }

    fn remember(&mut self, speech: &Speech, may_be_person: bool) {
        self.last = Some(speech.clone());
        if may_be_person && names_person(&speech.by) {
            self.person = Some(speech.clone());
        }
        self.all.push(speech.clone());
    }

    /// "he", "she", "the minister", "the ministry": the one who has spoken and whom the words fit.
    fn resolve(&self, speech: Speech) -> Speech {
        let with = |known: &Speech| Speech { stance: speech.stance, ..known.clone() };
        let folded = speech.by.to_lowercase();
        let known = match folded.as_str() {
            "he" | "she" => self.person.as_ref().or(self.named.as_ref()).or(self.last.as_ref()),
            "it" | "they" | "we" | "i" | "who" => self.last.as_ref(),
            _ => None,
        };
        if let Some(known) = known {
            return with(known);
        }
        if speech.party.is_some() {
            return speech;
        }
        // "his office": whose, the person named last tells.
        if let Some(named) =
            self.person.as_ref().or(self.named.as_ref()).filter(|_| folded.starts_with("his ") || folded.starts_with("her "))
        {
            return Speech { by: format!("{} ({})", speech.by, named.by), party: named.party, stance: speech.stance };
        }
        // "Eide" after "Foreign Minister Espen Barth Eide", "the ministry" after "Norway's foreign ministry".
        let head = folded.rsplit(' ').next().unwrap_or_default();
        let fuller = |known: &&Speech| {
            known.by.len() > speech.by.len()
                && known.by.split(' ').count() <= 10
                && known.by.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).any(|word| word == head)
        };
        match self.all.iter().find(fuller) {
            Some(known) if head.len() > 2 => with(known),
            _ => speech,
        }
    }
}

/// Whether a speaker is named by a person's name: two words with capitals that follow each other, or one at the end.
pub(super) fn names_person(by: &str) -> bool {
    let last = by.split([' ', ',']).rfind(|word| !word.is_empty()).unwrap_or_default();
    let first = by.split(' ').next().unwrap_or_default();
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    capital(last) || by.contains(',') && capital(first)
}
