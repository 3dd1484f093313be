//! `check`: everything that is wrong with files of records and word lists, or with those compiled in.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use clap::Args;

use super::database::{guild_id, with_existing_store};
use super::input::{FileOptions, RecordFile};
use super::output::Output;
use crate::drafting::Wordings;
use crate::incident::Incident;
use crate::incident::check::{self, Fault};
use crate::register::bulk::{KnownLinks, Reading, Unknown};
use crate::register::starter_incidents;
use crate::store::SHARED;
use crate::transfer::{LineFault, LineFaults};
use crate::vocabulary::{Vocabulary, WordList, WordListError};

/// Faults of one word list that are looked for; each costs reading all lists again.
const MOST_FAULTS: usize = 100;

const EXAMPLES: &str = "\
Examples:
  aide-memoire check                      the starter register and the word lists compiled in
  aide-memoire check new.jsonl more.csv   records; links may lead to each other's and to those of the
                                          database, or of the starter register where no database is named
  aide-memoire check words/parties.tsv    a word list";

/// Report everything that is wrong with records and word lists
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Address of the database that links may lead into: sqlite:PATH or postgres://…
    #[arg(long, value_name = "URL", env = "AIDE_MEMOIRE_DATABASE", hide_env_values = true)]
    database: Option<String>,
    /// Links may lead to this guild's own records too
    #[arg(long, value_name = "ID", requires = "database", value_parser = guild_id)]
    guild: Option<String>,
    #[command(flatten)]
    form: FileOptions,
    /// Records (.jsonl, .csv) and word lists (.tsv); none means those compiled in
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// What a file was found to be.
struct Finding {
    name: String,
    /// "401 records".
    contents: String,
    /// Each with its line.
    faults: Vec<(usize, String)>,
    /// How many more there are.
    more: usize,
}

/// Runs the command.
///
/// # Errors
/// If a file or the database cannot be read. Faults are told and make the code 1.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let findings = if options.files.is_empty() { compiled_in() } else { of_files(options)? };
    let mut output = Output::open();
    for finding in &findings {
        for (line, fault) in &finding.faults {
            writeln!(output, "{}:{line}: {fault}", finding.name)?;
        }
        if finding.more > 0 {
            writeln!(output, "{}: and {} more faults", finding.name, finding.more)?;
        }
    }
    for finding in &findings {
        write_summary(&mut output, finding)?;
    }
    output.flush()?;
    let sound = findings.iter().all(|finding| finding.faults.is_empty());
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn write_summary(output: &mut impl Write, finding: &Finding) -> io::Result<()> {
    let count = finding.faults.len() + finding.more;
    let told = match count {
        0 => "no faults".to_owned(),
        1 => "1 fault".to_owned(),
        _ => format!("{count} faults"),
    };
    writeln!(output, "{}: {}{told}", finding.name, finding.contents)
}

fn compiled_in() -> Vec<Finding> {
    let records: Vec<(usize, Incident)> = (1..).zip(starter_incidents()).collect();
    let single = records.iter().flat_map(|(line, incident)| check::check(incident).into_iter().map(move |fault| (*line, fault)));
    let mut faults: Vec<(usize, Fault)> = single.collect();
    faults.extend(check::check_all(&records, |_| None));
    faults.sort_by_key(|(line, _)| *line);
    let register = Finding {
        name: "starter register".to_owned(),
        contents: format!("{} records, ", records.len()),
        faults: faults.into_iter().map(|(line, fault)| (line, fault.to_string())).collect(),
        more: 0,
    };
    let words = Vocabulary::new(&[])
        .and_then(|vocabulary| Wordings::new(&vocabulary))
        .err()
        .map(|error| (error.line, format!("{}: {}", error.file, error.reason)));
    let words = Finding { name: "word lists".to_owned(), contents: String::new(), faults: words.into_iter().collect(), more: 0 };
    vec![register, words]
}

fn of_files(options: &Options) -> anyhow::Result<Vec<Finding>> {
    let is_word_list = |path: &&PathBuf| path.extension().is_some_and(|end| end.eq_ignore_ascii_case("tsv"));
    let (lists, records): (Vec<&PathBuf>, Vec<&PathBuf>) = options.files.iter().partition(is_word_list);
    let mut findings = of_records(&records, options)?;
    for path in lists {
        findings.push(of_word_list(path).with_context(|| format!("cannot read \"{}\"", path.display()))?);
    }
    Ok(findings)
}

