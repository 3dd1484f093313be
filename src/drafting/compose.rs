//! Puts together what was read: the main event becomes the record, others become candidates, and what the article
//! leaves open is said.

use super::choose::{self, Told};
use super::claims::{self, Reading};
use super::days::{self, Calendar, Serial, When};
use super::events::{self, Event, Standing};
use super::news::{LEAST_SCORE, may_lack_initiator, may_lack_target};
use super::scenes;
use super::sentences::{self, Part, Sentence};
use super::titles::{self, Parts, Post};
use super::wordings::{Cue, Wordings};
use super::{Article, Candidate, Count, Draft, DraftOutcome, Evidence, ProposedSource, Record, counts, persons};
use crate::incident::{Aspect, Claim, Date, Party};
use crate::question::{Mention, mentions_in};
use crate::vocabulary::Vocabulary;

/// Most candidates and numbers kept.
const MOST_CANDIDATES: usize = 6;
const MOST_COUNTS: usize = 40;

/// Everything read from an article.
pub(super) struct Whole<'a> {
    pub(super) article: &'a Article,
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) calendar: Calendar<'a>,
    pub(super) sentences: Vec<Sentence>,
    pub(super) events: Vec<Event>,
    /// Headline or first sentence tell an act that has not happened.
    pub(super) dismissed: bool,
    /// What else the article is about, if acts between states are told there by the way.
    pub(super) subject: Option<Cue>,
    /// The act is told in words that reports seldom use for it.
    pub(super) unusual: bool,
    /// The party whose ministry or government published it.
    pub(super) publisher: Option<Party>,
}

