//! Set questions: every incident that fits the parts of a question, exactly, in the order of time. No ranking.

use super::entry::{Entry, Kinds};
use super::nearness::{near, with_family, with_near};
use super::ranking::Query;
use super::{Index, Posting};
use crate::incident::{Kind, Party};
use crate::question::{Question, Role};
use crate::vocabulary::{Form, Vocabulary};

/// Part of the names in a question ("Skripal", "Jerusalem") that a selected incident must have, of those that the best
/// has; and the mass from which names tell incidents apart.
const NAMED: f32 = 0.5;

impl Index {
    /// Every incident that fits: parties with their parts, act, period, and the words where they tell incidents apart.
    pub fn select(&self, question: &Question, vocabulary: &Vocabulary) -> Vec<u32> {
        let asked = asked_kinds(question);
        // What a posting tells already keeps most entries from being looked at.
        let acts = with_near(asked);
        let begun = |posting: &&Posting| question.period.is_none_or(|period| posting.first <= period.last);
        let may_fit = |posting: &&Posting| (asked.is_empty() || posting.events.meets(acts)) && begun(posting);
        let mut slots: Vec<u32> =
            self.narrowest(question, asked).into_iter().flatten().filter(may_fit).map(|posting| posting.slot).collect();
        if slots.is_empty() && question.mentions.is_empty() && asked.is_empty() {
            slots = self.slots().collect();
        }
        slots.sort_unstable();
        slots.dedup();
        let cities = self.cities(question);
        slots.retain(|slot| {
            self.entry(*slot).is_some_and(|entry| fits(question, asked, entry) && cities.iter().all(|city| entry.word(*city).is_some()))
        });
        let exact: Vec<u32> = slots.iter().copied().filter(|slot| self.entry(*slot).is_some_and(|entry| is_asked(asked, entry))).collect();
        if !exact.is_empty() {
            slots = exact;
        }
        slots = self.by_words(question, vocabulary, slots);
        slots.sort_by_cached_key(|slot| self.entry(*slot).map(|entry| (entry.first, entry.last, *slot)));
        slots
    }

    /// The words that name cities where it happened: "embassies attacked in Tehran".
    fn cities(&self, question: &Question) -> Vec<u32> {
        let places = question.mentions.iter().filter(|mention| mention.form == Form::Seat && mention.role == Role::Place);
        places
            .flat_map(|mention| mention.start..mention.end)
            .filter_map(|at| question.tokens.get(at))
            .filter_map(|token| self.word_number(&token.stem))
            .collect()
    }

    /// The shortest lists of postings that must hold every fitting incident.
    fn narrowest(&self, question: &Question, asked: Kinds) -> Vec<&[Posting]> {
        let kinds = || Kind::ALL.iter().filter(|kind| asked.has(**kind));
        let lists = |parties: &[Party]| -> Vec<&[Posting]> {
            if asked.is_empty() {
                return parties.iter().filter_map(|party| self.by_party.get(party)).map(Vec::as_slice).collect();
            }
            let with_kind = |party: &Party| kinds().filter_map(|kind| self.by_party_kind.get(&(*party, *kind))).collect::<Vec<_>>();
            parties.iter().flat_map(with_kind).map(Vec::as_slice).collect()
        };
        let mut named = question.mentions.iter().filter(|mention| !mention.is_group() && !mention.joined);
        // "Maduro's Venezuela" names one party twice.
        if let (Some(one), Some(other)) = (named.next(), named.next())
            && !one.parties.iter().any(|party| other.may_be(*party))
        {
            let pairs = one.parties.iter().flat_map(|one| other.parties.iter().map(move |other| super::pair(*one, *other)));
            return pairs.filter_map(|pair| self.by_pair.get(&pair)).map(Vec::as_slice).collect();
        }
        let named = question.mentions.iter().filter(|mention| !mention.is_group() && !mention.joined);
        let length = |lists: &Vec<&[Posting]>| lists.iter().map(|list| list.len()).sum::<usize>();
        let shortest = named.map(|mention| lists(&mention.parties)).min_by_key(length);
        shortest.unwrap_or_else(|| kinds().filter_map(|kind| self.by_kind.get(kind)).map(Vec::as_slice).collect())
    }

