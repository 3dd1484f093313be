//! What is kept about somebody: shown, exported and deleted for nobody but that person, whatever the id of a button says.

use std::sync::Arc;

use super::bot::Bot;
use super::controls::{Action, Control, row};
use super::escape::escape;
use super::incoming::Incoming;
use super::limits::{MESSAGE, cut, length};
use super::reply::{Attachment, Reply};
use crate::store::{Begun, ChangeMade, GapAsker, Proposal, ReviewItem, StoreError};

/// Characters shown of an objection; the export has all of it.
const SHOWN: usize = 150;
/// The file of an export.
const FILE: &str = "aide-memoire-privacy.json";

/// A button under what is kept was pressed.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, action: Action) {
    let done = match action {
        Action::Export => bot.exported(incoming).await,
        Action::Erase => Ok(bot.confirmation(incoming)),
        Action::EraseNow => bot.erased(incoming).await,
        _ => bot.kept(incoming).await,
    };
    match done {
        // A file cannot take the place of a message.
        Ok(reply) if action == Action::Export => incoming.send(reply).await,
        Ok(reply) => incoming.update(reply).await,
        Err(error) => {
            tracing::error!(error = &error as &dyn std::error::Error, "cannot show or delete what is kept about a user");
            bot.tell(incoming, "failed").await;
        }
    }
}

impl Bot {
    /// What is kept of whom, and for how long here.
    pub(super) async fn what_is_kept(&self, incoming: &Incoming) -> String {
        let days = self.manners(incoming.guild).await.retention().unwrap_or(self.keep.days);
        self.words.say_with(incoming.language(), "privacy", &[("days", days.into())])
    }

    /// What is kept about the user.
    pub(super) async fn kept(&self, incoming: &Incoming) -> Result<Reply, StoreError> {
        let lines = self.lines(&incoming.user.to_string()).await?;
        let language = incoming.language();
        let mut content = self.words.say_with(language, "privacy-kept", &[("count", lines.len().into())]);
        let foot = format!("\n-# {}", self.what_is_kept(incoming).await);
        for (time, incident, text) in &lines {
            let day = self.dates(language).of_time(time);
            let line = format!("\n- {day}, {}: {}", escape(incident), cut(&escape(text), SHOWN));
            if length(&content) + length(&line) + length(&foot) > MESSAGE {
                break;
            }
            content.push_str(&line);
        }
        content.push_str(&foot);
        let button = |action, key: &str| (Control::new(action, incoming.user.get()), self.words.say(language, key));
        let buttons = [button(Action::Export, "privacy-export"), button(Action::Erase, "privacy-delete")];
        let rows = if lines.is_empty() { Vec::new() } else { vec![row(&buttons)] };
        Ok(Reply { rows, ..Reply::private(content) })
    }

    /// Time, incident and words of everything that names the user: objections, proposals, changes, what was begun, questions of
    /// which the user wants to be told.
    async fn lines(&self, user: &str) -> Result<Vec<(String, String, String)>, StoreError> {
        let (items, changes) = (self.store.kept_about(user).await?, self.store.changes_by(user).await?);
        let mut lines: Vec<_> = items.into_iter().map(|item| (item.time, item.incident, item.text)).collect();
        // One that was approved is a change.
        let proposals = self.store.proposals_by(user).await?.into_iter().filter(|proposal| proposal.revision == 0);
        lines.extend(proposals.map(|proposal| (proposal.time, proposal.incident.id, proposal.reason)));
        lines.extend(changes.into_iter().map(|change| (change.time, change.incident, change.reason)));
        let (begun, waiting) = (self.store.begun_by(user).await?, self.store.gap_askers(Some(user), 0).await?);
        lines.extend(begun.into_iter().map(|begun| (begun.time, begun.kind.name().to_owned(), begun.id)));
        lines.extend(waiting.into_iter().map(|asker| (asker.time, "?".to_owned(), asker.question)));
        Ok(lines)
    }

    async fn exported(&self, incoming: &Incoming) -> Result<Reply, StoreError> {
        let user = incoming.user.to_string();
        let items = self.store.kept_about(&user).await?;
        let told = serde_json::json!({
            "user": user,
            "time": (self.clock.now)(),
            "disputes": items.iter().map(dispute).collect::<Vec<_>>(),
            "proposals": self.store.proposals_by(&user).await?.iter().map(proposal).collect::<Vec<_>>(),
            "changes": self.store.changes_by(&user).await?.iter().map(change).collect::<Vec<_>>(),
            "begun": self.store.begun_by(&user).await?.iter().map(begun).collect::<Vec<_>>(),
            "waiting": self.store.gap_askers(Some(&user), 0).await?.iter().map(asker).collect::<Vec<_>>(),
        });
        let file = Attachment { name: FILE, data: format!("{told:#}\n").into_bytes() };
        Ok(Reply { file: Some(file), ..Reply::private(self.words.say(incoming.language(), "privacy-file")) })
    }

    fn confirmation(&self, incoming: &Incoming) -> Reply {
        let language = incoming.language();
        let button = |action, key: &str| (Control::new(action, incoming.user.get()), self.words.say(language, key));
        let buttons = [button(Action::EraseNow, "privacy-delete-now"), button(Action::Kept, "privacy-keep")];
        Reply { rows: vec![row(&buttons)], ..Reply::private(self.words.say(language, "privacy-confirm")) }
    }

    async fn erased(&self, incoming: &Incoming) -> Result<Reply, StoreError> {
        self.exchanges.forget_of(incoming.user);
        let forgotten = self.store.forget_about(&incoming.user.to_string()).await?;
        let count = forgotten.deleted;
        tracing::info!(count, unnamed = forgotten.unnamed, "what was kept about a user is deleted");
        Ok(Reply::private(self.words.say_with(incoming.language(), "privacy-deleted", &[("count", count.into())])))
    }
}

fn dispute(item: &ReviewItem) -> serde_json::Value {
    serde_json::json!({
        "id": item.id,
        "server": server(&item.guild),
        "incident": item.incident,
        "claim": item.claim.map(|claim| claim.to_string()),
        "text": item.text,
        "time": item.time,
        "state": if item.closed { "closed" } else { "open" },
        "outcome": item.outcome,
    })
}

fn proposal(proposal: &Proposal) -> serde_json::Value {
    serde_json::json!({
        "id": proposal.id,
        "server": server(&proposal.guild),
        "act": proposal.act.name(),
        "record": proposal.incident,
        "reason": proposal.reason,
        "time": proposal.time,
        "state": proposal.state.name(),
        "outcome": proposal.decided_reason,
    })
}

fn change(change: &ChangeMade) -> serde_json::Value {
    serde_json::json!({
        "revision": change.sequence,
        "server": server(&change.guild),
        "incident": change.incident,
        "reason": change.reason,
        "time": change.time,
    })
}

fn begun(begun: &Begun) -> serde_json::Value {
    serde_json::json!({
        "id": begun.id,
        "server": server(&begun.guild),
        "kind": begun.kind.name(),
        "body": begun.body,
        "time": begun.time,
    })
}

fn asker(asker: &GapAsker) -> serde_json::Value {
    serde_json::json!({ "server": server(&asker.guild), "question": asker.question, "language": asker.language, "time": asker.time })
}

fn server(guild: &str) -> Option<&str> {
    (!guild.is_empty()).then_some(guild)
}
