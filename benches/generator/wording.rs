//! The sentences of generated records and questions, with places to fill: `{A}` who acts, `{B}` towards whom, `{a}` `{b}`
//! their adjectives, `{n}` a number, `{x}` the cause. Written as people write, without a look at the program's word lists.

use aide_memoire::incident::{Aspect, Kind, Stance};

/// How a kind is told and asked about.
pub(crate) struct Wording {
    /// What it is.
    pub(crate) kind: Kind,
    /// Titles, in the present tense.
    pub(crate) titles: &'static [&'static str],
    /// What is asked behind "did A", and the same in the past tense.
    pub(crate) acts: &'static [(&'static str, &'static str)],
    /// The verb of "how many {b} … did A …", for kinds that count persons.
    pub(crate) counted: Option<(&'static str, &'static str)>,
}

const fn wording(kind: Kind, titles: &'static [&'static str], acts: &'static [(&'static str, &'static str)]) -> Wording {
    Wording { kind, titles, acts, counted: None }
}

const fn counted(
    kind: Kind,
    titles: &'static [&'static str],
    acts: &'static [(&'static str, &'static str)],
    counted: (&'static str, &'static str),
) -> Wording {
    Wording { kind, titles, acts, counted: Some(counted) }
}

/// Every kind that one state does to another or two do at once. Kinds of organisations, mediation and "other" are left out.
pub(crate) const KINDS: &[Wording] = &[
    wording(
        Kind::RelationsSevered,
        &["{A} breaks off relations with {B} over {x}", "{A} severs diplomatic relations with {B} after {x}"],
        &[
            ("cut ties with {B}", "cut ties with {B}"),
            ("break off relations with {B}", "broke off relations with {B}"),
            ("sever diplomatic relations with {B}", "severed diplomatic relations with {B}"),
            ("end relations with {B}", "ended relations with {B}"),
        ],
    ),
    wording(
        Kind::RelationsRestored,
        &["{A} and {B} restore diplomatic relations after {x}", "{A} and {B} resume relations"],
        &[
            ("restore relations with {B}", "restored relations with {B}"),
            ("resume diplomatic ties with {B}", "resumed diplomatic ties with {B}"),
            ("make up with {B}", "made up with {B}"),
        ],
    ),
    wording(
        Kind::RelationsEstablished,
        &["{A} and {B} establish diplomatic relations"],
        &[
            ("establish diplomatic relations with {B}", "established diplomatic relations with {B}"),
            ("take up relations with {B}", "took up relations with {B}"),
        ],
    ),
    wording(
        Kind::RelationsDowngraded,
        &["{A} downgrades relations with {B} over {x}", "{A} lowers its relations with {B} to chargé level after {x}"],
        &[
            ("downgrade relations with {B}", "downgraded relations with {B}"),
            ("reduce its ties with {B} to chargé level", "reduced its ties with {B} to chargé level"),
        ],
    ),
    wording(
        Kind::RelationsSuspended,
        &["{A} suspends diplomatic relations with {B} over {x}"],
        &[
            ("suspend relations with {B}", "suspended relations with {B}"),
            ("freeze diplomatic ties with {B}", "froze diplomatic ties with {B}"),
        ],
    ),
    wording(
        Kind::AmbassadorRecalled,
        &["{A} recalls its ambassador from {B} over {x}", "{A} calls its ambassador in {B} home after {x}"],
        &[
            ("recall its ambassador from {B}", "recalled its ambassador from {B}"),
            ("call its ambassador home from {B}", "called its ambassador home from {B}"),
            ("pull its envoy out of {B}", "pulled its envoy out of {B}"),
        ],
    ),
    wording(
        Kind::AmbassadorSummoned,
        &["{A} summons the {b} ambassador over {x}", "{A} summons the ambassador of {B} after {x}"],
        &[
            ("summon the {b} ambassador", "summoned the {b} ambassador"),
            ("call in the ambassador of {B}", "called in the ambassador of {B}"),
        ],
    ),
    wording(
        Kind::AmbassadorExpelled,
        &["{A} expels the {b} ambassador over {x}", "{A} orders the ambassador of {B} out after {x}"],
        &[
            ("expel the {b} ambassador", "expelled the {b} ambassador"),
            ("throw out the ambassador of {B}", "threw out the ambassador of {B}"),
            ("send the {b} ambassador home", "sent the {b} ambassador home"),
        ],
    ),
    counted(
        Kind::DiplomatsExpelled,
        &["{A} expels {n} {b} diplomats over {x}", "{A} orders {n} diplomats of {B} to leave after {x}"],
        &[
            ("expel {b} diplomats", "expelled {b} diplomats"),
            ("kick out {b} diplomats", "kicked out {b} diplomats"),
            ("throw out diplomats from {B}", "threw out diplomats from {B}"),
        ],
        ("{b} diplomats", "expel"),
    ),
    counted(
        Kind::PersonaNonGrata,
        &["{A} declares {n} {b} diplomats personae non gratae over {x}", "{A} declares a {b} diplomat persona non grata after {x}"],
        &[
            ("declare a {b} diplomat persona non grata", "declared a {b} diplomat persona non grata"),
            ("declare {b} diplomats unwelcome", "declared {b} diplomats unwelcome"),
        ],
        ("{b} diplomats", "declare unwelcome"),
    ),
    wording(
        Kind::EmbassyClosed,
        &["{A} closes its embassy in {B} over {x}"],
        &[("close its embassy in {B}", "closed its embassy in {B}"), ("shut its embassy in {B}", "shut its embassy in {B}")],
    ),
    wording(
        Kind::EmbassyOpened,
        &["{A} opens an embassy in {B}", "{A} reopens its embassy in {B} after {x}"],
        &[("open an embassy in {B}", "opened an embassy in {B}"), ("reopen its embassy in {B}", "reopened its embassy in {B}")],
    ),
    wording(
        Kind::EmbassyAttacked,
        &["Crowd in {A} storms the {b} embassy over {x}", "Gunmen in {A} attack the embassy of {B} after {x}"],
        &[
            ("let a crowd storm the {b} embassy", "let a crowd storm the {b} embassy"),
            ("see the {b} embassy attacked", "saw the {b} embassy attacked"),
        ],
    ),
    wording(
        Kind::ConsulateClosed,
        &["{A} orders {B} to close its consulate in {c}", "{A} shuts the {b} consulate in {c} over {x}"],
        &[("close a {b} consulate", "closed a {b} consulate"), ("shut the consulate of {B}", "shut the consulate of {B}")],
    ),
    wording(
        Kind::RecognitionGranted,
        &["{A} recognises {B} after {x}"],
        &[("recognise {B}", "recognised {B}"), ("grant {B} recognition", "granted {B} recognition")],
    ),
    wording(
        Kind::RecognitionWithdrawn,
        &["{A} withdraws its recognition of {B} over {x}"],
        &[("withdraw its recognition of {B}", "withdrew its recognition of {B}"), ("stop recognising {B}", "stopped recognising {B}")],
    ),
    wording(
        Kind::SanctionsImposed,
        &["{A} imposes sanctions on {B} over {x}", "{A} sanctions {n} {b} officials after {x}"],
        &[("impose sanctions on {B}", "imposed sanctions on {B}"), ("put sanctions on {b} officials", "put sanctions on {b} officials")],
    ),
    wording(
        Kind::SanctionsLifted,
        &["{A} lifts sanctions on {B} after {x}"],
        &[("lift sanctions on {B}", "lifted sanctions on {B}"), ("drop its sanctions against {B}", "dropped its sanctions against {B}")],
    ),
    wording(
        Kind::AirspaceClosed,
        &["{A} closes its airspace to {b} aircraft over {x}"],
        &[
            ("close its airspace to {b} aircraft", "closed its airspace to {b} aircraft"),
            ("ban {b} planes from its airspace", "banned {b} planes from its airspace"),
        ],
    ),
    wording(
        Kind::BorderClosed,
        &["{A} closes its border with {B} over {x}"],
        &[("close its border with {B}", "closed its border with {B}"), ("shut the border to {B}", "shut the border to {B}")],
    ),
    wording(
        Kind::VisaRestricted,
        &["{A} stops issuing visas to {b} citizens over {x}"],
        &[
            ("stop issuing visas to {b} citizens", "stopped issuing visas to {b} citizens"),
            ("restrict visas for {b} nationals", "restricted visas for {b} nationals"),
        ],
    ),
    wording(
        Kind::TreatyWithdrawn,
        &["{A} withdraws from the {c} treaty with {B} over {x}"],
        &[("withdraw from a treaty with {B}", "withdrew from a treaty with {B}"), ("leave a treaty with {B}", "left a treaty with {B}")],
    ),
    wording(
        Kind::TalksSuspended,
        &["{A} suspends talks with {B} over {x}"],
        &[("suspend talks with {B}", "suspended talks with {B}"), ("break off talks with {B}", "broke off talks with {B}")],
    ),
    wording(
        Kind::ProtestNote,
        &["{A} hands {B} a note of protest over {x}"],
        &[("send {B} a protest note", "sent {B} a protest note"), ("lodge a formal protest with {B}", "lodged a formal protest with {B}")],
    ),
    wording(
        Kind::CyberattackAttributed,
        &["{A} blames {B} for a cyberattack on {c}", "{A} attributes the hack of the {c} registry to {B}"],
        &[("blame {B} for a cyberattack", "blamed {B} for a cyberattack"), ("pin a hack on {B}", "pinned a hack on {B}")],
    ),
    counted(
        Kind::EspionageCase,
        &["{A} arrests {n} {b} spies at the {c} works", "{A} accuses {n} {b} nationals of spying after {x}"],
        &[("arrest {b} spies", "arrested {b} spies"), ("catch {b} spies", "caught {b} spies")],
        ("{b} spies", "arrest"),
    ),
    counted(
        Kind::DetentionCase,
        &["{A} detains {n} {b} citizens over {x}", "{A} detains the {b} engineer {p}"],
        &[("detain {b} citizens", "detained {b} citizens"), ("arrest {b} nationals", "arrested {b} nationals")],
        ("{b} citizens", "detain"),
    ),
    wording(Kind::HostageCrisis, &["Militants in {A} take {n} {b} hostages at {c}"], &[("hold {b} hostages", "held {b} hostages")]),
    wording(
        Kind::VesselSeized,
        &["{A} seizes the {b} tanker {s} off {c}", "{A} seizes a {b} ship over {x}"],
        &[("seize a {b} ship", "seized a {b} ship"), ("capture a {b} tanker", "captured a {b} tanker")],
    ),
    wording(
        Kind::AssassinationCase,
        &["{A} accuses {B} of killing the exile {p}"],
        &[("accuse {B} of an assassination", "accused {B} of an assassination"), ("blame {B} for a killing", "blamed {B} for a killing")],
    ),
    wording(
        Kind::TerritorialClash,
        &["{a} and {b} forces clash near {c}", "{a} and {b} patrol boats collide off {c}"],
        &[("clash with {B}", "clashed with {B}"), ("fight with {b} forces", "fought with {b} forces")],
    ),
    wording(
        Kind::VerbalDispute,
        &["{A} and {B} trade insults over {x}"],
        &[("quarrel with {B}", "quarrelled with {B}"), ("trade insults with {B}", "traded insults with {B}")],
    ),
    wording(
        Kind::ApologyIssued,
        &["{A} apologises to {B} for {x}"],
        &[("apologise to {B}", "apologised to {B}"), ("say sorry to {B}", "said sorry to {B}")],
    ),
];

