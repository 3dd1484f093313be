//! How near the act asked about is to what a record tells: its kind, its title, its summary, its claims, a near kind.

use super::entry::{Entry, Kinds};
use crate::incident::Kind;

/// How far an act counts that the title tells beside the kind.
pub(super) const AS_EVENT: f32 = 0.9;

/// How far an act counts that the summary tells.
const AS_SUMMED: f32 = 0.7;

/// How far an act counts that only the claims tell, not kind or title.
const AS_TOLD: f32 = 0.55;

/// How far an act counts that the record only names, where the question only names it too: "the phone tapping scandal".
pub(super) const AS_NAMED: f32 = 0.5;

/// How far a near kind counts (a break for a downgrade).
pub(super) const AS_NEAR: f32 = 0.4;

/// An expulsion of whomever takes in every sort of expulsion.
pub(super) fn with_family(kinds: Kinds, first: Option<Kind>) -> Kinds {
    if matches!(first, Some(Kind::DiplomatsExpelled | Kind::PersonaNonGrata)) {
        kinds.with(Kind::DiplomatsExpelled).with(Kind::PersonaNonGrata).with(Kind::AmbassadorExpelled)
    } else {
        kinds
    }
}

/// How far the record tells the act asked about; `noun` if the question names it by a noun.
pub(super) fn act_part(asked: Kinds, first: Option<Kind>, noun: bool, entry: &Entry) -> f32 {
    if first == Some(entry.kind) {
        1.0
    } else if asked.has(entry.kind) {
        0.97
    } else if first.is_some_and(|first| entry.events.has(first)) {
        // A case that ended in the act is filed under the case.
        if is_case(entry.kind) { 0.97 } else { 0.92 }
    } else if entry.events.meets(asked) {
        AS_EVENT
    } else if entry.summed.meets(asked) {
        AS_SUMMED
    } else if entry.told.meets(asked) {
        AS_TOLD
    } else if noun && entry.named.meets(asked) {
        AS_NAMED
    } else if near(asked, entry.events) {
        AS_NEAR
    } else {
        0.0
    }
}

/// Kinds whose initiator is who speaks up, not who did the deed that the wording names: "Iran hacked Albania" is told
/// by a record of Albania against Iran.
pub(super) const fn has_other_sides(kind: Kind) -> bool {
    matches!(kind, Kind::CyberattackAttributed | Kind::EspionageCase | Kind::AssassinationCase | Kind::DetentionCase | Kind::HostageCrisis)
}

/// Kinds that say why rather than what was done.
const fn is_case(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::EspionageCase
            | Kind::AssassinationCase
            | Kind::DetentionCase
            | Kind::CyberattackAttributed
            | Kind::VerbalDispute
            | Kind::Other
    )
}

/// Kinds that people take for each other.
const NEAR: &[&[Kind]] = &[
    &[Kind::RelationsSevered, Kind::RelationsSuspended, Kind::RelationsDowngraded],
    &[Kind::RelationsRestored, Kind::RelationsEstablished, Kind::EmbassyOpened],
    &[Kind::AmbassadorExpelled, Kind::DiplomatsExpelled, Kind::PersonaNonGrata, Kind::EspionageCase],
    &[Kind::AmbassadorRecalled, Kind::RelationsDowngraded],
    &[Kind::AmbassadorSummoned, Kind::ProtestNote, Kind::VerbalDispute],
    &[Kind::EmbassyClosed, Kind::ConsulateClosed],
    &[Kind::EmbassyAttacked, Kind::HostageCrisis],
    &[Kind::DetentionCase, Kind::HostageCrisis, Kind::EspionageCase],
    &[Kind::TreatyWithdrawn, Kind::MembershipWithdrawn],
    &[Kind::AssassinationCase, Kind::TerritorialClash],
];

pub(super) fn near(asked: Kinds, events: Kinds) -> bool {
    NEAR.iter().any(|family| {
        let family = Kinds::of(family);
        family.meets(asked) && family.meets(events)
    })
}

/// Whether people take the one for the other.
pub fn are_near(one: Kind, other: Kind) -> bool {
    one == other || NEAR.iter().any(|family| family.contains(&one) && family.contains(&other))
}

/// These kinds and those that people take for them.
pub(super) fn with_near(asked: Kinds) -> Kinds {
    NEAR.iter().map(|family| Kinds::of(family)).filter(|family| family.meets(asked)).fold(asked, Kinds::or)
}
