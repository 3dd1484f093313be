//! Which of the acts in an article is its news, which others are told beside it, and whether there is any.

use super::events::{Event, Standing, different};
use super::sentences::{Part, Sentence};
use super::sides::Sides;
use super::wordings::{Cue, Frame, Wordings};
use crate::incident::{Kind, Party};

/// Acts that are one event: the same kind and no side that contradicts.
#[derive(Debug, Clone)]
pub(super) struct Told {
    pub(super) kind: Kind,
    pub(super) sides: Sides,
    /// Numbers among the events, in the order of the text.
    pub(super) events: Vec<usize>,
    pub(super) score: f32,
    pub(super) standing: Standing,
}

/// Why an article is no news of an incident. A match may be what it was about, if it is told at once what states did.
pub(super) fn other_matter(sentences: &[Sentence], events: &[Event], wordings: &Wordings) -> Option<&'static str> {
    let opening: Vec<Sentence> = sentences.iter().filter(|sentence| sentence.part == Part::Title || sentence.order < 2).cloned().collect();
    let of = |cue: Cue| (different(&opening, wordings, cue), different(sentences, wordings, cue));
    let (fiction_first, fiction) = of(Cue::Fiction);
    let reviewed = sentences.iter().any(|sentence| sentence.part == Part::Title && is_named(sentence, wordings, Cue::Fiction));
    if reviewed || fiction_first >= 3 || fiction_first >= 1 && fiction >= 3 || fiction >= 5 {
        return Some("it is about a film, a book or another work of fiction");
    }
    let near = |sentence: &&Sentence| sentence.part == Part::Title || sentence.order < 4;
    let plain = |sentence: &Sentence, at: usize| !sentence.quoted.get(at).copied().unwrap_or(false);
    let mock = |sentence: &Sentence| {
        wordings.cues(&sentence.tokens).iter().any(|cue| cue.meaning == Cue::Mock && cue.words.len() > 1 && plain(sentence, cue.start))
    };
    if of(Cue::Mock).0 >= 1 || sentences.iter().filter(near).any(mock) {
        return Some("what it tells is a game, an exercise or a joke");
    }
    let (sport_first, sport) = of(Cue::Sport);
    let plain = |event: &Event| {
        let opens = sentences.get(event.sentence).is_some_and(|sentence| sentence.part == Part::Title || sentence.order == 0);
        let sides = &event.sides;
        let whole = !sides.initiators.is_empty() && !sides.targets.is_empty() && !sides.inferred && !sides.private;
        opens && whole && event.standing == Standing::News && firmness(event.kind) >= 1.0
    };
    if (sport_first >= 3 || sport_first >= 1 && sport >= 4 || sport >= 7) && !events.iter().any(plain) {
        return Some("it is about sport");
    }
    let (opinion_first, opinion) = of(Cue::Opinion);
    let own = |words: &[&str]| {
        let says = |sentence: &&Sentence| {
            let plain = |at: usize| !sentence.quoted.get(at).copied().unwrap_or(false);
            sentence.part == Part::Body && (0..sentence.tokens.len()).any(|at| words.contains(&sentence.word(at)) && plain(at))
        };
        sentences.iter().filter(says).count()
    };
    if sentences.iter().any(|sentence| sentence.part == Part::Title && is_named(sentence, wordings, Cue::Correction)) {
        return Some("it corrects an earlier article");
    }
    let labelled = sentences.iter().any(|sentence| sentence.part == Part::Title && is_named(sentence, wordings, Cue::Opinion));
    let (me, us) = (own(&["i", "my", "ive", "id"]), own(&["we", "our", "us"]));
    let argues = opinion >= 2 && (opinion_first >= 1 || me + us >= 2);
    if labelled || argues || me >= 3 || me >= 1 && us >= 2 {
        return Some("it is a piece of opinion");
    }
    None
}

/// Whether an article is about something in which acts between states are told by the way, if not at once: markets, crimes,
/// an envoy who presents credentials.
pub(super) fn other_subject(sentences: &[Sentence], wordings: &Wordings) -> Option<Cue> {
    let opening: Vec<Sentence> = sentences.iter().filter(|sentence| sentence.part == Part::Title || sentence.order < 2).cloned().collect();
    let received = sentences.iter().filter(|sentence| sentence.part == Part::Title || sentence.part == Part::Body && sentence.order == 0);
    if received.flat_map(|sentence| wordings.cues(&sentence.tokens)).any(|cue| cue.meaning == Cue::Ceremony) {
        return Some(Cue::Ceremony);
    }
    [Cue::Business, Cue::Crime].into_iter().find(|cue| {
        let first = different(&opening, wordings, *cue);
        first >= 2 && different(sentences, wordings, *cue) >= 4
    })
}