/// Reads every file twice: at first any link is taken to lead somewhere, then all files are known to each other.
fn of_records(paths: &[&PathBuf], options: &Options) -> anyhow::Result<Vec<Finding>> {
    let mut links = KnownLinks::default();
    let mut files: Vec<(RecordFile, Reading)> = Vec::with_capacity(paths.len());
    for path in paths {
        let failed = || format!("cannot read \"{}\"", path.display());
        let file = RecordFile::new(path, &options.form).with_context(failed)?;
        let reading = file.open().and_then(|opened| Ok(links.read(opened, file.format(), Unknown::Accepted)?)).with_context(failed)?;
        files.push((file, reading));
    }
    let asked = files.iter().flat_map(|(_, reading)| reading.asked.iter().cloned()).collect();
    know_elsewhere(&mut links, asked, options)?;
    for (_, reading) in &files {
        links.add(reading.found.iter().flatten().map(|(_, incident)| incident));
    }
    let twice = given_twice(&files);
    let mut findings = Vec::with_capacity(files.len());
    for (position, (file, _)) in files.iter().enumerate() {
        // What a file with faults holds is not known, so links into it get the benefit of the doubt.
        let doubtful = files.iter().enumerate().any(|(other, (_, reading))| other != position && reading.found.is_err());
        let reading = links.read(file.open()?, file.format(), if doubtful { Unknown::Accepted } else { Unknown::Missing })?;
        let mut finding = finding(file, reading);
        finding.faults.extend(twice.iter().filter(|(at, ..)| *at == position).map(|(_, line, fault)| (*line, fault.clone())));
        findings.push(finding);
    }
    Ok(findings)
}

/// Takes in what links may lead to outside the files: the database, or the starter register where none is named.
fn know_elsewhere(links: &mut KnownLinks, asked: BTreeSet<String>, options: &Options) -> anyhow::Result<()> {
    match options.database.as_deref().filter(|address| !address.is_empty()) {
        Some(address) => {
            let guild = options.guild.as_deref().unwrap_or(SHARED);
            with_existing_store(address, async |store| Ok(links.look_up(asked, store, guild).await?))
                .context("cannot follow links into the database")
        }
        None => {
            links.add(&starter_incidents());
            Ok(())
        }
    }
}

fn finding(file: &RecordFile, reading: Reading) -> Finding {
    match reading.found {
        Ok(records) => {
            let count = records.len();
            Finding {
                name: file.name(),
                contents: format!("{count} record{}, ", if count == 1 { "" } else { "s" }),
                faults: Vec::new(),
                more: 0,
            }
        }
        Err(faults) => {
            let LineFaults { listed, more } = faults;
            let faults = listed.into_iter().map(|LineFault { line, fault }| (line, fault.to_string())).collect();
            Finding { name: file.name(), contents: String::new(), faults, more }
        }
    }
}

/// Records whose id another file has too: position of the file, line, fault.
fn given_twice(files: &[(RecordFile, Reading)]) -> Vec<(usize, usize, String)> {
    let mut first: HashMap<&str, (usize, String)> = HashMap::new();
    let mut twice = Vec::new();
    for (position, (file, reading)) in files.iter().enumerate() {
        for (line, incident) in reading.found.iter().flatten() {
            match first.get(incident.id.as_str()) {
                Some((other, place)) if *other != position => {
                    twice.push((position, *line, format!("id: \"{}\" is already the id of {place}", incident.id)));
                }
                Some(_) => {}
                None => {
                    first.insert(&incident.id, (position, format!("{}:{line}", file.name())));
                }
            }
        }
    }
    twice
}

/// A list is refused at its first bad line; blanking that line shows the next.
fn of_word_list(path: &Path) -> anyhow::Result<Finding> {
    let name = path.display().to_string();
    let mut text = fs::read_to_string(path)?;
    let mut faults: Vec<(usize, String)> = Vec::new();
    while faults.len() < MOST_FAULTS {
        let Err(WordListError { line, reason, .. }) = Vocabulary::new(&[WordList { file: &name, text: &text }]) else { break };
        let known = faults.iter().any(|(other, _)| *other == line);
        if !known {
            faults.push((line, reason));
        }
        let kept = text.lines().enumerate().map(|(position, content)| if position + 1 == line { "" } else { content });
        let blanked = kept.collect::<Vec<_>>().join("\n");
        if known || blanked == text {
            break;
        }
        text = blanked;
    }
    faults.sort_by_key(|(line, _)| *line);
    Ok(Finding { name, contents: String::new(), faults, more: 0 })
}
