//! An incident as a card: what, who, when, and its claims by aspect with their sources. Everything on it is in the record.

use serenity::builder::{CreateActionRow, CreateEmbed, CreateEmbedFooter};

use super::bot::Bot;
use super::controls::{Action, Control, cards};
use super::escape::{escape, link, plain};
use super::incoming::Incoming;
use super::limits::{LEFT_OUT, cut, length, more, shorten};
use super::party_names;
use super::reply::Reply;
use super::tongues::Tongues;
use super::words::Language;
use crate::incident::{Aspect, Claim, ClaimKey, Incident, Party, Source};
use crate::register::{Register, View};

/// Characters of all texts of an embed. Discord counts 6,000; the rest is for what is rounded up.
const ALL: usize = 5_800;
const FIELD: usize = 1_024;
const FIELDS: usize = 25;
const TITLE: usize = 256;
const DESCRIPTION: usize = 1_500;
/// Fields of sources, and what is kept free for them: without sources no claim is shown.
const SOURCE_FIELDS: usize = 2;
const FOR_SOURCES: usize = 1_024 * SOURCE_FIELDS;

/// A card being filled.
struct Card {
    embed: CreateEmbed,
    used: usize,
    fields: usize,
}

impl Card {
    /// Puts a field in if it fits; whether it did.
    fn put(&mut self, name: &str, value: &str, inline: bool, most: usize) -> bool {
        let size = length(name) + length(value);
        if value.is_empty() || self.fields >= FIELDS || self.used + size > most || length(value) > FIELD {
            return false;
        }
        self.used += size;
        self.fields += 1;
        self.embed = std::mem::take(&mut self.embed).field(name, value, inline);
        true
    }
}

impl Bot {
    /// The card of an incident with what belongs to it, and marks at what is disputed in the asker's server; `None` if the view
    /// has no such incident.
    pub(super) fn card(&self, view: &View, id: &str, incoming: &Incoming) -> Option<Reply> {
        let (register, asker, language) = (&view.register, incoming.user.get(), incoming.language());
        let incident = register.index().incident(id)?;
        let title = shorten(&escape(&incident.title), TITLE);
        let disputed = self.disputed_in(incoming, &incident.id, language);
        let summary = format!("{}{}", disputed(None), cut(&escape(&incident.summary), DESCRIPTION));
        let foot = self.foot(view.as_of.as_ref(), &Tongues::of_record(&incident), language);
        let footer = format!("{} · {}", incident.id, foot.trim_start_matches("-# "));
        let used = length(&title) + length(&summary) + length(&footer);
        let embed = CreateEmbed::new().title(title).description(summary).footer(CreateEmbedFooter::new(footer));
        let mut card = Card { embed, used, fields: 0 };
        let say = |key: &str| self.words.say(language, key);
        card.put(&say("parties"), &self.sides(&incident, register, language), true, ALL);
        card.put(&say("kind"), &self.words.say(language, &format!("kind-{}", incident.kind.name())), true, ALL);
        card.put(&say("date"), &self.when(&incident, language), true, ALL);
        let told = |claim: &Claim| self.standing(&incident, claim, language);
        let line = |source: &Source| self.source_on_card(source, &incident, language);
        let left_out = put_claims(&mut card, &incident, &disputed, (&say, &told, &line));
        if left_out > 0 {
            let told = self.words.say_with(language, "left-out", &[("count", left_out.into())]);
            card.put("…", &told, false, ALL);
        }
        let mut rows: Vec<CreateActionRow> = cards(asker, &related(&incident, register)).into_iter().collect();
        let about = |action| Control::new(action, asker).about(&incident.id);
        rows.push(super::controls::row(&[
            (about(Action::Timeline), say("timeline-button")),
            (about(Action::Claims), say("sources-button")),
            (about(Action::Dispute), say("dispute-button")),
            (Control::new(Action::Delete, asker), "✕".to_owned()),
        ]));
        Some(Reply { rows, card: Some(card.embed), ..Reply::default() })
    }
}

/// A field for each aspect, as many as fit with the sources they cite; how many claims did not.
fn put_claims(
    card: &mut Card,
    incident: &Incident,
    disputed: &impl Fn(Option<ClaimKey>) -> String,
    (say, standing, source_line): (&impl Fn(&str) -> String, &impl Fn(&Claim) -> String, &impl Fn(&Source) -> String),
) -> usize {
    let mut cited: Vec<u32> = Vec::new();
    let mut left_out = 0;
    for aspect in Aspect::ALL {
        let claims: Vec<&Claim> = incident.claims.iter().filter(|claim| claim.aspect == *aspect).collect();
        let mut value = String::new();
        let mut shown: Vec<&Claim> = Vec::new();
        for claim in &claims {
            let line = claim_line(claim, &standing(claim));
            let line = format!("{}{line}", disputed(Some(claim.key())));
            if length(&value) + length(&line) < FIELD {
                value.push_str(&line);
                value.push('\n');
                shown.push(claim);
            }
        }
        if card.put(&say(&format!("aspect-{}", aspect.name())), value.trim_end(), false, ALL - FOR_SOURCES) {
            left_out += claims.len() - shown.len();
            cited.extend(shown.iter().flat_map(|claim| &claim.sources));
        } else {
            left_out += claims.len();
        }
    }
    put_sources(card, &say("sources"), incident.sources.iter().filter(|source| cited.contains(&source.n)).map(source_line).collect());
    left_out
}

