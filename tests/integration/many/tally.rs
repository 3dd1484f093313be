//! Counts what drivers printed, and holds it against what is in the database.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use aide_memoire::store::Store;

use super::{Line, driver};

/// A change is seen everywhere within this, in microseconds, outside restarts of the server.
const SEEN: u64 = 1_000_000;
/// So long after the server is back processes may take to notice, in microseconds: the longest pause of a follower.
const RECOVERY: u64 = 6_000_000;

/// A process: its slot, and how many ran there before it.
type Process = (usize, usize);

/// A change that was acknowledged: between which times, and by what name.
struct Changed {
    begun: u64,
    acknowledged: u64,
    token: String,
}

/// What was told so far.
#[derive(Default)]
pub(super) struct Tally {
    pub(super) kills: usize,
    restarts: Vec<(u64, u64)>,
    up: HashMap<Process, u64>,
    rests: Vec<Process>,
    told: BTreeMap<usize, String>,
    changed: BTreeMap<i64, Changed>,
    /// Which revisions a process saw when: from (without), to (with), time.
    saw: HashMap<Process, Vec<(i64, i64, u64)>>,
    refused: HashMap<String, usize>,
    asked: u64,
    filed: Vec<String>,
    /// Who began a job when, and when that one ended, if ever.
    begun: HashMap<String, Vec<(Process, u64, Option<u64>)>>,
    done: HashMap<String, usize>,
    overtaken: usize,
    unsure: usize,
}

impl Tally {
    pub(super) fn up(&self) -> usize {
        self.up.len()
    }

    pub(super) fn resting(&self) -> usize {
        self.rests.len()
    }

    /// What each process had in memory in the end.
    pub(super) fn told(&self) -> Vec<String> {
        self.told.values().cloned().collect()
    }

    /// Something happens to the server.
    pub(super) fn disturbed(&mut self, happens: impl FnOnce()) {
        let begun = driver::now();
        happens();
        self.restarts.push((begun, driver::now() + RECOVERY));
    }

    /// Takes in a line.
    pub(super) fn take(&mut self, (slot, life, line): Line) {
        let (process, Some(line)) = ((slot, life), line) else { return };
        // The harness of the tests prints before the driver's first line.
        let line = line.find("up ").filter(|_| line.starts_with("test ")).map_or(line.as_str(), |at| &line[at..]);
        let words: Vec<&str> = line.splitn(5, ' ').collect();
        let number = |position: usize| words[position].parse::<u64>().unwrap();
        let revision = |position: usize| words[position].parse::<i64>().unwrap();
        match words[0] {
            "up" => drop(self.up.insert(process, number(1))),
            "rests" => self.rests.push(process),
            "told" => drop(self.told.insert(slot, line.strip_prefix("told ").unwrap().to_owned())),
            "saw" => self.saw.entry(process).or_default().push((revision(1), revision(2), number(3))),
            "changed" => {
                let changed = Changed { begun: number(2), acknowledged: number(3), token: words[4].to_owned() };
                assert!(self.changed.insert(revision(1), changed).is_none(), "a revision was given twice: {line}");
            }
            "refused" => *self.refused.entry(line.strip_prefix("refused ").unwrap().to_owned()).or_default() += 1,
            "asked" => self.asked += number(1),
            "filed" => self.filed.push(words[1].to_owned()),
            "begun" => self.begun.entry(words[1].to_owned()).or_default().push((process, number(2), None)),
            "ended" => {
                let all = self.begun.get_mut(words[1]).unwrap();
                all.iter_mut().rfind(|(who, ..)| *who == process).unwrap().2 = Some(number(2));
            }
            "done" => *self.done.entry(words[1].to_owned()).or_default() += 1,
            "overtaken" => self.overtaken += 1,
            "unsure" => self.unsure += 1,
            _ => {}
        }
    }

    /// Holds against the database what was acknowledged.
    pub(super) async fn check(&self, store: &Store) {
        let mut reasons = HashMap::new();
        let (mut after, mut last) = (0, 0);
        loop {
            let revisions = store.revisions_since(after).await.unwrap();
            let Some(end) = revisions.last().map(|revision| revision.sequence) else { break };
            after = end;
            for revision in revisions {
                assert_eq!(revision.sequence, last + 1, "no gaps");
                last = revision.sequence;
                reasons.insert(revision.sequence, revision.reason);
            }
        }
        let lost: Vec<_> = self.changed.iter().filter(|(sequence, changed)| reasons.get(sequence) != Some(&changed.token)).collect();
        assert!(lost.is_empty(), "acknowledged and lost: {:?}", lost.iter().map(|(sequence, _)| sequence).collect::<Vec<_>>());
        let twice: Vec<_> = self.done.iter().filter(|(_, times)| **times > 1).collect();
        assert!(twice.is_empty(), "done twice: {twice:?}");
        assert_eq!(self.together(), Vec::<String>::new(), "done by two at the same time");
        for process in self.saw.values() {
            let unbroken = process.windows(2).all(|two| two[0].1 == two[1].0);
            assert!(unbroken, "a process saw changes out of their order, or left one out");
        }
        for item in &self.filed {
            assert!(store.review(item).await.unwrap().is_some(), "filed and lost: {item}");
        }
    }

