//! What is edited of a record, the record itself or one of its claims, as it stands in forms and is read back from them.

use serde_json::{Value, json};

use super::form::{Field, Typed, put, value};
use crate::discord::bot::Bot;
use crate::discord::incoming::Incoming;
use crate::discord::moderation::parties;
use crate::discord::suggest;
use crate::incident::amend::Correction;
use crate::incident::check::{Fault, read};
use crate::incident::{Aspect, Claim, ClaimKey, Credibility, Incident, Kind, Party, Stance};

/// Of a record: first what it says, then what and who it is about.
const FIELDS: [Field; 9] = [
    Field::line("title", 400),
    Field::line("date", 40),
    Field::line("ended", 40),
    Field::text("summary", 1_000),
    Field::text("reason", 500),
    Field::line("kind", 60),
    Field::line("initiators", 200),
    Field::line("targets", 200),
    Field::line("others", 200),
];
pub(super) const CLAIM_FIELDS: [Field; 5] = [
    Field::text("claim", 1_000),
    Field::line("standing", 60),
    Field::line("by", 400),
    Field::line("claim-sources", 200),
    Field::text("reason", 500),
];
/// How many of a record's fields are asked for together; reason, kind and parties are the others.
const FIRST: usize = 5;

/// What is edited: the record itself, or one of its claims.
pub(super) type Edited = Option<ClaimKey>;

/// All fields, as they stand on a card.
pub(super) const fn fields(edited: Edited) -> &'static [Field] {
    if edited.is_some() { &CLAIM_FIELDS } else { &FIELDS }
}

/// The fields of one form; of a record there are two.
pub(super) fn asked(edited: Edited, second: bool) -> &'static [Field] {
    match (edited, second) {
        (Some(_), _) => &CLAIM_FIELDS,
        (None, false) => FIELDS.get(..FIRST).unwrap_or_default(),
        (None, true) => FIELDS.get(FIRST - 1..).unwrap_or_default(),
    }
}

/// What a record or a claim of it says, as it is filled into the form.
pub(super) fn standing(incident: &Incident, edited: Edited) -> Option<Typed> {
    let Some(key) = edited else {
        let ended = incident.ended.as_ref().map(ToString::to_string).unwrap_or_default();
        return Some(Typed::from([
            ("title", incident.title.clone()),
            ("date", incident.date.to_string()),
            ("ended", ended),
            ("summary", incident.summary.clone()),
            ("kind", incident.kind.name().to_owned()),
            ("initiators", codes(&incident.initiators).join(", ")),
            ("targets", codes(&incident.targets).join(", ")),
            ("others", codes(&incident.others).join(", ")),
        ]));
    };
    let claim = incident.claim(key)?;
    let words = [Some(claim.aspect.name()), Some(claim.stance.name()), claim.credibility.map(Credibility::name)];
    Some(Typed::from([
        ("claim", claim.text.clone()),
        ("standing", words.into_iter().flatten().collect::<Vec<_>>().join(", ")),
        ("by", claim.by.clone().unwrap_or_default()),
        ("claim-sources", claim.sources.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
    ]))
}

/// Of what is typed over one edition, only what the editor changed stays; the rest is as it is in another edition, where what is
/// edited may be called otherwise.
pub(super) fn keep_own(typed: &mut Typed, edited: Edited, (seen, now): (&Incident, &Incident)) -> Edited {
    let before = standing(seen, edited).unwrap_or_default();
    // The claim may have other words now, and then another key.
    let place = edited.and_then(|key| seen.claims.iter().position(|claim| claim.key() == key));
    let moved = place.and_then(|place| now.claims.get(place)).map(Claim::key);
    let edited = edited.map(|key| if now.claim(key).is_some() { key } else { moved.unwrap_or(key) });
    for (name, text) in standing(now, edited).unwrap_or_default() {
        if value(typed, name) == value(&before, name) {
            typed.insert(name, text);
        }
    }
    edited
}

fn codes(parties: &[Party]) -> Vec<&'static str> {
    parties.iter().map(|party| party.code()).collect()
}

impl Bot {
    /// The record with what was typed, or everything of it that cannot be read.
    pub(super) fn edited_record(&self, incoming: &Incoming, seen: &Incident, typed: &Typed) -> Result<Incident, Vec<Fault>> {
        let kind_of = |word: &str| suggest::kind(self, incoming.language(), word);
        let parties_of = |words: &str| self.with_view(incoming.guild, |view| parties(&view.register, words));
        edited_record(seen, typed, kind_of, parties_of)
    }
}

fn edited_record(
    seen: &Incident,
    typed: &Typed,
    kind_of: impl Fn(&str) -> Option<Kind>,
    parties_of: impl Fn(&str) -> Option<Vec<Party>>,
) -> Result<Incident, Vec<Fault>> {
    let Ok(Value::Object(mut record)) = serde_json::to_value(seen) else { return Ok(seen.clone()) };
    for name in ["title", "date", "ended", "summary"] {
        if let Some(text) = typed.get(name) {
            put(&mut record, name, text);
        }
    }
    let mut faults = Vec::new();
    let mut unread = |field: &str, text: &str, what: &str| {
        faults.push(Fault { field: field.to_owned(), message: format!("\"{text}\" {what}") });
    };
    if let Some(text) = typed.get("kind") {
        match kind_of(text) {
            Some(kind) => drop(record.insert("kind".to_owned(), json!(kind.name()))),
            None => unread("kind", text, "is no kind of incident"),
        }
    }
    for side in ["initiators", "targets", "others"] {
        let Some(text) = typed.get(side) else { continue };
        match parties_of(text) {
            Some(parties) => drop(record.insert(side.to_owned(), json!(codes(&parties)))),
            None => unread(side, text, "names a party that is not known"),
        }
    }
    match read(&Value::Object(record)) {
        Ok(record) if faults.is_empty() => Ok(record),
        Ok(_) => Err(faults),
        Err(others) => Err(faults.into_iter().chain(others).collect()),
    }
}

