//! The title and the summary of a proposed record in own words: one sentence for each kind, in the present and the past.

use crate::incident::check::LONGEST_ID;
use crate::incident::{Date, Kind, Party};
use crate::vocabulary::Vocabulary;

/// What a title is made of.
pub(super) struct Parts<'a> {
    pub(super) kind: Kind,
    pub(super) initiators: &'a [Party],
    pub(super) targets: &'a [Party],
    /// How many persons or things are concerned, if one number tells.
    pub(super) number: Option<u64>,
    /// Whose embassy or consulate is closed, if the article tells.
    pub(super) post: Option<Post>,
}

/// Whose an embassy or a consulate is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Post {
    /// That of who acts: "closed its consulate in Saint Petersburg".
    Own,
    /// That of the other side: "ordered the Russian consulate to close".
    Theirs,
}

/// Present tense, without full stop.
pub(super) fn title(parts: &Parts<'_>, vocabulary: &Vocabulary) -> String {
    sentence(parts, vocabulary, false)
}

/// Past tense with the date, a whole sentence.
pub(super) fn summary(parts: &Parts<'_>, date: Option<&Date>, vocabulary: &Vocabulary) -> String {
    let date = date.map(|date| format!(" {}", date.in_words())).unwrap_or_default();
    format!("{}{date}.", sentence(parts, vocabulary, true))
}

/// Parties, date and kind as an id.
pub(super) fn id(parts: &Parts<'_>, date: Option<&Date>, vocabulary: &Vocabulary) -> String {
    let party = |party: &Party| crate::text::fold(vocabulary.names.name_of(*party)).trim_start_matches("the ").replace(' ', "-");
    let sides = || parts.initiators.iter().take(1).chain(parts.targets.iter().rev().take(1));
    let date = date.map(|date| {
        date.as_str()
            .chars()
            .take_while(|character| *character != '/')
            .filter(|character| character.is_ascii_digit() || *character == '-')
            .collect::<String>()
    });
    let behind: Vec<String> = date.into_iter().chain([parts.kind.name().to_owned()]).collect();
    let with = |sides: Vec<String>| sides.into_iter().chain(behind.iter().cloned()).collect::<Vec<_>>().join("-");
    let whole = with(sides().map(party).collect());
    // Two organisations with long names: their codes tell them too.
    if whole.len() <= LONGEST_ID { whole } else { with(sides().map(|party| party.to_string().to_lowercase()).collect()) }
}