    /// Holds how soon changes were seen against what is wanted.
    pub(super) fn check_seen(&self) {
        let (calm, all) = self.seen_after();
        assert!(calm.len() > all.len() / 4, "{} of {} changes outside restarts", calm.len(), all.len());
        assert!(share(&calm, 99) <= SEEN, "seen after {} µs at the 99th percentile", share(&calm, 99));
    }

    /// Jobs that two processes did at the same time.
    fn together(&self) -> Vec<String> {
        let overlap = |all: &Vec<(Process, u64, Option<u64>)>| {
            let pairs = all.iter().enumerate().flat_map(|(at, first)| all[at + 1..].iter().map(move |second| (first, second)));
            pairs.into_iter().any(|(one, two)| {
                let (first, second) = if one.1 <= two.1 { (one, two) } else { (two, one) };
                first.2.is_some_and(|ended| ended > second.1)
            })
        };
        self.begun.iter().filter(|(_, all)| overlap(all)).map(|(item, _)| item.clone()).collect()
    }

    /// How long after their begin changes were seen by other processes, outside restarts of the server and of that process, and all of them; sorted.
    fn seen_after(&self) -> (Vec<u64>, Vec<u64>) {
        let (mut calm, mut all) = (Vec::new(), Vec::new());
        for (process, spans) in &self.saw {
            let up = self.up.get(process).copied().unwrap_or(u64::MAX);
            for (from, to, time) in spans {
                for (_, changed) in self.changed.range(from + 1..=*to) {
                    all.push(time.saturating_sub(changed.begun));
                    // What was changed while a process started is what it starts with, and how long that takes is another matter.
                    let is_calm = self.restarts.iter().all(|(begun, over)| *time < *begun || changed.begun > *over);
                    if is_calm && changed.begun > up {
                        calm.push(time.saturating_sub(changed.begun));
                    }
                }
            }
        }
        calm.sort_unstable();
        all.sort_unstable();
        (calm, all)
    }

    pub(super) fn figures(&self, length: Duration) -> String {
        let (calm, all) = self.seen_after();
        let mut writing: Vec<u64> = self.changed.values().map(|changed| changed.acknowledged - changed.begun).collect();
        writing.sort_unstable();
        let seconds = length.as_secs_f64();
        let milliseconds = |sorted: &[u64]| {
            let [half, most, last] = [50, 99, 100].map(|percent| share(sorted, percent) as f64 / 1_000.0);
            format!("median {half:.1} ms, 99th percentile {most:.1} ms, longest {last:.1} ms")
        };
        let again = self.begun.values().filter(|all| all.len() > 1).count();
        let mut refused: Vec<String> = self.refused.iter().map(|(sentence, times)| format!("{times} × \"{sentence}\"")).collect();
        refused.sort();
        format!(
            "three processes for {seconds:.0} s, {} of them killed, PostgreSQL restarted {} times\n\
             {} changes acknowledged ({:.1}/s), none lost; a write: {}\n\
             {} questions answered ({:.1}/s)\n\
             a change seen by a process, from its begin, outside restarts of either ({} sights): {}\n\
             with restarts ({} sights): {}\n\
             {} jobs filed, {} done and acknowledged, none twice, none lost; {again} begun again by another, {} overtaken, {} unsure\n\
             refused: {}",
            self.kills,
            self.restarts.len(),
            self.changed.len(),
            self.changed.len() as f64 / seconds,
            milliseconds(&writing),
            self.asked,
            self.asked as f64 / seconds,
            calm.len(),
            milliseconds(&calm),
            all.len(),
            milliseconds(&all),
            self.filed.len(),
            self.done.len(),
            self.overtaken,
            self.unsure,
            refused.join(", "),
        )
    }
}

/// What so many percent are at most.
fn share(sorted: &[u64], percent: usize) -> u64 {
    sorted.get((sorted.len() * percent / 100).min(sorted.len().saturating_sub(1))).copied().unwrap_or_default()
}
