//! Whether an event is the news of its article, and what the sentences of the event leave open: sides and day.

use super::choose::{self, Told};
use super::claims::is_of_decision;
use super::compose::Whole;
use super::days::{self, Serial, When};
use super::events::{Event, Standing, different};
use super::sentences::{Part, Sentence};
use super::sides::{is_bloc, is_collective};
use super::subjects::preposition;
use super::wordings::Cue;
use crate::incident::{Date, Kind, Party};
use crate::vocabulary::Found;

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
        let by_the_way = self.dismissed || self.subject.is_some();
        let opening = if self.subject == Some(Cue::Ceremony) {
            1
        } else if by_the_way {
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
                && !by_the_way
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
                event.standing == Standing::News && (title || event.when.is_some() && !self.is_day_beside(event))
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
        let body: Vec<usize> =
            (0..self.sentences.len()).filter(|at| self.sentences.get(*at).is_some_and(|sentence| sentence.part == Part::Body)).collect();
        let begins = |at: &usize| self.sentences.get(*at).is_some_and(|sentence| clock(sentence).is_some());
        let entries: Vec<Vec<usize>> = body.chunk_by(|_, next| !begins(next)).map(<[usize]>::to_vec).collect();
        for (order, at) in entries.into_iter().rev().flatten().enumerate() {
            if let Some(sentence) = self.sentences.get_mut(at) {
                sentence.order = order;
            }
        }
    }

    /// Whether paragraphs begin with clock times: the newest may stand first.
    pub(super) fn is_live(&self) -> bool {
        self.sentences.iter().filter_map(clock).count() >= 3
    }

    /// Whether a sentence that tells the act as news names a side; of a quarrel or another weak wording, both.
    pub(super) fn tells_sides(&self, main: &Told) -> bool {
        let own = main.events.iter().filter_map(|number| self.events.get(*number)).filter(|event| event.standing != Standing::Background);
        // Thieves and smugglers from abroad are no matter between states unless somebody speaks for theirs.
        let wordings = self.calendar.wordings;
        let petty = matches!(main.kind, Kind::DetentionCase | Kind::VesselSeized)
            && different(self.opening(), wordings, Cue::Crime) >= 1
            && different(&self.sentences, wordings, Cue::Diplomacy) == 0;
        if petty {
            return false;
        }
        // Of a crime it is news of two states only if both are told with it.
        let weak = choose::firmness(main.kind) < 0.6 || self.subject == Some(Cue::Crime) && main.kind == Kind::DetentionCase;
        if weak && (main.sides.initiators.is_empty() || main.sides.targets.is_empty()) {
            return false;
        }
        own.into_iter().any(|event| !event.sides.initiators.is_empty() || !event.sides.targets.is_empty())
    }

    /// Headline and first sentences.
    fn opening(&self) -> &[Sentence] {
        let end = self.sentences.iter().position(|sentence| sentence.part == Part::Body && sentence.order > 2);
        end.and_then(|end| self.sentences.get(..end)).unwrap_or(&self.sentences)
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
            let found = self
                .bloc(main)
                .into_iter()
                .chain(self.home())
                .chain(self.place(main.kind))
                .chain(self.frequent())
                .find(|party| !main.sides.targets.contains(party));
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
        let of_two = main.kind.is_about_relations()
            || matches!(main.kind, Kind::EmbassyOpened | Kind::TalksSuspended | Kind::TerritorialClash | Kind::BorderClosed);
        main.sides.mutual |= of_two && main.sides.targets.is_empty() && main.sides.initiators.len() == 2;
        if main.sides.targets.is_empty() && !main.sides.mutual {
            let beside = main.sides.others.iter().copied().filter(|party| !party.is_organisation());
            let fits = |party: &Party| !main.sides.initiators.contains(party) && (!may_lack_target(main.kind) || self.is_weighty(*party));
            let found = beside.chain(self.frequent()).find(fits);
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

    /// "The 27 agreed", "the bloc suspended": the organisation that the article names.
    fn bloc(&self, main: &Told) -> Option<Party> {
        let event = main.events.first().and_then(|number| self.events.get(*number))?;
        let sentence = self.sentences.get(event.sentence)?;
        let wordings = self.calendar.wordings;
        let collective = is_collective(sentence, event.start, wordings)
            || main.kind == Kind::MembershipSuspended && is_bloc(sentence, event.start, wordings);
        let named = self.sentences.iter().flat_map(|sentence| &sentence.mentions).flat_map(|mention| &mention.parties);
        named.copied().find(|party| party.is_organisation()).filter(|_| collective)
    }

    /// Where somebody was arrested, told by a name behind "in".
    fn place(&self, kind: Kind) -> Vec<Party> {
        let held = matches!(kind, Kind::DetentionCase | Kind::EspionageCase);
        let inside = |sentence: &Sentence| {
            let place = sentence.mentions.iter().find(|mention| preposition(sentence, mention) == "in")?;
            place.parties.first().copied()
        };
        self.sentences.iter().filter(|_| held).filter_map(inside).collect()
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

    /// The day of another new act of the same sides: of a spying case for an arrest.
    fn day_of_sides(&self, main: &Told) -> Option<When> {
        let new = |when: &When| {
            when.first == when.last && !when.of_next && self.calendar.today.is_some_and(|today| (0..=7).contains(&(today - when.last)))
        };
        let same = |event: &&Event| {
            event.standing == Standing::News && event.sides.initiators == main.sides.initiators && event.sides.targets == main.sides.targets
        };
        self.events.iter().filter(same).filter_map(|event| event.when).find(new)
    }

    /// "…, the ministry said on Thursday", "lorries queued yesterday after …", "… and was towing it on Tuesday".
    fn is_day_beside(&self, event: &Event) -> bool {
        let Some((sentence, when)) = self.sentences.get(event.sentence).zip(event.when) else { return false };
        let of_main = (when.end..event.start).any(|at| matches!(sentence.word(at), "after" | "when" | "once"));
        let goes_on = (event.start + 1..when.start).any(|at| {
            let is = matches!(sentence.word(at + 1), "was" | "were" | "is" | "are");
            sentence.word(at) == "and" && is && sentence.word(at + 2).ends_with("ing")
        });
        let brought = ["escort", "tow", "haul", "brought", "bring", "taken"];
        let under_way = event.kind == Kind::VesselSeized && brought.iter().any(|stem| sentence.word(event.verb).starts_with(stem));
        says_on(sentence, &when) || of_main || goes_on || under_way
    }

    /// The day of the meeting in which an ambassador heard it, or on which the police came, if the sentences behind tell an
    /// earlier day than the one on which somebody says so.
    fn day_of_meeting(&self, main: &Told, event: &Event) -> Option<When> {
        let said = event.when.map(|when| when.first).or(self.calendar.today)?;
        let wordings = self.calendar.wordings;
        let fits = |sentence: &&Sentence| match main.kind {
            Kind::AmbassadorSummoned | Kind::ProtestNote => {
                (0..sentence.tokens.len()).any(|at| wordings.is_listed("anyenvoy", &sentence.tokens, at))
            }
            Kind::DetentionCase | Kind::EspionageCase => {
                let plain = |cue: &Found<Cue>| !sentence.quoted.get(cue.start).copied().unwrap_or(false);
                tells(sentence, &["arrest", "detain", "pick", "seiz"])
                    || wordings.cues(&sentence.tokens).iter().any(|cue| cue.meaning == Cue::Force && plain(cue))
            }
            Kind::VesselSeized => tells(sentence, &["board", "seiz", "intercept", "stop", "captur", "chase", "caught"]),
            Kind::BorderClosed => tells(sentence, &["gate", "barrier", "border", "crossing", "bridge", "clos", "shut", "frontier"]),
            _ => false,
        };
        let behind = self.sentences.get(event.sentence + 1..)?.iter().take(2);
        // A scene may tell before it how the bridge was barred.
        let scene = main.kind == Kind::BorderClosed && event.when.is_none();
        let before = self.sentences.get(event.sentence.saturating_sub(2)..event.sentence)?.iter().rev().filter(|_| scene);
        let behind = behind.chain(before).filter(fits).filter(|sentence| sentence.part == Part::Body);
        let own =
            |sentence: &Sentence, when: &When| !says_on(sentence, when) && !is_of_clause(sentence, when) && !is_of_answer(sentence, when);
        behind
            .flat_map(|sentence| days::find(sentence, self.calendar).into_iter().filter(|when| own(sentence, when)))
            .find(|when| when.first == when.last && (1..=7).contains(&(said - when.first)))
    }

    /// Named more than once: not only an example beside the news.
    fn is_weighty(&self, party: Party) -> bool {
        let named = self.sentences.iter().flat_map(|sentence| &sentence.mentions).filter(|mention| mention.parties.contains(&party));
        named.count() > 1
    }

    /// The days that the first sentences tell, without those of time limits.
    fn days_of_opening(&self) -> impl Iterator<Item = When> {
        let opening = self.sentences.iter().filter(|sentence| sentence.part == Part::Body && sentence.order < 5);
        opening.flat_map(|sentence| days::find(sentence, self.calendar).into_iter().filter(|when| !is_limit(sentence, when)))
    }

    /// The day that the sentences around an act tell.
    fn day_around(&self, main: &Told) -> Option<When> {
        let near = |when: &When| {
            !when.of_next && when.first == when.last && self.calendar.today.is_none_or(|today| (0..=7).contains(&(today - when.last)))
        };
        let body = |at: &usize| self.sentences.get(*at).is_some_and(|sentence| sentence.part == Part::Body);
        let first = main.events.iter().filter_map(|number| self.events.get(*number)).map(|event| event.sentence).find(body);
        // A headline tells no day: the first sentence with an act of the same side goes on with it.
        let same = |event: &&Event| {
            let acts = main.sides.initiators.iter().any(|party| event.sides.initiators.contains(party));
            acts && event.standing == Standing::News && body(&event.sentence)
        };
        let first = first.or_else(|| self.events.iter().find(same).map(|event| event.sentence));
        let told_in = |at: usize| {
            let sentence = self.sentences.get(at).filter(|_| body(&at))?;
            days::find(sentence, self.calendar).into_iter().find(|when| near(when) && !is_limit(sentence, when))
        };
        // A day on which somebody speaks about it is nearer to the act than one of something else.
        let said_in = |at: usize| {
            let sentence = self.sentences.get(at).filter(|_| body(&at))?;
            days::find(sentence, self.calendar).into_iter().find(|when| near(when) && says_on(sentence, when) && !is_limit(sentence, when))
        };
        let said = first.and_then(|first| [first + 1, first + 2, first.saturating_sub(1)].into_iter().find_map(said_in));
        let beside = said.or_else(|| {
            first.and_then(|first| [first + 1, first.saturating_sub(1)].into_iter().filter_map(told_in).max_by_key(|when| when.last))
        });
        // What only the headline tells, and a sentence far below, is of the day of the opening.
        let headed = main.events.first().and_then(|number| self.events.get(*number)).is_some_and(|event| !body(&event.sentence));
        let deep = first.and_then(|first| self.sentences.get(first)).is_some_and(|sentence| sentence.order > 2);
        let opening = self.days_of_opening().find(near).filter(|_| headed && deep);
        // "The decision was made public on Tuesday."
        let decided = first.and_then(|first| {
            let next = self.sentences.get(first + 1..)?.iter().take(4).filter(|sentence| is_of_decision(sentence));
            next.flat_map(|sentence| days::find(sentence, self.calendar)).find(|when| near(when) && when.start <= 10)
        });
        opening
            .or(decided)
            .or(beside)
            .or_else(|| first.and_then(|first| told_in(first + 2).or_else(|| told_in(first.checked_sub(2)?))))
            .or_else(|| self.days_of_opening().find(near))
    }

    /// When the event was: told with it, told around it, or else the day of the report.
    pub(super) fn date(&self, main: &Told) -> (Option<Date>, Option<String>) {
        let past = |when: &When| self.calendar.today.is_none_or(|today| when.first <= today);
        let of = |event: &Event| event.when.filter(|when| past(when));
        let own: Vec<&Event> = main
            .events
            .iter()
            .filter_map(|number| self.events.get(*number))
            .filter(|event| event.standing != Standing::Background)
            .collect();
        let single = |event: &&&Event| of(event).is_some_and(|when| when.first == when.last);
        // A day on which somebody says so comes after the act.
        let of_act = own.iter().filter(single).find(|event| !self.is_day_beside(event));
        let of_saying = own.iter().find(single);
        if let Some(event) = of_saying.filter(|_| of_act.is_none())
            && let Some(date) = self.day_of_meeting(main, event).and_then(When::date)
        {
            return (Some(date), Some("The day is told near the act, not with it.".to_owned()));
        }
        if let Some(date) = of_act.or(of_saying).and_then(|event| event.when).and_then(When::date) {
            return (Some(date), None);
        }
        let told: Vec<When> = own.iter().filter_map(|event| of(event)).collect();
        if told.is_empty()
            && let Some(date) = own.iter().find_map(|event| self.day_of_meeting(main, event)).and_then(When::date)
        {
            return (Some(date), Some("The day is told near the act, not with it.".to_owned()));
        }
        if told.is_empty()
            && let Some(date) = self.day_of_sides(main).and_then(When::date)
        {
            return (Some(date), Some("The day is told with another act of the same sides.".to_owned()));
        }
        if let Some(date) = self.day_around(main).and_then(When::date) {
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

/// "rejected the charge on Monday": the day of what the other side says to it.
fn is_of_answer(sentence: &Sentence, when: &When) -> bool {
    let answers = ["reject", "denied", "condemn", "protest", "urged", "welcom", "demand", "call", "critici"];
    (when.start.saturating_sub(5)..when.start).any(|at| answers.iter().any(|stem| sentence.word(at).starts_with(stem)))
}

/// "the map that parliament had adopted on Friday": the day of something else.
fn is_of_clause(sentence: &Sentence, when: &When) -> bool {
    let from = when.start.saturating_sub(8);
    (from..when.start).any(|at| matches!(sentence.word(at), "that" | "which" | "who" | "whom" | "whose"))
}

/// Whether a sentence has a word that begins with one of these, outside of quotation marks.
fn tells(sentence: &Sentence, stems: &[&str]) -> bool {
    let plain = |at: usize| !sentence.quoted.get(at).copied().unwrap_or(false);
    (0..sentence.tokens.len()).any(|at| plain(at) && stems.iter().any(|stem| sentence.word(at).starts_with(stem)))
}

/// "by Sunday", "until midnight Sunday": a day on which something has to be done.
fn is_limit(sentence: &Sentence, when: &When) -> bool {
    let filler = |at: &usize| matches!(sentence.word(*at), "midnight" | "noon" | "on" | "the" | "end" | "of");
    let before = (when.start.saturating_sub(4)..when.start).rev().find(|at| !filler(at));
    before.is_some_and(|at| matches!(sentence.word(at), "by" | "until" | "before" | "till"))
}

/// A treaty of many states, or an organisation without a code, has no side to name.
pub(super) const fn may_lack_target(kind: Kind) -> bool {
    matches!(kind, Kind::TreatyWithdrawn | Kind::MembershipWithdrawn)
}

/// Whether a day belongs to a verb of saying rather than to what is said.
fn says_on(sentence: &Sentence, when: &When) -> bool {
    let says = |at: usize| {
        matches!(sentence.word(at), "said" | "says" | "confirmed" | "told" | "added" | "announced" | "reported" | "disclosed" | "revealed")
    };
    (when.start.saturating_sub(4)..when.start).any(says) || says(when.end)
}

/// Attackers need not be a state.
pub(super) const fn may_lack_initiator(kind: Kind) -> bool {
    matches!(kind, Kind::EmbassyAttacked | Kind::HostageCrisis | Kind::AssassinationCase)
}
