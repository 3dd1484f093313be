//! `schema`: the JSON Schema of a record, made from the types that read it.

use std::io::Write;
use std::process::ExitCode;

use clap::Args;
use schemars::generate::SchemaSettings;

use super::output::Output;
use crate::incident::Incident;

/// Print the JSON Schema (draft 2020-12) of a record
#[derive(Debug, Args)]
pub struct Options {}

/// Runs the command.
///
/// # Errors
/// If standard output cannot be written.
pub fn run(_: &Options) -> anyhow::Result<ExitCode> {
    let schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<Incident>();
    let mut output = Output::open();
    // Into memory first: serde_json's error would hide a closed output.
    writeln!(output, "{}", serde_json::to_string_pretty(&schema)?)?;
    output.flush()?;
    Ok(ExitCode::SUCCESS)
}
