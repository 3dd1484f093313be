//! The use cases over the pure rooms: hold the register's snapshot, ask it, keep a conversation's thread.

pub mod bulk;
mod catalogue;
mod disputes;
mod drafts;
mod explain;
pub mod keeping;
mod live;
pub mod posted;
mod redirects;
mod sights;
mod warm;

pub use catalogue::Catalogue;
pub use disputes::Disputes;
pub use drafts::faults_of;
pub use explain::{Teller, explain, explain_by};
pub use live::{AsOf, Live, SHARED_OFF, SHARED_REGISTER, View};
pub use warm::Start;

use crate::answer::{self, Answer, Inquiry, Outcome};
use crate::incident::{Aspect, Date, Incident, Kind, Party, days_between};
use crate::question::{self, Intent, Period, Question, Role};
use crate::search::{Index, Kinds, Texts};
use crate::vocabulary::{Vocabulary, WordList, WordListError};

/// What a conversation remembers of a question and its answer.
#[derive(Debug, Clone)]
pub struct Turn {
    /// The question, with what it took over.
    pub question: Question,
    /// Ids of the incidents that the answer rests on.
    pub incidents: Vec<String>,
    /// It was asked back which of them is meant.
    pub open: bool,
}

/// The register as askers see it: words and incidents in step.
#[derive(Debug, Clone)]
pub struct Register {
    vocabulary: Vocabulary,
    index: Index,
}

impl Register {
    /// A register of these incidents, read with this vocabulary, without what of them is retracted.
    pub fn new(vocabulary: Vocabulary, incidents: impl IntoIterator<Item = Incident>) -> Self {
        let mut register = Self { vocabulary, index: Index::default() };
        register.extend(incidents);
        register.prepare();
        register
    }

    /// Adds or replaces incidents, many at once, without what of them is retracted.
    fn extend(&mut self, incidents: impl IntoIterator<Item = Incident>) {
        let Self { vocabulary, index } = self;
        let mut incidents = incidents.into_iter().filter_map(Incident::published);
        loop {
            let part: Vec<Incident> = incidents.by_ref().take(AT_ONCE).collect();
            if part.is_empty() {
                break;
            }
            let read = |part: &[Incident]| part.iter().map(|incident| Texts::read(incident, vocabulary)).collect();
            let texts: Vec<Texts> = halves(&part, read);
            for (incident, texts) in part.into_iter().zip(texts) {
                vocabulary.learn(texts.fresh_words());
                index.put(incident, &texts);
            }
        }
    }

    /// Of a large register many questions are asked: the first slip shall not wait.
    fn prepare(&self) {
        if self.index.len() > LARGE {
            self.vocabulary.spelling.prepare();
        }
    }

    /// The starter register, with the built-in vocabulary.
    ///
    /// # Errors
    /// [`WordListError`] if a compiled-in list is bad, which a test rules out.
    pub fn starter() -> Result<Self, WordListError> {
        Ok(Self::new(vocabulary(&[])?, starter_incidents()))
    }

    /// Adds or replaces one incident, without what of it is retracted; whether anything of it is left to ask about.
    pub fn apply(&mut self, incident: Incident) -> bool {
        let id = incident.id.clone();
        let Some(incident) = incident.published() else {
            self.index.remove(&id);
            return false;
        };
        let texts = Texts::read(&incident, &self.vocabulary);
        self.vocabulary.learn(texts.fresh_words());
        self.index.put(incident, &texts);
        true
    }

    /// Takes one incident out.
    pub fn remove(&mut self, id: &str) {
        self.index.remove(id);
    }

