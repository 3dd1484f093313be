//! Questions about a generated register as people type them, each with the records that a right answer rests on.
//!
//! A question about one record names parties, act and as much of the date as tells that record from its likes. Shares of
//! the strata are near those of `tests/data/golden/`.

use std::collections::HashMap;

use aide_memoire::incident::{Aspect, DayNumber, Kind, MONTHS};

use super::names::State;
use super::random::Random;
use super::wording::KINDS;
use super::{Affair, Fact, Generator, capitalised, fill};

/// A question with what is right.
pub(crate) struct Question {
    /// As typed.
    pub(crate) text: String,
    /// What sort of question it is.
    pub(crate) stratum: &'static str,
    /// What a right answer rests on.
    pub(crate) expected: Expected,
}

/// What a right answer rests on, by the numbers of records.
pub(crate) enum Expected {
    /// Any of these.
    One(Vec<u32>),
    /// All of these, and their count.
    All(Vec<u32>),
    /// More than one fits: some of these to choose from.
    Choice(Vec<u32>),
    /// Nothing: declined, or corrected.
    Nothing,
}

impl Expected {
    /// Whether the record with this id is one of those.
    pub(crate) fn holds(&self, id: &str) -> bool {
        let number = id.rsplit('-').next().and_then(|number| number.parse::<u32>().ok());
        let (Self::One(all) | Self::All(all) | Self::Choice(all)) = self else { return false };
        number.is_some_and(|number| all.binary_search(&number).is_ok())
    }

    /// Whether it names a record at all.
    pub(crate) const fn is_answerable(&self) -> bool {
        !matches!(self, Self::Nothing)
    }
}

/// Strata with their shares in per cent.
const STRATA: &[(&str, usize)] = &[
    ("when", 18),
    ("why", 14),
    ("who", 8),
    ("response", 8),
    ("how-many", 6),
    ("named", 8),
    ("list", 8),
    ("count", 6),
    ("first", 4),
    ("last", 4),
    ("status", 4),
    ("choice", 4),
    ("no-record", 8),
];

/// The facts, ready to be asked about.
pub(crate) struct Asker<'g> {
    generator: &'g Generator,
    facts: &'g [Fact],
    by_pair: HashMap<(u16, u16), Vec<Fact>>,
    affairs: HashMap<Affair, u32>,
    random: Random,
}

/// The part of the date that a question names.
#[derive(Clone, Copy)]
enum Part {
    Open,
    Year,
    Month,
    Day,
}

impl Generator {
    /// Questions about the register of these facts.
    pub(crate) fn questions(&self, facts: &[Fact], count: usize) -> Vec<Question> {
        let mut asker = Asker {
            generator: self,
            facts,
            by_pair: HashMap::new(),
            affairs: HashMap::new(),
            random: Random::new(self.seed, u64::MAX - 1),
        };
        for fact in facts {
            asker.by_pair.entry(fact.pair()).or_default().push(*fact);
            if let Some(affair) = fact.affair {
                *asker.affairs.entry(affair).or_default() += 1;
            }
        }
        let strata: Vec<&str> = STRATA.iter().flat_map(|(name, share)| std::iter::repeat_n(*name, *share)).collect();
        let mut questions = Vec::with_capacity(count);
        // A draw that fits no question (no relations to ask the state of) is drawn again.
        for draw in 0..count * 100 {
            if questions.len() == count {
                break;
            }
            let stratum = strata[(questions.len() * 37 + draw / 50) % strata.len()];
            questions.extend(asker.question(stratum));
        }
        questions
    }
}

