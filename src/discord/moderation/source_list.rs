//! The sources of a record with the claims that rest on them, retracted ones too, in pages.

use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::application::ButtonStyle;

use super::{LINE, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::{escape, link};
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::incident::{Claim, Incident, Source};
use crate::store::{State, StoreError};

impl Bot {
    /// Lists claims and sources of the record that is called so, retracted ones too.
    pub(crate) async fn list_sources(&self, incoming: &Incoming, typed: &str) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed).await? else { return Ok(()) };
        incoming.send(self.sources_page(&edition.incident, 0, incoming.language())).await;
        Ok(())
    }

    /// Turns the page.
    pub(super) async fn sources_turned(&self, incoming: &Incoming, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let page = step.argument(0).and_then(|page| page.parse().ok()).unwrap_or_default();
        let edition = member.keeping(&self.store).edition(step.argument(1).unwrap_or_default()).await?;
        match edition.filter(|edition| edition.state == State::Current) {
            Some(edition) => incoming.update(self.sources_page(&edition.incident, page, incoming.language())).await,
            None => self.tell(incoming, "stale").await,
        }
        Ok(())
    }

    fn sources_page(&self, incident: &Incident, page: usize, language: Language) -> Reply {
        let sources = incident.sources.iter().map(|source| self.source_line(source, incident, language));
        let claims = incident.claims.iter().enumerate().map(|(number, claim)| self.numbered_claim(number + 1, claim, language));
        let head = format!("**{}**", shorten(&escape(&incident.title), LINE));
        let pages = paged(&head, sources.chain(claims));
        let page = page.min(pages.len().saturating_sub(1));
        let turn = |page: usize| Step::new(Topic::Source, 'l', 0).with(page).with(&incident.id);
        let button = |page: usize, label: &str| CreateButton::new(turn(page).id()).label(label).style(ButtonStyle::Secondary);
        let buttons = [button(page.saturating_sub(1), "◀").disabled(page == 0), button(page + 1, "▶").disabled(page + 1 >= pages.len())];
        let rows = if pages.len() > 1 { vec![CreateActionRow::Buttons(buttons.into())] } else { Vec::new() };
        Reply { rows, ..Reply::private(pages.into_iter().nth(page).unwrap_or(head)) }
    }

    /// "[2] Reuters, 7 September 2022 <https://…> · news agency, usually reliable · retracted: …"
    fn source_line(&self, source: &Source, incident: &Incident, language: Language) -> String {
        let say = |key: String| self.words.say(language, &key);
        let day = source.published.as_ref().map(|day| format!(", {}", self.dates(language).plain(day))).unwrap_or_default();
        let address = source.url.as_deref().filter(|url| url.len() < 500).and_then(link).map(|url| format!(" {url}")).unwrap_or_default();
        let mut line = format!("\\[{}\\] {}{day}{address}", source.n, shorten(&escape(&source.publisher), 100));
        line.push_str(&self.copy_of(source, incident, language));
        let judged = [
            source.source_type.map(|of| say(format!("source-type-{}", of.name()))),
            source.grade.map(|grade| say(format!("grade-{}", grade.name().to_lowercase()))),
        ];
        let judged = judged.into_iter().flatten().collect::<Vec<_>>().join(", ");
        if !judged.is_empty() {
            line = format!("{line} · {judged}");
        }
        let borne_out = incident.claims.iter().enumerate().filter(|(_, claim)| claim.sources.contains(&source.n));
        let numbers = borne_out.map(|(position, _)| (position + 1).to_string()).collect::<Vec<_>>().join(", ");
        if !numbers.is_empty() {
            line = format!("{line} · {} {numbers}", say("source-claims".to_owned()));
        }
        match &source.retracted {
            Some(reason) => self.retracted_line(language, &line, reason),
            None => line,
        }
    }

    fn numbered_claim(&self, number: usize, claim: &Claim, language: Language) -> String {
        let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
        let credible = claim.credibility.map(|credibility| self.words.say(language, &format!("credibility-{}", credibility.name())));
        let credible = credible.map(|words| format!(" ({words})")).unwrap_or_default();
        let line = format!("{number}\\. {aspect}: {}{credible}", shorten(&escape(&claim.text), 160));
        match &claim.retracted {
            Some(reason) => self.retracted_line(language, &line, reason),
            None => line,
        }
    }

    fn retracted_line(&self, language: Language, line: &str, reason: &str) -> String {
        let reason = shorten(&escape(reason), 100);
        format!("~~{line}~~ {}", self.words.say_with(language, "source-retracted", &[("reason", reason.into())]))
    }
}

/// The lines in as many pages as they need, each under the head.
fn paged(head: &str, lines: impl Iterator<Item = String>) -> Vec<String> {
    let mut pages = Vec::new();
    let mut page = head.to_owned();
    for line in lines {
        if length(&page) + length(&line) + 1 > MESSAGE {
            pages.push(std::mem::replace(&mut page, head.to_owned()));
        }
        page.push('\n');
        page.push_str(&line);
    }
    pages.push(page);
    pages
}
