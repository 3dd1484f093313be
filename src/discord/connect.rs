//! The way to Discord, or to something on this machine that stands in for it.

use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::time::Duration;

use reqwest::{Certificate, Client, Url};
use secrecy::{ExposeSecret, SecretString};
use serenity::http::{Http, HttpBuilder, HttpError};

/// A request that is not answered for so long is given up.
const SILENCE: Duration = Duration::from_secs(60);

/// A gateway that says nothing for so long takes no connection.
const KNOCK: Duration = Duration::from_secs(10);

/// Where Discord is.
#[derive(Debug, Clone, Default)]
pub enum Endpoint {
    /// discord.com.
    #[default]
    Discord,
    /// A local server that speaks plain HTTP; without limiter, since serenity has none on this way.
    Plain(LocalUrl),
    /// A local server that speaks TLS as discord.com; everything else is as in production.
    Resolved {
        /// Where it listens.
        address: LocalAddress,
        /// The certificates it is signed with, PEM.
        authority: Vec<u8>,
    },
}

/// The address of a server on this machine: `http://127.0.0.1:8080`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LocalUrl(String);

/// The address and port of a server on this machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalAddress(SocketAddr);

/// A place that stands in for Discord and may not: the token would go there.
#[derive(Debug, thiserror::Error)]
#[error("\"{0}\" is not an address of this machine; a local Discord is http://127.0.0.1:PORT or 127.0.0.1:PORT")]
pub struct NotLocal(String);

/// What keeps a connection from being set up.
#[derive(Debug, thiserror::Error)]
pub enum ConnectError {
    /// The certificates cannot be read.
    #[error("the certificates of the local Discord cannot be used")]
    Authority(#[source] reqwest::Error),
    /// The client cannot be set up.
    #[error("no client for Discord can be set up")]
    Client(#[source] reqwest::Error),
    /// Nobody answers, or not as Discord does.
    #[error("Discord cannot be reached")]
    Unreachable(#[source] Box<serenity::Error>),
}

/// The gateway takes no connection.
#[derive(Debug, thiserror::Error)]
pub(super) enum Closed {
    /// Nobody answers.
    #[error("nobody answers")]
    Silent(#[source] reqwest::Error),
    /// It is not well.
    #[error("it answers with {0}")]
    Unwell(u16),
}

/// Asks the gateway for a connection as serenity does, and drops it at once: no session is used up. Serenity would ask again
/// every five seconds. Whatever else the gateway answers, serenity is to find out.
pub(super) async fn knock(gateway: &str) -> Result<(), Closed> {
    let url = format!("{}?v=10", gateway.replacen("ws", "http", 1));
    // Serenity knows of no proxy either.
    let Ok(client) = Client::builder().use_rustls_tls().no_proxy().http1_only().timeout(KNOCK).build() else { return Ok(()) };
    let asked = client.get(url).header("connection", "Upgrade").header("upgrade", "websocket").header("sec-websocket-version", "13");
    match asked.header("sec-websocket-key", "YWlkZS1tZW1vaXJlIGFzaw==").send().await {
        Ok(response) if response.status().is_server_error() || response.status().as_u16() == 429 => {
            Err(Closed::Unwell(response.status().as_u16()))
        }
        Err(error) if error.is_connect() || error.is_timeout() => Err(Closed::Silent(error)),
        Ok(_) | Err(_) => Ok(()),
    }
}

impl std::str::FromStr for LocalUrl {
    type Err = NotLocal;

    fn from_str(text: &str) -> Result<Self, NotLocal> {
        let refused = || NotLocal(text.to_owned());
        let url = Url::parse(text).map_err(|_| refused())?;
        let host = url.host_str().and_then(|host| host.trim_matches(['[', ']']).parse::<IpAddr>().ok());
        let bare = url.path() == "/" && url.query().is_none() && url.username().is_empty() && url.port().is_some();
        let local = url.scheme() == "http" && bare && host.is_some_and(|host| host.is_loopback());
        local.then(|| Self(url.as_str().trim_end_matches('/').to_owned())).ok_or_else(refused)
    }
}

impl std::str::FromStr for LocalAddress {
    type Err = NotLocal;

    fn from_str(text: &str) -> Result<Self, NotLocal> {
        let address: Option<SocketAddr> = text.parse().ok();
        address.filter(|address| address.ip().is_loopback()).map(Self).ok_or_else(|| NotLocal(text.to_owned()))
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Discord => f.write_str("discord.com"),
            Self::Plain(url) => f.write_str(&url.0),
            Self::Resolved { address, .. } => write!(f, "discord.com at {}", address.0),
        }
    }
}

impl Endpoint {
    /// The name of the bot that a token belongs to; `None` if it belongs to none.
    ///
    /// # Errors
    /// [`ConnectError`] if Discord cannot be asked.
    pub async fn bot_of(&self, token: &SecretString) -> Result<Option<String>, ConnectError> {
        match self.http(token)?.get_current_user().await {
            Ok(user) => Ok(Some(user.name.clone())),
            Err(serenity::Error::Http(HttpError::UnsuccessfulRequest(response))) if response.status_code.as_u16() == 401 => Ok(None),
            Err(error) => Err(ConnectError::Unreachable(Box::new(error))),
        }
    }

    /// A stand-in on this machine that speaks plain HTTP.
    pub(super) fn stand_in(&self) -> Option<Url> {
        match self {
            Self::Plain(url) => Url::parse(&url.0).ok(),
            Self::Discord | Self::Resolved { .. } => None,
        }
    }

    /// A client for it.
    pub(super) fn http(&self, token: &SecretString) -> Result<Http, ConnectError> {
        // Serenity would wait for ever.
        let mut client = Client::builder().use_rustls_tls().timeout(SILENCE);
        if let Self::Resolved { address, authority } = self {
            let certificates = Certificate::from_pem_bundle(authority).map_err(ConnectError::Authority)?;
            client = certificates.into_iter().fold(client, reqwest::ClientBuilder::add_root_certificate);
            client = client.resolve("discord.com", address.0);
        }
        let builder = HttpBuilder::new(token.expose_secret()).client(client.build().map_err(ConnectError::Client)?);
        Ok(match self {
            Self::Discord | Self::Resolved { .. } => builder.build(),
            // Serenity's limiter ignores the proxy, so one excludes the other.
            Self::Plain(url) => builder.proxy(&url.0).ratelimiter_disabled(true).build(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_this_machine_stands_in_for_discord() {
        for local in ["http://127.0.0.1:8080", "http://[::1]:1/", "http://127.9.9.9:8000"] {
            assert!(local.parse::<LocalUrl>().is_ok(), "{local}");
        }
        for other in [
            "http://localhost:1",
            "https://127.0.0.1:1",
            "http://127.0.0.1.evil.example:1",
            "http://10.0.0.1:1",
            "127.0.0.1:1",
            "http://a@127.0.0.1:1",
            "http://127.0.0.1:1/x",
            "http://0.0.0.0:1",
        ] {
            assert!(other.parse::<LocalUrl>().is_err(), "{other}");
        }
        assert!("127.0.0.1:1".parse::<LocalAddress>().is_ok());
        for other in ["10.0.0.1:1", "127.0.0.1", "localhost:1", "0.0.0.0:1"] {
            assert!(other.parse::<LocalAddress>().is_err(), "{other}");
        }
    }
}
