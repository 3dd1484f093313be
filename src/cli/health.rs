//! `health`: asks the bot on this machine whether it is well, for what starts it anew if not: an image without a shell has
//! nothing else to ask with.

use std::io::{self, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context, bail};
use clap::Args;

use super::output::Output;
use super::settings;

/// How long the bot has to say how it is.
const PATIENCE: Duration = Duration::from_secs(2);
/// Bytes of what it says that are read.
const MOST: u64 = 4_096;

const EXAMPLES: &str = "\
Examples:
  aide-memoire health                             at the address in AIDE_MEMOIRE_HEALTH
  aide-memoire health --health 127.0.0.1:9090

Exit codes: 0 the bot is well, 1 it is not, or nobody answers there, 2 wrong usage";

/// Say whether the bot that runs on this machine is well
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub struct Options {
    /// Settings file of the bot
    #[arg(long, value_name = "FILE", env = "AIDE_MEMOIRE_CONFIG")]
    config: Option<PathBuf>,
    /// Loopback address at which the bot tells its health: 127.0.0.1:9090
    #[arg(long, value_name = "ADDRESS", env = "AIDE_MEMOIRE_HEALTH")]
    health: Option<String>,
}

/// Runs the command.
///
/// # Errors
/// If no address is given, or no bot answers there.
pub fn run(options: &Options) -> anyhow::Result<ExitCode> {
    let address = settings::health(options.config.as_deref(), options.health.as_deref())?;
    let Some(address) = address else {
        bail!("no address is given: name that of the bot by --health, AIDE_MEMOIRE_HEALTH or health.listen")
    };
    let (is_well, told) = ask(address).with_context(|| format!("no bot answers at {address}"))?;
    let sentence = told.lines().collect::<Vec<_>>().join("; ");
    let mut output = Output::open();
    writeln!(output, "{sentence}")?;
    output.flush()?;
    Ok(if is_well { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Whether a bot is well, and what it says of that.
pub(super) fn ask(address: SocketAddr) -> io::Result<(bool, String)> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.write_all(format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes())?;
    let mut answer = String::new();
    stream.take(MOST).read_to_string(&mut answer)?;
    let stranger = || io::Error::new(io::ErrorKind::InvalidData, "another program answers there");
    let (head, told) = answer.split_once("\r\n\r\n").ok_or_else(stranger)?;
    let told = told.trim();
    let is_bot = ["ok", "not connected yet", "shards away: "].iter().any(|begin| told.starts_with(begin));
    let is_well = head.starts_with("HTTP/1.1 200 ");
    if is_bot { Ok((is_well, told.to_owned())) } else { Err(stranger()) }
}
