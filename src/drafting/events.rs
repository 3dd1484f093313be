//! Acts in the sentences of an article: which kind, whether they happened, whether they are the news or lie back.

use std::collections::HashSet;

use super::days::{self, Calendar, When};
use super::frames::post_near;
use super::sentences::{Part, Sentence};
use super::sides::{Sides, is_bloc, sides};
use super::standing::{act_start, nearest, reporting, standing};
use super::subjects::leading;
use super::wordings::{Cue, EventCue, Frame, Wordings};
use crate::incident::{Kind, Party};
use crate::vocabulary::{Form, Found, Vocabulary};

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
    /// Position of its verb.
    pub(super) verb: usize,
}

/// The acts of an article.
#[derive(Debug, Clone, Default)]
pub(super) struct Acts {
    /// Those that happened, in the order of the text.
    pub(super) events: Vec<Event>,
    /// Headline or first sentence tell one that is only threatened, planned, asked for or denied.
    pub(super) dismissed: bool,
}

/// Every act of an article that happened, in the order of the text; `home` is who speaks as "we".
pub(super) fn find(sentences: &[Sentence], text: &str, home: Option<Party>, calendar: Calendar<'_>, wide: Option<&Vocabulary>) -> Acts {
    let mut told = Acts::default();
    let mut titled = false;
    let opens = |sentence: &&Sentence| sentence.part == Part::Title || sentence.part == Part::Body && sentence.order < 3;
    let routine = sentences
        .iter()
        .filter(opens)
        .any(|sentence| calendar.wordings.cues(&sentence.tokens).iter().any(|cue| cue.meaning == Cue::Routine));
    let disaster = different(sentences, calendar.wordings, Cue::Disaster) >= 2;
    let disease = different(sentences, calendar.wordings, Cue::Disease) >= 1;
    let rescue = different(sentences, calendar.wordings, Cue::Rescue) >= 1;
    let reader = Reader { sentences, wordings: calendar.wordings, routine, disaster, disease, rescue };
    let mut found: Vec<Event> = Vec::new();
    let mut subject: Vec<Party> = home.into_iter().collect();
    for (number, sentence) in sentences.iter().enumerate() {
        // "Why did Bahrain pull its envoy?" takes for granted that it did.
        let granted = sentence.word(0) == "why" && sentence.part != Part::Body;
        if sentence.asks(text) && !granted || sentence.part == Part::Dateline {
            continue;
        }
        let acts = calendar.wordings.events(&sentence.tokens, wide);
        let before = found.len();
        let mut dismissed = false;
        let whens = days::find(sentence, calendar);
        let cues = reporting(sentence, &whens, calendar.wordings);
        for act in acts.into_iter().filter(|act| may_be_act(act, sentence)) {
            let Some(standing) = standing(&act, sentence, &cues, &whens, calendar) else {
                dismissed = true;
                continue;
            };
            let Some(sides) = reader.sides(&act, number, &subject) else { continue };
            if standing == Standing::News && !sides.initiators.is_empty() {
                subject.clone_from(&sides.initiators);
            }
            let when = nearest(&act, sentence, &whens, &cues);
            let kind = settled_kind(&act, sentence);
            let frame = act.meaning.frame;
            let verb = act_start(&act, sentence);
            found.push(Event { sentence: number, kind, frame, sides, standing, when, start: act.start, verb });
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

/// The sentences of an article, while the sides of their acts are read.
struct Reader<'a> {
    sentences: &'a [Sentence],
    wordings: &'a Wordings,
    /// What closes and opens is only a matter of service.
    routine: bool,
    /// A storm or an earthquake closes what is closed.
    disaster: bool,
    /// A disease of animals or plants stops imports.
    disease: bool,
    /// Somebody is saved at sea.
    rescue: bool,
}

impl Reader<'_> {
    /// Who acted towards whom; `None` if no state did, or nothing between states.
    fn sides(&self, act: &Found<EventCue>, number: usize, subject: &[Party]) -> Option<Sides> {
        let sentence = self.sentences.get(number)?;
        let mut sides = sides(act, sentence, subject, self.wordings);
        // "its consulate in Saint Petersburg, Russia" names one party twice.
        for side in [&mut sides.initiators, &mut sides.targets] {
            let mut once = HashSet::new();
            side.retain(|party| once.insert(*party));
        }
        let kind = act.meaning.kind;
        let posts = self.posts_meant(act, sentence, &sides);
        if !posts.is_empty() {
            sides.targets = post_near(self.sentences, number, posts, self.wordings);
            sides.targets.retain(|party| !sides.initiators.contains(party));
            let surely = kind == Kind::ConsulateClosed || kind == Kind::EmbassyAttacked && posts.len() > 2;
            if sides.targets.is_empty() && !surely {
                return None;
            }
        }
        let service = self.routine && (is_of_post(kind) || kind == Kind::AirspaceClosed)
            || self.disaster && (is_of_post(kind) || matches!(kind, Kind::AirspaceClosed | Kind::BorderClosed));
        let goods =
            |at: &usize| ["import", "export", "product", "trade", "shipment"].iter().any(|stem| sentence.word(*at).starts_with(stem));
        // "rescued forty and took the boat to port".
        let brought = ["take", "took", "tow", "bring", "brought", "escort", "lead", "led"]
            .iter()
            .any(|stem| sentence.word(act.start).starts_with(stem));
        let service = service
            || self.rescue && kind == Kind::VesselSeized && brought
            || self.disease && kind == Kind::SanctionsImposed && act.words.iter().any(goods);
        // "A carmaker recalls", "the orchestra apologised": no state acts.
        let private = sides.private || !is_whole(act, &sides, sentence, self.wordings);
        (!service && !private && !has_object(act, sentence)).then_some(sides)
    }

    /// The posts of which one named nearby tells whom an act strikes that names nobody itself.
    fn posts_meant(&self, act: &Found<EventCue>, sentence: &Sentence, sides: &Sides) -> &'static [&'static str] {
        let envoy = matches!(act.meaning.kind, Kind::AmbassadorSummoned | Kind::AmbassadorExpelled);
        match act.meaning.kind {
            Kind::EmbassyAttacked if strikes_building(act, sentence, self.wordings) => &["embassy", "consulate"],
            _ if !sides.targets.is_empty() => &[],
            Kind::EmbassyAttacked => &["embassy", "consulate", "anyenvoy"],
            Kind::ConsulateClosed => &["consulate"],
            _ if has_pronoun(act, sentence) || envoy && sides.initiators.is_empty() => &["anyenvoy", "embassy"],
            _ => &[],
        }
    }
}