impl Asker<'_> {
    fn question(&mut self, stratum: &'static str) -> Option<Question> {
        let fact = self.random.pick(self.facts);
        let (text, expected) = match stratum {
            "named" => self.named(fact)?,
            "list" => self.list(fact),
            "count" => self.count(fact),
            "first" | "last" => self.outermost(fact, stratum == "first"),
            "status" => self.status(fact)?,
            "choice" => self.choice(fact)?,
            "no-record" => self.no_record(fact)?,
            _ => self.about_one(fact, stratum)?,
        };
        Some(Question { text: self.typed(&text), stratum, expected })
    }

    /// Facts that "did A do that to B" asks about.
    fn like(&self, fact: Fact) -> Vec<Fact> {
        let same =
            |other: &Fact| family(other.kind()) == family(fact.kind()) && (fact.kind().is_mutual() || other.initiator == fact.initiator);
        self.by_pair.get(&fact.pair()).into_iter().flatten().copied().filter(same).collect()
    }

    fn about_one(&mut self, fact: Fact, stratum: &str) -> Option<(String, Expected)> {
        let counted = fact.wording().counted;
        if stratum == "how-many" && counted.is_none() {
            return None;
        }
        // Only what the record tells is asked of it.
        let told = [("who", Aspect::Who), ("response", Aspect::Response)].into_iter().find(|(name, _)| *name == stratum);
        if told.is_some_and(|(_, aspect)| !self.generator.record(fact.number).claims.iter().any(|claim| claim.aspect == aspect)) {
            return None;
        }
        let like = self.like(fact);
        let spare = usize::from(self.random.chance(50));
        let parts = [Part::Open, Part::Year, Part::Month, Part::Day];
        let least = parts.iter().position(|part| like.iter().filter(|other| part.holds(fact.day, other.day)).count() == 1).unwrap_or(3);
        let part = parts[(least + spare).min(3)];
        let fitting = like.iter().filter(|other| part.holds(fact.day, other.day)).map(|other| other.number).collect();
        let (present, past) = self.random.pick(fact.wording().acts);
        let template = match stratum {
            "when" if matches!(part, Part::Day) => format!("Did {{A}} {present}{{t}}?"),
            "when" => self.one_of(&[
                format!("When did {{A}} {present}{{t}}?"),
                format!("On what date did {{A}} {present}{{t}}?"),
                format!("What day was it that {{A}} {past}{{t}}?"),
            ]),
            "why" => self.one_of(&[
                format!("Why did {{A}} {present}{{t}}?"),
                format!("What was the reason {{A}} {past}{{t}}?"),
                format!("How come {{A}} {past}{{t}}?"),
            ]),
            "who" => self.one_of(&[format!("Who announced that {{A}} {past}{{t}}?"), format!("Who said so when {{A}} {past}{{t}}?")]),
            "response" => self
                .one_of(&[format!("How did {{B}} react when {{A}} {past}{{t}}?"), format!("What did {{B}} say after {{A}} {past}{{t}}?")]),
            _ => counted.map(|(whom, verb)| format!("How many {whom} did {{A}} {verb}{{t}}?"))?,
        };
        Some((self.fill(&template, fact, &part.words(fact.day)), Expected::One(fitting)))
    }

    fn choice(&mut self, fact: Fact) -> Option<(String, Expected)> {
        let like = self.like(fact);
        let (present, _) = self.random.pick(fact.wording().acts);
        let text = self.fill(&format!("When did {{A}} {present}?"), fact, "");
        (like.len() > 1).then(|| (text, Expected::Choice(like.iter().map(|fact| fact.number).collect())))
    }

    fn named(&mut self, fact: Fact) -> Option<(String, Expected)> {
        let affair = fact.affair?;
        let name = affair.name();
        let alone = self.affairs.get(&affair) == Some(&1);
        let like = self
            .by_pair
            .get(&fact.pair())
            .into_iter()
            .flatten()
            .filter(|other| other.affair == Some(affair))
            .map(|other| other.number)
            .collect();
        let between = if alone { "" } else { " between {A} and {B}" };
        let template = self.one_of(&[
            format!("What was the {name} affair{between} about?"),
            format!("When was the {name} affair{between}?"),
            format!("what happened in the {name} affair{between}"),
        ]);
        Some((self.fill(&template, fact, ""), Expected::One(like)))
    }

    fn list(&mut self, fact: Fact) -> (String, Expected) {
        let (span, words) = self.span(fact.day);
        let (_, past) = self.random.pick(fact.wording().acts);
        if self.random.chance(40) {
            let target = fact.target;
            let same = |other: &&Fact| {
                let to = other.target == target || fact.kind().is_mutual() && other.initiator == target;
                family(other.kind()) == family(fact.kind()) && to && span.0 <= other.day && other.day <= span.1
            };
            let all = self.facts.iter().filter(same).map(|fact| fact.number).collect();
            return (self.fill(&format!("Which countries {past}{{t}}?"), fact, &words), Expected::All(all));
        }
        let all = self.like(fact).iter().filter(|other| span.0 <= other.day && other.day <= span.1).map(|fact| fact.number).collect();
        let template = self.one_of(&[format!("List every time {{A}} {past}{{t}}."), format!("Show me all the times {{A}} {past}{{t}}")]);
        (self.fill(&template, fact, &words), Expected::All(all))
    }

    fn count(&mut self, fact: Fact) -> (String, Expected) {
        let (span, words) = self.span(fact.day);
        let (present, _) = self.random.pick(fact.wording().acts);
        let all = self.like(fact).iter().filter(|other| span.0 <= other.day && other.day <= span.1).map(|fact| fact.number).collect();
        let template = self.one_of(&[format!("How many times did {{A}} {present}{{t}}?"), format!("How often did {{A}} {present}{{t}}?")]);
        (self.fill(&template, fact, &words), Expected::All(all))
    }

    fn outermost(&mut self, fact: Fact, first: bool) -> (String, Expected) {
        let like = self.like(fact);
        let days = like.iter().map(|fact| fact.day);
        let day = if first { days.min() } else { days.max() };
        let (present, past) = self.random.pick(fact.wording().acts);
        let template = if first { format!("When did {{A}} first {present}?") } else { format!("When was the last time {{A}} {past}?") };
        (self.fill(&template, fact, ""), Expected::One(like.iter().filter(|fact| Some(fact.day) == day).map(|fact| fact.number).collect()))
    }

    fn status(&mut self, fact: Fact) -> Option<(String, Expected)> {
        let deciding: Vec<Fact> = self.by_pair.get(&fact.pair())?.iter().copied().filter(|fact| fact.kind().is_about_relations()).collect();
        let last = deciding.iter().map(|fact| fact.day).max()?;
        let template = self.one_of(&[
            "Do {A} and {B} have diplomatic relations at the moment?".to_owned(),
            "How do relations between {A} and {B} stand today?".to_owned(),
        ]);
        Some((
            self.fill(&template, fact, ""),
            Expected::One(deciding.iter().filter(|fact| fact.day == last).map(|fact| fact.number).collect()),
        ))
    }

    /// Asks for an act that these two never did, or not in that year.
    fn no_record(&mut self, fact: Fact) -> Option<(String, Expected)> {
        let asked = Fact { wording: u8::try_from(self.random.below(KINDS.len())).ok()?, ..fact };
        let year = asked.day / 10_000;
        let mut reversed = asked;
        std::mem::swap(&mut reversed.initiator, &mut reversed.target);
        let like: Vec<Fact> = self.like(asked).into_iter().chain(self.like(reversed)).collect();
        if like.iter().any(|other| other.day / 10_000 == year) {
            return None;
        }
        let (present, _) = self.random.pick(asked.wording().acts);
        let words = if like.is_empty() { String::new() } else { format!(" in {year}") };
        Some((self.fill(&format!("When did {{A}} {present}{{t}}?"), asked, &words), Expected::Nothing))
    }

    fn one_of(&mut self, templates: &[String]) -> String {
        templates[self.random.below(templates.len())].clone()
    }

    /// A period for a list: none, a year, or since a year.
    fn span(&mut self, day: DayNumber) -> ((DayNumber, DayNumber), String) {
        let year = day / 10_000;
        match self.random.below(10) {
            0..4 => ((DayNumber::MIN, DayNumber::MAX), String::new()),
            4..8 => ((year * 10_000, year * 10_000 + 9_999), format!(" in {year}")),
            _ => ((year * 10_000, DayNumber::MAX), format!(" since {year}")),
        }
    }

    fn fill(&mut self, template: &str, fact: Fact, period: &str) -> String {
        let generator = self.generator;
        let (one, other) = (generator.state(fact.initiator), generator.state(fact.target));
        let random = &mut self.random;
        // The same name wherever a sentence has it twice.
        let (subject, object) = (party_words(one, true, random), party_words(other, false, random));
        capitalised(&fill(template, |key| match key {
            "A" => subject.clone(),
            "B" => object.clone(),
            "a" => one.adjective.to_owned(),
            "b" => other.adjective.to_owned(),
            "t" => period.to_owned(),
            other => other.to_owned(),
        }))
    }

    /// As typed in a chat: some in small letters, some with a slip of the fingers.
    fn typed(&mut self, text: &str) -> String {
        let text = if self.random.chance(25) { text.to_lowercase().trim_end_matches(['?', '.']).to_owned() } else { text.to_owned() };
        if !self.random.chance(10) {
            return text;
        }
        let mut words: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let long: Vec<usize> =
            (0..words.len()).filter(|at| words[*at].len() >= 6 && words[*at].bytes().all(|byte| byte.is_ascii_alphabetic())).collect();
        if !long.is_empty() {
            let word = &mut words[self.random.pick(&long)];
            let at = self.random.between(1, word.len() - 3);
            match self.random.below(3) {
                0 => drop(word.remove(at)),
                1 => word.insert(at, char::from(word.as_bytes()[at])),
                _ => {
                    let letter = word.remove(at);
                    word.insert(at + 1, letter);
                }
            }
        }
        words.join(" ")
    }
}

