//! The operator's guide is right: the invitation, the commands and settings that it names, where its links lead, the tests of
//! its threat model; the dashboard and the alerts are whole.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::{Path, PathBuf};

use aide_memoire::discord::{invitation, rights};
use regex::Regex;
use serde_json::Value;

use crate::world::Place;

fn root(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn guide() -> String {
    fs::read_to_string(root("docs/operating.md")).unwrap()
}

/// The text of every file with this ending below a folder.
fn texts(folder: &Path, ending: &str) -> String {
    let mut all = String::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.is_dir() {
            all.push_str(&texts(&entry, ending));
        } else if entry.to_string_lossy().ends_with(ending) {
            all.push_str(&fs::read_to_string(entry).unwrap());
        }
    }
    all
}

#[test]
fn the_invitation_has_the_scopes_and_rights_that_the_bot_uses() {
    let guide = guide();
    assert!(guide.contains(&format!("`{}`", invitation("ID_OF_THE_APPLICATION"))), "{}", invitation("ID_OF_THE_APPLICATION"));
    for (right, purpose) in rights() {
        let name = right.to_uppercase().replace(' ', "_");
        assert!(guide.contains(&format!("| {name} | {purpose} |")), "| {name} | {purpose} |");
    }
    let rows = guide.lines().filter(|line| Regex::new(r"^ +\| [A-Z_]+ \|").unwrap().is_match(line)).count();
    assert_eq!(rows, rights().count());
    let readme = fs::read_to_string(root("README.md")).unwrap();
    let (_, told) = readme.split_once("invited with the scopes `bot` and `applications.commands` and the rights ").unwrap();
    let told: Vec<&str> = told.split_once(" (").unwrap().0.split(", ").flat_map(|part| part.split(" and ")).collect();
    assert_eq!(told, rights().map(|(right, _)| right).collect::<Vec<_>>(), "the README names them, and no other");
}

#[test]
fn commands_and_settings_of_the_guide_exist() {
    let guide = guide();
    let code = texts(&root("src/cli"), ".rs");
    let variables = Regex::new(r"`((?:AIDE_MEMOIRE|DISCORD)_[A-Z_]+)`").unwrap();
    for found in variables.captures_iter(&guide) {
        assert!(code.contains(&found[1]), "{}", &found[1]);
    }
    let place = Place::new();
    let command = Regex::new(r"aide-memoire ([a-z]+)([^`\n#]*)").unwrap();
    let options = Regex::new(r"--[a-z-]+").unwrap();
    let commands: Vec<_> = command.captures_iter(&guide).collect();
    assert!(commands.len() > 6, "{}", commands.len());
    for found in commands {
        let help = place.run(&["help", &found[1]]).well();
        for option in options.find_iter(&found[2]) {
            assert!(help.contains(option.as_str()), "{}", &found[0]);
        }
    }
    let example = fs::read_to_string(root("config/aide-memoire.example.toml")).unwrap();
    for name in ["message_content", "shards", "user_questions", "channel_questions", "listen"] {
        assert!(guide.contains(name) && example.contains(name), "{name}");
    }
}

#[test]
fn links_of_the_guide_lead_somewhere() {
    let guide = guide();
    for found in Regex::new(r"\]\(([^)#:]+)\)").unwrap().captures_iter(&guide) {
        assert!(root("docs").join(&found[1]).exists(), "{}", &found[1]);
    }
    for found in Regex::new(r"\]\(#([^)]+)\)").unwrap().captures_iter(&guide) {
        let title = |line: &str| line.starts_with("## ") && line[3..].to_lowercase().replace(' ', "-") == found[1];
        assert!(guide.lines().any(title), "{}", &found[1]);
    }
}

/// Each row of the table with this head names tests that exist; so many rows there are at least.
fn rows_have_tests(head: &str, least: usize) {
    let guide = guide();
    let (_, table) = guide.split_once(&format!("\n{head}\n")).unwrap();
    let tests = texts(&root("tests"), ".rs");
    let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() >= least, "{head}");
    let name = Regex::new(r"`([a-z0-9_]+)`").unwrap();
    for row in rows {
        let cell = row.rsplit('|').nth(1).unwrap();
        assert!(name.is_match(cell), "{row}");
        for found in name.captures_iter(cell) {
            assert!(tests.contains(&format!("fn {}(", &found[1])), "{row}");
        }
    }
}

#[test]
fn every_threat_and_every_right_has_a_test_that_exists() {
    rows_have_tests("| who | what | how it is stopped | test |", 15);
    rows_have_tests("| button or form | who | test |", 8);
}

/// What the bot counts, as Prometheus has it: names, and names of samples. From the code, since what was never counted is not
/// told.
fn counted() -> (BTreeSet<String>, BTreeSet<String>) {
    let code = fs::read_to_string(root("src/discord/metrics.rs")).unwrap();
    let kind = Regex::new(r"(?m)^    (?:pub\(super\) )?(\w+): (?:Family<Label, )?(Counter|Gauge|Histogram)\b").unwrap();
    let kinds: HashMap<&str, &str> = kind.captures_iter(&code).map(|found| found.extract::<2>().1.into()).collect();
    let (mut names, mut samples) = (BTreeSet::new(), BTreeSet::new());
    for found in Regex::new(r#"registry\.register\("(\w+)", "[^"]+", metrics\.(\w+)"#).unwrap().captures_iter(&code) {
        let (name, ends): (String, &[&str]) = match kinds[&found[2]] {
            "Counter" => (format!("aide_memoire_{}_total", &found[1]), &[""]),
            "Histogram" => (format!("aide_memoire_{}", &found[1]), &["_bucket", "_sum", "_count"]),
            _ => (format!("aide_memoire_{}", &found[1]), &[""]),
        };
        samples.extend(ends.iter().map(|end| format!("{name}{end}")));
        names.insert(name);
    }
    assert!(names.len() > 8, "{names:?}");
    (names, samples)
}