/// Whether a wording is read as an act at all.
fn may_be_act(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    !is_eased(act, sentence)
        && !is_accused(act, sentence)
        && !is_state(act, sentence)
        && !is_beside_post(act, sentence)
        && !spans_clauses(act, sentence)
        && !is_own_deed(act, sentence)
        && !is_taken(act, sentence)
        && !is_only_a_call(act, sentence)
}

/// "ends the visa requirement": whoever does so restricts nothing.
fn is_eased(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let ends = ["end", "scrap", "cancel", "suspend", "withdr", "drop"].iter().any(|stem| sentence.word(act.start).starts_with(stem));
    act.meaning.kind == Kind::VisaRestricted
        && ends
        && matches!(sentence.word(act.end), "requirement" | "requirements" | "obligation" | "fees")
}

/// "a tycoon accused of fraud": nobody is told to accuse.
fn is_accused(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let by = (act.end..act.end + 6).any(|at| sentence.word(at) == "by");
    act.meaning.kind == Kind::VerbalDispute && sentence.word(act.start) == "accused" && sentence.word(act.start + 1) == "of" && !by
}

/// "the embassy is open", "remains open": nobody opens it.
fn is_state(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let last = act.words.last().copied().unwrap_or(act.start);
    let is = |at: usize| {
        matches!(sentence.word(at), "is" | "are" | "was" | "remain" | "remains" | "stay" | "stays" | "still" | "be" | "staying")
    };
    act.meaning.kind == Kind::EmbassyOpened && sentence.word(last) == "open" && last.checked_sub(1).is_some_and(is)
}

/// "burnt a flag outside the embassy": the embassy is only the place.
fn is_beside_post(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let gap = |at: &usize| !act.words.contains(at);
    (act.meaning.kind == Kind::EmbassyAttacked || is_of_post(act.meaning.kind))
        && act.words.len() == 2
        && (act.start..act.end).filter(gap).any(|at| matches!(sentence.word(at), "outside" | "near" | "opposite" | "beside"))
}

