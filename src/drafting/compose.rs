//! Puts together what was read: the main event becomes the record, others become candidates, and what the article
//! leaves open is said.

use super::choose::{self, Told};
use super::claims::{self, Reading};
use super::days::{self, Calendar, Serial, When};
use super::events::{self, Event, Standing};
use super::sentences::{self, Part, Sentence};
use super::titles::{self, Parts};
use super::wordings::{Cue, Wordings};
use super::{Article, Candidate, Count, Draft, DraftOutcome, Evidence, ProposedSource, Record, counts, persons};
use crate::incident::{Claim, Date, Kind, Party};
use crate::question::mentions_in;
use crate::vocabulary::Vocabulary;

/// The news stands among so many sentences from the beginning, unless a day tells that it is new.
const OPENING: usize = 12;

/// The same for acts that are told beside the news more often than as the news.
const SOFT_OPENING: usize = 5;

/// An act of so many days before the report is new.
const NEW_DAYS: Serial = 30;

/// Another event counts as a candidate from this score.
const LEAST_SCORE: f32 = 0.8;

/// Most candidates and numbers kept.
const MOST_CANDIDATES: usize = 6;
const MOST_COUNTS: usize = 40;

/// Everything read from an article.
struct Whole<'a> {
    article: &'a Article,
    vocabulary: &'a Vocabulary,
    calendar: Calendar<'a>,
    sentences: Vec<Sentence>,
    events: Vec<Event>,
    /// Headline or first sentence tell an act that has not happened.
    dismissed: bool,
    /// The party whose ministry or government published it.
    publisher: Option<Party>,
}

/// Reads an article and proposes.
pub(super) fn draft(article: &Article, vocabulary: &Vocabulary, wordings: &Wordings) -> Draft {
    let published = article.published.as_ref().map(Date::first);
    let sentences = sentences::read(article, vocabulary, wordings, published);
    let undated = Calendar { today: None, words: &vocabulary.periods, wordings };
    let today = published.map(days::serial).or_else(|| told_day(&sentences, undated));
    let calendar = Calendar { today, ..undated };
    let home = publisher_party(article, vocabulary, wordings);
    let acts = events::find(&sentences, &article.text, home, calendar);
    let mut read = Whole { article, vocabulary, calendar, sentences, events: acts.events, dismissed: acts.dismissed, publisher: home };
    if read.sentences.is_empty() {
        return none("the text is empty");
    }
    if let Some(reason) = choose::other_matter(&read.sentences, wordings) {
        return none(reason);
    }
    if choose::looks_back(&read.sentences, &read.events, wordings) {
        for event in read.events.iter_mut().filter(|event| event.when.is_none()) {
            event.standing = Standing::Background;
        }
    }
    read.turn_if_newest_first();
    read.propose()
}

/// The party that speaks as "we": whose ministry, government or embassy published the text.
fn publisher_party(article: &Article, vocabulary: &Vocabulary, wordings: &Wordings) -> Option<Party> {
    let tokens = vocabulary.words.tokens(article.publisher.as_deref()?);
    let office = wordings.cues(&tokens).iter().any(|cue| cue.meaning == Cue::Role);
    let mentions = mentions_in(&tokens, vocabulary);
    mentions.first().filter(|_| office).and_then(|mention| mention.parties.first()).copied()
}

/// The day that a dateline, a headline or a line between paragraphs tells.
fn told_day(sentences: &[Sentence], calendar: Calendar<'_>) -> Option<Serial> {
    let first = |wanted: &dyn Fn(&Sentence) -> bool| {
        sentences
            .iter()
            .filter(|sentence| wanted(sentence))
            .flat_map(|sentence| days::find(sentence, calendar))
            .find(|when| when.first == when.last)
            .map(|when| when.first)
    };
    first(&|sentence| sentence.part != Part::Body).or_else(|| first(&|_| true))
}

fn none(reason: &str) -> Draft {
    Draft {
        outcome: DraftOutcome::None,
        reason: Some(reason.to_owned()),
        record: None,
        evidence: Vec::new(),
        missing: Vec::new(),
        doubtful: Vec::new(),
        candidates: Vec::new(),
        existing: None,
        deadline: None,
        deadline_words: None,
        counts: Vec::new(),
        persons: Vec::new(),
    }
}

