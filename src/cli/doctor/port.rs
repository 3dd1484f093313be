//! The port of health and metrics: free, or held by a bot that runs.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};

use super::Finding;
use crate::cli::health::ask;

const CHECK: &str = "health";

pub(super) fn look(address: SocketAddr) -> Finding {
    match TcpListener::bind(address) {
        Ok(_) => Finding::ok(CHECK, format!("{address} is free")),
        Err(error) if error.kind() == ErrorKind::AddrInUse => match ask(address) {
            Ok((_, told)) => Finding::ok(CHECK, format!("the bot that runs says at {address}: {told}")),
            Err(_) => Finding::fault(CHECK, format!("{address} is used by another program"), "choose another port in health.listen"),
        },
        Err(error) => Finding::fault(CHECK, format!("{address} cannot be used: {error}"), "choose another port in health.listen"),
    }
}