fn named(text: &str) -> BTreeSet<String> {
    Regex::new(r"aide_memoire_\w+").unwrap().find_iter(text).map(|found| found.as_str().to_owned()).collect()
}

#[test]
fn dashboard_and_alerts_name_what_the_bot_counts() {
    let (names, samples) = counted();
    let document = |name: &str| fs::read_to_string(root("docs").join(name)).unwrap();
    for file in ["grafana.json", "alerts.yml"] {
        let unknown: Vec<String> = named(&document(file)).difference(&samples).cloned().collect();
        assert!(unknown.is_empty(), "{file}: {unknown:?}");
    }
    let dashboard = named(&document("grafana.json"));
    let hidden: Vec<&String> = names.iter().filter(|name| !dashboard.iter().any(|shown| shown.starts_with(*name))).collect();
    assert!(hidden.is_empty(), "the dashboard shows nothing of {hidden:?}");
    let told: BTreeSet<String> = guide().lines().filter(|line| line.starts_with("| `aide_memoire_")).flat_map(named).collect();
    assert_eq!(told, names);
}

#[test]
fn dashboard_and_alerts_are_whole() {
    let dashboard: Value = serde_json::from_str(&fs::read_to_string(root("docs/grafana.json")).unwrap()).unwrap();
    let panels = dashboard["panels"].as_array().unwrap();
    assert!(panels.iter().all(|panel| panel["targets"].as_array().is_some_and(|targets| !targets.is_empty())));
    let alerts = fs::read_to_string(root("docs/alerts.yml")).unwrap();
    for alert in alerts.split("- alert: ").skip(1) {
        for part in ["expr: ", "severity: ", "summary: ", "what: "] {
            assert!(alert.contains(part), "{part} is missing in {alert}");
        }
    }
}

#[test]
fn a_draft_is_proposed_and_nothing_is_written() {
    let place = Place::new();
    place.run(&["import", concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl")]).well();
    let database = place.path().join("aide-memoire.db");
    let before = fs::read(&database).unwrap();
    place.write(
        "article.txt",
        "Peru expels Bolivian ambassador\n\nPeru expelled the ambassador of Bolivia on Tuesday over remarks on its election.\n",
    );
    let draft = place.run(&["draft", "--database", "sqlite:aide-memoire.db", "--json", "--published", "2026-03-13", "article.txt"]).well();
    assert!(draft.contains("\"outcome\":\"proposed\""), "{draft}");
    assert_eq!(fs::read(&database).unwrap(), before);
}

/// What a unit of systemd or the image starts: the words behind the program's name.
fn started() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    for entry in fs::read_dir(root("deploy")).unwrap().map(|entry| entry.unwrap().path()) {
        let text = fs::read_to_string(&entry).unwrap();
        for line in text.lines().filter_map(|line| line.strip_prefix("ExecStart=")) {
            let words: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
            assert!(words[0].ends_with("/aide-memoire"), "{line}");
            all.push((entry.display().to_string(), words[1..].to_vec()));
        }
    }
    let image = fs::read_to_string(root("Dockerfile")).unwrap();
    assert!(image.contains("\nENTRYPOINT [\"/aide-memoire\"]\n"), "{image}");
    for line in image.lines() {
        let Some((before, words)) = line.split_once("CMD [") else { continue };
        let words: Vec<String> = serde_json::from_str(&format!("[{words}")).unwrap();
        // Only what starts the bot is given to the entry point.
        let program = usize::from(!before.is_empty());
        assert!(program == 0 || before.starts_with("HEALTHCHECK ") && words[0] == "/aide-memoire", "{line}");
        all.push((line.to_owned(), words[program..].to_vec()));
    }
    all
}

#[test]
fn units_and_image_start_the_program_with_commands_and_options_that_it_has() {
    let (place, all) = (Place::new(), started());
    let commands: BTreeSet<&str> = all.iter().map(|(_, words)| words[0].as_str()).collect();
    assert_eq!(commands, BTreeSet::from(["backup", "health", "run"]));
    for (place_of, words) in &all {
        let help = place.run(&[&words[0], "--help"]).well();
        for option in words.iter().filter(|word| word.starts_with('-')) {
            let is_known = help.split(|letter: char| letter.is_whitespace() || letter == ',').any(|word| word == option);
            assert!(is_known, "{place_of}: {} has no {option}", words[0]);
        }
    }
    let image = fs::read_to_string(root("Dockerfile")).unwrap();
    let run = place.run(&["run", "--help"]).well();
    for found in Regex::new(r"(AIDE_MEMOIRE_[A-Z_]+)=").unwrap().captures_iter(&image) {
        assert!(run.contains(&found[1]), "{}", &found[1]);
    }
    assert!(image.contains("AIDE_MEMOIRE_HEALTH=127.0.0.1:"), "the check asks where nothing is told");
}
