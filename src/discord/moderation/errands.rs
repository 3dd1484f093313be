//! What has to be done on Discord without anybody having asked just now: answers that are to say what was corrected,
//! proposals and disputes that are to be shown to reviewers, authors who are to hear how it ended. The database knows what is
//! due, so nothing is lost by a restart, and who takes it, so that of several processes one does it. Each goes through the
//! queue of its channel, one at a time, behind what people wait for.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use serenity::http::Http;
use serenity::model::id::ChannelId;
use tokio::sync::Notify;

use super::{board, corrections};
use crate::discord::bot::Bot;
use crate::store::{Errand, ErrandKind, StoreError};

/// How often it is looked for what is due: another process may have brought it.
const PAUSE: Duration = Duration::from_secs(2);
/// Whoever has taken an errand and not done it for so long is taken for dead.
const LEASE: Duration = Duration::from_secs(40);
/// An errand takes no longer than this, so that two never do one.
const LONGEST: Duration = Duration::from_secs(30);
/// Errands looked at together.
const TOGETHER: u32 = 200;
/// The queue of what was brought in a direct message; no channel has this id.
const OF_NONE: u64 = 1;
/// Channels in which something is done at the same time.
const AT_ONCE: usize = 16;
/// An answer that was made before a change is known so long after it, at the latest.
const SETTLED: Duration = Duration::from_secs(600);

/// What this process is about to do.
#[derive(Debug, Default)]
pub(crate) struct Errands {
    wake: Notify,
    busy: Mutex<HashSet<ChannelId>>,
    followed: Mutex<Followed>,
}

/// Up to which changes answers were looked for.
#[derive(Debug, Default)]
struct Followed {
    /// Up to here for good.
    until: Option<i64>,
    /// Up to here as of then; answers made before may still come to be known.
    lately: VecDeque<(Instant, i64)>,
}

/// Gives a channel free for the next errand.
struct Busy(Arc<Bot>, ChannelId);

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.errands.busy().remove(&self.1);
    }
}

impl Errands {
    /// Something was changed, filed or decided: looks for what is due at once.
    pub(crate) fn wake(&self) {
        self.wake.notify_one();
    }

    fn busy(&self) -> std::sync::MutexGuard<'_, HashSet<ChannelId>> {
        self.busy.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether the channel is free, which it then no longer is.
    fn take_place(&self, channel: ChannelId) -> bool {
        let busy = &mut *self.busy();
        busy.len() < AT_ONCE && busy.insert(channel)
    }
}

/// Does what is due, now and from now on. Never returns.
pub(crate) async fn run(bot: &Arc<Bot>, http: &Arc<Http>) {
    loop {
        if let Err(error) = look(bot, http).await {
            tracing::warn!(error = &error as &dyn std::error::Error, "cannot look for what is to be done");
        }
        // Whichever comes first.
        let _ = tokio::time::timeout(PAUSE, bot.errands.wake.notified()).await;
    }
}

async fn look(bot: &Arc<Bot>, http: &Arc<Http>) -> Result<(), StoreError> {
    follow(bot).await?;
    bot.store.file_reviews().await?;
    bot.disputes.refresh(&bot.store).await?;
    for kind in [ErrandKind::Review, ErrandKind::Annotate] {
        for errand in bot.store.due_errands(kind, TOGETHER).await? {
            begin(bot, http, errand).await;
        }
    }
    Ok(())
}

/// Files what the last changes of the register mean for answers that are posted.
async fn follow(bot: &Bot) -> Result<(), StoreError> {
    let (until, revision) = (bot.errands.followed(Instant::now()), bot.store.revision().await?);
    let until = match until {
        (Some(until), Some(settled)) => {
            bot.store.set_corrected_until(settled).await?;
            until
        }
        (Some(until), None) => until,
        (None, _) => bot.store.corrected_until().await?,
    };
    if revision > until {
        let count = bot.store.file_corrections(until).await?;
        if count > 0 {
            tracing::info!(count, register.revision = revision, "answers that are posted rest on what was changed");
        }
    }
    bot.errands.follow_on(Instant::now(), until, revision);
    Ok(())
}

