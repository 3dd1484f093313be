//! Set questions: every incident that fits the parts of a question, exactly, in the order of time. No ranking.

use rustc_hash::FxHashSet;

use super::entry::{Entry, Kinds};
use super::nearness::{near, with_family, with_near};
use super::query::Query;
use super::{Index, Posting};
use crate::incident::{DayNumber, Kind, Party};
use crate::question::{Mention, Question, Role};
use crate::vocabulary::{Form, Token, Vocabulary};

/// Part of the names in a question ("Skripal", "Jerusalem") that a selected incident must have, of those that the best
/// has; and the mass from which names tell incidents apart.
const NAMED: f32 = 0.5;

/// Beyond so many only the ends of a set are put in order: nobody is shown its middle.
const ORDERED: usize = 1_000;

impl Index {
    /// Every incident that fits: parties with their parts, act, period, and the words where they tell incidents apart.
    /// In the order of time; of more than 3,000 only the first and the last 1,000 are.
    pub fn select(&self, question: &Question, vocabulary: &Vocabulary) -> Vec<u32> {
        let asked = asked_kinds(question);
        // What a posting tells already keeps most entries from being looked at.
        let acts = with_near(asked);
        let may_fit = |posting: &&Posting| asked.is_empty() || posting.events().meets(acts);
        let sole = sole_mention(question);
        let fitting = |posting: &&Posting| match sole.and_then(|mention| told(posting, mention, question)) {
            Some(plays) => plays && !self.gone.contains(&posting.slot),
            None => self.entry(posting.slot).is_some_and(|entry| fits(question, asked, entry)),
        };
        let mut kept: Vec<&Posting> =
            self.narrowest(question, asked).into_iter().flatten().filter(may_fit).filter(begun(question)).filter(fitting).collect();
        if kept.iter().any(|posting| posting.events().meets(asked)) {
            kept.retain(|posting| posting.events().meets(asked));
        }
        if kept.is_empty() && question.mentions.iter().filter(|mention| mention.role == Role::Either).count() >= 3 {
            kept = self.between_some(question, asked);
        }
        let mut slots: Vec<(DayNumber, u32)> = kept.into_iter().map(|posting| (posting.first, posting.slot)).collect();
        if slots.is_empty() && question.mentions.is_empty() && asked.is_empty() {
            let all = self.slots().filter_map(|slot| self.entry(slot).map(|entry| (slot, entry)));
            slots = all.filter(|(_, entry)| fits(question, asked, entry)).map(|(slot, entry)| (entry.first, slot)).collect();
        }
        if question.is_mutual() {
            slots.retain(|(_, slot)| self.entry(*slot).is_some_and(|entry| !on_one_side(question, entry)));
        }
        if is_between(question) {
            slots.retain(|(_, slot)| self.entry(*slot).is_some_and(|entry| !act_together(question, entry)));
        }
        let cities = self.cities(question);
        if !cities.is_empty() {
            slots.retain(|(_, slot)| self.entry(*slot).is_some_and(|entry| cities.iter().all(|city| entry.word(*city).is_some())));
        }
        self.by_words(question, vocabulary, self.in_order(slots))
    }

    /// "The expulsions of Bolivia, Venezuela and the US": those between any two of them.
    fn between_some(&self, question: &Question, asked: Kinds) -> Vec<&Posting> {
        let named: Vec<&Mention> = question.mentions.iter().filter(|mention| !mention.is_group()).collect();
        let mut found: Vec<&Posting> = Vec::new();
        for (position, one) in named.iter().enumerate() {
            for other in named.iter().skip(position + 1) {
                let pairs = one.parties.iter().flat_map(|one| other.parties.iter().map(move |other| super::pair(*one, *other)));
                found.extend(pairs.filter_map(|pair| self.by_pair.get(&pair)).flatten());
            }
        }
        let mut of_two = question.clone();
        of_two.mentions.clear();
        found.retain(|posting| {
            self.entry(posting.slot).is_some_and(|entry| {
                let sides = named.iter().filter(|mention| mention.parties.iter().any(|party| entry.is_side(*party))).count();
                sides >= 2 && (asked.is_empty() || posting.events().meets(asked)) && fits(&of_two, asked, entry)
            })
        });
        found
    }

