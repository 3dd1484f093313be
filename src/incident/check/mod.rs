//! What is wrong with a record: every fault at once, each naming its field, so that one round of corrections suffices.
//! Faults of a single record are found here, faults between records in `check_all`. Line numbers are transfer's.

mod fields;
mod set;
mod sources;

use std::collections::HashSet;
use std::fmt;

use serde_json::Value;

use self::fields::{Faults, Object, shown};
use self::sources::read_sources;
use super::{Aspect, Claim, Credibility, Date, Grade, How, Incident, Kind, Party, Related, SourceType, Stance};

pub use self::set::check_all;

/// Longest text of a claim or summary, in characters: four times the longest of the starter register (261),
/// and a claim with its sources still fits a Discord embed (4,096).
pub const LONGEST_TEXT: usize = 1_000;
/// Longest title, publisher, speaker or alias, in characters (starter register: 255, the title of a source).
pub const LONGEST_TITLE: usize = 400;
/// Longest id, in characters: an id has to fit a Discord `custom_id` (100) beside the action (starter register: 63).
pub const LONGEST_ID: usize = 80;
/// Longest address, in characters: what browsers and servers commonly take.
pub const LONGEST_URL: usize = 2_000;
/// Most claims, sources, parties, aliases or related records of one incident (starter register: 17).
pub const LONGEST_LIST: usize = 200;
/// Highest number of a source.
pub const HIGHEST_NUMBER: u64 = 9_999;

/// Something wrong with a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where, as a path into the JSON record: `claims[2].sources`, counted from 0; `record` for the whole.
    pub field: String,
    /// What is wrong and what is expected, as a lower-case fragment.
    pub message: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.message)
    }
}

/// Reads a record from JSON and reports everything that is wrong with it, not only the first thing.
///
/// ```
/// let record = serde_json::json!({ "id": "No Id", "date": "2022-02-30" });
/// let faults = aide_memoire::incident::check::read(&record).unwrap_err();
/// assert!(faults.iter().any(|fault| fault.field == "date"));
/// assert!(faults.iter().any(|fault| fault.to_string() == "claims: is missing"));
/// ```
///
/// # Errors
/// All faults, at least one.
pub fn read(value: &Value) -> Result<Incident, Vec<Fault>> {
    let mut faults = Faults::default();
    let incident = read_incident(value, &mut faults);
    match incident {
        Some(incident) if faults.is_empty() => Ok(incident),
        _ => Err(faults.into_inner()),
    }
}

/// Everything that is wrong with a record that is typed already; empty if nothing is.
pub fn check(incident: &Incident) -> Vec<Fault> {
    match serde_json::to_value(incident) {
        Ok(value) => read(&value).err().unwrap_or_default(),
        Err(error) => vec![Fault { field: "record".to_owned(), message: error.to_string() }],
    }
}

const FIELDS: &[&str] = &[
    "id", "title", "kind", "initiators", "targets", "others", "date", "ended", "summary", "language", "claims", "sources", "related",
    "aliases",
];

/// `None` only with a fault reported.
fn read_incident(value: &Value, faults: &mut Faults) -> Option<Incident> {
    let object = faults.object(value, "", FIELDS)?;
    let id = read_id(&object, faults);
    let title = faults.text(&object, "title", LONGEST_TITLE);
    let kind: Option<Kind> = read_name(&object, "kind", faults);
    let [initiators, targets, others] = ["initiators", "targets", "others"].map(|key| read_parties(&object, key, faults));
    let date = read_date(&object, "date", faults);
    let ended = faults.has(&object, "ended").then(|| read_date(&object, "ended", faults)).flatten();
    if let (Some(date), Some(ended)) = (&date, &ended)
        && ended.last() < date.first()
    {
        faults.add("ended", format!("{ended} is before the date {date}"));
    }
    let summary = faults.text(&object, "summary", LONGEST_TEXT);
    let language = sources::read_language(&object, faults);
    let sources = read_sources(&object, faults);
    let claims = read_claims(&object, faults);
    let related = read_related(&object, id.as_deref(), faults);
    let aliases = read_aliases(&object, faults);
    Some(Incident {
        id: id?,
        title: title?,
        kind: kind?,
        initiators,
        targets,
        others,
        date: date?,
        ended,
        summary: summary?,
        language,
        claims,
        sources,
        related,
        aliases,
    })
}

fn read_id(object: &Object<'_>, faults: &mut Faults) -> Option<String> {
    let id = faults.text(object, "id", LONGEST_ID)?;
    if !is_kebab(&id) {
        faults.add(&object.path("id"), format!("{} must be small letters and digits joined by single hyphens", shown(&id)));
    }
    Some(id)
}

fn is_kebab(id: &str) -> bool {
    id.split('-').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit()))
}

/// A closed list of names, so that all of them are read by one function.
trait Named: Copy + 'static {
    const ALL: &'static [Self];
    fn name(self) -> &'static str;
}

macro_rules! named {
    ($($list:ident),+) => {
        $(impl Named for $list {
            const ALL: &'static [Self] = $list::ALL;
            fn name(self) -> &'static str {
                $list::name(self)
            }
        })+
    };
}

named!(Kind, Aspect, Stance, How, Credibility, Grade, SourceType);

fn read_name<T: Named>(object: &Object<'_>, key: &str, faults: &mut Faults) -> Option<T> {
    let text = faults.text(object, key, LONGEST_TITLE)?;
    let found = T::ALL.iter().copied().find(|value| value.name() == text);
    if found.is_none() {
        let names: Vec<&str> = T::ALL.iter().map(|value| value.name()).collect();
        faults.add(&object.path(key), format!("{} is none of {}", shown(&text), names.join(", ")));
    }
    found
}

