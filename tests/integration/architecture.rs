//! Holds the rooms of `src/` to the table in `ARCHITECTURE.md`: who may know whom, who may name which outside crate, and
//! what pure rooms never do. One crate does not keep its direction by itself.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

/// A room with those it may know.
struct Room {
    name: &'static str,
    /// Rooms that it may know. Each of them stands before it, so there is no circle.
    rooms: &'static [&'static str],
    /// Outside crates that it may name; `std` is open to all.
    crates: &'static [&'static str],
    /// Whether it is a function of what it is given: no file, no clock, no output, nothing to wait for.
    pure: bool,
}

const ROOMS: [Room; 13] = [
    Room { name: "incident", rooms: &[], crates: &["edtf_core", "schemars", "serde", "serde_json", "thiserror", "url"], pure: true },
    Room { name: "text", rooms: &[], crates: &["deunicode", "rust_stemmers", "rustc_hash"], pure: true },
    Room { name: "vocabulary", rooms: &["incident", "text"], crates: &["rustc_hash", "strsim", "thiserror"], pure: true },
    Room { name: "question", rooms: &["incident", "text", "vocabulary"], crates: &[], pure: true },
    Room {
        name: "search",
        rooms: &["incident", "text", "vocabulary", "question"],
        crates: &["lz4_flex", "rustc_hash", "serde_json"],
        pure: true,
    },
    Room { name: "answer", rooms: &["incident", "text", "vocabulary", "question", "search"], crates: &["serde"], pure: true },
    Room { name: "drafting", rooms: &["incident", "text", "vocabulary", "question"], crates: &["serde"], pure: true },
    Room {
        name: "store",
        rooms: &["incident"],
        crates: &["crc32fast", "futures_util", "serde_json", "sha2", "sqlx", "thiserror", "tokio", "url"],
        pure: false,
    },
    Room { name: "transfer", rooms: &["incident"], crates: &["csv", "serde", "serde_json", "thiserror"], pure: false },
    Room {
        name: "register",
        rooms: &["incident", "text", "vocabulary", "question", "search", "answer", "drafting", "store", "transfer"],
        crates: &["serde_json", "thiserror"],
        pure: false,
    },
    Room {
        name: "discord",
        rooms: &["incident", "text", "vocabulary", "question", "answer", "drafting", "store", "transfer", "register"],
        crates: &[
            "axum", "fluent_bundle", "poise", "prometheus_client", "reqwest", "secrecy", "serde_json", "serenity", "thiserror", "tokio",
            "tracing", "unic_langid",
        ],
        pure: false,
    },
    Room {
        name: "cli",
        rooms: &["incident", "text", "vocabulary", "question", "search", "answer", "drafting", "store", "transfer", "register", "discord"],
        crates: &[
            "anyhow", "clap", "clap_complete", "indicatif", "regex", "rustc_hash", "rustyline", "schemars", "secrecy", "serde",
            "serde_json", "thiserror", "tokio", "toml", "tracing", "tracing_subscriber",
        ],
        pure: false,
    },
    Room { name: "main", rooms: &["cli"], crates: &["clap", "mimalloc"], pure: false },
];

/// What a pure room never does, and why a match means that.
const IMPURE: [(&str, &str); 5] = [
    (r"\basync\b|\.await\b", "waits"),
    (r"\bstd::time\b|\bInstant\b|\bSystemTime\b", "reads a clock"),
    (r"\bstd::(fs|io|net|process|env|thread)\b", "reaches outside"),
    (r"\bFile::|\bread_to_string\b", "reads a file"),
    (r"\b(print|println|eprint|eprintln|dbg)!", "prints"),
];

/// How a statement of SQL begins.
static SQL: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?i)^\s*(select\s|insert\s+into\s|update\s+\w+\s+set\s|delete\s+from\s|(create|alter|drop)\s+(table|index)\s|pragma\s)")
});

fn pattern(text: &str) -> Regex {
    Regex::new(text).unwrap()
}

/// A file of the crate.
struct SourceFile {
    /// From the folder of the package, for messages.
    path: String,
    /// The room it belongs to.
    room: &'static Room,
    /// Without what stands in comments and literals; line breaks are kept.
    code: String,
    /// What stands in literals.
    literals: Vec<String>,
}

