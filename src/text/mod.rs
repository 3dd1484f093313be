//! Text to words: fold case, accents and scripts, split, stem. Whoever compares words does it with these functions,
//! so that a question, a word list and a record always meet in the same form.

mod prepared;
mod split;
mod stem;

pub use prepared::{Prepared, fnv};
pub use split::{MAX_CHARACTERS, MAX_WORDS, Word, fold, words};
pub use stem::stem;
