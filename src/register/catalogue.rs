//! The names by which people call incidents: ids, titles, aliases. Completes what somebody has typed so far:
//! exact before alias before beginning before anything inside.

use std::collections::{BTreeMap, HashMap};
use std::ops::Bound;

use crate::incident::Incident;
use crate::search::bytes::{Bytes, Unread};
use crate::text;

/// The names of the incidents of a register.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    names: BTreeMap<Box<str>, Names>,
    /// Ids that lead to other incidents.
    redirects: HashMap<String, String>,
}

/// Folded names of one incident.
#[derive(Debug, Clone)]
struct Names {
    /// What it is also told by: a newer one is suggested first.
    first: i32,
    title: Box<str>,
    aliases: Box<[Box<str>]>,
    /// How their words begin: most names that do not fit are passed over by this alone.
    beginnings: Beginnings,
}

/// The first two letters of words, each pair as one of 64 bits. What fits has the beginnings of all words that were typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Beginnings(u64);

impl Beginnings {
    fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        let words = names.into_iter().flat_map(|name| name.split(' '));
        Self(words.filter_map(Self::bit).fold(0, |all, bit| all | bit))
    }

    /// `None` for a single letter, with which too many begin.
    fn bit(word: &str) -> Option<u64> {
        let mut letters = word.chars().map(u32::from);
        let (first, second) = (letters.next()?, letters.next()?);
        Some(1 << (first.wrapping_mul(31).wrapping_add(second.wrapping_mul(7)) % 64))
    }

    const fn has(self, typed: Self) -> bool {
        self.0 & typed.0 == typed.0
    }
}

/// Names that are being read, in the order of the ids.
#[derive(Debug, Default)]
pub(super) struct Reading(Vec<(Box<str>, Names)>);

/// How well a name fits what was typed; the lower the better.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Exact,
    Alias,
    Beginning,
    WordBeginning,
    AllWords,
}

impl Catalogue {
    /// The names of these incidents.
    pub fn new(incidents: &[Incident]) -> Self {
        let mut catalogue = Self::default();
        for incident in incidents {
            catalogue.put(incident);
        }
        catalogue
    }

    /// Adds or replaces the names of one incident.
    pub fn put(&mut self, incident: &Incident) {
        let aliases = incident.aliases.iter().map(|alias| text::fold(alias).into()).collect();
        let names = Names::new(incident.date.first(), text::fold(&incident.title).into(), aliases);
        self.names.insert(incident.id.as_str().into(), names);
    }

    /// Takes the names of one incident out.
    pub fn remove(&mut self, id: &str) {
        self.names.remove(id);
    }

    /// Lets ids of incidents that were merged into others lead to those; all such ids.
    pub fn redirect(&mut self, ids: HashMap<String, String>) {
        self.redirects = ids;
    }

    /// Writes the names of the incidents behind one until there are so many bytes; the id of the last one, if there was any.
    pub(super) fn write(&self, after: Option<&str>, most: usize, bytes: &mut Bytes) -> Option<&str> {
        let mut last = None;
        let begin = after.map_or(Bound::Unbounded, Bound::Excluded);
        for (id, names) in self.names.range::<str, _>((begin, Bound::Unbounded)) {
            bytes.text(id);
            bytes.i32(names.first);
            bytes.text(&names.title);
            bytes.u16(u16::try_from(names.aliases.len()).unwrap_or(u16::MAX));
            for alias in names.aliases.iter().take(usize::from(u16::MAX)) {
                bytes.text(alias);
            }
            last = Some(&**id);
            if bytes.count() >= most {
                break;
            }
        }
        last
    }

    /// How many incidents there are.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }

    /// The incident that is called exactly so, by id, title or alias; by an old id, the one that took it in.
    pub fn exact(&self, typed: &str) -> Option<&str> {
        let typed = typed.trim();
        let known = |id: &str| self.names.get_key_value(id).map(|(id, _)| &**id);
        if let Some(id) = known(typed).or_else(|| known(self.redirects.get(typed)?)) {
            return Some(id);
        }
        let folded = text::fold(typed);
        let mut called =
            self.names.iter().filter(|(_, names)| *names.title == folded || names.aliases.iter().any(|alias| **alias == folded));
        let (id, _) = called.next()?;
        // A name of two incidents means neither.
        called.next().is_none().then_some(id)
    }

