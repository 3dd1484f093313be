//! Which incident a question means: candidates from postings, one score for each.
//!
//! A question is a sum of things told (parties, an act, a period, words), each with a mass. What the incident explains
//! of it, divided by all of it, is the share explained, and the confidence. Measured on prototypes of 530 real
//! incidents this share tells far better than any ranking score when there is no answer.

use super::Index;
use super::entry::Entry;
use super::nearness::{AS_EVENT, AS_NEAR, act_part, has_other_sides};
use super::proposals::Proposals;
use super::query::Query;
use super::weights::{
    ACT, ALIAS, AS_OTHER, AS_VAGUE, CANDIDATES, DOER, IN_TEXT, IN_TITLE, NAME_IN_TITLE, NAMES, PARTY, PERIOD, PLACE_OF_TARGET, REVERSED,
    SEAT, SIDE_ACT, WEAK_PARTY, YEAR_IN_TEXT,
};
use crate::incident::{Kind, Party};
use crate::question::{Mention, Period, Question, Role};
use crate::vocabulary::{Form, Vocabulary};

/// Whether the sides of an act are as the question has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// They are.
    Agrees,
    /// The question tells no direction, or the act has none.
    Open,
    /// They are the other way round.
    Reversed,
}

/// Whether the period of a question is that of an incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Time {
    /// It is.
    Fits,
    /// It is not, but the record tells of it: the month of an attack that the incident answers.
    InText,
    /// It is another.
    Other,
}

/// How an incident fits a question, part by part.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Match {
    /// Every party named plays a part.
    pub parties: bool,
    /// The same but for organisations and persons: "the UN's Palmer report".
    pub states: bool,
    /// Every party named is a side of it, none only stands by.
    pub whole: bool,
    /// A party named is a side of it, or only stands by.
    pub involved: bool,
    /// A party that the question has act or be acted upon beside another plays no part in it: "the Italians and the Dutch".
    pub odd_one: bool,
    /// Every party that the question has act or be acted upon does.
    pub sides: bool,
    /// Who acts towards whom.
    pub direction: Direction,
    /// Who the question has act is only acted upon, or the reverse, whatever the act.
    pub crossed: bool,
    /// How far the act asked about is explained, 0 to 1; `None` if no act is named.
    pub act: Option<f32>,
    /// Whether the period fits; `None` if none is named.
    pub period: Option<Time>,
    /// How far the words are explained, 0 to 1; 1 if there are none.
    pub words: f32,
    /// Mass of the words that are not explained.
    pub unexplained: f32,
    /// Mass of the words that are, without those of an act.
    pub explained: f32,
    /// Mass of those that it has themselves, not only words near them.
    pub direct: f32,
    /// Mass of the names among them.
    pub proper: f32,
    /// Mass of those that title or aliases have.
    pub titled: f32,
    /// No act is named, and a party that is asked what it did acts in it.
    pub does: bool,
}

/// An incident that may be meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Where the index has it.
    pub slot: u32,
    /// What the register files it under.
    pub kind: Kind,
    /// For ordering.
    pub score: f32,
    /// Share of the question explained, 0 to 1.
    pub share: f32,
    /// Part by part.
    pub matched: Match,
}

/// What is told, and what of it is explained.
#[derive(Debug, Clone, Copy, Default)]
struct Sum {
    all: f32,
    explained: f32,
}

impl Sum {
    fn add(&mut self, mass: f32, part: f32) {
        self.all += mass;
        self.explained += mass * part;
    }
}

impl Index {
    /// The incidents that may be meant, the likeliest first; `focus` are those that the conversation is about.
    pub fn find(&self, question: &Question, vocabulary: &Vocabulary, focus: &[u32]) -> Vec<Hit> {
        let query = Query::new(question, self, vocabulary);
        let mut slots = Proposals::gather(self.entries.len(), CANDIDATES, |proposals| self.propose(&query, proposals));
        slots.extend(focus.iter().filter(|slot| !slots.contains(slot)).copied().collect::<Vec<_>>());
        let mut hits: Vec<Hit> = slots.into_iter().filter_map(|slot| self.entry(slot).map(|entry| query.score(slot, entry))).collect();
        hits.sort_by(|one, other| {
            other
                .score
                .total_cmp(&one.score)
                .then_with(|| self.last_of(other.slot).cmp(&self.last_of(one.slot)))
                .then_with(|| self.order_of(one.slot).cmp(&self.order_of(other.slot)))
        });
        hits
    }