/// Every file of `src/` but `lib.rs`, which only names the rooms.
static FILES: LazyLock<Vec<SourceFile>> = LazyLock::new(|| {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    for path in rust_files(&root.join("src")) {
        let inner = path.strip_prefix(root.join("src")).unwrap();
        let name = inner.components().next().unwrap().as_os_str().to_str().unwrap().trim_end_matches(".rs");
        if name == "lib" {
            continue;
        }
        let shown = path.strip_prefix(root).unwrap().display().to_string();
        let room = ROOMS.iter().find(|room| room.name == name).unwrap_or_else(|| panic!("{shown} belongs to no room of the table"));
        let (code, literals) = split(&fs::read_to_string(&path).unwrap());
        files.push(SourceFile { path: shown, room, code, literals });
    }
    files
});

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    let of = |path: PathBuf| {
        if path.is_dir() {
            rust_files(&path)
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            vec![path]
        } else {
            Vec::new()
        }
    };
    entries.into_iter().flat_map(of).collect()
}

/// The code without comments and literals, and the literals.
///
/// Comments are blanked since they may name whom they like.
fn split(text: &str) -> (String, Vec<String>) {
    static TOKEN: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r##"(?xs) //[^\n]* | /\*.*?\*/
              | b?r\#"(?<raw1>.*?)"\# | b?r"(?<raw>[^"]*)" | b?"(?<plain>(?:\\.|[^"\\])*)"
              | b?'(?:\\[^\n']+|\\'|[^\\'\n])' "##,
        )
    });
    let mut literals = Vec::new();
    let code = TOKEN.replace_all(text, |found: &regex::Captures<'_>| {
        literals.extend(["raw1", "raw", "plain"].iter().filter_map(|name| found.name(name)).map(|inside| inside.as_str().to_owned()));
        "\n".repeat(found[0].matches('\n').count())
    });
    (code.into_owned(), literals)
}

/// Names of this package's dependencies as code spells them; a renamed or new one is seen without changing this test.
fn dependencies() -> BTreeSet<String> {
    let manifest = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("Cargo.toml")).unwrap();
    let mut inside = false;
    let mut names = BTreeSet::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            inside = line.starts_with("[dependencies]") || line.starts_with("[dev-dependencies]");
        } else if inside && let Some((name, _)) = line.split_once('=') {
            names.insert(name.trim().replace('-', "_"));
        }
    }
    names
}

/// Places of a file where a pattern matches, as "path:line: what".
fn places(file: &SourceFile, pattern: &Regex, what: &str) -> String {
    let line_of = |offset: usize| file.code[..offset].matches('\n').count() + 1;
    pattern.find_iter(&file.code).fold(String::new(), |mut told, found| {
        writeln!(told, "{}:{}: {what}: {}", file.path, line_of(found.start()), found.as_str()).unwrap();
        told
    })
}

/// Fails with every fault at once.
#[track_caller]
fn none(faults: impl IntoIterator<Item = String>) {
    let told: String = faults.into_iter().collect();
    assert!(told.is_empty(), "\n{told}");
}

#[test]
fn rooms_know_only_those_of_the_table() {
    let path = pattern(r"\bcrate::(\w+)");
    none(FILES.iter().flat_map(|file| {
        let mut others: BTreeSet<&str> = path.captures_iter(&file.code).map(|found| found.get(1).unwrap().as_str()).collect();
        if file.room.name == "main" {
            let own = pattern(r"\baide_memoire::(\w+)");
            others.extend(own.captures_iter(&file.code).map(|found| found.get(1).unwrap().as_str()));
        }
        others.retain(|other| *other != file.room.name && !file.room.rooms.contains(other));
        others.into_iter().map(|other| format!("{}: {} may not know {other}\n", file.path, file.room.name)).collect::<Vec<_>>()
    }));
}

#[test]
fn rooms_know_only_rooms_before_them() {
    for (position, room) in ROOMS.iter().enumerate() {
        let earlier: Vec<&str> = ROOMS[..position].iter().map(|room| room.name).collect();
        assert!(room.rooms.iter().all(|other| earlier.contains(other)), "{}", room.name);
    }
}

#[test]
fn the_map_has_the_same_table() {
    let map = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("ARCHITECTURE.md")).unwrap();
    let (_, table) = map.split_once("\n## Who may know whom\n").unwrap();
    let shown: Vec<&str> = table.lines().filter(|line| line.starts_with("| ")).skip(2).collect();
    let list = |names: &[&str]| if names.is_empty() { "–".to_owned() } else { names.join(", ") };
    let expected = ROOMS.map(|room| format!("| {} | {} | {} |", room.name, list(room.rooms), list(room.crates)));
    assert_eq!(shown[..expected.len()], expected);
}