/// The sources in at most two fields, and the number of those that do not fit.
fn put_sources(card: &mut Card, name: &str, lines: Vec<String>) {
    let mut lines = lines.into_iter().peekable();
    for field in 0..SOURCE_FIELDS {
        let mut value = String::new();
        let is_last = field + 1 == SOURCE_FIELDS;
        while let Some(line) = lines.next_if(|line| length(&value) + length(line) + LEFT_OUT + 1 < FIELD) {
            value.push_str(&line);
            value.push('\n');
        }
        let rest = lines.len();
        if is_last && rest > 0 {
            value.push_str(&more(rest));
        }
        card.put(name, value.trim_end(), false, ALL);
    }
}

/// "A cyberattack on its systems, said Prime Minister Edi Rama (asserted) [1]"
fn claim_line(claim: &Claim, standing: &str) -> String {
    let numbers: String = claim.sources.iter().map(|n| format!("[{n}]")).collect();
    let by = claim.by.as_ref().map(|by| format!("{}, ", escape(by))).unwrap_or_default();
    format!("{} ({by}{standing}) {numbers}", cut(&escape(&claim.text), 700))
}

impl Bot {
    /// "[1] Mehr News Agency, 7 September 2022 <https://…> [fa] · copy of [2]": the language is told if it is not the reader's.
    fn source_on_card(&self, source: &Source, incident: &Incident, language: Language) -> String {
        let address = source.url.as_deref().filter(|url| url.len() < 500).and_then(link).unwrap_or_default();
        let day = source.published.as_ref().map(|day| format!(", {}", self.dates(language).plain(day))).unwrap_or_default();
        let other = source.language.as_deref().filter(|tag| tag.split('-').next() != Some(language.code()) && *tag != "und");
        let other = other.map(|tag| format!(" \\[{}\\]", escape(tag))).unwrap_or_default();
        let copy = self.copy_of(source, incident, language);
        format!("[{}] {}{day} {address}{other}{copy}", source.n, shorten(&escape(&source.publisher), 200))
    }

    /// The date, or from when to when.
    fn when(&self, incident: &Incident, language: Language) -> String {
        let dates = self.dates(language);
        let ended = incident.ended.as_ref().map(|ended| format!(" – {}", dates.plain(ended))).unwrap_or_default();
        format!("{}{ended}", dates.plain(&incident.date))
    }

    /// " · copy of [2] Reuters", for what is one: it bears nothing out that the original does not.
    pub(super) fn copy_of(&self, source: &Source, incident: &Incident, language: Language) -> String {
        let Some(original) = incident.original_of(source) else { return String::new() };
        let named = format!("\\[{}\\] {}", original.n, shorten(&escape(&original.publisher), 100));
        format!(" · {}", self.words.say_with(language, "source-copy", &[("source", named.into())]))
    }

    /// What stands before a claim or the record if it is disputed. In a direct message nobody would decide, so nothing is.
    fn disputed_in(&self, incoming: &Incoming, incident: &str, language: Language) -> impl Fn(Option<ClaimKey>) -> String {
        let guild = incoming.guild.map(|guild| guild.to_string());
        let mark = format!("⚠ *{}:* ", self.words.say(language, "card-disputed"));
        move |claim| {
            let is_disputed = guild.as_deref().is_some_and(|guild| self.disputes.has(Some(guild), incident, claim));
            if is_disputed { mark.clone() } else { String::new() }
        }
    }

    /// "🇦🇱 Albania → 🇮🇷 Iran"
    fn sides(&self, incident: &Incident, register: &Register, language: Language) -> String {
        let names = |parties: &[Party]| {
            parties.iter().map(|party| with_flag(*party, name(*party, register, language))).collect::<Vec<_>>().join(", ")
        };
        let (from, to) = (names(&incident.initiators), names(&incident.targets));
        let sides = match (incident.is_mutual(), from.is_empty(), to.is_empty()) {
            (true, ..) | (_, _, true) => from,
            (_, true, _) => to,
            _ => format!("{from} → {to}"),
        };
        shorten(&sides, FIELD)
    }
}

/// What a party is called in the reader's language.
pub(super) fn name(party: Party, register: &Register, language: Language) -> &str {
    party_names::in_language(language, party).unwrap_or_else(|| register.vocabulary().names.name_of(party))
}

/// The name of a party with its flag, if a flag is made of its code.
pub(super) fn with_flag(party: Party, name: &str) -> String {
    flagged(party, &escape(name))
}

/// The same as it is where nothing is markdown.
pub(super) fn flagged(party: Party, name: &str) -> String {
    let code = party.code();
    let has_flag = code.len() == 2 && code.bytes().all(|letter| letter.is_ascii_uppercase()) && !party.is_former();
    let flag: Option<String> = code.chars().map(|letter| char::from_u32(0x1F1E6 + u32::from(letter) - u32::from('A'))).collect();
    flag.filter(|_| has_flag).map_or_else(|| name.to_owned(), |flag| format!("{flag} {name}"))
}

/// The incidents that it names and those that name it, with their titles.
fn related(incident: &Incident, register: &Register) -> Vec<(String, String)> {
    let index = register.index();
    let named = incident.related.iter().filter_map(|related| index.incident(&related.id));
    let naming = index.related_to(&incident.id).filter_map(|(_, slot)| index.incident_in(slot));
    let mut found: Vec<(String, String)> = Vec::new();
    for other in named.chain(naming) {
        if found.iter().all(|(id, _)| *id != other.id) {
            found.push((other.id.clone(), format!("{} ({})", plain(&other.title), other.date.year())));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_made_of_codes_of_states_that_are() {
        let register = Register::starter().unwrap();
        let shown = |code: &str| {
            let party = Party::parse(code).unwrap();
            with_flag(party, name(party, &register, Language::default()))
        };
        assert_eq!(shown("AL"), "🇦🇱 Albania");
        assert!(!shown("SUHH").contains('\u{1F1F8}'));
        assert!(shown("ARAB-LEAGUE").starts_with(|first: char| first.is_alphabetic()));
    }
}
