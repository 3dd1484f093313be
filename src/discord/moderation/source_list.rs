//! The sources of a record with the claims that rest on them, retracted ones too.

use super::LINE;
use crate::discord::bot::Bot;
use crate::discord::escape::{escape, link};
use crate::discord::incoming::Incoming;
use crate::discord::limits::{MESSAGE, length, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::incident::{Claim, Incident, Source};
use crate::store::StoreError;

impl Bot {
    /// Lists claims and sources of the record that is called so, retracted ones too.
    pub(crate) async fn list_sources(&self, incoming: &Incoming, typed: &str) -> Result<(), StoreError> {
        let Some(member) = self.keeper(incoming).await else { return Ok(()) };
        let Some(edition) = self.editable(incoming, &member, typed).await? else { return Ok(()) };
        let (language, incident) = (incoming.language(), &edition.incident);
        let sources = incident.sources.iter().map(|source| self.source_line(source, incident, language));
        let claims = incident.claims.iter().enumerate().map(|(number, claim)| self.numbered_claim(number + 1, claim, language));
        let mut content = format!("**{}**", shorten(&escape(&incident.title), LINE));
        let lines: Vec<String> = sources.chain(claims).collect();
        let count = lines.len();
        for (number, line) in lines.into_iter().enumerate() {
            if length(&content) + length(&line) + 60 > MESSAGE {
                let left = self.words.say_with(language, "history-more", &[("count", (count - number).into())]);
                content = format!("{content}\n-# {left}");
                break;
            }
            content = format!("{content}\n{line}");
        }
        incoming.send(Reply::private(content)).await;
        Ok(())
    }

    /// "[2] Reuters, 7 September 2022 <https://…> · news agency, usually reliable · retracted: …"
    fn source_line(&self, source: &Source, incident: &Incident, language: Language) -> String {
        let say = |key: String| self.words.say(language, &key);
        let day = source.published.as_ref().map(|day| format!(", {}", day.plain())).unwrap_or_default();
        let address = source.url.as_deref().filter(|url| url.len() < 500).and_then(link).map(|url| format!(" {url}")).unwrap_or_default();
        let mut line = format!("\\[{}\\] {}{day}{address}", source.n, shorten(&escape(&source.publisher), 100));
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
        let line = format!("{number}\\. {aspect}: {}", shorten(&escape(&claim.text), 160));
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
