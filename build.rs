//! Prepares what never changes: the stems of all words of the word lists and of the starter register, so that a start
//! looks them up instead of computing them. Recompiles when a migration is added: `sqlx::migrate!` compiles the folder
//! in, but Cargo does not watch folders for it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use rust_stemmers::{Algorithm, Stemmer};

/// Lists whose words are stemmed.
const LISTS: &[&str] = &["lemmas.tsv", "common_words.tsv", "related_words.tsv", "kinds.tsv", "aspects.tsv"];

/// Longer words are left to the stemmer; so are all that are not plain letters.
const LONGEST: usize = 40;

/// Added to the length of a stem that stands behind its word.
const APART: u8 = 64;

fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=config");
    let mut words = BTreeSet::new();
    for list in LISTS {
        collect(&fs::read_to_string(Path::new("config/vocabulary").join(list))?, &mut words);
    }
    collect(&fs::read_to_string("config/register/incidents.jsonl")?, &mut words);
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let (pool, slots) = table(&words);
    fs::write(folder.join("stems.txt"), pool)?;
    fs::write(folder.join("stems.bin"), slots)
}

/// Takes every run of letters, in lower case, as it is and without apostrophes.
fn collect(text: &str, words: &mut BTreeSet<String>) {
    let text = text.to_ascii_lowercase();
    let is_apostrophe = |character: char| matches!(character, '\'' | '\u{2019}');
    for run in text.split(|character: char| !character.is_ascii_alphabetic() && !is_apostrophe(character)) {
        let parts = run.split(is_apostrophe);
        words.extend(parts.filter(|part| (1..=LONGEST).contains(&part.len())).map(str::to_owned));
        let joined: String = run.chars().filter(|character| !is_apostrophe(*character)).collect();
        if (1..=LONGEST).contains(&joined.len()) {
            words.insert(joined);
        }
    }
}

/// A table for `text::known_stem`: a text of entries (length of the word, length of its stem, both as characters, the
/// word, the stem unless the word begins with it) and slots with the positions of entries, counted from 1, found by hash.
fn table(words: &BTreeSet<String>) -> (String, Vec<u8>) {
    let stemmer = Stemmer::create(Algorithm::English);
    let size = (words.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    let mut pool = String::new();
    for word in words {
        let stem = stemmer.stem(word);
        let mut slot = hash(word) as usize & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = pool.len() as u32 + 1;
        pool.push(char::from(word.len() as u8));
        let begins = word.starts_with(&*stem);
        pool.push(char::from(stem.len() as u8 + if begins { 0 } else { APART }));
        pool.push_str(word);
        if !begins {
            pool.push_str(&stem);
        }
    }
    (pool, slots.into_iter().flat_map(u32::to_le_bytes).collect())
}

/// The same as `text::hash`.
fn hash(word: &str) -> u32 {
    word.bytes().fold(0x811C_9DC5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)).rotate_right(7)
}
