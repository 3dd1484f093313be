//! The program: reads the command line, runs the command and says once what went wrong.
//!
//! Exit codes: 0 done, 1 failed, 2 wrong usage.

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::io::{self, Write};
use std::process::ExitCode;

use aide_memoire::cli::{self, Arguments};
use clap::Parser;

fn main() -> ExitCode {
    match cli::run(Arguments::parse()) {
        Ok(code) => code,
        // `aide-memoire export | head` is no failure.
        Err(error) if cli::output::is_closed(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error is closed too, nobody is left to be told.
            let _ = writeln!(io::stderr(), "aide-memoire: {}", cli::output::sentence(&error));
            ExitCode::FAILURE
        }
    }
}