    /// Lets ids of incidents that were merged into others lead to those; all such ids.
    pub fn redirect<'i>(&mut self, ids: impl IntoIterator<Item = (&'i str, &'i str)>) {
        self.index.redirect(ids);
    }

    /// The incidents.
    pub const fn index(&self) -> &Index {
        &self.index
    }

    /// The words.
    pub const fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Answers a question asked on the day `today`, perhaps as a follow-up.
    pub fn ask(&self, text: &str, today: &Date, previous: Option<&Turn>) -> (Answer, Turn) {
        if previous.is_none()
            && let Some((comparison, one, other)) = question::split(text, &self.vocabulary)
            && let Some(answer) = self.compare(text, comparison, [&one, &other], today)
        {
            let turn = Turn { question: question::understand(text, &self.vocabulary, today), incidents: ids(&answer), open: false };
            return (answer, turn);
        }
        let question = question::understand(text, &self.vocabulary, today);
        match previous {
            Some(previous) => self.follow(&question.beside(&previous.question), previous, today),
            None => self.settle(question, &[], today),
        }
    }

    /// Answers a question from one incident that the asker chose; as it stands if that one does not answer it.
    pub fn ask_about(&self, text: &str, today: &Date, id: &str) -> Option<(Answer, Turn)> {
        let question = question::understand(text, &self.vocabulary, today);
        let focus = [self.index.slot(id)?];
        let inquiry = Inquiry { question: &question, index: &self.index, vocabulary: &self.vocabulary, focus: &focus, today };
        let answer = answer::within(&inquiry)?;
        let turn = Turn { incidents: ids(&answer), question, open: false };
        Some((answer, turn))
    }

    /// How relations between two parties stood on a day; `None` if nothing on record decides it.
    pub fn relations(&self, (one, other): (Party, Party), day: Option<&Date>, today: &Date) -> Option<Answer> {
        let deciding: Vec<Kind> = Kind::ALL.iter().copied().filter(|kind| kind.is_about_relations()).collect();
        let decides = |slot: &u32| self.index.entry(*slot).is_some_and(|entry| deciding.contains(&entry.kind));
        if !self.index.between_of(one, other, Kinds::of(&deciding)).iter().any(decides) {
            return None;
        }
        let names = [one, other].map(|party| self.vocabulary.names.name_of(party));
        let mut question = question::understand(&names.join(" and "), &self.vocabulary, today);
        question.intent = Intent::Status;
        question.period = day.map(|day| Period { first: day.first(), last: day.last(), start: 0, end: 0, exact: true });
        // A name may mean several parties, and two of them may have decided nothing: then this is no answer about relations.
        let answer = self.settle(question, &[], today).0;
        (answer.outcome == Outcome::Answered
            && answer.incidents.iter().any(|named| self.index.slot(&named.id).as_ref().is_some_and(decides)))
        .then_some(answer)
    }

    /// What a conversation remembers, put together again from a question and the incidents that its answer rested on.
    pub fn recall(&self, text: &str, today: &Date, incidents: Vec<String>) -> Turn {
        let question = question::understand(text, &self.vocabulary, today);
        let open = incidents.len() > 1 && self.settle(question.clone(), &[], today).0.outcome == Outcome::Clarify;
        Turn { question, incidents, open }
    }

    fn settle(&self, question: Question, focus: &[u32], today: &Date) -> (Answer, Turn) {
        let answer = answer::answer(&Inquiry { question: &question, index: &self.index, vocabulary: &self.vocabulary, focus, today });
        let turn = Turn { question, incidents: ids(&answer), open: answer.outcome == Outcome::Clarify };
        (answer, turn)
    }

    fn compare(&self, text: &str, comparison: question::Comparison, sides: [&str; 2], today: &Date) -> Option<Answer> {
        let who = question::understand(text, &self.vocabulary, today).asks(Aspect::Who);
        let [one, other] = sides.map(|side| {
            let mut question = question::understand(side, &self.vocabulary, today);
            question.intent = Intent::Fact;
            question.soft = false;
            question.anchor = None;
            // "who expelled more, A or B": each side is who acts, and stands last.
            if who
                && comparison == question::Comparison::Number
                && let Some(last) = question.mentions.last_mut()
            {
                last.role = Role::Initiator;
            }
            question.aspects = vec![if comparison == question::Comparison::Number { Aspect::HowMany } else { Aspect::When }];
            let answer = self.settle(question.clone(), &[], today).0;
            (question, answer)
        });
        // Of several that fit one side, the one nearest in time to the other side is meant.
        let (one, other) = match (one.1.outcome, other.1.outcome) {
            (Outcome::Answered, Outcome::Clarify) => (one.1.clone(), self.nearest(&other.0, &other.1, &one.1, today)?),
            (Outcome::Clarify, Outcome::Answered) => (self.nearest(&one.0, &one.1, &other.1, today)?, other.1),
            _ => (one.1, other.1),
        };
        answer::compare(comparison, one, other)
    }

    /// "The second one", "the one of 2016", "the French one": which of the incidents offered is meant.
    fn choice(&self, question: &Question, offered: &[u32]) -> Option<u32> {
        if let Some(place) = question.ordinal(offered.len()) {
            return offered.get(place).copied();
        }
        let short = question.tokens.len() <= MOST_CHOOSING && question.main_act().is_none();
        let fits = |slot: &&u32| {
            self.index.entry(**slot).is_some_and(|entry| {
                let names = |party: &Party| entry.is_side(*party) || entry.others().contains(party);
                question.period.is_none_or(|period| period.overlaps(entry.first, entry.last))
                    && question.mentions.iter().all(|mention| mention.parties.iter().any(names))
            })
        };
        let mut fitting = offered.iter().filter(fits);
        let one = fitting.next().copied().filter(|_| short && (question.period.is_some() || !question.mentions.is_empty()))?;
        fitting.next().is_none().then_some(one)
    }

    /// Of the incidents that an unclear side may mean, answers from the one nearest in time to the clear side.
    fn nearest(&self, question: &Question, unclear: &Answer, clear: &Answer, today: &Date) -> Option<Answer> {
        let day = clear.incidents.first()?.date.first();
        let nearest = unclear.incidents.iter().min_by_key(|incident| days_between(day, incident.date.first()).abs())?;
        let focus = self.index.slot(&nearest.id)?;
        answer::within(&Inquiry { question, index: &self.index, vocabulary: &self.vocabulary, focus: &[focus], today })
    }

    /// A follow-up: by itself if it names everything, else within the conversation.
    fn follow(&self, question: &Question, previous: &Turn, today: &Date) -> (Answer, Turn) {
        let focus: Vec<u32> = previous.incidents.iter().filter_map(|id| self.index.slot(id)).collect();
        if let Some(chosen) = focus.iter().find(|_| previous.open).and_then(|_| self.choice(question, &focus)) {
            let asked = &previous.question;
            let inquiry = Inquiry { question: asked, index: &self.index, vocabulary: &self.vocabulary, focus: &[chosen], today };
            if let Some(answer) = answer::within(&inquiry) {
                let turn = Turn { incidents: ids(&answer), question: asked.clone(), open: false };
                return (answer, turn);
            }
        }
        if question.elliptic {
            for replaced in [Role::Initiator, Role::Target] {
                let merged = question.after(&previous.question, replaced);
                let (answer, turn) = self.settle(merged, &[], today);
                if answer.outcome != Outcome::Unanswered {
                    return (answer, turn);
                }
            }
        }
        if let Some(other) = answer::follower(&Inquiry { question, index: &self.index, vocabulary: &self.vocabulary, focus: &focus, today })
        {
            let turn = Turn { incidents: ids(&other), question: question.after(&previous.question, Role::Initiator), open: false };
            return (other, turn);
        }
        let alone = self.settle(question.clone(), &[], today);
        let inquiry = Inquiry { question, index: &self.index, vocabulary: &self.vocabulary, focus: &focus, today };
        let inside = answer::within(&inquiry);
        // What the conversation is about explains the question as well: then that is meant.
        let stays =
            inside.as_ref().is_some_and(|inside| inside.outcome == Outcome::Answered && inside.confidence >= alone.0.confidence - 0.1);
        if !stays
            && !question.points_back()
            && matches!(alone.0.outcome, Outcome::Answered | Outcome::Several)
            && alone.0.confidence >= 0.75
        {
            return alone;
        }
        if let Some(inside) = inside {
            let mut turn = Turn { incidents: ids(&inside), question: question.after(&previous.question, Role::Initiator), open: false };
            turn.question.inherited = true;
            return (inside, turn);
        }
        // What is not answered leaves the conversation where it was.
        if alone.0.outcome == Outcome::Unanswered { (alone.0, previous.clone()) } else { alone }
    }
}