/// Reads an article and proposes.
pub(super) fn draft(article: &Article, vocabulary: &Vocabulary, wordings: &Wordings) -> Draft {
    let published = article.published.as_ref().map(Date::first);
    let mut sentences = sentences::read(article, vocabulary, wordings, published);
    let undated = Calendar { today: None, words: &vocabulary.periods, wordings };
    let today = published.map(days::serial).or_else(|| told_day(&sentences, undated));
    // A report is of the day of its dateline, though it was put out the day after.
    let filed = day_of_dateline(&sentences, Calendar { today, ..undated });
    let today = filed.filter(|filed| today.is_none_or(|today| (0..=2).contains(&(today - filed)))).or(today);
    let calendar = Calendar { today, ..undated };
    scenes::set(&mut sentences, &article.text, calendar);
    let home = publisher_party(article, vocabulary, wordings);
    let mut unusual = false;
    let mut acts = events::find(&sentences, &article.text, home, calendar, None);
    if !acts.dismissed && !acts.events.iter().any(|event| event.standing != Standing::Background) {
        acts = events::find(&sentences, &article.text, home, calendar, Some(vocabulary));
        // What is read by less sure words must at least tell both sides, and an act that is one.
        unusual = true;
        acts.events.retain(|event| {
            let whole = !event.sides.initiators.is_empty() && !event.sides.targets.is_empty() && !event.sides.inferred;
            event.standing == Standing::Background || whole && choose::firmness(event.kind) >= 0.8
        });
    }
    let subject = choose::other_subject(&sentences, wordings);
    let (events, dismissed) = (acts.events, acts.dismissed);
    let mut read = Whole { article, vocabulary, calendar, sentences, events, dismissed, subject, unusual, publisher: home };
    if read.sentences.is_empty() {
        return none("the text is empty");
    }
    if let Some(reason) = choose::other_matter(&read.sentences, &read.events, wordings) {
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

fn day_of_dateline(sentences: &[Sentence], calendar: Calendar<'_>) -> Option<Serial> {
    let lines = sentences.iter().filter(|sentence| sentence.part == Part::Dateline);
    let days = lines.flat_map(|sentence| days::find(sentence, calendar));
    days.into_iter().find(|when| when.first == when.last && !when.weekday).map(|when| when.first)
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

pub(super) fn none(reason: &str) -> Draft {
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
        let Some(news) = told.iter().position(|one| self.is_news(one)) else {
            return none(self.why_none(&told));
        };
        // A headline may tell an act without its sides, and the text another one with them.
        let Some(position) = (news..told.len()).find(|at| told.get(*at).is_some_and(|one| self.is_news(one) && self.tells_sides(one)))
        else {
            return none("it names no act of one state towards another");
        };
        let mut main = told.remove(position);
        let mut doubtful = self.fill(&mut main);
        if main.sides.targets.is_empty() && may_lack_target(main.kind) {
            doubtful.push("The article names no other side; a treaty of many states or an organisation may need its code.".to_owned());
        } else if main.sides.targets.is_empty() || main.sides.initiators.is_empty() && !may_lack_initiator(main.kind) {
            return none("it tells no second side: nothing between states");
        }
        if self.unusual {
            doubtful.push("The article tells the act in unusual words; see whether its kind is right.".to_owned());
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
        let readings = self.distinct(&main, date.as_ref(), readings);
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

    /// Of readings that come to the same words the one that tells most: a record has no claim twice.
    fn distinct(&self, main: &Told, date: Option<&Date>, readings: Vec<Reading>) -> Vec<Reading> {
        let rank = |reading: &Reading| match reading.aspect {
            Aspect::Why => 0,
            Aspect::Denial | Aspect::Response => 1,
            Aspect::Deadline | Aspect::Demand => 2,
            Aspect::HowMany => 3,
            Aspect::What => 5,
            _ => 4,
        };
        let mut kept: Vec<(Option<String>, Reading)> = Vec::with_capacity(readings.len());
        for reading in readings {
            let text = self.claim_text(main, date, &reading);
            match kept.iter_mut().find(|(known, _)| text.is_some() && *known == text) {
                Some((_, known)) if rank(&reading) < rank(known) => *known = reading,
                Some(_) => {}
                None => kept.push((text, reading)),
            }
        }
        kept.into_iter().map(|(_, reading)| reading).collect()
    }

    fn record(&self, main: &Told, date: Option<Date>, readings: &[Reading]) -> Record {
        let parts = Parts {
            kind: main.kind,
            initiators: &main.sides.initiators,
            targets: &main.sides.targets,
            number: self.number(main),
            post: self.events_of(main).find_map(|event| self.post_in(event)),
        };
        let others = main.sides.others.iter().filter(|party| !main.sides.initiators.contains(party) && !main.sides.targets.contains(party));
        let claims: Vec<Claim> = readings
            .iter()
            .filter_map(|reading| {
                Some(Claim {
                    aspect: reading.aspect,
                    text: self.claim_text(main, date.as_ref(), reading)?,
                    by: reading.by.as_ref().map(|by| by.split_whitespace().collect::<Vec<_>>().join(" ")),
                    stance: reading.stance,
                    sources: vec![1],
                    language: None,
                    credibility: None,
                    retracted: None,
                })
            })
            .collect();
        Record {
            id: titles::id(&parts, date.as_ref(), self.vocabulary),
            title: titles::title(&parts, self.vocabulary),
            kind: main.kind,
            initiators: main.sides.initiators.clone(),
            targets: main.sides.targets.clone(),
            others: others.copied().take(6).collect(),
            summary: titles::summary(&parts, date.as_ref(), self.vocabulary),
            date,
            claims,
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
        self.events_of(main).find_map(|event| self.number_in(event))
    }

    fn events_of(&self, main: &Told) -> impl Iterator<Item = &Event> {
        main.events.iter().filter_map(|number| self.events.get(*number))
    }

    /// How many persons an act concerns, if a number near it in its sentence counts persons: "after 40 protests" does not.
    pub(super) fn number_in(&self, event: &Event) -> Option<u64> {
        let sentence = self.sentences.get(event.sentence)?;
        let whens = days::find(sentence, self.calendar);
        let numbers = counts::find(sentence, &self.article.text, &whens, self.calendar.wordings);
        let near = |number: &counts::Number| number.value > 1 && number.start.abs_diff(event.start) <= 8;
        numbers.into_iter().find(|number| near(number) && counts::is_of_persons(sentence, number)).map(|number| number.value)
    }

    /// Whose embassy or consulate an act is about, as far as its sentence tells.
    pub(super) fn post_in(&self, event: &Event) -> Option<Post> {
        let sentence = self.sentences.get(event.sentence)?;
        let post = |at: usize| matches!(sentence.word(at), "embassy" | "consulate" | "consulates" | "mission");
        let at = (0..sentence.tokens.len()).filter(|at| post(*at)).min_by_key(|at| at.abs_diff(event.start))?;
        let near = at.saturating_sub(3)..at;
        let named = |mention: &&Mention| mention.parties.iter().any(|party| event.sides.targets.contains(party));
        let owner = sentence.mentions.iter().filter(named).any(|mention| {
            let before = near.contains(&mention.start) && (mention.possessive || !mention.stands_alone());
            let behind = (at + 1..at + 4).contains(&mention.start) && (at + 1..mention.start).any(|at| sentence.word(at) == "of");
            before || behind
        });
        if owner {
            return Some(Post::Theirs);
        }
        near.clone().any(|at| matches!(sentence.word(at), "its" | "their" | "own")).then_some(Post::Own)
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
