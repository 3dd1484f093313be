//! Event codes of other registers, derived from our kinds by one table and never typed by hand, so that a correction of
//! the table corrects every export. CAMEO: Conflict and Mediation Event Observations; PLOVER: its successor.

use super::Kind;

/// The edition of the table below, for exports to name: codes of two editions need not agree.
///
/// 1: CAMEO 1.1b3, PLOVER by its manual of 2021 where manual and crosswalk differ (sanctions: SANCTION, not COERCE).
pub const CODES_VERSION: u32 = 1;

/// The codes that other registers file a kind under; nothing where they have none of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Codes {
    /// CAMEO, three or four digits.
    pub cameo: Option<&'static str>,
    /// PLOVER.
    pub plover: Option<Plover>,
}

/// A PLOVER coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plover {
    /// The event type, in capitals.
    pub event: &'static str,
    /// How it was done.
    pub mode: Option<&'static str>,
    /// In which field.
    pub context: Option<&'static str>,
}

/// The codes of a kind.
///
/// Several kinds share a code since CAMEO cannot tell them apart: the kind stays the truth.
///
/// ```
/// use aide_memoire::incident::{Kind, codes::codes};
/// assert_eq!(codes(Kind::RelationsSevered).cameo, Some("161"));
/// assert_eq!(codes(Kind::EmbassyOpened).cameo, None);
/// ```
pub const fn codes(kind: Kind) -> Codes {
    match kind {
        Kind::RelationsSevered | Kind::RelationsDowngraded | Kind::RelationsSuspended | Kind::AmbassadorRecalled => {
            coded("161", "SANCTION", Some("withdraw"), Some("diplomatic"))
        }
        Kind::DiplomatsExpelled | Kind::PersonaNonGrata | Kind::AmbassadorExpelled => {
            coded("166", "SANCTION", Some("expel"), Some("diplomatic"))
        }
        Kind::AmbassadorSummoned | Kind::ProtestNote => coded("111", "ACCUSE", Some("disapprove"), None),
        Kind::RecognitionGranted => coded("054", "SUPPORT", None, Some("diplomatic")),
        Kind::RelationsEstablished | Kind::RelationsRestored => coded("050", "SUPPORT", None, Some("diplomatic")),
        Kind::SanctionsImposed => coded("163", "SANCTION", Some("discontinue"), None),
        Kind::SanctionsLifted => coded("085", "RETREAT", Some("ease"), None),
        Kind::TalksSuspended => coded("164", "SANCTION", Some("withdraw"), None),
        Kind::Mediation => coded("045", "CONSULT", None, None),
        Kind::ApologyIssued => coded("055", "SUPPORT", None, None),
        Kind::EspionageCase | Kind::CyberattackAttributed => coded("1125", "ACCUSE", Some("allege"), None),
        Kind::DetentionCase => coded("173", "COERCE", Some("arrest"), None),
        Kind::HostageCrisis => coded("181", "ASSAULT", Some("abduct"), None),
        Kind::VesselSeized => coded("171", "COERCE", Some("seize"), None),
        // No code says just this, and a code that says more would be a claim of ours.
        Kind::EmbassyClosed
        | Kind::EmbassyOpened
        | Kind::EmbassyAttacked
        | Kind::ConsulateClosed
        | Kind::RecognitionWithdrawn
        | Kind::AirspaceClosed
        | Kind::BorderClosed
        | Kind::VisaRestricted
        | Kind::TreatyWithdrawn
        | Kind::MembershipSuspended
        | Kind::MembershipWithdrawn
        | Kind::AssassinationCase
        | Kind::TerritorialClash
        | Kind::VerbalDispute
        | Kind::Other => Codes { cameo: None, plover: None },
    }
}

const fn coded(cameo: &'static str, event: &'static str, mode: Option<&'static str>, context: Option<&'static str>) -> Codes {
    Codes { cameo: Some(cameo), plover: Some(Plover { event, mode, context }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_the_shape_of_its_scheme() {
        for kind in Kind::ALL {
            let Codes { cameo, plover } = codes(*kind);
            assert_eq!(cameo.is_some(), plover.is_some(), "{}", kind.name());
            assert!(cameo.is_none_or(|code| (3..=4).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_digit())));
            assert!(plover.is_none_or(|plover| plover.event.bytes().all(|byte| byte.is_ascii_uppercase())));
        }
    }

    #[test]
    fn a_summoned_ambassador_is_a_protest_and_no_talk() {
        assert_eq!(codes(Kind::AmbassadorSummoned).plover.map(|plover| plover.event), Some("ACCUSE"));
    }
}