    /// The ids of the incidents that fit what was typed, best first; the newest ones if nothing was.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&str> {
        let (raw, folded) = (typed.trim().to_lowercase(), text::fold(typed.trim()));
        let words: Vec<&str> = folded.split_whitespace().collect();
        let beginnings = Beginnings::of([folded.as_str()]);
        let is_id = |id: &str| !folded.is_empty() && id.starts_with(&raw);
        let named = self.names.iter().filter(|(_, names)| names.beginnings.has(beginnings)).filter_map(|(id, names)| {
            let fit = if folded.is_empty() { None } else { Some(names.fit(&folded, &words)?) };
            (!is_id(id)).then_some((fit, -names.first, &**id))
        });
        let from = (Bound::Included(raw.as_str()), Bound::Unbounded);
        let by_id = self.names.range::<str, _>(from).take_while(|(id, _)| is_id(id)).map(|(id, names)| {
            let fit = if **id == raw { Fit::Exact } else { Fit::Beginning };
            (Some(fit), -names.first, &**id)
        });
        let mut fitting: Vec<(Option<Fit>, i32, &str)> = by_id.chain(named).collect();
        if fitting.len() > most {
            fitting.select_nth_unstable(most);
            fitting.truncate(most);
        }
        fitting.sort_unstable();
        fitting.into_iter().map(|(_, _, id)| id).collect()
    }
}

impl Reading {
    /// Reads names that were written; `None` if they were not.
    pub(super) fn take(&mut self, part: &[u8]) -> Option<()> {
        let mut unread = Unread::new(part);
        while !unread.is_empty() {
            let (id, first, title) = (unread.text()?.into(), unread.i32()?, unread.text()?.into());
            let aliases = (0..unread.u16()?).map(|_| unread.text().map(Box::from)).collect::<Option<_>>()?;
            self.0.push((id, Names::new(first, title, aliases)));
        }
        Some(())
    }

    /// All that were read. Made at once, the tree has no room left over, as it would have if they came one by one.
    pub(super) fn finish(self) -> Catalogue {
        Catalogue { names: self.0.into_iter().collect(), redirects: HashMap::new() }
    }
}

impl Names {
    fn new(first: i32, title: Box<str>, aliases: Box<[Box<str>]>) -> Self {
        let beginnings = Beginnings::of(std::iter::once(&title).chain(&aliases).map(|name| &**name));
        Self { first, title, aliases, beginnings }
    }

    fn fit(&self, folded: &str, words: &[&str]) -> Option<Fit> {
        let all = || std::iter::once(&self.title).chain(&self.aliases);
        if *self.title == *folded {
            Some(Fit::Exact)
        } else if self.aliases.iter().any(|alias| **alias == *folded) {
            Some(Fit::Alias)
        } else if all().any(|name| name.starts_with(folded)) {
            Some(Fit::Beginning)
        } else if all().any(|name| name.match_indices(folded).any(|(at, _)| name[..at].ends_with(' '))) {
            Some(Fit::WordBeginning)
        } else if words.iter().all(|word| all().any(|name| name.split(' ').any(|part| part.starts_with(word)))) {
            Some(Fit::AllWords)
        } else {
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::register::starter_incidents;

    #[test]
    fn no_name_that_fits_is_passed_over() {
        let catalogue = Catalogue::new(&starter_incidents());
        for typed in ["a", "ira", "sev rel", "of", "the é", "cut  ties", "in i", "libyan embassy siege", "-"] {
            let folded = text::fold(typed);
            let words: Vec<&str> = folded.split_whitespace().collect();
            let fits = |names: &Names, id: &str| id.starts_with(typed) || names.fit(&folded, &words).is_some();
            let all = catalogue.names.iter().filter(|(id, names)| fits(names, id)).count();
            let mut found = catalogue.complete(typed, usize::MAX);
            let first = catalogue.complete(typed, 5);
            assert_eq!((found.len(), &found[..first.len()]), (all, &first[..]), "{typed}");
            found.sort_unstable();
            found.dedup();
            assert_eq!(found.len(), all, "{typed}: one is suggested twice");
        }
    }

    #[test]
    fn names_are_completed_exact_alias_beginning_inside() {
        let catalogue = Catalogue::new(&starter_incidents());
        for (typed, id) in [
            ("albania-iran-2022-relations-severed", "albania-iran-2022-relations-severed"),
            ("albania severs", "albania-iran-2022-relations-severed"),
            ("iran albania", "albania-iran-2022-relations-severed"),
        ] {
            assert!(catalogue.complete(typed, 5).contains(&id), "{typed}: {:?}", catalogue.complete(typed, 5));
        }
        assert_eq!(catalogue.exact("albania-iran-2022-relations-severed"), Some("albania-iran-2022-relations-severed"));
        assert_eq!(catalogue.exact("albania"), None);
        assert_eq!(catalogue.complete("", 25).len(), 25);
        assert!(catalogue.complete("no such thing at all", 5).is_empty());
    }
}
