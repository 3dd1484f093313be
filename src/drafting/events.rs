//! Acts in the sentences of an article: which kind, whether they happened, whether they are the news or lie back.

use super::days::{self, Calendar, Serial, When};
use super::sentences::{Part, Sentence};
use super::sides::{Sides, sides};
use super::subjects::leading;
use super::wordings::{Cue, EventCue, Frame, Wordings};
use crate::incident::{Kind, Party};
use crate::vocabulary::Found;

/// How an act stands to the news.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    /// It is told as having happened or been announced.
    News,
    /// It is told as what the news follows on.
    Occasion,
    /// It lies back.
    Background,
}

/// An act told in a sentence.
#[derive(Debug, Clone)]
pub(super) struct Event {
    /// Number of the sentence.
    pub(super) sentence: usize,
    /// What happened.
    pub(super) kind: Kind,
    /// How it divides its sides.
    pub(super) frame: Frame,
    /// Who acted towards whom, as far as the sentence tells.
    pub(super) sides: Sides,
    /// How it stands to the news.
    pub(super) standing: Standing,
    /// When, as far as the sentence tells.
    pub(super) when: Option<When>,
    /// Position of its first word.
    pub(super) start: usize,
}

/// The acts of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Acts {
    /// Those that happened, in the order of the text.
    pub(super) events: Vec<Event>,
    /// Headline or first sentence tell one that is only threatened, planned, asked for or denied.
    pub(super) dismissed: bool,
}

/// An act older than this is not the news.
const OLD_DAYS: Serial = 100;

/// Most words between an old day, or a word that looks back, and the act that it dates.
const NEAR_DAY: usize = 12;
const NEAR_BACKGROUND: usize = 8;

/// Most words between what makes an act hypothetical, negated or an occasion and the act.
const NEAR_HYPOTHETICAL: usize = 5;
const NEAR_NEGATED: usize = 3;
const NEAR_OCCASION: usize = 7;

/// Every act of an article that happened, in the order of the text; `home` is who speaks as "we".
pub(super) fn find(sentences: &[Sentence], text: &str, home: Option<Party>, calendar: Calendar<'_>) -> Acts {
    let mut told = Acts::default();
    let mut titled = false;
    let opens = |sentence: &&Sentence| sentence.part == Part::Title || sentence.part == Part::Body && sentence.order < 3;
    let routine = sentences
        .iter()
        .filter(opens)
        .any(|sentence| calendar.wordings.cues(&sentence.tokens).iter().any(|cue| cue.meaning == Cue::Routine));
    let mut found: Vec<Event> = Vec::new();
    let mut subject: Vec<Party> = home.into_iter().collect();
    for (number, sentence) in sentences.iter().enumerate() {
        // "Why did Bahrain pull its envoy?" takes for granted that it did.
        let granted = sentence.word(0) == "why" && sentence.part != Part::Body;
        if sentence.asks(text) && !granted || sentence.part == Part::Dateline {
            continue;
        }
        let acts = calendar.wordings.events(&sentence.tokens);
        let before = found.len();
        let mut dismissed = false;
        let cues = calendar.wordings.cues(&sentence.tokens);
        let whens = days::find(sentence, calendar);
        for act in acts {
            let Some(standing) = standing(&act, sentence, &cues, &whens, calendar) else {
                dismissed = true;
                continue;
            };
            let sides = sides(&act, sentence, &subject, calendar.wordings);
            if routine && is_of_post(act.meaning.kind) || has_object(&act, sentence) {
                continue;
            }
            // "A carmaker recalls", "the orchestra apologised": no state acts.
            if sides.private || !is_whole(&act, &sides, sentence, calendar.wordings) {
                continue;
            }
            if standing == Standing::News && !sides.initiators.is_empty() {
                subject.clone_from(&sides.initiators);
            }
            let when = nearest(&act, sentence, &whens, &cues);
            let kind = settled_kind(&act, sentence);
            let frame = act.meaning.frame;
            found.push(Event { sentence: number, kind, frame, sides, standing, when, start: act.start });
        }
        // What a headline or first sentence tells beside a threat is the news all the same.
        let news = found.iter().skip(before).any(|event| event.standing == Standing::News);
        match sentence.part {
            Part::Title if news => titled = true,
            Part::Title => told.dismissed |= dismissed,
            Part::Body if sentence.order == 0 && !news => told.dismissed |= dismissed,
            Part::Body | Part::Heading | Part::Dateline => {}
        }
        let parties = leading(sentence);
        if found.len() == before && !parties.is_empty() {
            subject = parties;
        }
    }
    told.dismissed &= !titled;
    told.events = found;
    told
}

