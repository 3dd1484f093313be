//! Words to stems.

use std::borrow::Cow;
use std::cell::RefCell;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;

use super::Prepared;

/// The words of the built-in lists and records with their stems.
const STEMS: Prepared =
    Prepared { lines: include_str!(concat!(env!("OUT_DIR"), "/stems.tsv")), slots: include_bytes!(concat!(env!("OUT_DIR"), "/stems.bin")) };

/// Most stems remembered by one thread: about 4 MB.
const MOST_KNOWN: usize = 50_000;

/// The stem of a folded English word (Snowball English, also known as Porter 2).
pub fn stem(folded: &str) -> Cow<'static, str> {
    thread_local! {
        static STEMMER: Stemmer = Stemmer::create(Algorithm::English);
        /// Stems already found: most words repeat, and a look-up costs a tenth of the algorithm.
        static KNOWN: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::new(FxHashMap::default());
    }
    if folded.bytes().any(|byte| byte.is_ascii_digit()) {
        return Cow::Owned(folded.to_owned());
    }
    if let Some(stem) = STEMS.get(folded) {
        return Cow::Borrowed(stem);
    }
    if let Some(stem) = KNOWN.with_borrow(|known| known.get(folded).map(|stem| stem.to_string())) {
        return Cow::Owned(stem);
    }
    let stem = STEMMER.with(|stemmer| stemmer.stem(folded).into_owned());
    KNOWN.with_borrow_mut(|known| {
        if known.len() < MOST_KNOWN {
            known.insert(folded.into(), stem.as_str().into());
        }
    });
    Cow::Owned(stem)
}