/// "Editorial: …", "OPINION | …": a headline that begins with the name of the sort of text.
fn is_named(sentence: &Sentence, wordings: &Wordings, sort: Cue) -> bool {
    wordings.cues(&sentence.tokens).iter().any(|cue| {
        let ends = sentence.tokens.len() == cue.end || sentence.before(cue.end) != ' ';
        cue.meaning == sort && cue.start == 0 && ends
    })
}

/// Whether the text says at its beginning that it looks back; an anniversary told behind an act is only its occasion.
pub(super) fn looks_back(sentences: &[Sentence], events: &[Event], wordings: &Wordings) -> bool {
    sentences
        .iter()
        .enumerate()
        .filter(|(_, sentence)| sentence.part == Part::Title || sentence.part == Part::Body && sentence.order == 0)
        .any(|(number, sentence)| {
            let first =
                events.iter().filter(|event| event.sentence == number && event.standing == Standing::News).map(|event| event.start).min();
            wordings.cues(&sentence.tokens).iter().any(|cue| cue.meaning == Cue::Anniversary && first.is_none_or(|first| cue.start < first))
        })
}

/// The events of an article, the likeliest news first.
pub(super) fn told(events: &[Event], sentences: &[Sentence]) -> Vec<Told> {
    let mut told: Vec<Told> = Vec::new();
    let any_bought = events.iter().any(|event| {
        let sentence = sentences.get(event.sentence);
        event.kind == Kind::DetentionCase && sentence.is_some_and(|sentence| is_of_buyer(event, events, sentence))
    });
    for (number, event) in events.iter().enumerate() {
        // "through the mediation of China, Iran and Saudi Arabia agreed": who mediates acts.
        let brought =
            event.frame == Frame::Broker && events.iter().any(|other| other.sentence == event.sentence && other.frame == Frame::Both);
        // "arrested on suspicion of selling charts to China": who only bought is not who is held.
        let bare = event.sides.initiators.is_empty() && event.sides.targets.is_empty();
        let bought = event.kind == Kind::DetentionCase
            && (bare && any_bought || sentences.get(event.sentence).is_some_and(|sentence| is_of_buyer(event, events, sentence)));
        // "jailed for spying for Russia": a case of espionage, unless it was for the state of who is held.
        let spied = event.kind == Kind::DetentionCase
            && events.iter().any(|other| {
                let named =
                    !event.sides.targets.is_empty() && !other.sides.targets.is_empty() && other.sides.targets != event.sides.targets;
                other.sentence == event.sentence && other.kind == Kind::EspionageCase && other.frame == Frame::Charge && named
            });
        // "was summoned and informed that three employees were declared personae non gratae": what was told is the news.
        let graver = matches!(event.kind, Kind::AmbassadorSummoned | Kind::ProtestNote)
            && events.iter().any(|other| {
                other.sentence == event.sentence && other.standing == Standing::News && is_graver(other.kind) && other.start > event.start
            });
        let share = if brought {
            2.5
        } else if spied || bought || graver {
            0.2
        } else {
            1.0
        };
        let score = sentences.get(event.sentence).map_or(0.0, |sentence| score(event, sentence)) * share;
        match told.iter_mut().find(|one| is_same(one, event)) {
            Some(one) => one.add(number, event, score),
            None => told.push(Told { kind: event.kind, sides: event.sides.clone(), events: vec![number], score, standing: event.standing }),
        }
    }
    for one in &mut told {
        one.kind = restored(one, events);
    }
    told.sort_by(|one, other| other.score.total_cmp(&one.score));
    told
}

/// Whether the sides of an arrest are named only in the charge behind it, as those for whom somebody spied.
fn is_of_buyer(event: &Event, events: &[Event], sentence: &Sentence) -> bool {
    let charge = events.iter().find(|other| {
        other.sentence == event.sentence && other.kind == Kind::EspionageCase && other.frame == Frame::Charge && other.start > event.start
    });
    charge.is_some_and(|charge| {
        let behind = |party: &Party| {
            sentence.mentions.iter().filter(|mention| mention.parties.contains(party)).all(|mention| mention.start > charge.start)
        };
        !charge.sides.targets.is_empty()
            && charge.sides.targets.iter().all(behind)
            && charge.sides.targets.iter().any(|party| event.sides.initiators.contains(party) || event.sides.targets.contains(party))
    })
}

