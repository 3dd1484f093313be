//! The words of a sentence that name its speaker: before or behind a verb of saying, behind "according to" or "by",
//! before the colon of a quotation.

use super::sentences::Sentence;
use super::speakers::names_person;
use super::wordings::Cue;
use crate::incident::Stance;
use crate::vocabulary::{Found, Token};

/// Words that end the name of a speaker behind the verb.
const ENDS: &[&str] = &[
    "on", "in", "at", "during", "after", "who", "that", "as", "told", "when", "while", "before", "by", "from", "late", "early",
    "following", "it", "yesterday", "today", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "earlier",
    "later", "adding", "via", "to", "had", "has", "was", "and", "but",
];

/// Words that stand between a speaker and the verb without belonging to the name.
const FILLERS: &[&str] = &[
    "has", "have", "had", "also", "later", "earlier", "then", "would", "will", "is", "was", "repeatedly", "reportedly", "publicly",
    "previously", "immediately", "swiftly", "strongly", "flatly", "formally", "on", "today", "yesterday", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "not", "itself", "did", "subsequently", "again", "both", "since", "firmly", "angrily",
    "categorically", "meanwhile", "officially", "separately", "in", "turn", "statement", "a", "response", "quickly", "promptly", "late",
    "early", "evening", "morning", "night", "afternoon",
];

/// Words that open what stands before the name at the beginning of a clause.
const OPENS: &[&str] = &[
    "in", "on", "after", "following", "at", "during", "by", "as", "for", "earlier", "later", "meanwhile", "however", "speaking", "asked",
    "responding", "according", "with", "under", "despite", "amid", "and", "separately", "since", "from", "through",
];

/// Longest name of a speaker, in words.
const LONGEST: usize = 18;

/// A sentence while its speaker is looked for.
pub(super) struct Reader<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) text: &'a str,
    pub(super) cues: &'a [Found<Cue>],
}

