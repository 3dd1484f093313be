//! `draft`: reads an article and proposes a record, or a source for one. Writes nothing into the register.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, ensure};
use clap::Args;

use super::ask::day;
use super::output::{Output, write_json};
use super::register::RegisterOptions;
use crate::drafting::Article;
use crate::incident::Date;

/// Longest article read, in bytes: a book.
const LONGEST_ARTICLE: usize = 1 << 20;

const EXAMPLES: &str = "\
Examples:
  aide-memoire draft --published 2024-03-12 --publisher \"Example News\" --url https://example.org/a article.txt
  aide-memoire draft --json --published 2024-03-12 < article.txt

The text begins with the headline on a line of its own, if there is one. Days such as \"on Tuesday\" are
counted from --published. Nothing is written; what is proposed is for a person to edit and approve.";

/// Propose a record from the text of an article
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Print the draft as one JSON object
    #[arg(long)]
    json: bool,
    /// Where the article can be read
    #[arg(long, value_name = "URL")]
    url: Option<String>,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    publisher: Option<String>,
    /// The day it was published (EDTF: 2024-03-12)
    #[arg(long, value_name = "DAY", value_parser = day)]
    published: Option<Date>,
    #[command(flatten)]
    register: RegisterOptions,
    /// The article; none or - means standard input
    #[arg(value_name = "FILE")]
    file: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// If article, register or output cannot be read or written. An article without an incident is none.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let text = match options.file.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => File::open(path)
            .map_err(anyhow::Error::from)
            .and_then(read)
            .with_context(|| format!("cannot read the article \"{}\"", path.display()))?,
        None => read(io::stdin().lock()).context("cannot read an article from standard input")?,
    };
    if let Some(url) = &options.url {
        ensure!(
            crate::incident::source::canonical_url(url).is_some(),
            "cannot use the address \"{url}\": an http or https address is expected"
        );
    }
    let register = options.register.open()?;
    let article = Article { text, url: options.url.clone(), publisher: options.publisher.clone(), published: options.published.clone() };
    let draft = register.draft(&article).context("cannot use the words of reporting")?;
    let mut output = Output::open();
    if options.json {
        write_json(&mut output, &draft)?;
    } else {
        writeln!(output, "{}", draft.text(register.vocabulary()))?;
    }
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}

fn read(source: impl Read) -> anyhow::Result<String> {
    let limit = u64::try_from(LONGEST_ARTICLE).unwrap_or(u64::MAX).saturating_add(1);
    let mut bytes = Vec::new();
    source.take(limit).read_to_end(&mut bytes)?;
    ensure!(bytes.len() <= LONGEST_ARTICLE, "it is longer than {LONGEST_ARTICLE} bytes");
    let text = String::from_utf8(bytes)
        .map_err(|error| anyhow::anyhow!("it is no UTF-8 text from byte {} on", error.utf8_error().valid_up_to()))?;
    ensure!(!text.trim().is_empty(), "it is empty; paste the text of an article");
    Ok(text)
}
