//! Prepares what never changes, so that a start has less to do: the stems of all words of the word lists and of the starter
//! register, the words of near meaning, the folded names of parties. Recompiles when a migration is added:
//! `sqlx::migrate!` compiles the folder in, but Cargo does not watch folders for it.

#[expect(unreachable_pub, reason = "the program uses it from elsewhere")]
#[path = "src/text/split.rs"]
mod split;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use rust_stemmers::{Algorithm, Stemmer};

/// Lists whose words are stemmed.
const LISTS: &[&str] = &["lemmas.tsv", "common_words.tsv", "related_words.tsv", "kinds.tsv", "aspects.tsv", "events.tsv", "reporting.tsv"];

/// Everything from which an index is made: a warm one that was made from anything else is not used.
const SOURCES: &[&str] = &[
    "build.rs",
    "Cargo.lock",
    "config/register",
    "config/vocabulary",
    "src/incident",
    "src/text",
    "src/vocabulary",
    "src/search",
    "src/register/mod.rs",
    "src/register/catalogue.rs",
    "src/register/warm.rs",
];

/// Where a sum begins.
const SUM: u64 = 0xcbf2_9ce4_8422_2325;

/// Longer words are left to the stemmer; so are all that are not plain letters.
const LONGEST: usize = 40;

fn main() -> io::Result<()> {
    for input in ["migrations"].iter().chain(SOURCES) {
        println!("cargo:rerun-if-changed={input}");
    }
    let sum = SOURCES.iter().try_fold(SUM, |sum, source| summed(Path::new(source), sum))?;
    println!("cargo:rustc-env=AIDE_MEMOIRE_SOURCES={sum:016x}");
    let folder = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    let mut words = BTreeSet::new();
    for list in LISTS {
        collect(&read(list)?, &mut words);
    }
    collect(&fs::read_to_string("config/register/incidents.jsonl")?, &mut words);
    let stemmer = Stemmer::create(Algorithm::English);
    let stems = words.into_iter().map(|word| (stemmer.stem(&word).into_owned(), word)).map(|(stem, word)| (word, stem)).collect();
    write_table(&folder, "stems", &stems)?;
    let english = read("english_words.tsv")?;
    let english = english.lines().filter(|line| !line.is_empty()).map(|word| (stemmer.stem(word).into_owned(), String::new())).collect();
    write_table(&folder, "english", &english)?;
    write_table(&folder, "related", &related(&stemmer)?)?;
    write_table(&folder, "translations", &translations()?)?;
    fs::write(folder.join("parties.tsv"), folded(&read("parties.tsv")?, 3, |line| split::fold(line[2])))?;
    let names = |line: &[&str]| -> Vec<String> {
        std::iter::once(line[1]).chain(line[2].split('|').filter(|name| !name.trim().is_empty())).map(split::fold).collect()
    };
    fs::write(folder.join("persons.tsv"), folded(&read("persons.tsv")?, 6, |line| names(line).join("|")))
}

/// Adds the names and the contents of files to a sum (FNV-1a).
fn summed(path: &Path, sum: u64) -> io::Result<u64> {
    let add = |sum: u64, bytes: &[u8]| bytes.iter().fold(sum, |sum, byte| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    if !path.is_dir() {
        return Ok(add(add(sum, path.to_string_lossy().as_bytes()), &fs::read(path)?));
    }
    let mut inner = fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<io::Result<Vec<_>>>()?;
    inner.sort();
    inner.iter().try_fold(sum, |sum, path| summed(path, sum))
}

fn read(list: &str) -> io::Result<String> {
    fs::read_to_string(Path::new("config/vocabulary").join(list))
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

/// The fields of the lines of a list that are neither empty nor a comment.
fn fields(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).map(|line| line.split('\t').map(str::trim).collect())
}

/// Stems with the stems of near meaning and their strength, as `Words::add_related` reads them.
fn related(stemmer: &Stemmer) -> io::Result<BTreeMap<String, String>> {
    let lemmas = read("lemmas.tsv")?;
    let lemmas: HashMap<String, String> = fields(&lemmas).map(|line| (split::fold(line[0]), split::fold(line[1]))).collect();
    let stem = |word: &str| {
        let lemma = lemmas.get(word).map_or(word, |lemma| lemma);
        if lemma.bytes().any(|byte| byte.is_ascii_digit()) { lemma.to_owned() } else { stemmer.stem(lemma).into_owned() }
    };
    let mut found: BTreeMap<String, Vec<(String, &str)>> = BTreeMap::new();
    let list = read("related_words.tsv")?;
    for line in fields(&list) {
        let [word, other, strength] = line[..] else { panic!("related_words.tsv: {line:?} has not three columns") };
        assert!(matches!(strength.as_bytes(), [b'1'..=b'9']), "related_words.tsv: {line:?} has no strength from 1 to 9");
        let word = word.split('_').map(stem).collect::<Vec<_>>().join("_");
        let other = stem(other);
        let others = found.entry(word.clone()).or_default();
        if word != other && others.iter().all(|(known, _)| *known != other) {
            others.push((other, strength));
        }
    }
    found.retain(|_, others| !others.is_empty());
    let joined =
        |others: Vec<(String, &str)>| others.iter().map(|(other, strength)| format!("{other}\t{strength}")).collect::<Vec<_>>().join("\t");
    Ok(found.into_iter().map(|(word, others)| (word, joined(others))).collect())
}

/// Words of other languages, as `Words::add_translations` reads them: "es:embajador*" to "ambassador".
fn translations() -> io::Result<BTreeMap<String, String>> {
    let list = read("translations.tsv")?;
    let entry = |line: Vec<&str>| {
        let [language, word, english] = line[..] else { panic!("translations.tsv: {line:?} has not three columns") };
        let star = if word.ends_with('*') { "*" } else { "" };
        (format!("{language}:{}{star}", split::fold(word)), english.to_owned())
    };
    Ok(fields(&list).map(entry).collect())
}

/// A list of so many columns with another one, the folded names.
fn folded(list: &str, columns: usize, names: impl Fn(&[&str]) -> String) -> String {
    fields(list).fold(String::new(), |mut text, mut line| {
        line.resize(columns, "");
        let _ = writeln!(text, "{}\t{}", line.join("\t"), names(&line));
        text
    })
}

/// Writes a table for `text::Prepared`.
fn write_table(folder: &Path, name: &str, entries: &BTreeMap<String, String>) -> io::Result<()> {
    let size = (entries.len() * 2).next_power_of_two();
    let mut slots = vec![0u32; size];
    let mut lines = String::new();
    for (key, value) in entries {
        let mut slot = hash(key) as usize & (size - 1);
        while slots[slot] != 0 {
            slot = (slot + 1) & (size - 1);
        }
        slots[slot] = u32::try_from(lines.len()).unwrap_or(0) + 1;
        let _ = writeln!(lines, "{key}\t{value}");
    }
    fs::write(folder.join(format!("{name}.tsv")), lines)?;
    fs::write(folder.join(format!("{name}.bin")), slots.into_iter().flat_map(u32::to_le_bytes).collect::<Vec<u8>>())
}

/// The same as in `text/prepared.rs`.
fn hash(key: &str) -> u32 {
    key.bytes().fold(0x811C_9DC5, |hash: u32, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)).rotate_right(7)
}
