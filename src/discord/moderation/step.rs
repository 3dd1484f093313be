//! Where somebody is in keeping the register, as the id of a button or form says it: `m<topic><act><request>:<arguments>`.
//! The request is the id of the first interaction of all the steps, so that one change comes of them however often one is
//! repeated. At most 100 characters.

use crate::discord::controls::base_36;

/// What all ids of moderation begin with; those of answers begin with a digit.
const MARK: char = 'm';

/// What a step belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Topic {
    Source,
    Record,
    Review,
    Draft,
    Gap,
    Bulk,
}

const TOPICS: [(Topic, char); 6] =
    [(Topic::Source, 's'), (Topic::Record, 'r'), (Topic::Review, 'v'), (Topic::Draft, 'f'), (Topic::Gap, 'g'), (Topic::Bulk, 'b')];

/// A step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Step {
    /// What it belongs to.
    pub(crate) topic: Topic,
    /// What it does; a letter that means something to the topic.
    pub(crate) act: char,
    /// The id of the interaction that began it.
    pub(crate) request: u64,
    /// What else it needs, joined by colons.
    arguments: String,
}

impl Step {
    /// The first step after this interaction.
    pub(crate) fn new(topic: Topic, act: char, request: u64) -> Self {
        Self { topic, act, request, arguments: String::new() }
    }

    /// The same with one thing more.
    pub(crate) fn with(mut self, argument: impl std::fmt::Display) -> Self {
        if !self.arguments.is_empty() {
            self.arguments.push(':');
        }
        self.arguments.push_str(&argument.to_string());
        self
    }

    /// The same step of another request.
    pub(crate) fn of(&self, request: u64) -> Self {
        Self { request, ..self.clone() }
    }

    /// Another step of the same request, with nothing else.
    pub(crate) fn then(&self, act: char) -> Self {
        Self::new(self.topic, act, self.request)
    }

    /// The form whose button this is: the same letter in lower case, with all that it was given.
    pub(crate) fn form(&self) -> Self {
        Self { act: self.act.to_ascii_lowercase(), ..self.clone() }
    }

    /// The button that opens this form again: the same letter in upper case.
    pub(crate) fn button(&self) -> Self {
        Self { act: self.act.to_ascii_uppercase(), ..self.clone() }
    }

    /// What it was given.
    pub(crate) fn arguments(&self) -> impl Iterator<Item = &str> {
        self.arguments.split(':').filter(|_| !self.arguments.is_empty())
    }

    /// One of the things that it was given, from 0.
    pub(crate) fn argument(&self, position: usize) -> Option<&str> {
        self.arguments().nth(position)
    }

    /// The id of the request as changes are filed under it.
    pub(crate) fn request_id(&self) -> String {
        self.request.to_string()
    }

    /// Whether an id is one of a step.
    pub(crate) fn is_one(id: &str) -> bool {
        id.starts_with(MARK)
    }

    /// Reads an id; `None` if no step has it.
    pub(crate) fn read(id: &str) -> Option<Self> {
        let mut letters = id.strip_prefix(MARK)?.chars();
        let topic = letters.next()?;
        let (topic, _) = *TOPICS.iter().find(|(_, known)| *known == topic)?;
        let act = letters.next()?;
        let (request, arguments) = letters.as_str().split_once(':')?;
        let request = u64::from_str_radix(request, 36).ok()?;
        Some(Self { topic, act, request, arguments: arguments.to_owned() })
    }

    /// The id.
    pub(crate) fn id(&self) -> String {
        let letter = TOPICS.iter().find(|(topic, _)| *topic == self.topic).map_or(' ', |(_, letter)| *letter);
        format!("{MARK}{letter}{}{}:{}", self.act, base_36(self.request), self.arguments)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_was_made_of_and_fits() {
        for (topic, _) in TOPICS {
            let step = Step::new(topic, 'x', u64::MAX).with("i".repeat(80));
            assert!(step.id().len() <= 100, "{}", step.id());
            assert_eq!(Step::read(&step.id()), Some(step));
        }
        let step = Step::new(Topic::Record, 'e', 7).with(12).with("AL IR");
        assert_eq!(step.id(), "mre7:12:AL IR");
        assert_eq!(step.arguments().collect::<Vec<_>>(), ["12", "AL IR"]);
        assert_eq!(Step::read("mre7:").unwrap().argument(0), None);
        assert_eq!(Step::read("mre7:::x").unwrap().argument(2), Some("x"));
    }

    #[test]
    fn what_was_never_written_is_not_read() {
        for id in ["", "m", "mr", "mre", "mre7", "mze7:", "mre!:", "1w1:0:", "mé"] {
            assert_eq!(Step::read(id), None, "{id}");
        }
    }
}
