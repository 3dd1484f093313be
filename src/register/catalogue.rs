//! The names by which people call incidents: ids, titles, aliases. Completes what somebody has typed so far:
//! exact before alias before beginning before anything inside.

use std::collections::{BTreeMap, HashMap};

use crate::incident::Incident;
use crate::text;

/// The names of the incidents of a register.
#[derive(Debug, Clone, Default)]
pub struct Catalogue {
    names: BTreeMap<String, Names>,
    /// Ids that lead to other incidents.
    redirects: HashMap<String, String>,
}

/// Folded names of one incident.
#[derive(Debug, Clone)]
struct Names {
    /// What it is also told by: a newer one is suggested first.
    first: i32,
    title: String,
    aliases: Vec<String>,
}

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
        let aliases = incident.aliases.iter().map(|alias| text::fold(alias)).collect();
        let names = Names { first: incident.date.first(), title: text::fold(&incident.title), aliases };
        self.names.insert(incident.id.clone(), names);
    }

    /// Takes the names of one incident out.
    pub fn remove(&mut self, id: &str) {
        self.names.remove(id);
    }

    /// Lets ids of incidents that were merged into others lead to those; all such ids.
    pub fn redirect(&mut self, ids: HashMap<String, String>) {
        self.redirects = ids;
    }

    /// The incident that is called exactly so, by id, title or alias; by an old id, the one that took it in.
    pub fn exact(&self, typed: &str) -> Option<&str> {
        let typed = typed.trim();
        let known = |id: &str| self.names.get_key_value(id).map(|(id, _)| id.as_str());
        if let Some(id) = known(typed).or_else(|| known(self.redirects.get(typed)?)) {
            return Some(id);
        }
        let folded = text::fold(typed);
        let mut called = self.names.iter().filter(|(_, names)| names.title == folded || names.aliases.contains(&folded));
        let (id, _) = called.next()?;
        // A name of two incidents means neither.
        called.next().is_none().then_some(id)
    }

    /// The ids of the incidents that fit what was typed, best first; the newest ones if nothing was.
    pub fn complete(&self, typed: &str, most: usize) -> Vec<&str> {
        let (raw, folded) = (typed.trim().to_lowercase(), text::fold(typed.trim()));
        let words: Vec<&str> = folded.split_whitespace().collect();
        let mut fitting: Vec<(Option<Fit>, i32, &str)> = self
            .names
            .iter()
            .filter_map(|(id, names)| {
                let fit = if folded.is_empty() {
                    None
                } else {
                    Some(if id.starts_with(&raw) {
                        if *id == raw { Fit::Exact } else { Fit::Beginning }
                    } else {
                        names.fit(&folded, &words)?
                    })
                };
                Some((fit, -names.first, id.as_str()))
            })
            .collect();
        fitting.sort_unstable();
        fitting.into_iter().take(most).map(|(_, _, id)| id).collect()
    }
}

impl Names {
    fn fit(&self, folded: &str, words: &[&str]) -> Option<Fit> {
        let all = || std::iter::once(&self.title).chain(&self.aliases);
        if self.title == folded {
            Some(Fit::Exact)
        } else if self.aliases.iter().any(|alias| alias == folded) {
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
