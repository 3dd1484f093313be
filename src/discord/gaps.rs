//! Notes the questions that the register could not answer, for the moderators to fill: by how they were read, in the words
//! of whoever asked first, without who asked. Many are filed at once, and nobody who asks waits for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use serenity::model::id::GuildId;
use tokio::sync::mpsc;

use super::bot::{Bot, Exchange};
use super::escape::without_tags;
use super::limits::cut;
use crate::answer::{Answer, Outcome, Reason};
use crate::register::Turn;
use crate::store::Gap;

/// Gaps filed together, and waiting at most.
const TOGETHER: usize = 256;
/// Gaps kept of a guild, and of all direct messages.
pub(super) const MOST: u32 = 500;
/// Characters kept of a question.
const LONGEST: usize = 300;
/// Bytes of a reading; it is a key, and nobody's questions shall make it long.
const LONGEST_READING: usize = 400;
/// So many digits in a row are an id of Discord's, not a year or a count.
const ID: usize = 15;

/// Where gaps are handed in.
pub(super) struct Gaps(mpsc::Sender<Gap>);

/// What was handed in and is not filed yet.
pub(super) struct Unfiled(mpsc::Receiver<Gap>);

/// Nothing handed in yet.
pub(super) fn gaps() -> (Gaps, Unfiled) {
    let (sender, receiver) = mpsc::channel(TOGETHER);
    (Gaps(sender), Unfiled(receiver))
}

impl Unfiled {
    /// Files what is handed in, for as long as anything can be.
    pub(super) async fn file(mut self, bot: Arc<Bot>) {
        let mut waiting: Vec<Gap> = Vec::with_capacity(TOGETHER);
        while self.0.recv_many(&mut waiting, TOGETHER).await > 0 {
            // Those that are filed as one are asked again, too.
            let asked = waiting.len();
            let gaps = merged(waiting.drain(..));
            match bot.store.file_gaps(&gaps, MOST).await {
                Ok(new) => bot.metrics.gaps(new, asked.saturating_sub(new)),
                Err(error) => tracing::warn!(error = &error as &dyn std::error::Error, count = gaps.len(), "gaps are lost"),
            }
        }
    }
}

/// Those that are read alike as one.
fn merged(gaps: impl Iterator<Item = Gap>) -> Vec<Gap> {
    let mut all: BTreeMap<(String, String), Gap> = BTreeMap::new();
    for gap in gaps {
        match all.get_mut(&(gap.guild.clone(), gap.reading.clone())) {
            Some(known) => {
                known.times += gap.times;
                known.last = gap.last;
            }
            None => drop(all.insert((gap.guild.clone(), gap.reading.clone()), gap)),
        }
    }
    all.into_values().collect()
}

impl Bot {
    /// Notes a question without an answer; not one that was asked privately, and none that no register could answer.
    pub(super) fn note_gap(&self, guild: Option<GuildId>, answer: &Answer, turn: &Turn) {
        let Some(gap) = self.gap(guild, answer, turn) else { return };
        // So many in one moment are no questions of people's.
        if self.gaps.0.try_send(gap).is_err() {
            self.metrics.given_up("gap");
        }
    }

    /// The gap that a question without an answer shows.
    pub(super) fn gap(&self, guild: Option<GuildId>, answer: &Answer, turn: &Turn) -> Option<Gap> {
        let Some(reason @ (Reason::NoRecord | Reason::NoClaim)) = answer.reason else { return None };
        let incident = answer.incidents.first().map(|named| named.id.clone()).unwrap_or_default();
        let reading = format!("{} {incident} · {}", reason.name(), turn.question.reading());
        let time = (self.clock.now)();
        Some(Gap {
            guild: guild.map(|guild| guild.to_string()).unwrap_or_default(),
            reading: reading.get(..reading.floor_char_boundary(LONGEST_READING)).unwrap_or_default().to_owned(),
            reason: reason.name().to_owned(),
            incident,
            question: cut(&without_ids(&turn.question.text), LONGEST),
            times: 1,
            first: time.clone(),
            last: time,
        })
    }

    /// The answer to a question that was a gap, if the register has one by now. A question that is read otherwise without the
    /// conversation that it was asked in is none that can be asked again.
    pub(super) fn filled(&self, guild: &str, question: &str, reading: &str) -> Option<Answer> {
        let guild = guild.parse::<u64>().ok().filter(|id| (1..u64::MAX).contains(id)).map(GuildId::new);
        let (answer, turn) = self.ask(guild, &Exchange { text: question.to_owned(), previous: None });
        let (_, read) = reading.split_once(" · ")?;
        let same = turn.question.reading();
        let same = same == read || reading.len() + 4 > LONGEST_READING && same.starts_with(read);
        Some(answer).filter(|answer| same && matches!(answer.outcome, Outcome::Answered | Outcome::Several))
    }
}

/// The text without what names somebody on Discord by a number.
fn without_ids(text: &str) -> String {
    let is_id = |word: &str| word.chars().filter(char::is_ascii_digit).count() >= ID;
    without_tags(text).split(' ').filter(|word| !is_id(word)).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_names_somebody_on_discord_is_left_out() {
        assert_eq!(without_ids("ask 123456789012345678 or <@1> in 2022, 40 of them"), "ask or in 2022, 40 of them");
    }

    #[test]
    fn what_is_read_alike_is_filed_once() {
        let gap = |guild: &str, reading: &str, time: &str| Gap {
            guild: guild.to_owned(),
            reading: reading.to_owned(),
            reason: "no-record".to_owned(),
            incident: String::new(),
            question: time.to_owned(),
            times: 1,
            first: time.to_owned(),
            last: time.to_owned(),
        };
        let all = merged([gap("1", "a", "1"), gap("2", "a", "2"), gap("1", "a", "3"), gap("1", "b", "4")].into_iter());
        assert_eq!(all.len(), 3);
        assert_eq!(all[0], Gap { times: 2, last: "3".to_owned(), ..gap("1", "a", "1") });
    }
}
