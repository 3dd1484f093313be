//! Whether an event is the news of its article, and what the sentences of the event leave open: sides and day.

use super::choose::{self, Told};
use super::compose::Whole;
use super::days::{self, Serial, When};
use super::events::{Event, Standing};
use super::sentences::{Part, Sentence};
use crate::incident::{Date, Kind, Party};

/// The news stands among so many sentences from the beginning, unless a day tells that it is new.
const OPENING: usize = 12;

/// The same for acts that are told beside the news more often than as the news.
const SOFT_OPENING: usize = 5;

/// An act of so many days before the report is new.
const NEW_DAYS: Serial = 30;

/// Another event counts as a candidate from this score.
pub(super) const LEAST_SCORE: f32 = 0.8;

impl Whole<'_> {
    /// Told near the beginning, as something that has happened now.
    pub(super) fn is_news(&self, told: &Told) -> bool {
        // These wordings tell something else more often than the news.
        let soft = choose::firmness(told.kind) < 0.8
            || matches!(
                told.kind,
                Kind::EmbassyOpened | Kind::EmbassyClosed | Kind::TalksSuspended | Kind::ApologyIssued | Kind::RecognitionGranted
            );
        let opening = if self.dismissed {
            2
        } else if soft && !self.is_live() {
            SOFT_OPENING
        } else if self.is_live() {
            usize::MAX
        } else {
            OPENING
        };
        let early = told.events.iter().filter_map(|number| self.events.get(*number)).any(|event| {
            let early = self.sentences.get(event.sentence).is_some_and(|sentence| sentence.order < OPENING);
            let new = event.standing == Standing::News
                && !self.dismissed
                && told.kind != Kind::VerbalDispute
                && (early || !soft)
                && event.when.zip(self.calendar.today).is_some_and(|(when, today)| (0..=NEW_DAYS).contains(&(today - when.last)));
            event.standing != Standing::Background
                && (new
                    || self.sentences.get(event.sentence).is_some_and(|sentence| sentence.part == Part::Title || sentence.order < opening))
        });
        // A headline that only threatens or denies: the news must be told as such right below it, with its day.
        let threatened = self.dismissed
            && !told.events.iter().filter_map(|number| self.events.get(*number)).any(|event| {
                let title = self.sentences.get(event.sentence).is_some_and(|sentence| sentence.part == Part::Title);
                event.standing == Standing::News && (title || event.when.is_some())
            });
        !threatened && told.standing != Standing::Background && early && told.score >= LEAST_SCORE
    }

    /// A live page has the newest entry first: its last is where the news begins.
    pub(super) fn turn_if_newest_first(&mut self) {
        let times: Vec<u32> = self.sentences.iter().filter_map(clock).collect();
        let falls = times.first().zip(times.last()).is_some_and(|(first, last)| first > last);
        if times.len() < 3 || !falls {
            return;
        }
        let most = self.sentences.iter().map(|sentence| sentence.order).max().unwrap_or_default();
        for sentence in self.sentences.iter_mut().filter(|sentence| sentence.part == Part::Body) {
            sentence.order = most - sentence.order;
        }
    }

    /// Whether paragraphs begin with clock times: the newest may stand first.
    pub(super) fn is_live(&self) -> bool {
        self.sentences.iter().filter_map(clock).count() >= 3
    }

    /// Whether a sentence that tells the act as news names a side; of a quarrel or another weak wording, both.
    pub(super) fn tells_sides(&self, main: &Told) -> bool {
        let own = main.events.iter().filter_map(|number| self.events.get(*number)).filter(|event| event.standing != Standing::Background);
        let weak = choose::firmness(main.kind) < 0.6;
        if weak && (main.sides.initiators.is_empty() || main.sides.targets.is_empty()) {
            return false;
        }
        own.into_iter().any(|event| !event.sides.initiators.is_empty() || !event.sides.targets.is_empty())
    }

    pub(super) fn why_none(&self, told: &[Told]) -> &'static str {
        if told.is_empty() {
            "it tells no act between states that has happened; what it may mention is only threatened, planned, asked for or denied"
        } else if told.iter().all(|one| one.standing == Standing::Background) {
            "it only looks back on what happened earlier"
        } else {
            "no act between states is its news"
        }
    }

    /// Fills sides that the sentences of the event leave open; tells what was filled in.
    pub(super) fn fill(&self, main: &mut Told) -> Vec<String> {
        let mut doubts = Vec::new();
        let name = |party: Party| self.vocabulary.names.name_of(party).to_owned();
        if main.sides.initiators.is_empty() && !may_lack_initiator(main.kind) {
            let found = self.home().into_iter().chain(self.frequent()).find(|party| !main.sides.targets.contains(party));
            if let Some(party) = found {
                doubts.push(format!("Who acts is not said with the act; {} is taken from the rest of the article.", name(party)));
            }
            main.sides.initiators.extend(found);
        } else if main.sides.inferred
            && let Some(party) = main.sides.initiators.first()
        {
            doubts.push(format!("Who acts is told by a pronoun or the sentence before; {} is assumed.", name(*party)));
        }
        // "Ukraine and Syria break off relations": of two who act, each acts towards the other.
        let of_two =
            main.kind.is_about_relations() || matches!(main.kind, Kind::TalksSuspended | Kind::TerritorialClash | Kind::BorderClosed);
        main.sides.mutual |= of_two && main.sides.targets.is_empty() && main.sides.initiators.len() == 2;
        if main.sides.targets.is_empty() && !main.sides.mutual {
            let beside = main.sides.others.iter().copied().filter(|party| !party.is_organisation());
            let found = beside.chain(self.frequent()).find(|party| !main.sides.initiators.contains(party));
            if let Some(party) = found {
                doubts.push(format!("Towards whom is not said with the act; {} is taken from the rest of the article.", name(party)));
            }
            main.sides.targets.extend(found);
        }
        if main.sides.mutual && main.sides.initiators.len() + main.sides.targets.len() > 1 {
            let mut both = main.sides.initiators.clone();
            both.extend(main.sides.targets.iter().filter(|party| !main.sides.initiators.contains(party)));
            if both.len() > 1 {
                main.sides.initiators.clone_from(&both);
                main.sides.targets = both;
            }
        }
        doubts
    }

    /// The party of the dateline.
    pub(super) fn home(&self) -> Option<Party> {
        if self.publisher.is_some() {
            return self.publisher;
        }
        let lines = self.sentences.iter().filter(|sentence| sentence.part == Part::Dateline);
        lines.flat_map(|sentence| &sentence.mentions).find_map(|mention| mention.parties.first()).copied()
    }

    /// The parties of headline and opening, the most named first.
    pub(super) fn frequent(&self) -> Vec<Party> {
        let mut counted: Vec<(Party, usize)> = Vec::new();
        let opening = self
            .sentences
            .iter()
            .filter(|sentence| sentence.part == Part::Title || sentence.part == Part::Body && sentence.order < OPENING);
        for party in opening.flat_map(|sentence| &sentence.mentions).flat_map(|mention| &mention.parties) {
            match counted.iter_mut().find(|(known, _)| known == party) {
                Some((_, count)) => *count += 1,
                None => counted.push((*party, 1)),
            }
        }
        counted.sort_by_key(|(party, count)| (party.is_organisation(), std::cmp::Reverse(*count)));
        counted.into_iter().map(|(party, _)| party).collect()
    }

    /// When the event was: told with it, told around it, or else the day of the report.
    pub(super) fn date(&self, main: &Told) -> (Option<Date>, Option<String>) {
        let past = |when: &When| self.calendar.today.is_none_or(|today| when.first <= today);
        let of = |event: &Event| event.when.filter(|when| past(when));
        let told: Vec<When> = main
            .events
            .iter()
            .filter_map(|number| self.events.get(*number))
            .filter(|event| event.standing != Standing::Background)
            .filter_map(of)
            .collect();
        if let Some(date) = told.iter().find(|when| when.first == when.last).and_then(|when| when.date()) {
            return (Some(date), None);
        }
        let near = |when: &When| {
            !when.of_next && when.first == when.last && self.calendar.today.is_none_or(|today| (0..=7).contains(&(today - when.last)))
        };
        let body = |at: &usize| self.sentences.get(*at).is_some_and(|sentence| sentence.part == Part::Body);
        let first = main.events.iter().filter_map(|number| self.events.get(*number)).map(|event| event.sentence).find(body);
        let told_in = |at: usize| {
            self.sentences.get(at).filter(|_| body(&at)).into_iter().flat_map(|sentence| days::find(sentence, self.calendar)).find(near)
        };
        let beside =
            first.and_then(|first| [first + 1, first.saturating_sub(1)].into_iter().filter_map(told_in).max_by_key(|when| when.last));
        let opening = self.sentences.iter().filter(|sentence| sentence.part == Part::Body && sentence.order < 3);
        let around = beside
            .or_else(|| first.and_then(|first| told_in(first + 2)))
            .or_else(|| opening.flat_map(|sentence| days::find(sentence, self.calendar)).find(near));
        if let Some(date) = around.and_then(When::date) {
            return (Some(date), Some("The day is told near the act, not with it.".to_owned()));
        }
        if let Some(date) = told.first().and_then(|when| when.date()) {
            return (Some(date), None);
        }
        let date = self.calendar.today.and_then(days::date_of);
        let doubt = date.as_ref().map(|date| format!("The article does not say when; the day of the report, {}, is taken.", date.plain()));
        (date, doubt)
    }
}

/// The clock time that a line begins with, in minutes or as written: "21.10", "14:32 GMT", "9.41am".
fn clock(sentence: &Sentence) -> Option<u32> {
    let digits: String = sentence.word(0).chars().take_while(char::is_ascii_digit).collect();
    let rest = sentence.word(0).get(digits.len()..)?;
    let number = digits.parse::<u32>().ok()?;
    let minutes = sentence.word(1).parse::<u32>().ok().filter(|minutes| *minutes < 60 && sentence.word(1).len() == 2);
    match (digits.len(), rest, minutes) {
        (3 | 4, "" | "h" | "am" | "pm", _) => Some(number),
        (1 | 2, "", Some(minutes)) => Some(number * 100 + minutes),
        (1 | 2, "am" | "pm" | "h", _) => Some(number * 100),
        _ => None,
    }
}

/// Attackers need not be a state.
pub(super) const fn may_lack_initiator(kind: Kind) -> bool {
    matches!(kind, Kind::EmbassyAttacked | Kind::HostageCrisis | Kind::AssassinationCase)
}
