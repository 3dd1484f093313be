//! The history of a record: who changed it when, why, and what, and who approved it, newest first, in pages. Of a server's own register and of
//! the shared one, if the server sees that.

use serenity::builder::CreateActionRow;

use super::{LINE, Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::incident::difference::differences;
use crate::store::{Revision, SHARED, State, StoreError};

/// Changes on a page.
const ON_PAGE: usize = 3;
/// Most pages; older changes are in the export.
const MOST_PAGES: usize = 200;
/// Differences told of one change.
const DIFFERENCES: usize = 6;

impl Bot {
    /// Shows the history of the record that is called so.
    pub(crate) async fn show_history(&self, incoming: &Incoming, typed: &str) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let known = self.with_view(incoming.guild, |view| view.catalogue.exact(typed).map(str::to_owned));
        let id = known.unwrap_or_else(|| typed.trim().to_owned());
        match self.history_page(&member, &id, 0, incoming.language()).await? {
            Some(reply) => incoming.send(reply).await,
            None => self.tell(incoming, "no-such-incident").await,
        }
        Ok(())
    }

    /// Turns the page.
    pub(super) async fn history_pressed(&self, incoming: &Incoming, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let page = step.argument(0).and_then(|page| page.parse().ok()).unwrap_or_default();
        match self.history_page(&member, step.argument(1).unwrap_or_default(), page, incoming.language()).await? {
            Some(reply) => incoming.update(reply).await,
            None => self.tell(incoming, "stale").await,
        }
        Ok(())
    }

    async fn history_page(&self, member: &Member, id: &str, page: usize, language: Language) -> Result<Option<Reply>, StoreError> {
        let page = page.min(MOST_PAGES);
        let first = page * ON_PAGE;
        // One more than is shown tells whether there are older ones; what each is held against may be older still.
        let most = u32::try_from(first + 2 * ON_PAGE + 1).unwrap_or(u32::MAX);
        let all = member.keeping(&self.store).history(id, i64::MAX, most).await?;
        if all.len() <= first {
            return Ok(None);
        }
        let approved = self.store.approved_by(&member.guild, id).await?;
        let title = all.first().map(|newest| escape(&newest.incident.title)).unwrap_or_default();
        let mut content = self.words.say_with(language, "history-head", &[("title", shorten(&title, LINE).into())]);
        for position in first..all.len().min(first + ON_PAGE) {
            let most = (MESSAGE - length(&content)) / (first + ON_PAGE - position).max(1);
            content.push_str(&self.told_change(member, (&all, &approved), position, (language, most)));
        }
        let turn = |page: usize| Step::new(Topic::Record, 'h', 0).with(page).with(id);
        let older = all.len() > first + ON_PAGE && page < MOST_PAGES;
        let buttons = [(turn(page.saturating_sub(1)), "newer-button", page > 0), (turn(page + 1), "older-button", older)];
        let rows: Vec<CreateActionRow> = if page > 0 || older { vec![self.steps(language, &buttons)] } else { Vec::new() };
        Ok(Some(Reply { rows, ..Reply::private(content) }))
    }

    /// "**412** · 27 November 2026 · <@500>: reason · approved by <@511>" with what differs under it.
    fn told_change(
        &self,
        member: &Member,
        (all, approved): (&[Revision], &[(String, String)]),
        position: usize,
        (language, most): (Language, usize),
    ) -> String {
        let Some(revision) = all.get(position) else { return String::new() };
        let older = || all.iter().skip(position + 1);
        let before = older().find(|older| older.guild == revision.guild).or_else(|| older().next());
        let who = match revision.author.parse::<u64>() {
            // Nobody is pinged by it: no mention is allowed.
            Ok(user) if revision.guild == member.guild => format!("<@{user}>"),
            _ if revision.guild == SHARED => self.words.say(language, "history-operator"),
            _ => self.words.say(language, "history-nobody"),
        };
        let when = revision.time.get(..16).unwrap_or(&revision.time).replace('T', " ");
        let reason = shorten(&escape(&revision.reason), LINE);
        let mut told = format!("\n**{}** · {} · {who}: {reason}", revision.sequence, escape(&when));
        // A change is made at the moment in which it is approved.
        let by = approved.iter().find(|(time, _)| *time == revision.time && revision.guild == member.guild);
        if let Some(by) = by.and_then(|(_, reviewer)| reviewer.parse::<u64>().ok()) {
            told.push_str(&format!(" · {}", self.words.say_with(language, "history-approved", &[("who", format!("<@{by}>").into())])));
        }
        let mut lines: Vec<String> = match before {
            None => vec![self.words.say(language, "history-new")],
            Some(before) => {
                differences(&before.incident, &revision.incident).iter().map(|line| escape(&self.difference(line, language))).collect()
            }
        };
        let was = before.map_or(State::Current, |before| before.state);
        if revision.state != was {
            lines.insert(
                0,
                self.words.say(language, if revision.state == State::Retracted { "history-retracted" } else { "history-restored" }),
            );
        }
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            let line = format!("\n- {}", shorten(&line, LINE));
            if number >= DIFFERENCES || length(&told) + length(&line) + 40 > most {
                let left = self.words.say_with(language, "history-more", &[("count", (count - number).into())]);
                told.push_str(&format!("\n- {left}"));
                break;
            }
            told.push_str(&line);
        }
        told
    }
}
