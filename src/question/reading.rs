//! How a question was read, in a few characters: two questions with the same reading ask the same, whatever their words.

use std::collections::BTreeSet;

use super::{Mention, Question, Role};

/// Parties named of a group; more would only make the reading longer.
const OF_A_GROUP: usize = 3;
/// Words that tell what neither party nor act tells.
const MOST_WORDS: usize = 8;
/// Digits in a row that are no year and no count but somebody's number.
const LONGEST_NUMBER: usize = 9;

impl Question {
    /// What is asked, who acts towards whom, the kind of act, the period: "when why · AL>IR · relations-severed · …". Where
    /// parties or act are not named, the words that tell something else stand for them.
    pub fn reading(&self) -> String {
        let aspects: BTreeSet<&str> = self.aspects.iter().map(|aspect| aspect.name()).collect();
        let kinds: BTreeSet<&str> = self.acts.iter().filter_map(|act| act.kinds.first()).map(|kind| kind.name()).collect();
        let parties: BTreeSet<String> = self.mentions.iter().map(named).collect();
        let mut parts = vec![joined(aspects), joined(parties), joined(&kinds)];
        if let Some(period) = self.period {
            parts.push(format!("{}..{}", period.first, period.last));
        }
        if self.mentions.is_empty() || kinds.is_empty() {
            let is_number = |stem: &str| stem.len() > LONGEST_NUMBER && stem.bytes().all(|byte| byte.is_ascii_digit());
            let words: BTreeSet<&str> = self.contents.iter().map(|content| content.stem.as_str()).filter(|stem| !is_number(stem)).collect();
            parts.push(joined(words.into_iter().take(MOST_WORDS)));
        }
        parts.retain(|part| !part.is_empty());
        parts.join(" · ")
    }
}

fn joined(parts: impl IntoIterator<Item = impl AsRef<str>>) -> String {
    parts.into_iter().map(|part| part.as_ref().to_owned()).collect::<Vec<_>>().join(" ")
}

/// "AL>" acts, ">IR" is acted upon.
fn named(mention: &Mention) -> String {
    let most = if mention.is_group() { OF_A_GROUP } else { 1 };
    let codes = mention.parties.iter().take(most).map(|party| party.code()).collect::<Vec<_>>().join("/");
    match mention.role {
        Role::Initiator => format!("{codes}>"),
        Role::Target => format!(">{codes}"),
        Role::Speaker => format!("{codes}:"),
        Role::Either | Role::Place => codes,
    }
}

#[cfg(test)]
mod tests {
    use crate::incident::Date;
    use crate::question::understand;
    use crate::vocabulary::Vocabulary;

    #[test]
    fn questions_that_ask_the_same_read_alike_and_others_do_not() {
        let vocabulary = Vocabulary::new(&[]).unwrap();
        let read = |text: &str| understand(text, &vocabulary, &Date::parse("2026-11-01").unwrap()).reading();
        let same = [
            "When did France cut ties with Albania?",
            "when did paris break off relations with albania",
            "When did the French sever relations with Tirana",
        ];
        for text in same {
            assert_eq!(read(text), read(same[0]), "{text}");
        }
        for text in [
            "Why did France cut ties with Albania?",
            "When did Albania cut ties with France?",
            "When did France cut ties with Algeria?",
            "When did France expel Albanian diplomats?",
            "When did France cut ties with Albania in 2019?",
            "What happened to the Ruritanian spy?",
        ] {
            assert_ne!(read(text), read(same[0]), "{text}");
        }
        assert_ne!(read("Who stole the crown jewels?"), read("Who stole the painting?"));
        assert!(!read("when did 123456789012345678 cut ties?").contains("1234"));
    }
}