    /// How this incident fits the question.
    pub fn fit(&self, question: &Question, vocabulary: &Vocabulary, slot: u32) -> Option<Hit> {
        let query = Query::new(question, self, vocabulary);
        self.entry(slot).map(|entry| query.score(slot, entry))
    }

    pub(super) fn order_of(&self, slot: u32) -> u32 {
        self.entry(slot).map_or(0, |entry| entry.order)
    }

    pub(super) fn last_of(&self, slot: u32) -> i32 {
        self.entry(slot).map_or(0, |entry| entry.last)
    }
}

impl Query<'_> {
    pub(super) fn score(&self, slot: u32, entry: &Entry) -> Hit {
        let mut matched = Match {
            parties: true,
            states: true,
            whole: true,
            involved: self.question.mentions.is_empty(),
            sides: true,
            odd_one: false,
            direction: Direction::Open,
            crossed: false,
            act: (!self.main.is_empty()).then(|| act_part(self.main, self.main_first, self.noun, entry)),
            period: None,
            words: 1.0,
            unexplained: 0.0,
            explained: 0.0,
            direct: 0.0,
            proper: 0.0,
            titled: 0.0,
            does: self.does(entry),
        };
        let mut sum = Sum::default();
        self.parties(entry, &mut matched, &mut sum);
        if let Some(part) = matched.act {
            sum.add(ACT, part);
        }
        for side in &self.side {
            sum.add(SIDE_ACT, if entry.told.meets(*side) { 1.0 } else { 0.0 });
        }
        self.period(entry, &mut matched, &mut sum);
        let (word_mass, word_explained, title) = self.words(entry, &mut matched);
        sum.all += word_mass;
        sum.explained += word_explained;
        // Names tell the affair, whatever organisation is named beside them.
        matched.parties |= matched.states && matched.proper >= NAMES;
        matched.words = if word_mass > 0.0 { word_explained / word_mass } else { 1.0 };
        matched.unexplained = word_mass - word_explained;
        let share = if sum.all > 0.0 { sum.explained / sum.all } else { 0.0 };
        let doer = if matched.does { DOER } else { 0.0 };
        let alias = if self.has_alias(entry) { ALIAS } else { 0.0 };
        let seats = self.question.mentions.iter().zip(&self.named).filter(|(mention, words)| {
            mention.form == Form::Seat
                && mention.role == Role::Place
                && !words.is_empty()
                && words.iter().all(|word| entry.word(*word).is_some())
        });
        let seat = SEAT * seats.count() as f32;
        Hit { slot, kind: entry.kind, score: sum.explained + title + doer + alias + seat, share, matched }
    }

    /// Adds up how far the parties named play the parts they should.
    fn parties(&self, entry: &Entry, matched: &mut Match, sum: &mut Sum) {
        let (mut agrees, mut reversed) = (0, 0);
        let mut states = true;
        // Relations are between those named.
        let related = self.main_first.is_some_and(Kind::is_about_relations)
            && self.question.mentions.iter().filter(|mention| mention.role == Role::Either).count() == 2;
        for ((mention, words), official) in self.question.mentions.iter().zip(&self.named).zip(&self.official) {
            let (mut part, direction) = party_part(mention, entry, self.main_first);
            // A party that acts or is acted upon must be a side; others may only be told of.
            let acts = matches!(mention.role, Role::Initiator | Role::Target)
                && !self.main.is_empty()
                && !mention.joined
                && !mention.doubtful
                && !self.question.plays_elsewhere(mention)
                || mention.role == Role::Either && related && !mention.joined && mention.form != Form::Person;
            // A city may only be where it happened.
            let city = mention.form == Form::Seat && mention.role == Role::Target && part > 0.0;
            matched.sides &= !acts || part > AS_OTHER || part == REVERSED || city;
            let has = |words: &[u32]| !words.is_empty() && words.iter().all(|word| entry.word(*word).is_some());
            let told = has(words) || has(official);
            let institution =
                matches!(mention.form, Form::Person | Form::Seat) || mention.parties.iter().all(|party| party.is_organisation());
            // "The embassy in Tehran" is none in Baghdad, although the record names Iran as well.
            let elsewhere = mention.form == Form::Seat && mention.role == Role::Place && !told;
            if elsewhere && !mention.parties.iter().any(|party| entry.is_side(*party)) {
                part = 0.0;
            }
            if part == 0.0 && told && (institution || !acts) {
                part = IN_TEXT;
            }
            let weak = mention.is_group() || mention.role == Role::Place || mention.doubtful;
            sum.add(if weak { PARTY * WEAK_PARTY } else { PARTY }, part);
            let joined = mention.joined && matches!(mention.role, Role::Initiator | Role::Target) && mention.stands_alone();
            matched.whole &= mention.is_group() || mention.parties.iter().any(|party| entry.is_side(*party));
            matched.odd_one |= joined && part == 0.0 && !told && !mention.doubtful;
            matched.involved |= part > AS_OTHER || mention.is_group() || mention.role == Role::Place;
            states &= part > 0.0 || mention.is_group() || mention.joined || mention.doubtful || institution && mention.role != Role::Target;
            matched.parties &= part > 0.0 || mention.joined || mention.doubtful;
            matched.sides |= part == IN_TEXT && institution && self.question.mentions.len() == 2;
            match direction {
                _ if mention.joined || mention.doubtful => {}
                Direction::Agrees => agrees += 1,
                Direction::Reversed => reversed += 1,
                Direction::Open => {}
            }
        }
        if self.is_turned_round(entry) {
            (agrees, reversed) = (0, 1);
        }
        matched.states = states;
        matched.crossed = reversed > 0 && agrees == 0;
        if self.main.is_empty() && self.on_one_side(entry) {
            matched.sides = false;
        }
        // Who acts in what only a claim tells, or where no act is named, is not for the record's sides to say.
        let tells_sides = matched.act.is_some_and(|act| act >= AS_EVENT || act == AS_NEAR);
        matched.direction = match (agrees, reversed) {
            _ if !tells_sides => Direction::Open,
            (1.., 1..) => {
                // Both on one side, where the question has them against each other.
                matched.sides = false;
                Direction::Open
            }
            (_, 1..) => Direction::Reversed,
            (1.., _) => Direction::Agrees,
            _ => Direction::Open,
        };
    }

    /// "Ditched Beijing for Taiwan", of a break with Taiwan in favour of Beijing.
    fn is_turned_round(&self, entry: &Entry) -> bool {
        if !self.main_first.is_some_and(Kind::is_about_relations) {
            return false;
        }
        let of = |role: Role| self.question.mentions.iter().filter(move |mention| mention.role == role && !mention.is_group());
        let within = |mention: &Mention, parties: &[Party]| mention.parties.iter().any(|party| parties.contains(party));
        let (suffering, beside) = (entry.targets(), entry.others());
        of(Role::Target).any(|mention| within(mention, beside) && !within(mention, suffering))
            && of(Role::Place).any(|mention| within(mention, suffering) && !within(mention, beside))
    }

    /// "France's ambassador to Italy", of a record in which both act together towards others.
    fn on_one_side(&self, entry: &Entry) -> bool {
        let named = |wanted: fn(&Mention) -> bool| {
            let mut found = self.question.mentions.iter().filter(|mention| !mention.is_group() && !mention.joined && wanted(mention));
            found.next().filter(|_| found.next().is_none())
        };
        let one = named(|mention| mention.role == Role::Initiator || mention.possessive && mention.role == Role::Either);
        let other =
            named(|mention| mention.role == Role::Target).or_else(|| named(|mention| mention.role == Role::Either && !mention.possessive));
        let only = |side: &[Party], counter: &[Party], mention: &Mention| {
            mention.parties.iter().any(|party| side.contains(party)) && !mention.parties.iter().any(|party| counter.contains(party))
        };
        let (acting, suffering) = (entry.initiators(), entry.targets());
        one.zip(other).is_some_and(|(one, other)| {
            !entry.is_mutual()
                && !one.parties.iter().any(|party| other.may_be(*party))
                && (only(acting, suffering, one) && only(acting, suffering, other)
                    || only(suffering, acting, one) && only(suffering, acting, other))
        })
    }

    fn period(&self, entry: &Entry, matched: &mut Match, sum: &mut Sum) {
        let Some(period) = self.question.period else { return };
        let (time, part) = if period.overlaps(entry.first, entry.last) {
            // "On 21 October 1986", of what is only known to have been in 1986.
            let vague = period.exact && (entry.first < period.first || entry.last > period.last);
            (Time::Fits, if vague { AS_VAGUE } else { 1.0 })
        } else if self.tells_period(period, entry, matched.act) {
            (Time::InText, YEAR_IN_TEXT)
        } else {
            (Time::Other, 0.0)
        };
        matched.period = Some(time);
        sum.add(PERIOD, part);
    }

    /// Asked what a party did, a record in which it acts comes first.
    fn does(&self, entry: &Entry) -> bool {
        let mentions = &self.question.mentions;
        let told = mentions.iter().any(|mention| mention.role == Role::Initiator);
        let acts = |mention: &&Mention| if told { mention.role == Role::Initiator } else { mention.possessive };
        let in_entry = |mention: &Mention| mention.parties.iter().any(|party| entry.initiators().contains(party));
        self.main.is_empty() && mentions.iter().filter(acts).any(in_entry)
    }

    fn words(&self, entry: &Entry, matched: &mut Match) -> (f32, f32, f32) {
        let (mut all, mut explained, mut title) = (0.0, 0.0, 0.0);
        for wanted in &self.wanted {
            all += wanted.mass;
            let mut best = 0.0f32;
            let mut in_title = false;
            for (number, strength) in &wanted.numbers {
                if *strength > best
                    && let Some(head) = entry.word(*number)
                {
                    best = *strength;
                    in_title = head;
                }
            }
            explained += wanted.mass * best;
            matched.explained += if wanted.of_act { 0.0 } else { wanted.mass * best };
            matched.direct += if wanted.of_act || best < 1.0 { 0.0 } else { wanted.mass };
            matched.proper += if wanted.proper { wanted.mass * best } else { 0.0 };
            matched.titled += if wanted.proper && in_title { wanted.mass * best } else { 0.0 };
            title += match (in_title, wanted.proper) {
                (true, true) => wanted.mass * best * NAME_IN_TITLE,
                (true, false) if !wanted.of_act => wanted.mass * best * IN_TITLE,
                (true, false) => 0.0,
                (false, _) => 0.0,
            };
        }
        (all, explained, title)
    }

    /// Whether the record tells of the period although it happened at another time: another month of the same year, or,
    /// where it is not the very act asked about, another year.
    fn tells_period(&self, period: Period, entry: &Entry, act: Option<f32>) -> bool {
        let month = period.exact && period.last - period.first < 100;
        let told = !self.dated.is_empty() && self.dated.iter().all(|word| entry.word(*word).is_some());
        let same_year = period.first / 10_000 == entry.first / 10_000;
        let ended = entry.ended != i32::MAX && period.overlaps(entry.ended, entry.ended);
        // "before 2019" of what happened in 2019.
        let just_before = !period.exact && period.last < entry.first && entry.first - period.last <= 10_000 && act.is_none();
        just_before
            || (month && same_year && self.dated.iter().any(|word| entry.word(*word).is_some()))
            || ((told || ended) && act.is_none_or(|act| act < AS_EVENT))
    }

    /// Whether every telling word of an alias is in the question.
    fn has_alias(&self, entry: &Entry) -> bool {
        entry.aliases.iter().any(|alias| !alias.is_empty() && alias.iter().all(|word| self.all.contains(word)))
    }
}

