//! `completions`: a script that completes commands and options in a shell.

use std::io::Write;
use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::Shell;

use super::Arguments;
use super::output::Output;

const EXAMPLES: &str = "\
Examples:
  aide-memoire completions bash > ~/.local/share/bash-completion/completions/aide-memoire
  aide-memoire completions zsh > ~/.zfunc/_aide-memoire
  aide-memoire completions fish > ~/.config/fish/completions/aide-memoire.fish";

/// Print a script that completes commands and options in a shell
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// The shell
    shell: Shell,
}

/// Runs the command.
///
/// # Errors
/// If standard output cannot be written.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    // Into memory first, since the generator panics where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "aide-memoire", &mut script);
    let mut output = Output::open();
    output.write_all(&script)?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
