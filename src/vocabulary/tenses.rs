//! The past tense of the verbs that titles use in the present: "expels" to "expelled". From `tenses.tsv`.

use rustc_hash::FxHashMap;

use super::word_list::{WordList, WordListError};

/// Present forms with their past.
#[derive(Debug, Clone, Default)]
pub struct Tenses {
    singular: FxHashMap<Box<str>, Box<str>>,
    plural: FxHashMap<Box<str>, Box<str>>,
}

impl Tenses {
    /// Adds verbs: `verb<TAB>third person singular<TAB>past tense`.
    ///
    /// # Errors
    /// [`WordListError`] for a line without three columns.
    pub fn add(&mut self, list: WordList<'_>) -> Result<(), WordListError> {
        for line in list.lines() {
            let past: Box<str> = line.field(2, "past tense")?.into();
            self.singular.insert(line.field(1, "third person")?.into(), past.clone());
            self.plural.insert(line.field(0, "verb")?.into(), past);
        }
        Ok(())
    }

    /// The past of a third person singular ("expels").
    pub fn past_of_singular(&self, word: &str) -> Option<&str> {
        self.singular.get(word).map(|past| &**past)
    }

    /// The past of a plural or bare form ("expel").
    pub fn past_of_plural(&self, word: &str) -> Option<&str> {
        self.plural.get(word).map(|past| &**past)
    }
}