impl Whole<'_> {
    fn propose(&self) -> Draft {
        let mut told = choose::told(&self.events, &self.sentences);
        let Some(position) = told.iter().position(|one| self.is_news(one)) else {
            return none(self.why_none(&told));
        };
        let mut main = told.remove(position);
        if !self.tells_sides(&main) {
            return none("it names no act of one state towards another");
        }
        let mut doubtful = self.fill(&mut main);
        if main.sides.targets.is_empty() || main.sides.initiators.is_empty() && !may_lack_initiator(main.kind) {
            return none("it tells no second side: nothing between states");
        }
        let (date, doubt) = self.date(&main);
        doubtful.extend(doubt);
        let day = date.as_ref().map(|date| days::serial(date.first()));
        let reader = claims::Reader {
            text: &self.article.text,
            sentences: &self.sentences,
            events: &self.events,
            main: &main,
            calendar: self.calendar,
            day,
            own: self.publisher.and(self.article.publisher.as_deref()),
        };
        let (readings, deadline) = claims::read(&reader);
        let candidates = self.candidates(&told);
        if candidates.iter().any(|other| other.kind != main.kind) {
            doubtful.push("The article tells other events too; they may need records of their own.".to_owned());
        }
        let record = self.record(&main, date, &readings);
        let evidence = self.evidence(&readings);
        let missing = self.missing(&record);
        Draft {
            outcome: DraftOutcome::Proposed,
            reason: None,
            evidence,
            missing,
            doubtful,
            candidates,
            existing: None,
            deadline: deadline.as_ref().map(|(date, _)| date.clone()),
            deadline_words: deadline.map(|(_, words)| words),
            counts: self.counts(),
            persons: persons::find(&self.sentences, &self.article.text, self.calendar.wordings),
            record: Some(record),
        }
    }

    /// Told near the beginning, as something that has happened now.
    fn is_news(&self, told: &Told) -> bool {
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
    fn turn_if_newest_first(&mut self) {
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
    fn is_live(&self) -> bool {
        self.sentences.iter().filter_map(clock).count() >= 3
    }

    /// Whether a sentence that tells the act as news names a side; of a quarrel or another weak wording, both.
    fn tells_sides(&self, main: &Told) -> bool {
        let own = main.events.iter().filter_map(|number| self.events.get(*number)).filter(|event| event.standing != Standing::Background);
        let weak = choose::firmness(main.kind) < 0.6;
        if weak && (main.sides.initiators.is_empty() || main.sides.targets.is_empty()) {
            return false;
        }
        own.into_iter().any(|event| !event.sides.initiators.is_empty() || !event.sides.targets.is_empty())
    }

    fn why_none(&self, told: &[Told]) -> &'static str {
        if told.is_empty() {
            "it tells no act between states that has happened; what it may mention is only threatened, planned, asked for or denied"
        } else if told.iter().all(|one| one.standing == Standing::Background) {
            "it only looks back on what happened earlier"
        } else {
            "no act between states is its news"
        }
    }

    /// Fills sides that the sentences of the event leave open; tells what was filled in.
    fn fill(&self, main: &mut Told) -> Vec<String> {
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
    fn home(&self) -> Option<Party> {
        if self.publisher.is_some() {
            return self.publisher;
        }
        let lines = self.sentences.iter().filter(|sentence| sentence.part == Part::Dateline);
        lines.flat_map(|sentence| &sentence.mentions).find_map(|mention| mention.parties.first()).copied()
    }

    /// The parties of headline and opening, the most named first.
    fn frequent(&self) -> Vec<Party> {
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
    fn date(&self, main: &Told) -> (Option<Date>, Option<String>) {
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
        let near = |when: &When| when.first == when.last && self.calendar.today.is_none_or(|today| (0..=7).contains(&(today - when.last)));
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

    fn candidates(&self, told: &[Told]) -> Vec<Candidate> {
        let usable = told.iter().filter(|one| one.score >= LEAST_SCORE || one.standing == Standing::News);
        let usable = usable.filter(|one| !one.sides.targets.is_empty() || !one.sides.initiators.is_empty());
        let candidate = |one: &Told| {
            let first = one.events.first().and_then(|number| self.events.get(*number))?;
            let sentence = self.sentences.get(first.sentence)?;
            let when = one.events.iter().filter_map(|number| self.events.get(*number)).find_map(|event| event.when);
            Some(Candidate {
                kind: one.kind,
                initiators: one.sides.initiators.clone(),
                targets: one.sides.targets.clone(),
                date: when.and_then(When::date),
                sentence: self.article.text.get(sentence.start..sentence.end)?.to_owned(),
            })
        };
        usable.filter_map(candidate).take(MOST_CANDIDATES).collect()
    }

    fn record(&self, main: &Told, date: Option<Date>, readings: &[Reading]) -> Record {
        let parts = Parts { kind: main.kind, initiators: &main.sides.initiators, targets: &main.sides.targets, number: self.number(main) };
        let others = main.sides.others.iter().filter(|party| !main.sides.initiators.contains(party) && !main.sides.targets.contains(party));
        let claims = readings.iter().filter_map(|reading| {
            let sentence = self.sentences.get(reading.sentence)?;
            Some(Claim {
                aspect: reading.aspect,
                text: self.article.text.get(sentence.start..sentence.end)?.split_whitespace().collect::<Vec<_>>().join(" "),
                by: reading.by.as_ref().map(|by| by.split_whitespace().collect::<Vec<_>>().join(" ")),
                stance: reading.stance,
                sources: vec![1],
            })
        });
        Record {
            id: self.id(main, date.as_ref()),
            title: titles::title(&parts, self.vocabulary),
            kind: main.kind,
            initiators: main.sides.initiators.clone(),
            targets: main.sides.targets.clone(),
            others: others.copied().take(6).collect(),
            summary: titles::summary(&parts, date.as_ref(), self.vocabulary),
            date,
            claims: claims.collect(),
            sources: vec![self.source()],
        }
    }

    fn source(&self) -> ProposedSource {
        let heading = self.sentences.iter().find(|sentence| sentence.part == Part::Title);
        ProposedSource {
            n: 1,
            url: self.article.url.clone(),
            publisher: self.article.publisher.clone(),
            title: heading.and_then(|heading| self.article.text.get(heading.start..heading.end)).map(str::to_owned),
            published: self.article.published.clone(),
        }
    }

    /// How many are concerned, if the sentences of the event tell one number.
    fn number(&self, main: &Told) -> Option<u64> {
        main.events.iter().filter_map(|number| self.events.get(*number)).find_map(|event| {
            let sentence = self.sentences.get(event.sentence)?;
            let whens = days::find(sentence, self.calendar);
            let numbers = counts::find(sentence, &self.article.text, &whens, self.calendar.wordings);
            numbers.into_iter().find(|number| number.value > 1 && number.start.abs_diff(event.start) <= 8).map(|number| number.value)
        })
    }

    fn id(&self, main: &Told, date: Option<&Date>) -> String {
        let party = |party: &Party| crate::text::fold(self.vocabulary.names.name_of(*party)).trim_start_matches("the ").replace(' ', "-");
        let sides = main.sides.initiators.iter().take(1).chain(main.sides.targets.iter().rev().take(1)).map(party);
        let date = date.map(|date| {
            date.as_str()
                .chars()
                .take_while(|character| *character != '/')
                .filter(|character| character.is_ascii_digit() || *character == '-')
                .collect::<String>()
        });
        sides.chain(date).chain([main.kind.name().to_owned()]).collect::<Vec<_>>().join("-")
    }

    fn evidence(&self, readings: &[Reading]) -> Vec<Evidence> {
        let evidence = |(position, reading): (usize, &Reading)| {
            let sentence = self.sentences.get(reading.sentence)?;
            let quote = self.article.text.get(sentence.start..sentence.end)?.to_owned();
            Some(Evidence { claim: position + 1, span: [sentence.start, sentence.end], quote })
        };
        readings.iter().enumerate().filter_map(evidence).collect()
    }

    fn missing(&self, record: &Record) -> Vec<String> {
        let source = record.sources.first();
        let url = source.is_some_and(|source| source.url.is_some());
        let publisher = source.is_some_and(|source| source.publisher.is_some());
        let published = source.is_some_and(|source| source.published.is_some());
        [
            (record.date.is_none(), "date"),
            (record.claims.is_empty(), "claims"),
            (!url, "sources[1].url"),
            (!publisher, "sources[1].publisher"),
            (!published, "sources[1].published"),
        ]
        .into_iter()
        .filter(|(missing, _)| *missing)
        .map(|(_, field)| field.to_owned())
        .collect()
    }

    fn counts(&self) -> Vec<Count> {
        let mut found: Vec<Count> = Vec::new();
        for sentence in &self.sentences {
            let whens = days::find(sentence, self.calendar);
            for number in counts::find(sentence, &self.article.text, &whens, self.calendar.wordings) {
                let what = sentence.text_of(&self.article.text, number.start, number.end).to_owned();
                if found.len() < MOST_COUNTS && !found.iter().any(|known| known.value == number.value && known.what == what) {
                    found.push(Count { value: number.value, what });
                }
            }
        }
        found
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
const fn may_lack_initiator(kind: Kind) -> bool {
    matches!(kind, Kind::EmbassyAttacked | Kind::HostageCrisis | Kind::AssassinationCase)
}
