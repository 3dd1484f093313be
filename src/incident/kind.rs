//! The closed lists of a record: kinds of incident, aspects of a claim, stances of a speaker, relations between records.
//! Their names in JSON, in columns and in text are the same kebab-case words; their everyday wording is vocabulary's business.

use serde::{Deserialize, Serialize};

/// Declares an enum whose variants have one kebab-case name everywhere (JSON, database, command line).
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// Every value, in the order of the record format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name used in JSON, in columns and on the command line.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }

            /// Reads the name back; `None` for anything else.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($text => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}

pub(super) use closed_list;

closed_list! {
    /// What happened, as the register files it (`config/register/FORMAT.md`).
    Kind {
        /// Relations broken off.
        RelationsSevered = "relations-severed",
        /// Relations taken up again.
        RelationsRestored = "relations-restored",
        /// Relations taken up for the first time.
        RelationsEstablished = "relations-established",
        /// Relations kept at a lower level.
        RelationsDowngraded = "relations-downgraded",
        /// Relations suspended or frozen.
        RelationsSuspended = "relations-suspended",
        /// The initiator calls its own ambassador home.
        AmbassadorRecalled = "ambassador-recalled",
        /// The initiator calls the target's ambassador in.
        AmbassadorSummoned = "ambassador-summoned",
        /// The initiator sends the target's ambassador away.
        AmbassadorExpelled = "ambassador-expelled",
        /// The initiator sends diplomats of the target away.
        DiplomatsExpelled = "diplomats-expelled",
        /// Somebody is declared unwelcome (Vienna Convention on Diplomatic Relations, article 9).
        PersonaNonGrata = "persona-non-grata",
        /// An embassy is shut.
        EmbassyClosed = "embassy-closed",
        /// An embassy is opened, reopened or moved.
        EmbassyOpened = "embassy-opened",
        /// An embassy is stormed, bombed or raided.
        EmbassyAttacked = "embassy-attacked",
        /// A consulate is shut.
        ConsulateClosed = "consulate-closed",
        /// A state, government or claim is recognised.
        RecognitionGranted = "recognition-granted",
        /// A recognition is taken back.
        RecognitionWithdrawn = "recognition-withdrawn",
        /// Sanctions begin.
        SanctionsImposed = "sanctions-imposed",
        /// Sanctions end.
        SanctionsLifted = "sanctions-lifted",
        /// Airspace or flights are closed.
        AirspaceClosed = "airspace-closed",
        /// A border is closed.
        BorderClosed = "border-closed",
        /// Visas are refused or made harder.
        VisaRestricted = "visa-restricted",
        /// A treaty is left or suspended.
        TreatyWithdrawn = "treaty-withdrawn",
        /// An organisation suspends a member.
        MembershipSuspended = "membership-suspended",
        /// A member leaves an organisation.
        MembershipWithdrawn = "membership-withdrawn",
        /// Talks are broken off.
        TalksSuspended = "talks-suspended",
        /// A note of protest is handed over.
        ProtestNote = "protest-note",
        /// A cyberattack is laid at a party's door.
        CyberattackAttributed = "cyberattack-attributed",
        /// A case of spying.
        EspionageCase = "espionage-case",
        /// Somebody is held.
        DetentionCase = "detention-case",
        /// Hostages are taken.
        HostageCrisis = "hostage-crisis",
        /// A ship is seized.
        VesselSeized = "vessel-seized",
        /// Somebody is killed for political ends.
        AssassinationCase = "assassination-case",
        /// Armed forces or coast guards clash.
        TerritorialClash = "territorial-clash",
        /// A quarrel in words.
        VerbalDispute = "verbal-dispute",
        /// An apology is given.
        ApologyIssued = "apology-issued",
        /// A third party brings two sides together.
        Mediation = "mediation",
        /// None of the above.
        Other = "other",
    }
}

closed_list! {
    /// What a claim tells about its incident.
    Aspect {
        /// What was done.
        What = "what",
        /// On which day or in which period.
        When = "when",
        /// In which place.
        Where = "where",
        /// By whom or to whom.
        Who = "who",
        /// For which stated or reported reason.
        Why = "why",
        /// In which number or amount.
        HowMany = "how-many",
        /// Until when something had to be done.
        Deadline = "deadline",
        /// What a side asked for.
        Demand = "demand",
        /// How another side reacted.
        Response = "response",
        /// What a side says is untrue.
        Denial = "denial",
        /// On which terms.
        Condition = "condition",
        /// What came of it.
        Consequence = "consequence",
        /// What came before it.
        Background = "background",
        /// How it stands.
        Status = "status",
        /// On which rule of law it rested.
        LegalBasis = "legal-basis",
    }
}

closed_list! {
    /// How firmly a claim stands.
    Stance {
        /// Somebody says so.
        Asserted = "asserted",
        /// Somebody says it is not so.
        Denied = "denied",
        /// Both sides, or an independent finding, say so.
        Confirmed = "confirmed",
        /// The press says so, without a named author.
        Reported = "reported",
    }
}

closed_list! {
    /// How one record stands to another.
    How {
        /// This answers that.
        ResponseTo = "response-to",
        /// This was undone by that.
        ReversedBy = "reversed-by",
        /// This undoes that.
        Reverses = "reverses",
        /// This came after that.
        Follows = "follows",
        /// This belongs to that.
        PartOf = "part-of",
    }
}

impl Kind {
    /// Whether the act has no direction: both sides act, or neither does.
    ///
    /// A question that swaps the sides of such an incident is still right.
    pub const fn is_mutual(self) -> bool {
        matches!(self, Self::RelationsRestored | Self::RelationsEstablished | Self::Mediation)
    }

    /// Whether it decides how relations between two parties stand.
    pub const fn is_about_relations(self) -> bool {
        matches!(
            self,
            Self::RelationsSevered
                | Self::RelationsRestored
                | Self::RelationsEstablished
                | Self::RelationsDowngraded
                | Self::RelationsSuspended
        )
    }
}