/// What it was about.
pub(crate) const CAUSES: &[&str] = &[
    "a dispute over the {c} pipeline",
    "a raid near {c}",
    "the arrest of {p}",
    "remarks by {p}",
    "the {c} shipyard affair",
    "fishing rights off {c}",
    "the shelling of {c}",
    "a cargo held at {c}",
    "spying at the {c} works",
    "the trial of {p}",
    "a leaked cable about {c}",
    "an ambush on the {c} road",
    "the poisoning of {p}",
    "a burnt flag in {c}",
    "the extradition of {p}",
    "a map that shows {c} as foreign soil",
    "the death of {p} in custody",
    "a summit in {c}",
    "weapons found at {c}",
    "the flight of {p} to {c}",
    "a drone shot down over {c}",
    "the {c} dam",
    "a hostile film about {p}",
    "forged passports of the {c} bureau",
];

/// Claims that a record may hold beside the first ones, with how firmly they stand and whether somebody says them.
pub(crate) const CLAIMS: &[(Aspect, Stance, bool, &str)] = &[
    (Aspect::Why, Stance::Asserted, true, "The {a} foreign ministry said the step followed {x}."),
    (Aspect::Why, Stance::Reported, false, "The step was taken over {x}, after weeks of warnings from {A}."),
    (Aspect::Why, Stance::Asserted, true, "{p} said that {A} had no other choice after {x}."),
    (Aspect::Response, Stance::Asserted, false, "{B} called the step unfounded and promised an answer in kind."),
    (Aspect::Response, Stance::Asserted, false, "The {b} government summoned the {a} chargé and spoke of a hostile act."),
    (Aspect::Response, Stance::Reported, false, "{B} regretted the decision and asked {A} to reconsider it."),
    (Aspect::Denial, Stance::Denied, false, "{B} denied any part in {x}."),
    (Aspect::Background, Stance::Reported, false, "The two had been at odds since {x} in {before}."),
    (Aspect::Background, Stance::Reported, false, "A year earlier, talks in {c} had ended without a result."),
    (Aspect::Who, Stance::Confirmed, true, "The decision was announced by {p}, the {a} foreign minister, in {c}."),
    (Aspect::Consequence, Stance::Reported, false, "Trade through {c} fell by {n} per cent within months."),
    (Aspect::Consequence, Stance::Reported, false, "The embassy of a third state in {c} took over consular work."),
    (Aspect::Deadline, Stance::Confirmed, false, "{B} was given {h} hours to comply."),
    (Aspect::Demand, Stance::Asserted, true, "{A} demanded the return of {p} and a full account of {x}."),
    (Aspect::Condition, Stance::Reported, false, "{A} would go back on it once the {c} question was settled."),
    (Aspect::Status, Stance::Reported, false, "By the end of {after} nothing had been settled."),
    (Aspect::LegalBasis, Stance::Asserted, false, "{A} relied on article {h} of the {c} convention."),
    (Aspect::Where, Stance::Reported, false, "The events took place in and around {c}."),
];

/// Who publishes.
pub(crate) const PUBLISHERS: &[&str] = &[
    "Meridian Wire",
    "The Northern Courier",
    "Harbour Times",
    "Radio Continental",
    "Daily Ledger",
    "Agence Transit",
    "The Observer of Treaties",
    "Eastern Herald",
    "Gazette of the Isles",
    "Capital Dispatch",
    "The Consular Record",
    "Evening Standard-Bearer",
    "Press Bureau of the Delta",
    "Southern Chronicle",
    "Globe and Anchor",
    "Morning Bulletin",
];