    /// Each once, in the order of time.
    fn in_order(&self, mut slots: Vec<(DayNumber, u32)>) -> Vec<u32> {
        if slots.len() <= 3 * ORDERED {
            slots.sort_unstable();
            slots.dedup();
            // A month and its first day begin alike.
            slots.sort_by_cached_key(|(_, slot)| self.entry(*slot).map(Entry::place));
        } else {
            slots.sort_unstable_by_key(|(_, slot)| *slot);
            slots.dedup();
            let place = |found: &(DayNumber, u32)| (found.0, self.entry(found.1).map(Entry::place));
            let from_end = slots.len() - ORDERED;
            let (older, _, newest) = slots.select_nth_unstable(from_end);
            newest.sort_by_cached_key(place);
            let (oldest, ..) = older.select_nth_unstable(ORDERED);
            oldest.sort_by_cached_key(place);
        }
        slots.into_iter().map(|(_, slot)| slot).collect()
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
        let mut named = question.mentions.iter().filter(binding);
        // "Maduro's Venezuela" names one party twice.
        if let (Some(one), Some(other)) = (named.next(), named.next())
            && !one.parties.iter().any(|party| other.may_be(*party))
        {
            let pairs = one.parties.iter().flat_map(|one| other.parties.iter().map(move |other| super::pair(*one, *other)));
            return pairs.filter_map(|pair| self.by_pair.get(&pair)).map(Vec::as_slice).collect();
        }
        let named = question.mentions.iter().filter(binding);
        let length = |lists: &Vec<&[Posting]>| lists.iter().map(|list| list.len()).sum::<usize>();
        let shortest = named.map(|mention| lists(&mention.parties)).min_by_key(length);
        shortest.unwrap_or_else(|| kinds().filter_map(|kind| self.by_kind.get(kind)).map(Vec::as_slice).collect())
    }