/// The name, sometimes the capital or, for who acts, the people.
fn party_words(state: &State, acts: bool, random: &mut Random) -> String {
    let people = || state.people.map(|people| format!("the {}", people.trim_start_matches("the ")));
    let other = match random.below(100) {
        0..12 if acts => people(),
        12..20 => state.capital.map(str::to_owned),
        _ => None,
    };
    other.unwrap_or_else(|| state.name.to_owned())
}

/// Kinds that one question takes in: an expulsion of whomever.
const fn family(kind: Kind) -> u8 {
    match kind {
        Kind::DiplomatsExpelled | Kind::PersonaNonGrata | Kind::AmbassadorExpelled => u8::MAX,
        other => other as u8,
    }
}

impl Part {
    /// Whether two days agree in this part.
    const fn holds(self, one: DayNumber, other: DayNumber) -> bool {
        match self {
            Self::Open => true,
            Self::Year => one / 10_000 == other / 10_000,
            Self::Month => one / 100 == other / 100,
            Self::Day => one == other,
        }
    }

    fn words(self, day: DayNumber) -> String {
        let (year, month, date) = (day / 10_000, MONTHS[(day / 100 % 100 - 1) as usize], day % 100);
        match self {
            Self::Open => String::new(),
            Self::Year => format!(" in {year}"),
            Self::Month => format!(" in {month} {year}"),
            Self::Day => format!(" on {date} {month} {year}"),
        }
    }
}