/// How far the incident explains a party named, and whether it plays the part it should.
fn party_part(mention: &Mention, entry: &Entry, act: Option<Kind>) -> (f32, Direction) {
    let acts = |party: &Party| entry.initiators().contains(party);
    let suffers = |party: &Party| entry.targets().contains(party);
    let term =
        mention.term.is_none_or(|(first, last)| first <= entry.last.saturating_add(30_000) && entry.first <= last.saturating_add(30_000));
    let mut best = (0.0, Direction::Open);
    for party in &mention.parties {
        let (initiator, target, other) = (acts(party), suffers(party), entry.others().contains(party));
        let mutual = entry.is_mutual() || act.is_some_and(has_other_sides) && act == Some(entry.kind);
        let found = match mention.role {
            Role::Initiator | Role::Target if mutual && (initiator || target) => (1.0, Direction::Open),
            Role::Initiator if initiator => (1.0, Direction::Agrees),
            Role::Target if target => (1.0, Direction::Agrees),
            Role::Initiator if target => (REVERSED, Direction::Reversed),
            Role::Target if initiator => (REVERSED, Direction::Reversed),
            // Where it happened is more often the home of who acts than of who is acted upon.
            Role::Place if target && !initiator => (PLACE_OF_TARGET, Direction::Open),
            _ if initiator || target => (1.0, Direction::Open),
            _ if other => (if mention.role == Role::Place { 1.0 } else { AS_OTHER }, Direction::Open),
            _ => (0.0, Direction::Open),
        };
        if found.0 > best.0 {
            best = found;
        }
    }
    // A person long out of office is named for another affair; the state may still be the right one.
    if !term && mention.form == Form::Person { (best.0 * 0.5, best.1) } else { best }
}
