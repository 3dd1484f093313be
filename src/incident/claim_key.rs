//! What names a claim outside its record: a short number of its text, which stays when claims before it come and go.

use std::fmt;

use super::{Claim, Incident};

/// Names a claim of a record: the same text gives the same key in every process and version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClaimKey(u64);

impl ClaimKey {
    /// The key of a claim with this text: [FNV-1a](https://www.rfc-editor.org/info/rfc9923), 64 bits.
    pub fn of(text: &str) -> Self {
        let hash = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        Self(text.bytes().fold(0xcbf2_9ce4_8422_2325, hash))
    }

    /// Reads back what is displayed; `None` for anything else.
    ///
    /// ```
    /// use aide_memoire::incident::ClaimKey;
    /// let key = ClaimKey::of("Albania severed relations with Iran.");
    /// assert_eq!(ClaimKey::parse(&key.to_string()), Some(key));
    /// assert_eq!(ClaimKey::parse("+123456789abcdef"), None);
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        let is_key = text.len() == 16 && text.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
        if is_key { u64::from_str_radix(text, 16).ok().map(Self) } else { None }
    }
}

impl fmt::Display for ClaimKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

impl Claim {
    /// What names this claim outside its record.
    pub fn key(&self) -> ClaimKey {
        ClaimKey::of(&self.text)
    }
}

impl Incident {
    /// The claim with this key.
    pub fn claim(&self, key: ClaimKey) -> Option<&Claim> {
        self.claims.iter().find(|claim| claim.key() == key)
    }

    /// The claim that people call so: by its key, by its number from 1 as lists show it, or by words that only it has.
    pub fn claim_called(&self, typed: &str) -> Option<&Claim> {
        let typed = typed.trim();
        if let Some(claim) = ClaimKey::parse(typed).and_then(|key| self.claim(key)) {
            return Some(claim);
        }
        // A number is never meant as words: a year would be in some claim.
        if let Ok(number) = typed.parse::<usize>() {
            return self.claims.get(number.checked_sub(1)?);
        }
        let words = typed.to_lowercase();
        let mut fitting = self.claims.iter().filter(|claim| !words.is_empty() && claim.text.to_lowercase().contains(&words));
        let whole = self.claims.iter().find(|claim| claim.text == typed);
        whole.or_else(|| fitting.next().filter(|_| fitting.next().is_none()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_those_of_the_published_test_vectors() {
        for (text, key) in [("", "cbf29ce484222325"), ("a", "af63dc4c8601ec8c"), ("foobar", "85944171f73967e8")] {
            assert_eq!(ClaimKey::of(text).to_string(), key);
        }
    }

    #[test]
    fn a_claim_is_called_by_its_key_its_number_or_words_of_its_own() {
        let record = crate::incident::testing::incident("a");
        let called = |typed: &str| record.claim_called(typed).map(|claim| claim.text.as_str());
        let key = ClaimKey::of("Second.").to_string();
        assert_eq!([called(&key), called(" 2 "), called("Second."), called("seC")].map(Option::unwrap), ["Second."; 4]);
        assert_eq!([called("0"), called("4"), called("st"), called(""), called("third")], [None; 5], "\"st\" is in the first and the last");
    }
}
