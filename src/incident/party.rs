//! Party codes: states by ISO 3166-1 alpha-2, former states by ISO 3166-3, organisations by acronym.
//! Which words mean a party is vocabulary's business; here is only which codes there are.

use std::borrow::Cow;
use std::fmt;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The list of codes, sorted; a line is `code<TAB>standard[<TAB>alpha-3<TAB>from<TAB>to]`.
static CODES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let mut codes: Vec<_> = include_str!("../../config/vocabulary/codes.tsv")
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| {
            let mut fields = line.split('\t');
            (fields.next().unwrap_or_default(), fields.next().unwrap_or_default())
        })
        .collect();
    codes.sort_unstable();
    codes
});

/// A state, former state or organisation, by its code.
///
/// Codes: ISO 3166-1 alpha-2 (`XK` user-assigned, `EU` and `UN` exceptionally reserved), ISO 3166-3 for former
/// states (`SUHH`), acronyms longer than two letters for organisations (`NATO`).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Party(u16);

/// A code that is on none of the lists.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown party code \"{0}\" (ISO 3166-1 alpha-2, ISO 3166-3 or the list of organisations)")]
pub struct ParsePartyError(pub String);

impl Party {
    /// The party with this code, exactly as written.
    ///
    /// # Errors
    /// [`ParsePartyError`] if no list has the code.
    pub fn parse(code: &str) -> Result<Self, ParsePartyError> {
        match CODES.binary_search_by(|(known, _)| (*known).cmp(code)) {
            Ok(position) => u16::try_from(position).map(Self).map_err(|_| ParsePartyError(code.to_owned())),
            Err(_) => Err(ParsePartyError(code.to_owned())),
        }
    }

    /// The code.
    pub fn code(self) -> &'static str {
        CODES.get(usize::from(self.0)).map_or("", |(code, _)| code)
    }

    /// A small number that stands for the party while the list of codes is the same; below [`Party::count`], never stored
    /// where that is not certain.
    pub const fn index(self) -> u16 {
        self.0
    }

    /// The party with this number.
    pub fn from_index(index: u16) -> Option<Self> {
        (usize::from(index) < CODES.len()).then_some(Self(index))
    }

    /// Whether it is an organisation rather than a state or former state.
    pub fn is_organisation(self) -> bool {
        CODES.get(usize::from(self.0)).is_some_and(|(_, standard)| matches!(*standard, "organisation" | "reserved"))
    }

    /// Whether it is a state of ISO 3166-3 that no longer exists.
    pub fn is_former(self) -> bool {
        CODES.get(usize::from(self.0)).is_some_and(|(_, standard)| *standard == "iso3166-3")
    }

    /// Every party there is, by code.
    pub fn all() -> impl Iterator<Item = Self> {
        (0..CODES.len()).filter_map(|position| u16::try_from(position).ok().map(Self))
    }

    /// How many parties there are.
    pub fn count() -> usize {
        CODES.len()
    }
}

impl fmt::Debug for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Display for Party {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Party {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Party {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        Self::parse(&code).map_err(serde::de::Error::custom)
    }
}

impl schemars::JsonSchema for Party {
    fn schema_name() -> Cow<'static, str> {
        "Party".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let codes: Vec<&str> = CODES.iter().map(|(code, _)| *code).collect();
        schemars::json_schema!({ "type": "string", "enum": codes, "description": "ISO 3166-1 alpha-2, ISO 3166-3 or an organisation's acronym" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_all_three_lists_are_known_and_others_are_refused() {
        for code in ["AL", "XK", "SUHH", "YUCS", "EU", "UN", "ARAB-LEAGUE"] {
            assert_eq!(Party::parse(code).map(Party::code), Ok(code));
        }
        for code in ["", "al", "ZZ", "ALB", "Albania"] {
            assert!(Party::parse(code).is_err(), "{code}");
        }
    }
}
