//! The port of health and metrics: free, or held by a bot that runs.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::time::Duration;

use super::Finding;

const CHECK: &str = "health";
/// How long whoever holds the port has to say what it is.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn look(address: SocketAddr) -> Finding {
    match TcpListener::bind(address) {
        Ok(_) => Finding::ok(CHECK, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse => match told(address) {
            Some(told) => Finding::ok(CHECK, format!("the bot that runs says at {address}: {told}")),
            None => Finding::fault(CHECK, format!("{address} is used by another program"), "choose another port in health.listen"),
        },
        Err(error) => Finding::fault(CHECK, format!("{address} cannot be used: {error}"), "choose another port in health.listen"),
    }
}

/// What a bot says of its health.
fn told(address: SocketAddr) -> Option<String> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE).ok()?;
    stream.set_read_timeout(Some(PATIENCE)).ok()?;
    stream.write_all(format!("GET /health HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").as_bytes()).ok()?;
    let mut answer = String::new();
    stream.take(4_096).read_to_string(&mut answer).ok()?;
    let told = answer.split_once("\r\n\r\n")?.1.trim();
    let is_bot = told == "ok" || told == "not connected yet" || told.starts_with("shards away: ");
    is_bot.then(|| told.to_owned())
}