#[test]
fn rooms_name_only_the_outside_crates_of_the_table() {
    let dependencies = dependencies();
    let path = pattern(r"(?m)(?:^|[^:\w])(\w+)::|^\s*(?:pub(?:\([^)]*\))? )?use (\w+)|\bextern crate (\w+)");
    none(FILES.iter().flat_map(|file| {
        let names = path.captures_iter(&file.code).filter_map(|found| found.iter().skip(1).flatten().next()).map(|name| name.as_str());
        let outside: BTreeSet<&str> = names.filter(|name| dependencies.contains(*name) && !file.room.crates.contains(name)).collect();
        // A module may have the name of a crate.
        let own = |name: &&str| file.code.contains(&format!("mod {name};"));
        outside
            .into_iter()
            .filter(|name| !own(name))
            .map(|name| format!("{}: {} may not name the crate {name}\n", file.path, file.room.name))
            .collect::<Vec<_>>()
    }));
}

#[test]
fn paths_cannot_slip_past_the_table() {
    let slips = [
        (r"\bcrate::\{", "name the rooms one by one"),
        (r"\bcrate::\*|\buse crate(\s+as\b|;)", "name the rooms one by one"),
        (r"\bsuper::(self::)*super\b", "write crate::room"),
        (r#"#\[path\b|\binclude!\s*\("#, "files stand where their module says"),
    ];
    none(FILES.iter().flat_map(|file| slips.map(|(slip, what)| places(file, &pattern(slip), what))));
    // In the front file of a room, `super` is the crate.
    let rooms = ROOMS.map(|room| room.name).join("|");
    let sideways = pattern(&format!(r"\bsuper::({rooms})::"));
    let front =
        FILES.iter().filter(|file| file.path.matches('/').count() == 1 || file.path.ends_with(&format!("src/{}/mod.rs", file.room.name)));
    none(front.map(|file| places(file, &sideways, "write crate::room")));
}

#[test]
fn pure_rooms_do_nothing_but_think() {
    let impure = IMPURE.map(|(text, what)| (pattern(text), what));
    let pure = FILES.iter().filter(|file| file.room.pure);
    none(pure.flat_map(|file| impure.iter().map(|(pattern, what)| places(file, pattern, what))));
}

#[test]
fn only_the_store_speaks_sql() {
    let others = FILES.iter().filter(|file| file.room.name != "store");
    none(others.flat_map(|file| {
        file.literals
            .iter()
            .filter(|literal| SQL.is_match(literal))
            .map(|literal| format!("{}: {literal}\n", file.path))
            .collect::<Vec<_>>()
    }));
    // Else the pattern fits nothing any more.
    assert!(FILES.iter().any(|file| file.room.name == "store" && file.literals.iter().any(|literal| SQL.is_match(literal))));
}

/// Every Rust file of the repository with its text.
fn texts() -> impl Iterator<Item = (String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = ["src", "tests", "benches"].into_iter().flat_map(move |folder| rust_files(&root.join(folder)));
    paths.map(move |path| (path.strip_prefix(root).unwrap().display().to_string(), fs::read_to_string(path).unwrap()))
}

#[test]
fn every_file_says_what_it_does() {
    none(texts().filter(|(_, text)| !text.starts_with("//! ")).map(|(path, _)| format!("{path} does not begin with //!\n")));
}

#[test]
fn no_file_is_longer_than_500_lines() {
    none(texts().filter(|(_, text)| text.lines().count() > 500).map(|(path, text)| format!("{path}: {} lines\n", text.lines().count())));
}

#[test]
fn comments_and_literals_are_no_code() {
    let text = r#"
        // crate::cli
        let name = "crate::cli \" // crate::store"; let quote = '"'; let life: &'static str = name; /* crate::cli */
        use crate::incident;
    "#;
    let (code, literals) = split(text);
    assert!(code.contains("use crate::incident;") && code.contains("&'static str"), "{code}");
    assert!(!code.contains("cli") && !code.contains("store"), "{code}");
    assert_eq!(literals, [r#"crate::cli \" // crate::store"#]);
    assert_eq!(code.lines().count(), text.lines().count());
}