fn read_optional_name<T: Named>(object: &Object<'_>, key: &str, faults: &mut Faults) -> Option<T> {
    faults.has(object, key).then(|| read_name(object, key, faults)).flatten()
}

fn read_date(object: &Object<'_>, key: &str, faults: &mut Faults) -> Option<Date> {
    let text = faults.text(object, key, LONGEST_TITLE)?;
    match Date::parse(&text) {
        Ok(date) => Some(date),
        Err(error) => {
            faults.add(&object.path(key), format!("{} is no EDTF date: {}", shown(&text), error.reason));
            None
        }
    }
}

fn read_parties(object: &Object<'_>, key: &str, faults: &mut Faults) -> Vec<Party> {
    let mut parties = Vec::new();
    for (value, at) in faults.list(object, key, true) {
        let Some(code) = faults.text_value(value, &at, LONGEST_TITLE) else { continue };
        match Party::parse(&code) {
            Ok(party) if parties.contains(&party) => faults.add(&at, format!("{code} is named twice in this list")),
            Ok(party) => parties.push(party),
            Err(_) => {
                let expected = "ISO 3166-1 alpha-2, ISO 3166-3 or the list of organisations";
                faults.add(&at, format!("{} is no party code ({expected})", shown(&code)));
            }
        }
    }
    parties
}

fn read_aliases(object: &Object<'_>, faults: &mut Faults) -> Vec<String> {
    let mut aliases: Vec<String> = Vec::new();
    for (value, at) in faults.list(object, "aliases", false) {
        let Some(alias) = faults.text_value(value, &at, LONGEST_TITLE) else { continue };
        if aliases.contains(&alias) {
            faults.add(&at, format!("{} is named twice in this list", shown(&alias)));
        }
        aliases.push(alias);
    }
    aliases
}

fn read_related(object: &Object<'_>, own: Option<&str>, faults: &mut Faults) -> Vec<Related> {
    let mut all: Vec<Related> = Vec::new();
    for (value, at) in faults.list(object, "related", false) {
        let Some(object) = faults.object(value, &at, &["id", "how"]) else { continue };
        let id = read_id(&object, faults);
        if id.is_some() && id.as_deref() == own {
            faults.add(&object.path("id"), "the record is related to itself".to_owned());
        }
        let how: Option<How> = read_name(&object, "how", faults);
        let (Some(id), Some(how)) = (id, how) else { continue };
        let related = Related { id, how };
        if all.contains(&related) {
            faults.add(&at, format!("{} {} is named twice in this list", how.name(), related.id));
        }
        all.push(related);
    }
    all
}

const CLAIM_FIELDS: &[&str] = &["aspect", "text", "by", "stance", "sources", "language", "credibility", "retracted"];

/// The claims; those that cite a source which the record does not have are faults, however faulty the rest is.
fn read_claims(object: &Object<'_>, faults: &mut Faults) -> Vec<Claim> {
    let known = numbers_of_sources(object);
    let mut claims = Vec::new();
    let values = faults.list(object, "claims", true);
    if values.is_empty() && object.is_list("claims") {
        faults.add(&object.path("claims"), "needs at least one claim".to_owned());
    }
    for (value, at) in values {
        let Some(object) = faults.object(value, &at, CLAIM_FIELDS) else { continue };
        let aspect: Option<Aspect> = read_name(&object, "aspect", faults);
        let text = faults.text(&object, "text", LONGEST_TEXT);
        let by = faults.optional_text(&object, "by", LONGEST_TITLE);
        let stance: Option<Stance> = read_name(&object, "stance", faults);
        let cited = read_citations(&object, &known, faults);
        let language = sources::read_language(&object, faults);
        let credibility = read_optional_name(&object, "credibility", faults);
        let retracted = faults.optional_text(&object, "retracted", LONGEST_TEXT);
        let (Some(aspect), Some(text), Some(stance)) = (aspect, text, stance) else { continue };
        // A claim goes by its words: of two alike only one could be corrected.
        if let Some(same) = claims.iter().position(|claim: &Claim| claim.text == text) {
            faults.add(&object.path("text"), format!("is the same as that of claims[{same}]"));
        }
        claims.push(Claim { aspect, text, by, stance, sources: cited, language, credibility, retracted });
    }
    claims
}

fn read_citations(object: &Object<'_>, known: &HashSet<u64>, faults: &mut Faults) -> Vec<u32> {
    let values = faults.list(object, "sources", true);
    if values.is_empty() && object.is_list("sources") {
        faults.add(&object.path("sources"), "needs the number of at least one source".to_owned());
    }
    let mut numbers = Vec::new();
    for (value, at) in values {
        let Some(n) = faults.number_value(value, &at) else { continue };
        if numbers.contains(&n) {
            faults.add(&at, format!("source {n} is named twice in this list"));
        } else if !known.contains(&u64::from(n)) {
            faults.add(&at, format!("the record has no source {n}"));
        }
        numbers.push(n);
    }
    numbers
}

/// The numbers that claims may cite, faulty sources included: a source with a bad date is still there.
fn numbers_of_sources(object: &Object<'_>) -> HashSet<u64> {
    let sources = object.value("sources").and_then(Value::as_array);
    sources.into_iter().flatten().filter_map(|source| source.get("n").and_then(Value::as_u64)).collect()
}

#[cfg(test)]
mod tests;
