//! What each weight and threshold of search and answer is worth: the golden questions with it lower and higher.
//!
//! ```text
//! cargo bench --bench weights                        # a table, as in docs/weights.md
//! cargo bench --bench weights -- other.jsonl         # of other question sets
//! ```
//! The weights are constants. A copy of the sources under `target/` reads them from the environment instead, so one
//! build serves every value.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// Rooms whose constants are weights.
const ROOMS: &[&str] = &["search", "answer"];
/// What else the copy needs to be built.
const BESIDE: &[&str] = &["Cargo.toml", "Cargo.lock", "build.rs", "config", "migrations", "benches", "tests"];
/// Each weight is tried at these parts of its value.
const PARTS: &[f32] = &[0.5, 0.8, 1.25, 2.0];
/// The variable from which the copy reads its weights.
const VARIABLE: &str = "AIDE_MEMOIRE_WEIGHTS";

fn main() -> ExitCode {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let weights = weights(root);
    if weights.len() < 40 {
        eprintln!("only {} weights found: do they still stand as \"const NAME: f32 = …;\"?", weights.len());
        return ExitCode::FAILURE;
    }
    // `cargo test` only wants to see that it runs.
    if !arguments.iter().any(|argument| argument == "--bench") {
        println!("{} weights", weights.len());
        return ExitCode::SUCCESS;
    }
    let mut sets: Vec<PathBuf> = arguments.iter().filter(|argument| !argument.starts_with("--")).map(PathBuf::from).collect();
    if sets.is_empty() {
        sets = ["questions.jsonl", "others.jsonl"].map(|name| root.join("tests/data/golden").join(name)).to_vec();
    }
    let Some(program) = build(root, &weights) else { return ExitCode::FAILURE };
    report(&program, &sets, &weights);
    ExitCode::SUCCESS
}

/// The weights by "room/file:NAME".
fn weights(root: &Path) -> BTreeMap<String, f32> {
    let files = ROOMS.iter().flat_map(|room| sources(&root.join("src").join(room)));
    let named = |file: PathBuf| {
        let text = fs::read_to_string(&file).unwrap_or_default();
        let own: Vec<(String, f32)> = text.lines().filter_map(constant).map(|(name, value)| (key(&file, name), value)).collect();
        own
    };
    files.flat_map(named).collect()
}

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> = entries.filter(|path| path.extension().is_some_and(|end| end == "rs")).collect();
    files.sort();
    files
}

/// The name and value in a line such as `const SHARE: f32 = 0.5;`.
fn constant(line: &str) -> Option<(&str, f32)> {
    let (before, after) = line.trim().split_once("const ")?;
    let (name, value) = after.split_once(": f32 = ")?;
    let value = value.strip_suffix(';')?.parse().ok()?;
    (before.is_empty() || before.starts_with("pub")).then_some((name, value))
}

fn key(file: &Path, name: &str) -> String {
    let part = |path: Option<&std::ffi::OsStr>| path.map(|part| part.to_string_lossy().into_owned()).unwrap_or_default();
    format!("{}/{}:{name}", part(file.parent().and_then(Path::file_name)), part(file.file_stem()))
}

/// Builds the copy; the program that it gives, or nothing if it cannot be built.
fn build(root: &Path, weights: &BTreeMap<String, f32>) -> Option<PathBuf> {
    let copy = root.join("target/weights");
    fs::create_dir_all(&copy).ok()?;
    let paths = BESIDE.iter().chain(&["src"]).map(|name| root.join(name));
    Command::new("cp").arg("-r").args(paths).arg(&copy).status().ok().filter(|status| status.success())?;
    let names: Vec<&str> = weights.keys().filter_map(|key| key.split_once(':')).map(|(_, name)| name).collect();
    for file in ROOMS.iter().flat_map(|room| sources(&copy.join("src").join(room))) {
        let text = fs::read_to_string(&file).ok()?;
        fs::write(&file, rewritten(&text, &file, &names)).ok()?;
    }
    let library = copy.join("src/lib.rs");
    let text = format!("#![allow(unused_parens)]\n{}{}", fs::read_to_string(&library).ok()?, reader());
    fs::write(library, text).ok()?;
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["build", "--quiet", "--locked", "--bin", "aide-memoire", "--target-dir"]).arg(root.join("target")).current_dir(&copy);
    command.status().ok().filter(|status| status.success())?;
    let program = copy.join("aide-memoire");
    fs::copy(root.join("target/debug/aide-memoire"), &program).ok()?;
    // The shared folder for builds must not keep the copy's program under the project's name.
    fs::remove_file(root.join("target/debug/aide-memoire")).ok()?;
    Some(program)
}