/// Relations that are established after the two had broken them off are restored.
fn restored(told: &Told, events: &[Event]) -> Kind {
    let broken = |event: &Event| {
        let parties = || event.sides.initiators.iter().chain(&event.sides.targets);
        let own = |party: &Party| told.sides.initiators.contains(party) || told.sides.targets.contains(party);
        matches!(event.kind, Kind::RelationsSevered | Kind::RelationsSuspended)
            && event.standing != Standing::News
            && parties().count() > 0
            && parties().all(own)
    };
    if told.kind == Kind::RelationsEstablished && told.standing != Standing::Background && events.iter().any(broken) {
        Kind::RelationsRestored
    } else {
        told.kind
    }
}

impl Told {
    fn add(&mut self, number: usize, event: &Event, score: f32) {
        // What is said again matters less each time.
        self.score += score / (1.0 + self.events.len() as f32);
        self.events.push(number);
        // "Kenyan envoy must go": the ambassador, as the text says.
        if self.kind == Kind::PersonaNonGrata && event.kind == Kind::AmbassadorExpelled {
            self.kind = event.kind;
        }
        self.standing = self.standing.min(event.standing);
        self.sides.mutual |= event.sides.mutual && self.kind == Kind::TerritorialClash;
        let sure = self.sides.inferred && !event.sides.inferred && !event.sides.initiators.is_empty();
        if self.sides.initiators.is_empty() || sure && event.standing == Standing::News {
            self.sides.initiators.clone_from(&event.sides.initiators);
            self.sides.inferred = event.sides.inferred;
        }
        if self.sides.targets.is_empty() {
            self.sides.targets.clone_from(&event.sides.targets);
        }
        let initiators = self.sides.initiators.clone();
        if !self.sides.mutual {
            self.sides.targets.retain(|party| !initiators.contains(party));
        }
        for party in &event.sides.others {
            if !self.sides.others.contains(party) {
                self.sides.others.push(*party);
            }
        }
    }
}

/// Expulsions are one family: "expelled the diplomats", "declared them personae non gratae".
const fn family(kind: Kind) -> Kind {
    match kind {
        Kind::PersonaNonGrata | Kind::AmbassadorExpelled => Kind::DiplomatsExpelled,
        kind => kind,
    }
}

/// What an envoy is summoned to be told.
const fn is_graver(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::DiplomatsExpelled
            | Kind::PersonaNonGrata
            | Kind::AmbassadorExpelled
            | Kind::AmbassadorRecalled
            | Kind::ConsulateClosed
            | Kind::EmbassyClosed
            | Kind::RelationsSevered
    )
}

fn is_same(told: &Told, event: &Event) -> bool {
    let fits = |one: &[Party], other: &[Party]| one.is_empty() || other.is_empty() || one.iter().any(|party| other.contains(party));
    let back = (told.standing == Standing::Background) == (event.standing == Standing::Background);
    let initiators = fits(&told.sides.initiators, &event.sides.initiators) || told.sides.inferred || event.sides.inferred;
    family(told.kind) == family(event.kind) && back && initiators && fits(&told.sides.targets, &event.sides.targets)
}

/// Where an article says it, how it stands, how surely the wording means an incident, and whether both sides are told.
fn score(event: &Event, sentence: &Sentence) -> f32 {
    let place = match (sentence.part, sentence.order) {
        (Part::Title, _) => 10.0,
        (Part::Heading | Part::Dateline, _) => 3.0,
        (Part::Body, 0) => 8.0,
        (Part::Body, 1) => 6.0,
        (Part::Body, 2) => 5.0,
        (Part::Body, 3) => 4.0,
        (Part::Body, 4..=8) => 3.0,
        (Part::Body, _) => 2.0,
    };
    let standing = match event.standing {
        Standing::News => 1.0,
        Standing::Occasion => 0.35,
        Standing::Background => 0.1,
    };
    let sides = match (event.sides.initiators.is_empty(), event.sides.targets.is_empty()) {
        (false, false) => 1.0,
        (true, false) | (false, true) => 0.7,
        (true, true) => 0.4,
    };
    let first = 1.0 / (1.0 + event.start as f32 / 40.0);
    place * standing * sides * first * firmness(event.kind)
}

/// How surely the wordings of a kind tell an incident rather than something beside one.
pub(super) const fn firmness(kind: Kind) -> f32 {
    match kind {
        Kind::VerbalDispute => 0.4,
        Kind::EspionageCase | Kind::Mediation | Kind::TerritorialClash | Kind::AssassinationCase | Kind::Other => 0.65,
        Kind::DetentionCase | Kind::HostageCrisis | Kind::ApologyIssued | Kind::CyberattackAttributed | Kind::SanctionsImposed => 0.8,
        Kind::TalksSuspended | Kind::ProtestNote | Kind::AmbassadorSummoned => 0.85,
        _ => 1.0,
    }
}