/// "called his Serbian colleague on Monday" is a quarrel only with what he called him: in quotation marks, or "a liar".
fn is_only_a_call(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let names = ["call", "brand", "label", "describ", "dub", "liken", "compar", "nicknam"];
    let called = names.iter().any(|stem| sentence.word(act.start).starts_with(stem));
    let office = act.words.len() == 2
        && act.words.last().is_some_and(|at| {
            let word = sentence.word(*at);
            let offices = ["president", "premier", "chancellor", "leader", "minister", "counterpart", "colleague", "king", "government"];
            offices.iter().any(|office| word.starts_with(office))
        });
    let named = (act.end..act.end + 7).any(|at| sentence.quoted.get(at).copied().unwrap_or(false))
        || (act.end..act.end + 4).any(|at| matches!(sentence.word(at), "a" | "an"));
    act.meaning.kind == Kind::VerbalDispute && called && office && !named
}

/// "booted out", "arrested": a wording that names no diplomat, official or citizen itself.
fn is_bare(act: &Found<EventCue>, sentence: &Sentence, wordings: &Wordings) -> bool {
    let verbs = ["kick", "throw", "threw", "boot", "turf", "order", "chuck", "bundl", "out", "pack", "arrest", "detain", "jail"];
    let more = ["imprison", "held", "hold", "lock", "seiz", "stop", "pick", "round", "away", "pull", "drag", "take", "took", "custody"];
    let verb = |word: &str| {
        word.len() <= 4 || word == "sends" || word == "sending" || verbs.iter().chain(&more).any(|stem| word.starts_with(stem))
    };
    let citizen = |at: &usize| wordings.is_listed("citizen", &sentence.tokens, *at);
    matches!(act.meaning.kind, Kind::DiplomatsExpelled | Kind::DetentionCase)
        && !act.words.iter().any(citizen)
        && act.words.iter().all(|at| verb(sentence.word(*at)))
}

/// "hosted talks", "brought together": only between two others is it mediation.
fn names_mediator(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    act.words
        .iter()
        .any(|at| ["mediat", "broker", "good", "go", "honest", "shuttle"].iter().any(|stem| sentence.word(*at).starts_with(stem)))
}

/// "a trade agreement that will lift import duties" punishes nobody.
fn is_of_trade(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let duty = |at: &usize| ["tariff", "dut", "levy", "levies"].iter().any(|stem| sentence.word(*at).starts_with(stem));
    let deal = |at: usize| matches!(sentence.word(at), "agreement" | "pact" | "deal" | "accord");
    act.words.iter().any(duty) && (0..sentence.tokens.len()).any(deal)
}

/// Whether a target is named as people: "four Russians", "a Briton".
fn names_people(sides: &Sides, sentence: &Sentence) -> bool {
    sentence
        .mentions
        .iter()
        .any(|mention| mention.form == Form::People && mention.parties.iter().any(|party| sides.targets.contains(party)))
}

/// "the minister said 58 people had been arrested": the minister is not the one who was.
fn spans_clauses(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let second = act.words.get(1).copied().unwrap_or(act.start);
    act.meaning.passive && (act.start..second).any(|at| matches!(sentence.word(at), "said" | "says" | "told" | "announced" | "confirmed"))
}

/// "I have expelled my cousin": a person speaks of what he or she did; only an apology is given so.
fn is_own_deed(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let me = (act.start.saturating_sub(3)..act.end + 1).any(|at| matches!(sentence.word(at), "i" | "my" | "me" | "ive"));
    me && act.meaning.kind != Kind::ApologyIssued && sentence.quoted.get(act.start).copied().unwrap_or(false)
}

/// "Warsaw accepts the apology": who gave it is told elsewhere.
fn is_taken(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let takes = |at: usize| {
        ["accept", "welcom", "reject", "await", "receiv", "want", "seek"].iter().any(|stem| sentence.word(at).starts_with(stem))
    };
    act.meaning.kind == Kind::ApologyIssued
        && sentence.word(act.start).starts_with("apolog")
        && (act.start.saturating_sub(4)..act.start).any(takes)
}