/// The source with its weights read at the start.
fn rewritten(text: &str, file: &Path, names: &[&str]) -> String {
    let mut imports = false;
    let mut lines = String::new();
    for line in text.lines() {
        imports |= line.trim_start().starts_with("use ") || line.trim_start().starts_with("pub use ");
        if let Some((name, value)) = constant(line) {
            let public = if line.trim_start().starts_with("pub") { "pub(super) " } else { "" };
            let key = key(file, name);
            lines += &format!(
                "{public}static {name}: std::sync::LazyLock<f32> = std::sync::LazyLock::new(|| crate::weight(\"{key}\", {value:?}));"
            );
        } else if imports || line.trim_start().starts_with("//") {
            lines += line;
        } else {
            lines += &dereferenced(line, names);
        }
        imports &= !line.trim_end().ends_with(';');
        lines.push('\n');
    }
    lines
}

/// The line with `*` before every name of a weight.
fn dereferenced(line: &str, names: &[&str]) -> String {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let mut out = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let end = rest.find(|character| !is_word(character)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        out += &if names.contains(&word) { format!("(*{word})") } else { word.to_owned() };
        let gap = after.find(is_word).unwrap_or(after.len());
        out += &after[..gap];
        rest = &after[gap..];
    }
    out
}

/// The function of the copy that reads a weight.
fn reader() -> String {
    format!(
        "\nfn weight(name: &str, value: f32) -> f32 {{\n    let all = std::env::var(\"{VARIABLE}\").unwrap_or_default();\n    \
         let found = all.split(',').filter_map(|one| one.split_once('=')).find(|(key, _)| *key == name);\n    \
         found.and_then(|(_, value)| value.parse().ok()).unwrap_or(value)\n}}\n"
    )
}

/// Right and wrong answers with these weights changed.
fn score(program: &Path, sets: &[PathBuf], changed: &str) -> Option<(i64, i64)> {
    let output = Command::new(program).args(["eval", "--json"]).args(sets).env(VARIABLE, changed).output().ok()?;
    let figures: serde_json::Value = serde_json::from_slice(&output.stdout).ok()?;
    let part = |name: &str| figures[name]["part"].as_i64();
    Some((part("correct_of_answerable")? + part("unanswerable_right")?, part("incorrect_of_all")?))
}

fn report(program: &Path, sets: &[PathBuf], weights: &BTreeMap<String, f32>) {
    let Some((right, wrong)) = score(program, sets, "") else {
        eprintln!("the question sets cannot be scored");
        return;
    };
    println!("As they are: {right} right, {wrong} wrong. With one weight changed, more or fewer of them right / wrong:\n");
    let heads: Vec<String> = PARTS.iter().map(|part| format!("× {part}")).collect();
    println!("| weight | value | {} |\n| --- | --- |{}", heads.join(" | "), " --- |".repeat(PARTS.len()));
    for (name, value) in weights {
        let change = |part: &f32| match score(program, sets, &format!("{name}={}", value * part)) {
            Some((more, worse)) if (more, worse) == (right, wrong) => "=".to_owned(),
            Some((more, worse)) => format!("{:+} / {:+}", more - right, worse - wrong),
            None => "?".to_owned(),
        };
        let changes: Vec<String> = PARTS.iter().map(change).collect();
        println!("| `{name}` | {value} | {} |", changes.join(" | "));
    }
}