    /// Keeps those that explain the telling words, if the words tell incidents apart at all.
    fn by_words(&self, question: &Question, vocabulary: &Vocabulary, slots: Vec<u32>) -> Vec<u32> {
        let mut names = question.clone();
        names.contents.retain(|content| {
            content.proper && !question.mentions.iter().any(|mention| (mention.start..mention.end).contains(&content.position))
        });
        if names.contents.is_empty() {
            return slots;
        }
        let query = Query::new(&names, self, vocabulary);
        if slots.len() < 2 {
            return slots;
        }
        let explained: Vec<(u32, f32)> =
            slots.iter().filter_map(|slot| self.entry(*slot).map(|entry| (*slot, query.score(*slot, entry).matched.proper))).collect();
        let best = explained.iter().map(|(_, words)| *words).fold(0.0, f32::max);
        let named = |words: f32| best < NAMED || words >= best * NAMED;
        let kept: Vec<u32> = explained.iter().filter(|(_, words)| named(*words)).map(|(slot, _)| *slot).collect();
        // What follows or answers a record that has the name belongs to the same affair.
        let ids: Vec<_> = kept.iter().filter_map(|slot| self.incident_in(*slot)).map(|incident| incident.id.clone()).collect();
        let belongs =
            |slot: u32| self.incident_in(slot).is_some_and(|incident| incident.related.iter().any(|related| ids.contains(&related.id)));
        explained.into_iter().filter(|(slot, words)| named(*words) || belongs(*slot)).map(|(slot, _)| slot).collect()
    }
}

/// The kinds asked for: those of every act that "or" joins to the main one; an expulsion of whomever takes in every
/// sort of expulsion.
fn asked_kinds(question: &Question) -> Kinds {
    let main = question.main_act().map_or(&[][..], |act| &act.kinds);
    let joined = question.acts.iter().filter(|act| {
        let before = act.start.checked_sub(1).and_then(|at| question.tokens.get(at));
        before.is_some_and(|token| token.folded() == "or")
    });
    let asked = joined.fold(Kinds::of(main), |asked, act| asked.or(Kinds::of(&act.kinds)));
    with_family(asked, main.first().copied())
}

/// Whether parties, period and act fit.
fn fits(question: &Question, asked: Kinds, entry: &Entry) -> bool {
    let act = asked.is_empty() || entry.events.meets(asked) || near(asked, entry.events);
    let period = question.period.is_none_or(|period| period.overlaps(entry.first, entry.last));
    let joined = |entry: &Entry| {
        let mut joined = question.mentions.iter().filter(|mention| mention.joined).peekable();
        joined.peek().is_none() || joined.any(|mention| mention.parties.iter().any(|party| entry.is_side(*party)))
    };
    act && period
        && joined(entry)
        && question.mentions.iter().filter(|mention| !mention.joined).all(|mention| {
            let side = |party: &Party| match mention.role {
                Role::Initiator | Role::Target if entry.is_mutual() => entry.is_side(*party),
                Role::Initiator => entry.initiators.contains(party),
                Role::Target => entry.targets.contains(party),
                // The host of an attacked embassy is no owner of one.
                Role::Place if entry.kind == Kind::EmbassyAttacked => entry.initiators.contains(party) || entry.others.contains(party),
                Role::Place => entry.is_side(*party) || entry.others.contains(party),
                Role::Either | Role::Speaker => entry.is_side(*party),
            };
            mention.form == Form::Group && mention.role == Role::Place || mention.parties.iter().any(side)
        })
}

/// Whether the act is the one asked about rather than a near one.
fn is_asked(asked: Kinds, entry: &Entry) -> bool {
    asked.is_empty() || asked.has(entry.kind) || entry.events.meets(asked)
}