impl Reader<'_> {
    /// The speaker as written, its place among the words, and the stance.
    pub(super) fn speaker(&self) -> Option<(String, usize, usize, Stance)> {
        let mut first = None;
        for cue in self.cues {
            let stance = match cue.meaning {
                Cue::Denies => Stance::Denied,
                Cue::Confirms => Stance::Confirmed,
                Cue::Says | Cue::Exclaims | Cue::According | Cue::Charges => Stance::Asserted,
                _ => continue,
            };
            // "still calls the destinations" quotes nobody.
            let names = cue.meaning == Cue::Says && cue.words.len() == 2 && !self.sentence.quoted.contains(&true);
            let exclaims = cue.meaning == Cue::Exclaims && !self.sentence.quoted.contains(&true);
            if names || exclaims || self.is_quoted(cue.start) {
                continue;
            }
            let place = if cue.meaning == Cue::According {
                self.behind(cue.end)
            } else if let Some(by) = self.agent(cue.start) {
                self.behind(by)
            } else if self.goes_on(cue.start) {
                self.opening_name(cue.start)
            } else if self.is_verb(cue.start) {
                let inverted = self.sentence.before(cue.start) == ',' && !self.is_enclosed(cue.start);
                let behind = || self.behind(cue.start + 1);
                // "The junta says an Algerian drone": what stands behind without a mark is said.
                let runs_on = cue.start > 0 && self.sentence.before(cue.start) == ' ' && !self.is_quoted(cue.start - 1);
                let behind_only = || if runs_on { None } else { behind() };
                if inverted { behind().or_else(|| self.ahead(cue.start)) } else { self.ahead(cue.start).or_else(behind_only) }
            } else {
                None
            };
            if let Some((from, to)) = place {
                let office =
                    self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && cue.start >= from && cue.end <= to);
                let denied = self.cues.iter().any(|other| other.meaning == Cue::Denies && other.start == cue.start);
                let stance = if denied { Stance::Denied } else { stance };
                let found = (self.sentence.text_of(self.text, from, to).to_owned(), from, to, stance);
                // A person or body is a better speaker than a country or a pronoun.
                let anonymous = matches!(self.sentence.word(from), "one" | "1" | "a" | "an" | "some" | "several");
                let says = cue.meaning != Cue::Charges && !(anonymous && cue.meaning == Cue::According);
                if says && office
                    || says
                        && to - from >= 2
                        && names_person(&found.0)
                        && !self.sentence.mentions.iter().any(|mention| mention.start == from && mention.end == to)
                {
                    return Some(found);
                }
                first.get_or_insert(found);
            }
        }
        first.or_else(|| self.before_colon())
    }

    fn is_quoted(&self, at: usize) -> bool {
        self.sentence.quoted.get(at).copied().unwrap_or(false)
    }

    /// `The minister, in Seoul: "…"`.
    fn before_colon(&self) -> Option<(String, usize, usize, Stance)> {
        let opens = |at: &usize| self.sentence.quoted.get(*at).copied().unwrap_or(false);
        let quote = (1..self.sentence.tokens.len().min(LONGEST)).find(opens).filter(|at| !opens(&(at - 1)))?;
        let gap = self.sentence.tokens.get(quote - 1).map(|token| self.sentence.start + token.word.end)?;
        let colon = self.text.get(gap..).is_some_and(|rest| rest.trim_start_matches([' ', '\u{a0}']).starts_with(':'));
        let from = (0..quote).rev().find(|at| self.sentence.before(*at) == '.').unwrap_or(0);
        (colon && self.is_speaker(from, quote))
            .then(|| (self.sentence.text_of(self.text, from, quote).to_owned(), from, quote, Stance::Asserted))
    }

    /// "was explained by the minister": position behind "by".
    fn agent(&self, verb: usize) -> Option<usize> {
        let passive = (verb.saturating_sub(2)..verb).any(|at| matches!(self.sentence.word(at), "was" | "were" | "is" | "are" | "been"));
        let by = (verb + 1..verb + 5).find(|at| self.sentence.word(*at) == "by")?;
        passive.then_some(by + 1)
    }

    /// "Eide, the foreign minister, said": commas enclose an office or a clause between a name and its verb.
    fn is_enclosed(&self, verb: usize) -> bool {
        let Some(open) = (1..verb).rev().find(|at| self.sentence.before(*at) == ',') else { return false };
        let start = (0..open).rev().find(|at| self.sentence.before(*at) != ' ').unwrap_or(0);
        let owner = self.sentence.mentions.iter().any(|mention| mention.start == open && (mention.possessive || !mention.stands_alone()));
        let role = self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && cue.start >= open && cue.end <= verb);
        let clause = matches!(self.sentence.word(open), "who" | "whose" | "which" | "the" | "a" | "an" | "its" | "in" | "on" | "speaking");
        let name = (open..verb).all(|at| self.sentence.tokens.get(at).is_some_and(|token| token.word.capital));
        (clause || owner || role || name) && open - start <= 9
    }

    /// "The minister ordered …, saying that": whom the sentence begins with goes on speaking.
    fn goes_on(&self, at: usize) -> bool {
        let word = self.sentence.word(at);
        matches!(word, "saying" | "adding" | "arguing" | "explaining" | "insisting" | "claiming" | "stating" | "alleging")
            && self.sentence.before(at) == ','
    }

    /// The name or office that a sentence begins with.
    fn opening_name(&self, verb: usize) -> Option<(usize, usize)> {
        let from = (0..verb).find(|at| !self.sentence.tokens.get(*at).is_some_and(Token::is_number))?;
        let belongs = |at: &usize| {
            let named = self.sentence.tokens.get(*at).is_some_and(|token| token.word.capital);
            let role = self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && (cue.start..cue.end).contains(at));
            (named || role || matches!(self.sentence.word(*at), "the" | "of" | "for" | "foreign" | "deputy"))
                && (*at == from || self.sentence.before(*at) == ' ')
        };
        let to = (from..verb).take_while(belongs).last().map(|last| last + 1)?;
        self.is_speaker(from, to).then_some((from, to))
    }

    /// Many verbs of saying are nouns as well ("state", "claim", "report"): a past form, or "says".
    fn is_verb(&self, at: usize) -> bool {
        let Some(token) = self.sentence.tokens.get(at) else { return false };
        let word = token.folded();
        // "ENVOY TOLD OFF" is a heading within a line.
        if token.word.all_capitals {
            return false;
        }
        let past = word.ends_with("ed") || matches!(word, "said" | "told" | "wrote" | "put");
        let negated =
            usize::from(at > 1 && matches!(self.sentence.word(at - 1), "not" | "never" | "also" | "widely" | "first" | "already"));
        let adjectival = at.checked_sub(1 + negated).is_some_and(|before| {
            matches!(
                self.sentence.word(before),
                "the" | "a" | "an" | "its" | "their" | "of" | "be" | "been" | "being" | "was" | "were" | "is" | "are"
            )
        });
        let present = matches!(
            word,
            "says"
                | "denies"
                | "accuses"
                | "rejects"
                | "insists"
                | "argues"
                | "adds"
                | "confirms"
                | "blames"
                | "calls"
                | "condemns"
                | "warns"
                | "dismisses"
        );
        let after_name = at.checked_sub(1).and_then(|before| self.sentence.tokens.get(before)).is_some_and(|before| {
            before.word.capital
                || matches!(before.folded(), "he" | "she" | "it")
                || self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && cue.end == at)
        });
        let third = word.ends_with('s') && (after_name || token.word.before == ',') && !token.word.capital;
        (past && !adjectival) || present || third || word == "say" && at > 0
    }

    /// The name before a verb.
    fn ahead(&self, verb: usize) -> Option<(usize, usize)> {
        let stops = |at: &usize| {
            matches!(self.sentence.word(*at), "that" | "because" | "while" | "when" | "but" | "which" | "after" | "said" | "where")
                || self.sentence.quoted.get(*at).copied().unwrap_or(false)
                || (self.sentence.before(*at) == '.' && *at > 0)
        };
        let mut from = (0..verb).rev().find(stops).map_or(0, |at| {
            if self.sentence.before(at) == '.' && at > 0 && !self.sentence.quoted.get(at).copied().unwrap_or(false) { at } else { at + 1 }
        });
        if OPENS.contains(&self.sentence.word(from)) {
            let comma = (from + 1..verb).find(|at| self.sentence.before(*at) == ',');
            from = comma.unwrap_or(if self.sentence.word(from) == "and" { from + 1 } else { from });
        }
        // "the statement said": it speaks itself.
        if verb >= 2 && from + 2 >= verb && self.is_document(verb - 1) {
            return Some((verb - 2, verb));
        }
        let to = (from..verb).rev().find(|at| !FILLERS.contains(&self.sentence.word(*at))).map(|at| at + 1)?;
        if self.sentence.word(to - 1) == "who" {
            return self.antecedent(to - 1);
        }
        from = self.name_start(from, to, verb);
        from = self.behind_clock(from, to);
        if (from..to).any(|at| matches!(self.sentence.word(at), "correspondent" | "reporter")) {
            return None;
        }
        // "what he said in Addis Ababa" is no saying of the news.
        if from > 0 && matches!(self.sentence.word(from - 1), "what" | "which" | "whom" | "whatever") {
            return None;
        }
        let to = self.leading_name(from, to);
        let from = if to - from > LONGEST { to - LONGEST } else { from };
        self.is_speaker(from, to).then_some((from, to))
    }

    /// Behind the time of an entry: "14:05 The minister says".
    fn behind_clock(&self, from: usize, to: usize) -> usize {
        let number = |at: &usize| *at < 3 && self.sentence.tokens.get(*at).is_some_and(Token::is_number);
        (from..to.saturating_sub(1)).find(|at| !number(at)).unwrap_or(from)
    }

    /// "the statement", "its note".
    fn is_document(&self, at: usize) -> bool {
        matches!(self.sentence.word(at), "statement" | "communique" | "note" | "declaration" | "letter")
            && at > 0
            && matches!(self.sentence.word(at - 1), "the" | "a" | "its" | "their" | "joint" | "this")
    }

    /// Whom "who" stands for: the name before it, "by a Croatian deputy prime minister, who told".
    fn antecedent(&self, who: usize) -> Option<(usize, usize)> {
        let opens = |at: &usize| {
            let word = self.sentence.word(*at);
            (self.sentence.before(at + 1) != ' ' && at + 1 < who)
                || FILLERS.contains(&word)
                || matches!(
                    word,
                    "by" | "to" | "from" | "with" | "of" | "for" | "at" | "that" | "said" | "as" | "against" | "after" | "met"
                )
        };
        let from = (0..who).rev().find(opens).map_or(0, |at| at + 1);
        self.is_speaker(from, who).then_some((from, who))
    }

    /// Where the name begins among the words before a verb: behind the last comma ("…, the ministry said"), or before an
    /// office or clause that commas enclose ("Eide, the foreign minister, said").
    fn name_start(&self, from: usize, to: usize, verb: usize) -> usize {
        let commas: Vec<usize> = (from + 1..=verb).filter(|at| self.sentence.before(*at) == ',').collect();
        let start = match commas.as_slice() {
            [] => from,
            [.., name, _, last] if *last >= to => *name,
            [_, last] if *last >= to => from,
            [last] if *last >= to => from,
            [.., last]
                if self.is_speaker(*last, to)
                    && !matches!(self.sentence.word(*last), "to" | "in" | "for" | "with" | "rather" | "from" | "on" | "at") =>
            {
                *last
            }
            _ => from,
        };
        // "as the minister put it".
        start + usize::from(self.sentence.word(start) == "as")
    }

    /// Where the name ends that a long stretch of words begins with: "Foreign Minister Israel Katz took … and told".
    fn leading_name(&self, from: usize, to: usize) -> usize {
        // "Chad's vice-minister of justice, Ali Mahamat Saleh, wrote": an office with its name is a whole.
        let comma = (from + 1..to).rev().find(|at| self.sentence.before(*at) == ',');
        let names = comma.is_some_and(|comma| {
            (comma..to).all(|at| self.sentence.tokens.get(at).is_some_and(|token| token.word.capital)) && self.is_speaker(from, comma)
        });
        if to - from <= 8 || names {
            return to;
        }
        let belongs = |at: &usize| {
            let named = self.sentence.tokens.get(*at).is_some_and(|token| token.word.capital);
            let role = self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && (cue.start..cue.end).contains(at));
            (named || role || matches!(self.sentence.word(*at), "the" | "of" | "for" | "our" | "and" | "foreign" | "deputy"))
                && (*at == from || self.sentence.before(*at) != '.')
        };
        let end = (from..to).take_while(belongs).last().map_or(to, |last| last + 1);
        if end < to && self.is_speaker(from, end) && end > from + 1 { end } else { to }
    }

    /// The name behind "said" or "according to".
    fn behind(&self, from: usize) -> Option<(usize, usize)> {
        // "announced on Wednesday the ministry".
        let dated =
            (from..from + 4).take_while(|at| *at == from && self.sentence.word(*at) == "on" || FILLERS.contains(&self.sentence.word(*at)));
        let skipped = dated.count();
        let from = if skipped > 1 && self.sentence.before(from + skipped) == ' ' { from + skipped } else { from };
        let mut to = from;
        while to < self.sentence.tokens.len() && to - from < LONGEST {
            let comma = to > from && self.sentence.before(to) != ' ';
            let quoted = self.sentence.quoted.get(to).copied().unwrap_or(false);
            // "said Espen Barth Eide, the foreign minister": the office belongs to the name.
            let office = self.sentence.before(to) == ','
                && (matches!(self.sentence.word(to), "the" | "a")
                    || self.sentence.mentions.iter().any(|mention| mention.start == to && mention.possessive));
            // "said the president of the council, Herman Van Rompuy".
            let name = self.sentence.before(to) == ','
                && (to..to + 2).all(|at| {
                    self.sentence.tokens.get(at).is_some_and(|token| token.word.capital) && (at == to || self.sentence.before(at) == ' ')
                });
            if quoted || (comma && !office && !name) || (!comma && ENDS.contains(&self.sentence.word(to))) {
                break;
            }
            to += 1;
        }
        // What follows a name in small letters goes on with the sentence: "according to the General Staff lasted".
        let names = |at: &usize| {
            self.sentence.tokens.get(*at).is_some_and(|token| token.word.capital)
                || self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && (cue.start..cue.end).contains(at))
        };
        let to = (from..to).rev().find(names).map_or(to, |last| last + 1);
        self.is_speaker(from, to).then_some((from, to))
    }

    /// Whether words name somebody: a capital, an office, or a pronoun alone.
    fn is_speaker(&self, from: usize, to: usize) -> bool {
        if from >= to {
            return false;
        }
        let office = self.cues.iter().any(|cue| matches!(cue.meaning, Cue::Role | Cue::Speaker) && cue.start >= from && cue.end <= to);
        let state = self.cues.iter().any(|cue| cue.meaning == Cue::State && cue.start >= from && cue.end == to);
        let capital =
            (from..to).any(|at| self.sentence.tokens.get(at).is_some_and(|token| token.word.capital && (at > 0 || is_name(token))));
        let pronoun = to - from == 1 && matches!(self.sentence.word(from), "he" | "she" | "it" | "they" | "we" | "i");
        let named = self.sentence.mentions.iter().any(|mention| mention.start >= from && mention.end <= to);
        let dated = matches!(self.sentence.word(from), "it" | "this" | "nobody" | "no") && to - from > 1;
        (office || state || capital || pronoun || named) && !dated
    }
}

/// A word at the beginning of a sentence is no name because of its capital if a list of common words has it.
fn is_name(token: &Token) -> bool {
    token.weight >= crate::vocabulary::FULL_WEIGHT
}
