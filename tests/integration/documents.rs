//! What the documents say about the program is so: output shown in the README, commands, the lists of the record format,
//! links. `UPDATE_README=1 cargo test documents` puts what the commands print now into the README.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use aide_memoire::cli::eval::Figures;
use aide_memoire::incident::{Aspect, How, Kind, SourceType, Stance};
use aide_memoire::register::starter_incidents;
use regex::{Captures, Regex};

use crate::golden;
use crate::world::{Place, register};

fn path(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

fn document(name: &str) -> String {
    fs::read_to_string(path(name)).unwrap()
}

/// What a line of the README prints, if it is a question to the program.
fn output(line: &str) -> Option<String> {
    let question = line.strip_prefix("aide-memoire ask \"")?.strip_suffix('"')?;
    Some(Place::new().run(&["ask", question]).well().trim_end().to_owned())
}

/// The README with what its commands print: a `console` block has each command with its output, and a `text` block that
/// follows a `sh` block has the output of its last command.
fn refreshed(readme: &str) -> String {
    let console = Regex::new(r"(?s)```console\n(.*?)```").unwrap();
    let readme = console.replace_all(readme, |block: &Captures<'_>| {
        let commands = block[1].lines().filter_map(|line| line.strip_prefix("$ "));
        let told: Vec<String> = commands.map(|command| format!("$ {command}\n{}\n", output(command).unwrap())).collect();
        format!("```console\n{}```", told.join("\n"))
    });
    let pair = Regex::new(r"(?s)```sh\n([^`]*?)```\n\n```text\n(.*?)```").unwrap();
    let readme = pair.replace_all(&readme, |blocks: &Captures<'_>| {
        let last = blocks[1].lines().last().unwrap();
        format!("```sh\n{}```\n\n```text\n{}\n```", &blocks[1], output(last).unwrap())
    });
    let figures = Regex::new(r"(?s)<!-- figures -->\n.*?<!-- end of figures -->").unwrap();
    figures.replace(&readme, format!("<!-- figures -->\n{}<!-- end of figures -->", figures_table())).into_owned()
}

/// The figures of the golden questions, but for times, which differ from machine to machine.
fn figures_table() -> String {
    let figures = Figures::of(&golden::development(), register());
    let shares = [
        ("correct, of those that can be answered", figures.answerable.part, figures.answerable.of),
        ("declined or corrected, of those that cannot", figures.unanswerable.part, figures.unanswerable.of),
        ("with the right reason, of those declined", figures.reasons.part, figures.reasons.of),
        ("wrong, of all", figures.all.incorrect, figures.all.correct.of),
        ("sentences with a source", figures.recall.part, figures.recall.of),
        ("sources that belong to the sentence's own claim", figures.precision.part, figures.precision.of),
    ];
    let row = |(name, part, of): (&str, usize, usize)| format!("| {name} | {part} of {of} | {:.1} % |\n", 100.0 * part as f64 / of as f64);
    format!("| | | |\n| --- | ---: | ---: |\n{}", shares.map(row).concat())
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let readme = document("README.md");
    let now = refreshed(&readme);
    assert!(now.matches("```console").count() > 3 && now.contains("```text\n"), "the README shows no output");
    if std::env::var_os("UPDATE_README").is_some_and(|value| value == "1") {
        fs::write(path("README.md"), now).unwrap();
        return;
    }
    let differs = readme.lines().zip(now.lines()).find(|(shown, printed)| shown != printed);
    assert!(readme == now, "refresh it with UPDATE_README=1 cargo test documents: {differs:#?}");
}

#[test]
fn the_readme_names_every_command() {
    let readme = document("README.md");
    let (_, table) = readme.split_once("\n## Commands\n").unwrap();
    let rows = table.lines().skip_while(|line| !line.starts_with("| `")).take_while(|line| line.starts_with("| `"));
    let named: Vec<&str> = rows.map(|row| row.split('`').nth(1).unwrap()).collect();
    let help = Place::new().run(&["--help"]).well();
    let (_, commands) = help.split_once("Commands:\n").unwrap();
    let known = commands.lines().take_while(|line| !line.is_empty()).map(|line| line.split_whitespace().next().unwrap());
    assert_eq!(named, known.filter(|name| *name != "help").collect::<Vec<_>>());
}

#[test]
fn the_readme_counts_the_starter_register() {
    let count = format!("a starter register of {} incidents", starter_incidents().len());
    assert!(document("README.md").contains(&count), "{count}");
}

#[test]
fn the_record_format_has_the_closed_lists_of_the_code() {
    let format = document("config/register/FORMAT.md");
    let listed = |title: &str| -> BTreeSet<String> {
        let line = format.lines().find_map(|line| line.strip_prefix(&format!("**{title}.** "))).unwrap();
        // "asserted (someone says so), denied": what stands in brackets explains.
        let plain = Regex::new(r" \([^)]*\)").unwrap().replace_all(line, "").into_owned();
        plain.trim_end_matches('.').split(", ").map(str::to_owned).collect()
    };
    let names = |names: &[&str]| -> BTreeSet<String> { names.iter().map(|name| (*name).to_owned()).collect() };
    assert_eq!(listed("Kinds"), names(&Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>()));
    assert_eq!(listed("Aspects"), names(&Aspect::ALL.iter().map(|aspect| aspect.name()).collect::<Vec<_>>()));
    assert_eq!(listed("Stances"), names(&Stance::ALL.iter().map(|stance| stance.name()).collect::<Vec<_>>()));
    assert_eq!(listed("Types of source"), names(&SourceType::ALL.iter().map(|of| of.name()).collect::<Vec<_>>()));
    let related = format.lines().find(|line| line.starts_with("| `related[]` |")).unwrap();
    assert!(How::ALL.iter().all(|how| related.contains(how.name())), "{related}");
}

#[test]
fn links_between_documents_lead_somewhere() {
    let link = Regex::new(r"\]\(([^)#:]+)\)").unwrap();
    for name in ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "THIRD-PARTY.md"] {
        let text = document(name);
        for found in link.captures_iter(&text) {
            assert!(path(&found[1]).exists(), "{name} links to {}, which is not there", &found[1]);
        }
    }
}

#[test]
fn the_map_fits_on_a_few_screens() {
    assert!(document("ARCHITECTURE.md").lines().count() <= 150);
}