impl Errands {
    /// Up to where changes were followed for good, and if that is further than before, that again.
    fn followed(&self, now: Instant) -> (Option<i64>, Option<i64>) {
        let followed = &mut *self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        let mut settled = None;
        while let Some((then, revision)) =
            followed.lately.front().copied().filter(|(then, _)| now.saturating_duration_since(*then) > SETTLED)
        {
            followed.lately.pop_front();
            (followed.until, settled) = (Some(revision), Some(revision));
            tracing::debug!(revision, seconds = now.saturating_duration_since(then).as_secs(), "changes are followed for good");
        }
        (followed.until, settled)
    }

    fn follow_on(&self, now: Instant, until: i64, revision: i64) {
        let followed = &mut *self.followed.lock().unwrap_or_else(PoisonError::into_inner);
        followed.until = Some(until);
        if revision > followed.lately.back().map_or(until, |(_, last)| *last) {
            followed.lately.push_back((now, revision));
        }
    }
}

/// Puts an errand into the queue of its channel, if nothing else of ours is in it.
async fn begin(bot: &Arc<Bot>, http: &Arc<Http>, errand: Errand) {
    let Some(channel) = place(bot, &errand).await else { return };
    if !bot.errands.take_place(channel) {
        return;
    }
    let busy = Busy(Arc::clone(bot), channel);
    let http = Arc::clone(http);
    // A queue that is full has no room for this either; it stays due.
    let _ = bot.outbox.put(channel, move |permit| async move {
        let _sending = permit;
        let bot = &busy.0;
        bot.weather.turn().await;
        if let Err(error) = once(bot, &http, &errand).await {
            let kind = errand.kind.name();
            tracing::warn!(kind, item = errand.item, error = &error as &dyn std::error::Error, "what is to be done waits");
        }
        let bot = Arc::clone(bot);
        drop(busy);
        // What else waits for the channel is looked for at once; where the queue was full, only at the next look.
        bot.errands.wake();
    });
}

/// The channel in whose queue an errand stands.
async fn place(bot: &Bot, errand: &Errand) -> Option<ChannelId> {
    let channel = match errand.kind {
        ErrandKind::Annotate => errand.channel.parse().ok(),
        ErrandKind::Review => board::channel(bot, &errand.guild).await,
    };
    // Without a channel, the guild has a queue of its own, and so has what belongs to none.
    let own = if errand.guild.is_empty() { Some(OF_NONE) } else { errand.guild.parse::<u64>().ok() };
    channel.or_else(|| own.filter(|id| *id > 0 && *id < u64::MAX).map(ChannelId::new))
}

/// Does an errand, unless somebody else does it or has done it.
async fn once(bot: &Arc<Bot>, http: &Http, errand: &Errand) -> Result<(), StoreError> {
    if !bot.store.hold_errand(errand, LEASE).await? {
        return Ok(());
    }
    let doing = async {
        match errand.kind {
            ErrandKind::Annotate => corrections::annotate(bot, http, errand).await,
            ErrandKind::Review => board::bring_up_to_date(bot, http, errand).await,
        }
    };
    match tokio::time::timeout(LONGEST, doing).await {
        Ok(done) => done,
        Err(_) => {
            bot.weather.failed();
            Ok(())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn changes_are_followed_for_good_once_no_answer_from_before_can_come_any_more() {
        let (errands, start) = (Errands::default(), Instant::now());
        let at = |seconds: u64| start + Duration::from_secs(seconds);
        assert_eq!(errands.followed(at(0)), (None, None));
        errands.follow_on(at(0), 5, 7);
        errands.follow_on(at(1), 5, 7);
        errands.follow_on(at(400), 5, 9);
        assert_eq!(errands.followed(at(600)), (Some(5), None));
        assert_eq!(errands.followed(at(601)), (Some(7), Some(7)));
        assert_eq!(errands.followed(at(602)), (Some(7), None));
        assert_eq!(errands.followed(at(1_001)), (Some(9), Some(9)));
    }

    #[test]
    fn one_thing_at_a_time_is_done_in_a_channel() {
        let errands = Errands::default();
        assert!(errands.take_place(ChannelId::new(1)) && !errands.take_place(ChannelId::new(1)));
        let taken = (2..100).filter(|channel| errands.take_place(ChannelId::new(*channel))).count();
        assert_eq!(taken, AT_ONCE - 1);
    }
}