/// Kinds that a holiday or a cut in spending brings about as well.
const fn is_of_post(kind: Kind) -> bool {
    matches!(kind, Kind::EmbassyClosed | Kind::EmbassyOpened | Kind::ConsulateClosed)
}

/// "Iceland had summoned him": an envoy named before.
fn has_pronoun(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    act.words.iter().any(|at| matches!(sentence.word(*at), "him" | "her" | "them"))
}

/// "set the building alight": only what stands around it tells that it is an embassy.
fn strikes_building(act: &Found<EventCue>, sentence: &Sentence, wordings: &Wordings) -> bool {
    let posts = ["embassy", "consulate"];
    let names_post = |at: &usize| {
        posts.iter().any(|list| wordings.is_listed(list, &sentence.tokens, *at)) || sentence.word(*at).starts_with("diplomatic")
    };
    act.meaning.kind == Kind::EmbassyAttacked && !(act.start..act.end).any(|at| names_post(&at))
}

/// "The embassy opens a week of culture": what an embassy opens or closes is not itself.
fn has_object(act: &Found<EventCue>, sentence: &Sentence) -> bool {
    let intransitive = is_of_post(act.meaning.kind)
        && act.meaning.passive
        && !act.words.iter().any(|at| matches!(sentence.word(*at), "be" | "is" | "was" | "were" | "are" | "been"));
    let owned = matches!(sentence.word(act.end), "its" | "a" | "an" | "their")
        && !(1..=2).any(|ahead| sentence.word(act.end + ahead).starts_with("door"));
    let noun = sentence.tokens.get(act.end).is_some_and(|next| {
        next.word.before == ' '
            && next.weight >= 4
            && !next.is_number()
            && !matches!(next.folded(), "doors" | "door" | "again" | "back" | "today" | "yesterday" | "officially")
    });
    intransitive && (owned || noun)
}

/// Whether a wording tells an act together with its sides: a verb alone only towards a party, a suspension without the
/// word "membership" only by an organisation, a departure only from one.
fn is_whole(act: &Found<EventCue>, sides: &Sides, sentence: &Sentence, wordings: &Wordings) -> bool {
    let organisations = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|party| party.is_organisation());
    let names_bloc =
        act.words.iter().any(|at| wordings.is_listed("bloc", &sentence.tokens, *at) || sentence.word(*at).starts_with("member"));
    match act.meaning.kind {
        Kind::MembershipSuspended if !names_bloc && sides.initiators.is_empty() && is_bloc(sentence, act.start, wordings) => {
            !sides.targets.is_empty()
        }
        Kind::MembershipSuspended if !names_bloc => organisations(&sides.initiators) && (!sides.targets.is_empty() || act.words.len() > 1),
        Kind::MembershipWithdrawn if !names_bloc => organisations(&sides.targets),
        Kind::RelationsSevered if act.meaning.frame == Frame::With && sentence.word(act.end - 1) == "with" => !sides.targets.is_empty(),
        // "arrested for the storming of the embassy": of whom it is, only a people's name tells.
        Kind::DetentionCase if is_bare(act, sentence, wordings) && !matches!(sentence.word(act.end - 1), "in" | "by") => {
            names_people(sides, sentence)
        }
        Kind::Mediation if !names_mediator(act, sentence) => sides.targets.len() > 1,
        Kind::ApologyIssued if sides.inferred && sides.targets.is_empty() => sentence.word(act.end) != "to",
        Kind::SanctionsImposed | Kind::SanctionsLifted if is_of_trade(act, sentence) => false,
        Kind::DiplomatsExpelled if is_bare(act, sentence, wordings) && act.words.len() > 1 => names_people(sides, sentence),
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
    // "barred Americans from entering" keeps a people out, not a person.
    let people = sentence.mentions.iter().any(|mention| {
        mention.form == Form::People && mention.start > act.start && mention.end < act.end && sentence.word(mention.start).ends_with('s')
    });
    if act.meaning.kind == Kind::PersonaNonGrata && people && act.words.iter().any(|at| sentence.word(*at).starts_with("enter")) {
        return Kind::VisaRestricted;
    }
    if act.meaning.kind == Kind::DiplomatsExpelled && thing.is_some() && !several { Kind::PersonaNonGrata } else { act.meaning.kind }
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
