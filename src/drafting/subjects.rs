//! The subject of a verb: where clauses begin, what stands aside, which preposition governs a name.

use super::sentences::Sentence;
use super::sides::{Reader, parties};
use super::wordings::Cue;
use crate::incident::Party;
use crate::question::Mention;

/// Words that begin a clause of its own.
pub(super) const BOUNDARIES: &[&str] =
    &["that", "which", "who", "whom", "when", "after", "before", "once", "because", "if", "while", "as", "since", "whose", "where", "but"];

/// Words that open what stands before the subject: "In response to …, Norway expelled".
const OPENERS: &[&str] = &[
    "in", "on", "after", "following", "as", "when", "because", "while", "since", "amid", "despite", "citing", "accusing", "with", "for",
    "at", "by", "from", "under", "hours", "days", "weeks", "a", "two", "three", "earlier", "responding", "reacting", "calling", "acting",
    "also",
];

/// Prepositions that keep a name from being the subject.
const PREPOSITIONS: &[&str] = &[
    "in", "at", "to", "from", "on", "against", "with", "over", "for", "between", "by", "near", "into", "about", "towards", "toward",
    "outside", "inside", "under", "across", "of",
];

/// Whom a sentence without an act is about: the first name that no preposition governs, near its beginning.
pub(super) fn leading(sentence: &Sentence) -> Vec<Party> {
    let stands = |mention: &&Mention| {
        mention.start <= 10
            && !PREPOSITIONS.contains(&preposition(sentence, mention))
            && !sentence.quoted.get(mention.start).copied().unwrap_or(false)
    };
    parties(sentence.mentions.iter().filter(stands).take(1))
}

impl<'a> Reader<'a> {
    /// The parties of the subject of a verb.
    pub(super) fn subject(&self, verb: usize) -> Vec<Party> {
        if let Some(decides) = self.decides(verb) {
            return decides;
        }
        let mut end = verb;
        loop {
            let start = self.clause_start(end);
            if let Some(found) = self.subject_in(start, end) {
                return found;
            }
            if let Some(found) = self.antecedent(start) {
                return found;
            }
            match start.checked_sub(1) {
                Some(next) if next < end => end = next,
                _ => return Vec::new(),
            }
        }
    }

    /// "against Estonia, Latvia and Lithuania, which a day earlier ordered": those that "which" stands for.
    fn antecedent(&self, start: usize) -> Option<Vec<Party>> {
        let which = start.checked_sub(1).filter(|at| self.sentence.word(*at) == "which")?;
        let last = self.mentions().find(|mention| mention.end == which && !mention.possessive)?;
        let mut from = last.start;
        let mut found = last.parties.clone();
        for mention in self.mentions().rev().filter(|mention| mention.end <= last.start) {
            let joined =
                (mention.end..from).all(|at| self.sentence.word(at) == "and") && (mention.end < from || self.sentence.before(from) == ',');
            if !joined {
                break;
            }
            found.splice(0..0, mention.parties.iter().copied());
            from = mention.start;
        }
        Some(found)
    }

    /// "the decision of the Romanian authorities to declare": who decides acts.
    fn decides(&self, verb: usize) -> Option<Vec<Party>> {
        let to = verb.checked_sub(1).filter(|at| self.sentence.word(*at) == "to")?;
        let from = (to.saturating_sub(8)..to).rev().find(|at| matches!(self.sentence.word(*at), "decision" | "order" | "intention"))?;
        let of = |mention: &&Mention| mention.start > from && mention.end <= to && matches!(self.preposition(mention), "of" | "by");
        Some(parties(self.mentions().filter(of).take(1))).filter(|found| !found.is_empty())
    }

