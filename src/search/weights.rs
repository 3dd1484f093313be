//! Every weight of the score, by name. They were set by hand so that the development questions come out right and then held
//! against question sets of other authors (the README has the figures); no weight was fitted by a program.
//! `docs/weights.md` shows how many of a thousand questions come out otherwise with each of them lower and higher:
//! `cargo bench --bench weights`.

/// Mass of a party named. Two parties weigh more than any act: a question about others is about another incident.
pub(super) const PARTY: f32 = 2.5;
/// Part of it for a group of parties and for a mere place.
pub(super) const WEAK_PARTY: f32 = 0.6;
/// Mass of the act asked about.
pub(super) const ACT: f32 = 2.5;
/// Mass of an act in a side clause.
pub(super) const SIDE_ACT: f32 = 1.0;
/// Mass of a period named.
pub(super) const PERIOD: f32 = 2.0;
/// Mass of a rare word that tells something; common ones have a part of it.
pub(super) const WORD: f32 = 1.2;
/// How much more a name weighs that the register knows: a record without it is hardly meant.
pub(super) const NAME: f32 = 1.6;
/// Part of the mass of the word for the thing asked for ("how many passengers"): it tells less which record is meant.
pub(super) const ASKED_FOR: f32 = 0.5;
/// Part of it for the name of a leader.
pub(super) const OF_LEADER: f32 = 0.5;
/// Part of the mass of a word that only belongs to the wording of an act, which is weighed already.
pub(super) const WORD_OF_ACT: f32 = 0.1;
/// What a word in the title or an alias counts more than one in a claim.
pub(super) const IN_TITLE: f32 = 0.3;

/// The same for a name: the title says what the record is about.
pub(super) const NAME_IN_TITLE: f32 = 0.5;

/// How far a third party counts as the party named.
pub(super) const AS_OTHER: f32 = 0.7;
/// How far a place counts that is the home of who is acted upon.
pub(super) const PLACE_OF_TARGET: f32 = 0.7;
/// How far a party counts that acts where the question has it acted upon, or the reverse.
pub(super) const REVERSED: f32 = 0.55;
/// How far a party counts that is no party of the record but is named in its text: UNESCO, a ministry, a person.
pub(super) const IN_TEXT: f32 = 0.6;
/// What it counts that a party asked about acts in the record, where no act is named.
pub(super) const DOER: f32 = 1.0;
/// What a whole alias in the question counts, whatever its words count.
pub(super) const ALIAS: f32 = 1.2;
/// How far a day or month counts of an incident whose date is only known to hold it.
pub(super) const AS_VAGUE: f32 = 0.7;
/// What it counts that the record has the very city or building by which the question names a party.
pub(super) const SEAT: f32 = 0.15;
/// How far a period counts when another field or claim has the year.
pub(super) const YEAR_IN_TEXT: f32 = 0.5;

/// Mass of names that tell an affair by themselves.
pub(super) const NAMES: f32 = 2.0;

/// Candidates whose full score is computed.
pub(super) const CANDIDATES: usize = 48;
/// Postings that do not fit act and period read for one list, the newest first.
pub(super) const BUDGET: usize = 6_000;
