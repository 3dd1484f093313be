//! What is wrong between records: ids given twice, links that lead nowhere, chains that bite their tail.

use std::collections::{HashMap, HashSet};

use super::Fault;
use crate::incident::{How, Incident, Related};

/// Ids of a cycle that a message repeats.
const SHOWN: usize = 8;

/// Everything that is wrong between the records of one file, each fault with the line of its record.
///
/// `known` gives the links of a record that is already on file, `None` where there is none with that id; a record of the
/// set replaces the one on file. Cycles are looked for in response-to, follows and part-of, each by itself: the starter
/// register has an answer (response-to) whose cause "follows" it in a looser sense, and a part may follow another part.
pub fn check_all<'a>(records: &'a [(usize, Incident)], known: impl Fn(&str) -> Option<&'a [Related]>) -> Vec<(usize, Fault)> {
    let mut faults = Vec::new();
    let mut own: HashMap<&str, (usize, &Incident)> = HashMap::with_capacity(records.len());
    for (line, incident) in records {
        if let Some((first, _)) = own.get(incident.id.as_str()) {
            faults
                .push((*line, Fault { field: "id".to_owned(), message: format!("\"{}\" is already the id of line {first}", incident.id) }));
        } else {
            own.insert(&incident.id, (*line, incident));
        }
    }
    let links = |id: &str| own.get(id).map(|(_, incident)| incident.related.as_slice()).or_else(|| known(id));
    for (line, incident) in records {
        for (position, related) in incident.related.iter().enumerate() {
            if links(&related.id).is_none() {
                let message = format!("there is no record \"{}\"", related.id);
                faults.push((*line, Fault { field: format!("related[{position}].id"), message }));
            }
        }
    }
    for (sense, how) in [("answers itself", How::ResponseTo), ("follows itself", How::Follows), ("is part of itself", How::PartOf)] {
        for cycle in cycles(records, &links, how) {
            let line = cycle.first().and_then(|id| own.get(id)).map_or(0, |(line, _)| *line);
            faults.push((line, Fault { field: "related".to_owned(), message: format!("the record {sense}: {}", chain(&cycle)) }));
        }
    }
    faults.sort_by_key(|(line, _)| *line);
    faults
}

/// The cycles that records of the set lie on, each once and beginning with a record of the set.
fn cycles<'a>(records: &'a [(usize, Incident)], links: &impl Fn(&str) -> Option<&'a [Related]>, how: How) -> Vec<Vec<&'a str>> {
    let mut found = Vec::new();
    let mut done: HashSet<&str> = HashSet::new();
    for (_, incident) in records {
        // Depth first with an own stack: chains may be as long as the register. A step is an id and its next link.
        let mut path: Vec<(&str, usize)> = vec![(&incident.id, 0)];
        let mut on_path: HashSet<&str> = HashSet::from([incident.id.as_str()]);
        while let Some((id, next)) = path.last_mut() {
            if done.contains(id) {
                on_path.remove(id);
                path.pop();
                continue;
            }
            let Some(related) = links(id).and_then(|related| related.get(*next)) else {
                done.insert(id);
                continue;
            };
            *next += 1;
            if related.how != how || done.contains(related.id.as_str()) {
                continue;
            }
            if on_path.insert(&related.id) {
                path.push((&related.id, 0));
            } else {
                found.push(path.iter().map(|(id, _)| *id).skip_while(|id| *id != related.id).collect());
            }
        }
    }
    let own: HashSet<&str> = records.iter().map(|(_, incident)| incident.id.as_str()).collect();
    found.into_iter().filter_map(|cycle| begin_with_own(cycle, &own)).collect()
}

/// The cycle turned so that it begins with a record of the set; `None` if it has none and so is no fault of the set.
fn begin_with_own<'a>(mut cycle: Vec<&'a str>, own: &HashSet<&str>) -> Option<Vec<&'a str>> {
    let first = cycle.iter().position(|id| own.contains(id))?;
    cycle.rotate_left(first);
    Some(cycle)
}

fn chain(cycle: &[&str]) -> String {
    let mut ids: Vec<&str> = cycle.iter().copied().take(SHOWN).collect();
    if cycle.len() > SHOWN {
        ids.push("…");
    }
    ids.extend(cycle.first());
    ids.join(" → ")
}
