//! Fetches files that people attach: from where Discord keeps them and nowhere else, and not more than was asked for.

use std::time::Duration;

use reqwest::redirect::Policy;
use reqwest::{Client, Url};

use super::connect::{ConnectError, Endpoint};

/// Where Discord keeps what is attached.
const HOSTS: [&str; 2] = ["cdn.discordapp.com", "media.discordapp.net"];
/// A file is small; what takes longer does not come.
const PATIENCE: Duration = Duration::from_secs(20);

/// The way to what people attach.
pub(super) struct Attachments {
    client: Client,
    /// Something on this machine that stands in for Discord.
    stand_in: Option<Url>,
}

/// Why a file is not had.
#[derive(Debug, thiserror::Error)]
pub(super) enum FetchError {
    /// It lies somewhere else.
    #[error("it is not kept by Discord")]
    Elsewhere,
    /// It is larger than was asked for.
    #[error("it is too large")]
    TooLarge,
    /// It cannot be fetched.
    #[error("it cannot be fetched")]
    Failed(#[from] reqwest::Error),
}

impl Attachments {
    /// What is attached where this endpoint is.
    pub(super) fn new(endpoint: &Endpoint) -> Result<Self, ConnectError> {
        // Whoever sends us elsewhere does not speak for Discord.
        let client = Client::builder().use_rustls_tls().timeout(PATIENCE).redirect(Policy::none()).build();
        Ok(Self { client: client.map_err(ConnectError::Client)?, stand_in: endpoint.stand_in() })
    }

    /// The file, if it has at most so many bytes.
    pub(super) async fn fetch(&self, url: &str, most: usize) -> Result<Vec<u8>, FetchError> {
        let url = Url::parse(url).ok().filter(|url| self.is_kept(url)).ok_or(FetchError::Elsewhere)?;
        // Its address tells whoever has it the file; it is in no message of an error.
        let mut response =
            self.client.get(url).send().await.and_then(reqwest::Response::error_for_status).map_err(reqwest::Error::without_url)?;
        let mut data = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(reqwest::Error::without_url)? {
            if data.len() + chunk.len() > most {
                return Err(FetchError::TooLarge);
            }
            data.extend_from_slice(&chunk);
        }
        Ok(data)
    }

    fn is_kept(&self, url: &Url) -> bool {
        let discord = url.scheme() == "https" && url.port().is_none() && url.host_str().is_some_and(|host| HOSTS.contains(&host));
        let bare = url.username().is_empty() && url.password().is_none();
        bare && (discord || self.stand_in.as_ref().is_some_and(|stand_in| stand_in.origin() == url.origin()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_discord_keeps_is_fetched() {
        let attachments = Attachments::new(&Endpoint::Discord).unwrap();
        let local = Attachments::new(&Endpoint::Plain("http://127.0.0.1:8080".parse().unwrap())).unwrap();
        let kept = |attachments: &Attachments, url: &str| attachments.is_kept(&Url::parse(url).unwrap());
        for url in ["https://cdn.discordapp.com/attachments/1/2/a.csv?ex=1", "https://media.discordapp.net/a"] {
            assert!(kept(&attachments, url), "{url}");
        }
        for url in [
            "http://cdn.discordapp.com/a",
            "https://cdn.discordapp.com.evil.example/a",
            "https://a@cdn.discordapp.com/a",
            "https://cdn.discordapp.com:8443/a",
            "https://169.254.169.254/latest",
            "http://127.0.0.1:8080/a",
            "file:///etc/passwd",
        ] {
            assert!(!kept(&attachments, url), "{url}");
        }
        assert!(kept(&local, "http://127.0.0.1:8080/a") && !kept(&local, "http://127.0.0.1:8081/a"));
    }
}