    /// Whether the words before the verb name a subject, and none that acts for a state: "the carmaker", "French orchestra".
    pub(super) fn is_private(&self) -> bool {
        let from = self.behind_opener(self.clause_start(self.verb), self.verb);
        let region = self.sentence.tokens.get(from..self.verb).unwrap_or_default();
        let cues = self.wordings.cues(region);
        let acts = cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::State | Cue::Force));
        let pronoun = region.iter().any(|token| {
            matches!(
                token.folded(),
                "its" | "their" | "our" | "it" | "he" | "she" | "they" | "we" | "i" | "who" | "which" | "that" | "both" | "and" | "also"
            )
        });
        // "the 27", "the three": states that were counted before.
        let counted = region.windows(2).any(|pair| matches!(pair, [article, number] if article.folded() == "the" && number.is_number()));
        // "the Swiss carrier": a people's name that is an adjective too.
        let heads_firm = |at: usize| cues.iter().any(|cue| cue.meaning == Cue::Firm && cue.start + from == at);
        let named = self.mentions().any(|mention| {
            let behind = mention.end == self.verb
                || region.get(mention.end.saturating_sub(from)).is_none_or(|token| token.word.before != ' ' || token.weight < 5);
            mention.start >= from
                && mention.end <= self.verb
                && mention.stands_alone()
                && !heads_firm(mention.end)
                && (!mention.possessive || behind)
                && !PREPOSITIONS.contains(&self.preposition(mention))
        });
        let noun = region.iter().any(|token| token.weight >= 5 && !token.is_number());
        let company = cues.iter().any(|cue| cue.meaning == Cue::Firm);
        (noun || company) && !acts && !pronoun && !counted && !named
    }

    /// "severs ties with its Chinese supplier": with whom they are cut is no state.
    pub(super) fn is_of_firm(&self, targets: &[Party]) -> bool {
        let cues = self.wordings.cues(&self.sentence.tokens);
        let of = |mention: &&Mention| mention.start >= self.act.start && mention.parties.iter().any(|party| targets.contains(party));
        let firm = |mention: &Mention| {
            let head = mention.end..mention.end + 4;
            let open = |at: usize| (mention.end..=at).all(|at| self.sentence.before(at) == ' ');
            !mention.stands_alone() && cues.iter().any(|cue| cue.meaning == Cue::Firm && head.contains(&cue.start) && open(cue.start))
        };
        self.act.meaning.kind.is_about_relations() && self.mentions().find(of).is_some_and(firm)
    }

    /// The first name between two positions that no preposition governs, and those joined to it.
    pub(super) fn subject_in(&self, start: usize, end: usize) -> Option<Vec<Party>> {
        let from = self.behind_opener(start, end);
        let stands = |mention: &&Mention| {
            mention.start >= from
                && mention.end <= end
                && !PREPOSITIONS.contains(&self.preposition(mention))
                && !self.is_aside(mention, end)
        };
        let first = self
            .mentions()
            .find(stands)
            .or_else(|| self.mentions().find(|mention| mention.start >= from && mention.end <= end && self.is_seat(mention)))?;
        let mut found = first.parties.clone();
        let mut last = first;
        for mention in self.mentions().filter(|mention| mention.start >= first.end && mention.end <= end) {
            let between = last.end..mention.start;
            let joined = between.clone().all(|at| matches!(self.sentence.word(at), "and" | "the"))
                && (!between.is_empty() || self.sentence.before(mention.start) == ',');
            if !joined {
                break;
            }
            found.extend(mention.parties.iter().filter(|party| !first.parties.contains(party)));
            last = mention;
        }
        Some(found)
    }

    /// "the government of Norway", "the cabinet in Tallinn": what acts for the party stands before it.
    fn is_seat(&self, mention: &Mention) -> bool {
        match self.preposition(mention) {
            "of" => self.is_office(mention),
            "in" => mention
                .start
                .checked_sub(2)
                .and_then(|at| self.sentence.tokens.get(at..=at))
                .is_some_and(|head| self.wordings.cues(head).iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::State))),
            _ => false,
        }
    }

    /// "the government of Norway", "foreign minister of Norway".
    pub(super) fn is_office(&self, mention: &Mention) -> bool {
        let from = mention.start.saturating_sub(4);
        let head = self.sentence.tokens.get(from..mention.start).unwrap_or_default();
        self.wordings.cues(head).iter().any(|cue| cue.meaning == Cue::Role)
    }

    /// Position behind "In response to …," at the beginning of a clause.
    pub(super) fn behind_opener(&self, start: usize, end: usize) -> usize {
        if !OPENERS.contains(&self.sentence.word(start)) {
            return start;
        }
        (start + 1..end).find(|at| self.sentence.before(*at) == ',').unwrap_or(start)
    }

    /// Inside ", a NATO member," or ", which borders Russia,".
    pub(super) fn is_aside(&self, mention: &Mention, end: usize) -> bool {
        let Some(open) = (1..=mention.start).rev().find(|at| self.sentence.before(*at) == ',') else { return false };
        let opens = matches!(
            self.sentence.word(open),
            "a" | "an" | "which" | "who" | "where" | "whose" | "one" | "home" | "already" | "including" | "long"
        );
        opens && (mention.end..=end).any(|at| self.sentence.before(at) == ',')
    }

    /// Where the clause begins that ends before this position.
    pub(super) fn clause_start(&self, end: usize) -> usize {
        let opens = |at: usize| self.sentence.before(at) == '.' && at > 0;
        let boundary = |at: usize| {
            let word = self.sentence.word(at);
            let says = matches!(word, "said" | "says" | "announced" | "told" | "declared" | "confirmed" | "announces" | "stated");
            BOUNDARIES.contains(&word) || says && at + 1 < end
        };
        let found = (0..end).rev().find(|at| opens(*at) || boundary(*at));
        found.map_or(0, |at| if boundary(at) { at + 1 } else { at })
    }

    /// Whether another clause begins between two positions.
    pub(super) fn crosses(&self, from: usize, to: usize) -> bool {
        (from..to).any(|at| {
            BOUNDARIES.contains(&self.sentence.word(at))
                || matches!(self.sentence.word(at), "said" | "saying" | "accusing" | "following" | "over" | "citing")
                || self.sentence.before(at) == '.' && at > from
        })
    }

    pub(super) fn preposition(&self, mention: &Mention) -> &'a str {
        preposition(self.sentence, mention)
    }
}

/// The preposition that governs a name, over articles and words that describe it, and over the names joined before it.
pub(super) fn preposition<'a>(sentence: &'a Sentence, mention: &Mention) -> &'a str {
    let links = usize::from(mention.start > 0 && sentence.word(mention.start - 1) == "and");
    let joined = links == 1 || sentence.before(mention.start) == ',';
    if joined && let Some(other) = sentence.mentions.iter().find(|other| other.end + links == mention.start) {
        return preposition(sentence, other);
    }
    for back in 1..=5 {
        let Some(at) = mention.start.checked_sub(back) else { return "" };
        let word = sentence.word(at);
        if sentence.before(at + 1) != ' ' {
            return "";
        }
        if word == "of" && at > 0 && sentence.word(at - 1) == "out" {
            return "out of";
        }
        if PREPOSITIONS.contains(&word) || matches!(word, "after" | "amid") {
            return word;
        }
        let token = sentence.tokens.get(at);
        let describes = matches!(
            word,
            "the" | "a" | "an" | "its" | "their" | "neighbouring" | "all" | "both" | "former" | "several" | "some" | "other" | "new"
        ) || token.is_some_and(crate::vocabulary::Token::is_number);
        if !describes {
            return "";
        }
    }
    ""
}