/// Kinds that a holiday or a cut in spending brings about as well.
const fn is_of_post(kind: Kind) -> bool {
    matches!(kind, Kind::EmbassyClosed | Kind::EmbassyOpened | Kind::ConsulateClosed)
}

/// "The embassy opens a week of culture": what an embassy opens or closes is not itself.
fn has_object(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let intransitive = is_of_post(act.meaning.kind)
        && act.meaning.passive
        && !act.words.iter().any(|at| matches!(sentence.word(*at), "be" | "is" | "was" | "were" | "are" | "been"));
    let owned = matches!(sentence.word(act.end), "its" | "a" | "an" | "their")
        && !(1..=2).any(|ahead| sentence.word(act.end + ahead).starts_with("door"));
    let noun = sentence
        .tokens
        .get(act.end)
        .is_some_and(|next| next.word.before == ' ' && next.weight >= 4 && !next.is_number() && !matches!(next.folded(), "doors" | "door"));
    intransitive && (owned || noun)
}

/// Whether a wording tells an act together with its sides: a verb alone only towards a party, a suspension without the
/// word "membership" only by an organisation, a departure only from one.
fn is_whole(act: &Found<EventCue>, sides: &Sides, sentence: &Sentence, wordings: &Wordings) -> bool {
    let organisations = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|party| party.is_organisation());
    let names_bloc = act
        .words
        .iter()
        .filter_map(|at| sentence.tokens.get(*at))
        .any(|token| wordings.is_listed("bloc", token) || token.folded().starts_with("member"));
    match act.meaning.kind {
        Kind::MembershipSuspended if !names_bloc => organisations(&sides.initiators) && (!sides.targets.is_empty() || act.words.len() > 1),
        Kind::MembershipWithdrawn if !names_bloc => organisations(&sides.targets),
        Kind::ApologyIssued | Kind::RecognitionWithdrawn | Kind::VerbalDispute | Kind::AssassinationCase | Kind::Mediation => true,
        _ => act.words.len() > 1 || !sides.targets.is_empty(),
    }
}

/// "expel a diplomat" is one person declared unwelcome.
fn settled_kind(act: &Found<EventCue>, sentence: &Sentence) -> Kind {
    let thing =
        act.words.iter().map(|at| sentence.word(*at)).find(|word| {
            matches!(*word, "diplomat" | "attache" | "consul" | "secretary" | "counsellor" | "officer" | "envoy" | "official")
        });
    let several = (act.start.saturating_sub(6)..act.end).any(|at| {
        sentence.tokens.get(at).is_some_and(|token| token.is_number() && token.folded() != "1")
            || matches!(sentence.word(at), "two" | "several" | "dozen" | "dozens")
    });
    if act.meaning.kind == Kind::DiplomatsExpelled && thing.is_some() && !several { Kind::PersonaNonGrata } else { act.meaning.kind }
}