fn ids(answer: &Answer) -> Vec<String> {
    answer.incidents.iter().map(|incident| incident.id.clone()).collect()
}

/// A register that is more than a few records.
const LARGE: usize = 5_000;

/// Most words that only choose one of several incidents.
const MOST_CHOOSING: usize = 7;

/// How many incidents are read at once, half of them by another thread.
const AT_ONCE: usize = 64;

/// [`Vocabulary::new`], its halves at once.
///
/// # Errors
/// [`WordListError`] for the first bad line, with its file and number.
pub fn vocabulary(added: &[WordList<'_>]) -> Result<Vocabulary, WordListError> {
    vocabulary_beside(added, || ()).map(|(vocabulary, ())| vocabulary)
}

/// The same, with other work done meanwhile.
///
/// # Errors
/// As for [`vocabulary`].
pub fn vocabulary_beside<R>(added: &[WordList<'_>], work: impl FnOnce() -> R) -> Result<(Vocabulary, R), WordListError> {
    let (names, words, done) = std::thread::scope(|scope| {
        let names = scope.spawn(|| Vocabulary::of_names(added));
        let words = Vocabulary::of_words(added);
        let done = work();
        (names.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), words, done)
    });
    Ok((names?.joined(words?), done))
}

/// The incidents of the starter register, compiled in; a test proves that every line reads.
pub fn starter_incidents() -> Vec<Incident> {
    let lines: Vec<&str> = include_str!("../../config/register/incidents.jsonl").lines().collect();
    halves(&lines, |lines| lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect())
}

/// Does the work on both halves at once, each on a thread of its own.
fn halves<T: Sync, R: Send>(items: &[T], work: impl Fn(&[T]) -> Vec<R> + Sync) -> Vec<R> {
    let (one, other) = items.split_at(items.len() / 2);
    std::thread::scope(|scope| {
        let other = scope.spawn(|| work(other));
        let mut all = work(one);
        all.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        all
    })
}
