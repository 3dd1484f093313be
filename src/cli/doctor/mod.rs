//! `doctor`: what would keep the bot from running, or is not as it should be, and what to do about it. It changes nothing
//! and, unless it is told to, asks nobody outside this machine but the database.

mod database;
mod files;
mod port;
mod token;
mod warm;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use secrecy::SecretString;
use serde::Serialize;

use super::output::{Output, sentence, write_json};
use super::run::Options as RunOptions;
use super::settings::Checked;
use super::{register, settings};

/// Where `deploy/aide-memoire.service` reads the token.
const TOKEN_FILE: &str = "/etc/aide-memoire/token";

const EXAMPLES: &str = "\
Examples:
  DISCORD_TOKEN=… aide-memoire doctor --config /etc/aide-memoire/aide-memoire.toml
  aide-memoire doctor --online            also asks Discord whose token it is
  aide-memoire doctor --json

Exit codes: 0 nothing keeps the bot from running (there may be warnings), 1 something does, 2 wrong usage";

/// Say what would keep the bot from running, and what to do
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
#[group(skip)]
pub struct Options {
    /// Ask Discord whether the token is valid
    #[arg(long)]
    online: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// File with DISCORD_TOKEN=…, which nobody else should be able to read [default: /etc/aide-memoire/token if it is there]
    #[arg(long, value_name = "FILE")]
    token_file: Option<PathBuf>,
    #[command(flatten)]
    run: RunOptions,
}

/// How bad something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
enum Verdict {
    Ok,
    Warning,
    Fault,
}

/// What was found, and what to do about it.
#[derive(Debug, Serialize)]
struct Finding {
    check: &'static str,
    verdict: Verdict,
    found: String,
    advice: Option<String>,
}

#[derive(Serialize)]
struct Report<'a> {
    sound: bool,
    findings: &'a [Finding],
}

impl Finding {
    fn ok(check: &'static str, found: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Ok, found: found.into(), advice: None }
    }

    fn warning(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Warning, found: found.into(), advice: Some(advice.into()) }
    }

    fn fault(check: &'static str, found: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, verdict: Verdict::Fault, found: found.into(), advice: Some(advice.into()) }
    }
}

/// Runs the command.
///
/// # Errors
/// If the report cannot be written. What is found is told; a fault makes the code 1.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let findings = examine(options)?;
    let sound = findings.iter().all(|finding| finding.verdict != Verdict::Fault);
    let mut output = Output::open();
    if options.json {
        write_json(&mut output, &Report { sound, findings: &findings })?;
    } else {
        write_words(&mut output, &findings)?;
    }
    output.flush()?;
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn examine(options: &Options) -> anyhow::Result<Vec<Finding>> {
    let token_file = options.token_file.clone().or_else(|| Some(PathBuf::from(TOKEN_FILE)).filter(|file| file.exists()));
    let (token, mut findings) = token::look(token_file.as_deref());
    let settings = settings::read_with(&options.run, token.clone().unwrap_or_else(|| SecretString::from(String::new())));
    let settings = match settings {
        Ok(settings) => settings,
        Err(error) => {
            let advice = "correct it; config/aide-memoire.example.toml explains every setting";
            findings.push(Finding::fault("settings", sentence(&error), advice));
            // Where the database is may stand in the file that cannot be read: nothing is guessed.
            findings.extend(files::look(options.run.config.as_deref(), (None, None), token_file.as_deref()));
            return Ok(findings);
        }
    };
    findings.extend(settled(options.run.config.as_deref(), &settings));
    if let (true, Some(token)) = (options.online, &token) {
        findings.push(token::ask(&settings.discord.endpoint, token)?);
    }
    findings.extend(settings.discord.health.map(port::look));
    let address = settings.database.as_deref().unwrap_or(super::database::DEFAULT);
    findings.extend(database::look(address, options.run.config.as_deref())?);
    let warm = settings.warm_index.as_deref();
    findings.extend(warm.map(warm::look));
    findings.extend(files::look(options.run.config.as_deref(), (Some(address), warm), token_file.as_deref()));
    Ok(findings)
}

/// The settings, which could be read.
fn settled(file: Option<&Path>, settings: &Checked) -> Vec<Finding> {
    let from = file.map_or("none are given, so all have their defaults".to_owned(), |file| format!("\"{}\" can be read", file.display()));
    let mut findings = vec![Finding::ok("settings", from)];
    if let Err(error) = register::words(&settings.vocabulary) {
        findings.push(Finding::fault("word lists", sentence(&error), "correct the list; `aide-memoire check FILE` names every bad line"));
    }
    if settings.discord.reads_all {
        let found = "discord.message_content asks for a privilege";
        findings.push(Finding::warning("settings", found, "grant it under Bot in Discord's developer portal, or the bot ends at once"));
    }
    findings
}

fn write_words(output: &mut impl Write, findings: &[Finding]) -> io::Result<()> {
    for Finding { check, verdict, found, advice } in findings {
        let verdict = match verdict {
            Verdict::Ok => "ok",
            Verdict::Warning => "warning",
            Verdict::Fault => "fault",
        };
        writeln!(output, "{verdict:<8} {check}: {found}")?;
        if let Some(advice) = advice {
            writeln!(output, "         do: {advice}")?;
        }
    }
    Ok(())
}