/// `None` for what did not happen.
fn standing(act: &Found<EventCue>, sentence: &Sentence, cues: &[Found<Cue>], whens: &[When], calendar: Calendar<'_>) -> Option<Standing> {
    let verb = act_start(act);
    // "rejecting reports on social media that it had recalled": a phrase reaches further than a word.
    let denied = cues
        .iter()
        .any(|found| found.meaning == Cue::Negated && found.words.len() > 1 && found.end <= verb && verb - found.end <= NEAR_BACKGROUND);
    let before = |cue: Cue, near: usize| {
        cues.iter().any(|found| {
            found.meaning == cue
                && found.end <= verb
                && verb - found.end <= near
                && !breaks(sentence, found.end, verb)
                && !inside(found, act)
        })
    };
    let condition =
        (verb.saturating_sub(10)..verb).any(|at| matches!(sentence.word(at), "if" | "unless" | "whether") && !breaks(sentence, at, verb));
    let behind = (act.end..sentence.tokens.len())
        .any(|at| matches!(sentence.word(at), "unless" | "if") && sentence.quoted.get(at) == sentence.quoted.get(act.start));
    // "Recalling the envoy would cost little", "he would expel them all": nobody has announced it.
    let would = (verb.saturating_sub(3)..act.end + 3).any(|at| sentence.word(at) == "would");
    let announced = cues.iter().any(|cue| matches!(cue.meaning, Cue::Says | Cue::Confirms | Cue::According));
    if would && !announced {
        return None;
    }
    // "marked the 60th anniversary of the establishment".
    if cues.iter().any(|cue| cue.meaning == Cue::Anniversary && cue.end <= verb) {
        return Some(Standing::Background);
    }
    if before(Cue::Hypothetical, NEAR_HYPOTHETICAL) || before(Cue::Negated, NEAR_NEGATED) || denied || condition || behind {
        return None;
    }
    let lies_back = |when: &When| calendar.today.is_some_and(|today| today - when.last > OLD_DAYS);
    let dated = nearest(act, sentence, whens, cues);
    // An old day makes the act old if it opens the sentence or stands near, and is not part of a name ("the 2015 deal").
    let beside = |when: &When| {
        let (from, to) = if when.end <= act.start { (when.end, act.start) } else { (act.end, when.start) };
        let open = when.start <= 5 && when.end <= act.start;
        let named = when.start.checked_sub(1).is_some_and(|at| matches!(sentence.word(at), "of" | "the"));
        open || to.saturating_sub(from) <= NEAR_DAY && !named
    };
    let dated_back = dated.is_some_and(|when| lies_back(&when) && beside(&when));
    let near_cue = |found: &Found<Cue>| found.meaning == Cue::Background && found.start.abs_diff(verb) <= NEAR_BACKGROUND;
    let looks_back = cues.iter().any(near_cue) && dated.is_none_or(|when| lies_back(&when));
    if dated_back || looks_back && sentence.part != Part::Title {
        return Some(Standing::Background);
    }
    // "over the weekend" tells a time, not an occasion.
    let times = |at: usize| whens.iter().any(|when| (when.start.saturating_sub(1)..when.end).contains(&at));
    let occasion = cues.iter().any(|found| {
        found.meaning == Cue::Subordinate
            && found.end <= verb
            && verb - found.end <= NEAR_OCCASION
            && !comma_between(sentence, found.end, verb)
            && !times(found.end)
            && !inside(found, act)
    });
    Some(if occasion { Standing::Occasion } else { Standing::News })
}

/// Where its verb stands, roughly: the first word of an active wording, the last of a passive one.
pub(super) fn act_start(act: &Found<EventCue>) -> usize {
    if act.meaning.passive { act.words.last().copied().unwrap_or(act.start) } else { act.start }
}

fn inside(cue: &Found<Cue>, act: &Found<EventCue>) -> bool {
    cue.words.iter().any(|word| act.words.contains(word))
}

/// Whether a clause ends between two words.
fn breaks(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from..=to).any(|at| at > from && sentence.before(at) != ' ')
        || (from..to).any(|at| matches!(sentence.word(at), "but" | "and" | "after" | "that"))
}

fn comma_between(sentence: &Sentence, from: usize, to: usize) -> bool {
    (from + 1..=to).any(|at| sentence.before(at) != ' ')
}

/// The day that stands nearest to an act and does not belong to another one.
fn nearest(act: &Found<EventCue>, sentence: &Sentence, whens: &[When], cues: &[Found<Cue>]) -> Option<When> {
    let distance = |when: &When| {
        let apart = if when.end <= act.start { act.start - when.end } else { when.start.saturating_sub(act.end) };
        let (from, to) = (when.start.min(act.end), when.start.max(act.end));
        let of_other = when.start >= act.end
            && cues.iter().any(|cue| {
                cue.meaning == Cue::Subordinate && cue.start >= from && cue.end <= to && !(when.start..when.end).contains(&cue.end)
            });
        let limit = when
            .start
            .checked_sub(1)
            .is_some_and(|at| matches!(sentence.word(at), "by" | "until" | "before" | "since" | "than" | "till" | "from"));
        apart + if of_other { 25 } else { 0 } + if limit { 40 } else { 0 }
    };
    whens
        .iter()
        .filter(|when| !when.of_next || when.start < act.start)
        .filter(|when| distance(when) < 40)
        .min_by_key(|when| distance(when))
        .copied()
}

/// Whether a list of wordings tells that a text is of another sort; counts the different words.
pub(super) fn different(sentences: &[Sentence], wordings: &Wordings, wanted: Cue) -> usize {
    let mut seen: Vec<&str> = Vec::new();
    for sentence in sentences {
        for cue in wordings.cues(&sentence.tokens).iter().filter(|cue| cue.meaning == wanted) {
            let word = sentence.tokens.get(cue.start).map_or("", |token| &*token.stem);
            if !seen.contains(&word) {
                seen.push(word);
            }
        }
    }
    seen.len()
}