/// What changes in a claim, or what cannot be read of it.
pub(super) fn correction(typed: &Typed) -> Result<Correction, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut fault = |field: &str, message: String| faults.push(Fault { field: field.to_owned(), message });
    let text = value(typed, "claim").trim();
    if text.is_empty() {
        fault("text", "is missing".to_owned());
    }
    let (mut aspect, mut stance, mut credibility) = (None, None, None);
    for word in value(typed, "standing").split([',', ' ', ';']).filter(|word| !word.is_empty()) {
        match (Aspect::from_name(word), Stance::from_name(word), Credibility::from_name(word)) {
            (Some(found), ..) => aspect = Some(found),
            (_, Some(found), _) => stance = Some(found),
            (.., Some(found)) => credibility = Some(found),
            _ => {
                let names = Aspect::ALL.iter().map(|of| of.name()).chain(Stance::ALL.iter().map(|of| of.name()));
                let names = names.chain(Credibility::ALL.iter().map(|of| of.name())).collect::<Vec<_>>().join(", ");
                fault("aspect and stance", format!("\"{word}\" is none of {names}"));
            }
        }
    }
    let sources = numbers(value(typed, "claim-sources"));
    if sources.as_ref().is_none_or(Vec::is_empty) {
        fault("sources", "name the numbers of the sources, as in \"1, 3\"".to_owned());
    }
    let by = Some(value(typed, "by").trim()).filter(|by| !by.is_empty()).map(str::to_owned);
    if faults.is_empty() {
        Ok(Correction { aspect, text: Some(text.to_owned()), by: Some(by), stance, sources, credibility: Some(credibility) })
    } else {
        Err(faults)
    }
}

/// A claim that was filled in, or everything that is wrong with it.
pub(super) fn claim_of(typed: &Typed) -> Result<Claim, Vec<Fault>> {
    let Correction { aspect, text, by, stance, sources, credibility } = correction(typed)?;
    Ok(Claim {
        aspect: aspect.unwrap_or(Aspect::What),
        text: text.unwrap_or_default(),
        by: by.flatten(),
        stance: stance.unwrap_or(Stance::Reported),
        sources: sources.unwrap_or_default(),
        language: None,
        credibility: credibility.flatten(),
        retracted: None,
    })
}

/// "1, 3" as numbers; `None` if something in it is none.
pub(super) fn numbers(text: &str) -> Option<Vec<u32>> {
    text.split([',', ' ', ';']).filter(|part| !part.is_empty()).map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_that_cannot_be_read_of_a_correction_is_told_at_once() {
        let typed = Typed::from([("standing", "why, believed".to_owned()), ("claim-sources", "one".to_owned())]);
        let faults = correction(&typed).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["text", "aspect and stance", "sources"]);
        let whole =
            Typed::from([("claim", "So.".to_owned()), ("standing", "why, denied, 2".to_owned()), ("claim-sources", "1, 3".to_owned())]);
        let by = correction(&whole).unwrap();
        assert_eq!((by.aspect, by.stance, by.by), (Some(Aspect::Why), Some(Stance::Denied), Some(None)));
        assert_eq!(by.credibility, Some(Some(Credibility::Probable)));
        assert_eq!(by.sources, Some(vec![1, 3]));
    }

    #[test]
    fn what_is_not_typed_stays_and_what_cannot_be_read_is_named() {
        let seen = crate::register::starter_incidents().swap_remove(0);
        let party = |code: &str| Party::parse(code).ok().map(|party| vec![party]);
        let edited = |typed: &[(&'static str, &str)]| {
            edited_record(&seen, &typed.iter().map(|(name, text)| (*name, (*text).to_owned())).collect(), Kind::from_name, party)
        };
        assert_eq!(edited(&[("reason", "x")]).unwrap(), seen);
        let other = edited(&[("kind", "protest-note"), ("targets", "IS")]).unwrap();
        assert_eq!((other.kind, codes(&other.targets)), (Kind::ProtestNote, vec!["IS"]));
        assert_eq!(Incident { kind: seen.kind, targets: seen.targets.clone(), ..other }, seen);
        let faults = edited(&[("kind", "quarrel"), ("others", "Atlantis"), ("title", "")]).unwrap_err();
        assert_eq!(faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["kind", "others", "title"]);
        let typed = standing(&seen, None).unwrap();
        assert_eq!(
            edited_record(&seen, &typed, Kind::from_name, |words| words
                .split(", ")
                .filter(|word| !word.is_empty())
                .map(|code| Party::parse(code).ok())
                .collect())
            .unwrap(),
            seen
        );
    }
}
