//! Posts a message so that it is there once: what failed without being posted is tried again, what may have been posted is
//! not. Discord is asked to take the same nonce for the same message.

use std::time::{Duration, Instant};

use serenity::builder::CreateMessage;
use serenity::http::{Http, HttpError};
use serenity::model::channel::{Message, Nonce};
use serenity::model::id::{ChannelId, MessageId};

use super::bot::Bot;

/// Tries, with a pause behind each but the last.
const PAUSES: [Duration; 3] = [Duration::from_millis(500), Duration::from_secs(2), Duration::from_secs(5)];
/// Longer than the limiter ever lets a message wait for its turn.
const PATIENCE: Duration = Duration::from_secs(90);

/// Discord knows a nonce for "the past few minutes". For so long a message may be sent again that may have been posted though
/// Discord said that it was not well.
const KNOWN: Duration = Duration::from_secs(120);

/// An answer that comes later than this is not waited for.
pub(super) const LATEST: Duration = Duration::from_secs(300);

/// Why a message is not there.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unsent {
    /// Discord refuses it.
    #[error("Discord refuses ({status}): {reason}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// Discord's number for what is wrong.
        code: isize,
        /// Discord's words.
        reason: String,
    },
    /// It may be there or not; trying again could post it twice.
    #[error("it is not known whether it was posted")]
    Unknown(#[source] serenity::Error),
    /// The same: Discord was not well, and does not know the nonce any more.
    #[error("Discord was not well for too long, and it is not known whether it was posted")]
    Doubtful,
    /// Discord did not answer.
    #[error("Discord does not answer")]
    Silence,
    /// Discord takes nothing, for so long that nobody waits for the answer any more.
    #[error("Discord took nothing for too long")]
    Late,
}

/// Posts the answer to a question that came then.
pub(super) async fn post(
    (http, bot): (&Http, &Bot),
    channel: ChannelId,
    message: CreateMessage,
    (question, came): (MessageId, Instant),
) -> Result<Message, Unsent> {
    let message = message.nonce(Nonce::String(format!("a{question}"))).enforce_nonce(true);
    let weather = &bot.weather;
    let (mut pauses, mut doubtful) = (PAUSES.iter(), None::<Instant>);
    loop {
        let left = LATEST.saturating_sub(came.elapsed());
        let known = doubtful.map_or(left, |since| KNOWN.saturating_sub(since.elapsed()));
        if tokio::time::timeout(left.min(known), weather.turn()).await.is_err() {
            return Err(if known < left { Unsent::Doubtful } else { Unsent::Late });
        }
        let sent = tokio::time::timeout(PATIENCE, channel.send_message(http, message.clone())).await;
        let error = match sent {
            Err(_) => {
                weather.failed();
                return Err(Unsent::Silence);
            }
            Ok(Ok(message)) => {
                weather.succeeded();
                return Ok(message);
            }
            Ok(Err(error)) => error,
        };
        let (may_retry, unsent) = judge(error);
        if matches!(unsent, Unsent::Refused { status: 429, .. }) {
            bot.metrics.refused();
        }
        // Even so it may have been posted: an error of a server between, or after the fact.
        if matches!(unsent, Unsent::Refused { status: 500.., .. }) {
            doubtful.get_or_insert_with(Instant::now);
        }
        if !may_retry {
            if let Unsent::Refused { .. } = unsent {
                weather.succeeded();
            }
            return Err(unsent);
        }
        // What keeps everybody from posting is not counted against this answer: it waits.
        if weather.failed() {
            continue;
        }
        match pauses.next() {
            Some(pause) => tokio::time::sleep(*pause).await,
            None => return Err(unsent),
        }
    }
}

/// Tries of what comes to the same when it is done twice.
#[derive(Debug, Default)]
pub(super) struct Tries(usize);

impl Tries {
    /// Whether there is to be another one, since Discord was not well; after a pause.
    pub(super) async fn again<T>(&mut self, done: &serenity::Result<T>) -> bool {
        let (Err(serenity::Error::Http(error)), Some(pause)) = (done, PAUSES.get(self.0)) else { return false };
        if is_unwell(error) {
            self.0 += 1;
            tokio::time::sleep(*pause).await;
        }
        is_unwell(error)
    }
}

fn is_unwell(error: &HttpError) -> bool {
    match error {
        HttpError::UnsuccessfulRequest(response) => response.status_code.as_u16() == 429 || response.status_code.is_server_error(),
        HttpError::Request(_) => true,
        _ => false,
    }
}

/// Whether Discord says that it is not well, or that it was asked too often.
pub(super) fn is_refused_for_now(error: &serenity::Error) -> bool {
    matches!(error, serenity::Error::Http(error @ HttpError::UnsuccessfulRequest(_)) if is_unwell(error))
}

/// Discord's number for what is wrong.
pub(super) fn code(error: &serenity::Error) -> Option<isize> {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => Some(response.error.code),
        _ => None,
    }
}

/// Whether nothing was posted and trying again may help.
fn judge(error: serenity::Error) -> (bool, Unsent) {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            let status = response.status_code.as_u16();
            (status == 429 || status >= 500, Unsent::Refused { status, code: response.error.code, reason: response.error.message })
        }
        serenity::Error::Http(HttpError::Request(error)) if error.is_connect() => {
            (true, Unsent::Unknown(serenity::Error::Http(HttpError::Request(error))))
        }
        // A body that cannot be read came with a success: the message is there.
        error => (false, Unsent::Unknown(error)),
    }
}

/// Whether Discord will never take it, so that there is no use in trying again: a token can be renewed, and a limit passes.
pub(super) fn is_final(error: &serenity::Error) -> bool {
    matches!(error, serenity::Error::Http(HttpError::UnsuccessfulRequest(response))
        if response.status_code.is_client_error() && !matches!(response.status_code.as_u16(), 401 | 429))
}

/// What went wrong, without the address that was asked: that of an interaction holds its token.
pub(super) fn cause(error: &serenity::Error) -> String {
    match error {
        serenity::Error::Http(HttpError::UnsuccessfulRequest(response)) => {
            format!("Discord refuses ({}): {}", response.status_code.as_u16(), response.error.message)
        }
        serenity::Error::Http(HttpError::Request(error)) if error.is_timeout() => "Discord does not answer".to_owned(),
        serenity::Error::Http(HttpError::Request(_)) => "Discord cannot be reached".to_owned(),
        error => error.to_string(),
    }
}