fn sentence(parts: &Parts<'_>, vocabulary: &Vocabulary, past: bool) -> String {
    let (present, past_tense) = wording_of_post(parts.kind, parts.post).unwrap_or_else(|| wording(parts.kind));
    let both = parts.initiators == parts.targets;
    let others: &[Party] = if both { parts.initiators.get(1..).unwrap_or_default() } else { parts.targets };
    let first: &[Party] = if both { parts.initiators.get(..1).unwrap_or_default() } else { parts.initiators };
    let actor = if first.is_empty() { "Unknown attackers".to_owned() } else { names(first, vocabulary) };
    let plural = first.len() != 1;
    let text = if past { past_tense.to_owned() } else { agreeing(present, plural) };
    let target = if others.is_empty() { "an unnamed side".to_owned() } else { names(others, vocabulary) };
    let number = parts.number.map_or_else(String::new, |number| format!("{number} "));
    let text = text.replace("{t}", &target).replace("{n}", &number);
    let whole = format!("{actor} {text}");
    let mut letters = whole.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// "expels" of one, "expel" of several.
fn agreeing(present: &str, plural: bool) -> String {
    let (verb, rest) = present.split_once(' ').unwrap_or((present, ""));
    let verb = if !plural {
        verb
    } else if let Some(stem) = verb.strip_suffix("ses").filter(|stem| stem.ends_with('s')) {
        return format!("{stem}s {rest}");
    } else {
        verb.strip_suffix('s').unwrap_or(verb)
    };
    format!("{verb} {rest}")
}

fn names(parties: &[Party], vocabulary: &Vocabulary) -> String {
    let names: Vec<&str> = parties.iter().map(|party| vocabulary.names.name_of(*party)).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The words for a post whose owner is not the one that [`wording`] takes it to be.
const fn wording_of_post(kind: Kind, post: Option<Post>) -> Option<(&'static str, &'static str)> {
    match (kind, post) {
        (Kind::ConsulateClosed, Some(Post::Own)) => Some(("closes its consulate in {t}", "closed its consulate in {t}")),
        (Kind::EmbassyClosed, Some(Post::Theirs)) => Some(("closes the embassy of {t}", "closed the embassy of {t}")),
        _ => None,
    }
}

/// Present and past, with `{t}` for the target and `{n}` for a number and a space.
const fn wording(kind: Kind) -> (&'static str, &'static str) {
    match kind {
        Kind::RelationsSevered => ("severs relations with {t}", "severed relations with {t}"),
        Kind::RelationsRestored => ("restores relations with {t}", "restored relations with {t}"),
        Kind::RelationsEstablished => ("establishes relations with {t}", "established relations with {t}"),
        Kind::RelationsDowngraded => ("downgrades relations with {t}", "downgraded relations with {t}"),
        Kind::RelationsSuspended => ("suspends relations with {t}", "suspended relations with {t}"),
        Kind::AmbassadorRecalled => ("recalls its ambassador to {t}", "recalled its ambassador to {t}"),
        Kind::AmbassadorSummoned => ("summons the ambassador of {t}", "summoned the ambassador of {t}"),
        Kind::AmbassadorExpelled => ("expels the ambassador of {t}", "expelled the ambassador of {t}"),
        Kind::DiplomatsExpelled => ("expels {n}diplomats of {t}", "expelled {n}diplomats of {t}"),
        Kind::PersonaNonGrata => ("declares an envoy of {t} persona non grata", "declared an envoy of {t} persona non grata"),
        Kind::EmbassyClosed => ("closes its embassy in {t}", "closed its embassy in {t}"),
        Kind::EmbassyOpened => ("opens an embassy in {t}", "opened an embassy in {t}"),
        Kind::EmbassyAttacked => ("attacks an embassy of {t}", "attacked an embassy of {t}"),
        Kind::ConsulateClosed => ("closes a consulate of {t}", "closed a consulate of {t}"),
        Kind::RecognitionGranted => ("recognises {t}", "recognised {t}"),
        Kind::RecognitionWithdrawn => ("withdraws its recognition of {t}", "withdrew its recognition of {t}"),
        Kind::SanctionsImposed => ("imposes sanctions on {t}", "imposed sanctions on {t}"),
        Kind::SanctionsLifted => ("lifts sanctions on {t}", "lifted sanctions on {t}"),
        Kind::AirspaceClosed => ("closes its airspace to {t}", "closed its airspace to {t}"),
        Kind::BorderClosed => ("closes its border with {t}", "closed its border with {t}"),
        Kind::VisaRestricted => ("restricts visas for {t}", "restricted visas for {t}"),
        Kind::TreatyWithdrawn => ("leaves a treaty with {t}", "left a treaty with {t}"),
        Kind::MembershipSuspended => ("suspends {t}", "suspended {t}"),
        Kind::MembershipWithdrawn => ("leaves {t}", "left {t}"),
        Kind::TalksSuspended => ("breaks off talks with {t}", "broke off talks with {t}"),
        Kind::ProtestNote => ("lodges a protest with {t}", "lodged a protest with {t}"),
        Kind::CyberattackAttributed => ("blames {t} for a cyberattack", "blamed {t} for a cyberattack"),
        Kind::EspionageCase => ("uncovers a case of espionage for {t}", "uncovered a case of espionage for {t}"),
        Kind::DetentionCase => ("detains a citizen of {t}", "detained a citizen of {t}"),
        Kind::HostageCrisis => ("takes hostages of {t}", "took hostages of {t}"),
        Kind::VesselSeized => ("seizes a ship of {t}", "seized a ship of {t}"),
        Kind::AssassinationCase => ("kills somebody of {t}", "killed somebody of {t}"),
        Kind::TerritorialClash => ("clashes with {t}", "clashed with {t}"),
        Kind::VerbalDispute => ("quarrels with {t}", "quarrelled with {t}"),
        Kind::ApologyIssued => ("apologises to {t}", "apologised to {t}"),
        Kind::Mediation => ("mediates between {t}", "mediated between {t}"),
        Kind::Other => ("acts towards {t}", "acted towards {t}"),
    }
}