    /// Keeps those that explain the telling words, if the words tell incidents apart at all.
    fn by_words(&self, question: &Question, vocabulary: &Vocabulary, slots: Vec<u32>) -> Vec<u32> {
        let mut names = question.clone();
        names.contents.retain(|content| {
            // "… please. MUN prep.": what comes behind the question tells nothing of the set.
            let before_end = question.main_end == 0 || content.position < question.main_end;
            before_end
                && content.proper
                && !question.mentions.iter().any(|mention| (mention.start..mention.end).contains(&content.position))
        });
        if names.contents.is_empty() {
            return slots;
        }
        if slots.len() < 2 {
            return slots;
        }
        let query = Query::new(&names, self, vocabulary);
        let explained: Vec<(u32, f32)> =
            slots.iter().filter_map(|slot| self.entry(*slot).map(|entry| (*slot, query.score(*slot, entry).matched.proper))).collect();
        let best = explained.iter().map(|(_, words)| *words).fold(0.0, f32::max);
        let named = |words: f32| words >= best * NAMED;
        if best < NAMED || explained.iter().all(|(_, words)| named(*words)) {
            return slots;
        }
        // What follows or answers a record that has the name belongs to the same affair.
        let kept = explained.iter().filter(|(_, words)| named(*words));
        let belonging: FxHashSet<u32> = kept
            .filter_map(|(slot, _)| self.incident_in(*slot))
            .flat_map(|incident| self.related_to(&incident.id).map(|(_, slot)| slot).collect::<Vec<_>>())
            .collect();
        explained.into_iter().filter(|(slot, words)| named(*words) || belonging.contains(slot)).map(|(slot, _)| slot).collect()
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

/// Whether it began before the period asked about ends.
fn begun(question: &Question) -> impl Fn(&&Posting) -> bool {
    let last = question.period.map_or(DayNumber::MAX, |period| period.last);
    move |posting| posting.first <= last
}

/// The only party that a set is asked about, if nothing but its posting need be looked at.
fn sole_mention(question: &Question) -> Option<&Mention> {
    match question.mentions.as_slice() {
        [only] if !only.is_group() && !only.joined && !only.doubtful && only.role != Role::Place => Some(only),
        _ => None,
    }
}

/// Whether every incident that fits must be of this party.
fn binding(mention: &&Mention) -> bool {
    !mention.is_group() && !mention.joined && !mention.doubtful && !is_city(mention)
}

/// A city in which something was: its name must stand in the record, whatever state it belongs to.
fn is_city(mention: &Mention) -> bool {
    mention.form == Form::Seat && mention.role == Role::Place
}

/// Whether the incident fits, as far as its posting in a list of the party named tells.
fn told(posting: &Posting, mention: &Mention, question: &Question) -> Option<bool> {
    if question.period.is_some() && !posting.is(Posting::ONE_DAY) {
        return None;
    }
    let side = posting.is(Posting::ACTS) || posting.is(Posting::SUFFERS);
    let plays = match mention.role {
        Role::Initiator | Role::Target if posting.is(Posting::MUTUAL) => side,
        Role::Initiator => posting.is(Posting::ACTS),
        Role::Target => posting.is(Posting::SUFFERS),
        Role::Either | Role::Speaker => side,
        Role::Place => return None,
    };
    Some(plays && question.period.is_none_or(|period| period.overlaps(posting.first, posting.first)))
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
        && question.mentions.iter().filter(|mention| !mention.joined && !mention.doubtful).all(|mention| {
            let side = |party: &Party| match mention.role {
                _ if question.plays_elsewhere(mention) => entry.is_side(*party) || entry.others().contains(party),
                Role::Initiator | Role::Target if entry.is_mutual() => entry.is_side(*party),
                Role::Initiator => entry.initiators().contains(party),
                Role::Target => entry.targets().contains(party),
                // The host of an attacked embassy is no owner of one.
                Role::Place if entry.kind == Kind::EmbassyAttacked => entry.initiators().contains(party) || entry.others().contains(party),
                Role::Place => entry.is_side(*party) || entry.others().contains(party),
                Role::Either | Role::Speaker => entry.is_side(*party),
            };
            mention.form == Form::Group && mention.role == Role::Place || is_city(mention) || mention.parties.iter().any(side)
        })
}

/// "Hungary and Ukraine keep expelling each other's diplomats", of a record in which both expel others'.
fn on_one_side(question: &Question, entry: &Entry) -> bool {
    let mut named = question.mentions.iter().filter(|mention| !mention.is_group());
    let (Some(one), Some(other), None) = (named.next(), named.next(), named.next()) else { return false };
    let across = |acting: &Mention, suffering: &Mention| {
        acting.parties.iter().any(|party| entry.initiators().contains(party))
            && suffering.parties.iter().any(|party| entry.targets().contains(party))
    };
    !entry.is_mutual() && !across(one, other) && !across(other, one)
}

/// Whether what stands between two named is asked for: "the tit for tat between Budapest and Kyiv".
fn is_between(question: &Question) -> bool {
    let word = |at: usize| question.tokens.get(at).map_or("", Token::folded);
    question.mentions.windows(2).any(|pair| {
        let opens =
            (1..=2).any(|back| pair[0].start.checked_sub(back).is_some_and(|at| matches!(word(at), "between" | "entre" | "zwischen")));
        opens && matches!(word(pair[0].end), "and" | "y" | "et" | "und" | "e")
    })
}

/// Whether parties named act together in the record and none of them is acted upon: it is about a third, not between them.
pub fn act_together(question: &Question, entry: &Entry) -> bool {
    let named = || question.mentions.iter().filter(|mention| !mention.is_group());
    let acts = |mention: &Mention| mention.parties.iter().any(|party| entry.initiators().contains(party));
    let suffers = |mention: &Mention| mention.parties.iter().any(|party| entry.targets().contains(party));
    !entry.is_mutual() && named().filter(|mention| acts(mention)).count() >= 2 && !named().any(suffers)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_set_keeps_all_and_orders_both_ends() {
        let days: Vec<(DayNumber, u32)> = (0..5_000u32).map(|slot| ((slot * 7_919 % 5_003) as DayNumber, slot)).collect();
        let mut sorted = days.clone();
        sorted.sort_unstable();
        let sorted: Vec<u32> = sorted.into_iter().map(|(_, slot)| slot).collect();
        let twice = [days.clone(), days].concat();
        let mut ordered = Index::default().in_order(twice);
        assert_eq!(ordered[..ORDERED], sorted[..ORDERED]);
        assert_eq!(ordered[5_000 - ORDERED..], sorted[5_000 - ORDERED..]);
        ordered.sort_unstable();
        assert_eq!(ordered, (0..5_000).collect::<Vec<u32>>());
    }
}
