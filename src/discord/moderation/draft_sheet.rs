//! A draft as its author sees it: what is proposed, what it rests on, what is missing or doubtful, and what can be done.

use serenity::builder::{
    CreateActionRow, CreateButton, CreateEmbed, CreateEmbedFooter, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
};
use serenity::model::application::ButtonStyle;

use super::Step;
use crate::discord::bot::Bot;
use crate::discord::card::{name, with_flag};
use crate::discord::escape::{escape, link, plain};
use crate::discord::limits::{OPTION, OPTIONS, cut, length, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::drafting::{Candidate, Field, Sketch};
use crate::incident::{Claim, Party};
use crate::register::{View, faults_of};

/// Characters of the whole text of a sheet; Discord takes 4,096.
const SHEET: usize = 4_000;
/// Characters of the claims among it.
const CLAIMS: usize = 2_000;
/// Characters of a line.
const LINE: usize = 300;
/// Characters of a title.
const TITLE: usize = 250;
/// Numbers, persons, other events shown.
const SHOWN: usize = 6;

/// A text that grows line by line up to a size.
struct Sheet {
    text: String,
    most: usize,
}

impl Sheet {
    /// Whether there was room for the line.
    fn line(&mut self, line: &str) -> bool {
        let fits = length(&self.text) + length(line) < self.most;
        if fits {
            self.text.push_str(line);
            self.text.push('\n');
        }
        fits
    }

    fn list(&mut self, head: &str, lines: impl Iterator<Item = String>) {
        let mut lines = lines.peekable();
        if lines.peek().is_some() && self.line(&format!("\n**{head}**")) {
            for line in lines {
                self.line(&format!("- {}", shorten(&line, LINE)));
            }
        }
    }
}

impl Bot {
    /// The sheet of a draft; `step` is any step of it.
    pub(super) fn sheet(&self, view: &View, sketch: &Sketch, step: &Step, language: Language) -> Reply {
        let say = |key: &str| self.words.say(language, key);
        let mut sheet = Sheet { text: String::new(), most: SHEET };
        self.put_head(&mut sheet, view, sketch, language);
        self.put_claims(&mut sheet, &sketch.record.claims, language);
        self.put_source(&mut sheet, sketch, language);
        sheet.list(&say("draft-wanting"), self.wanting(sketch, language).into_iter());
        sheet.list(&say("draft-doubtful"), sketch.draft.doubtful.iter().map(|doubt| escape(&self.doubt(view, doubt, language))));
        let others = sketch.draft.candidates.iter().take(SHOWN);
        sheet.list(&say("draft-also"), others.map(|other| self.other(view, other, language)));
        let (key, title) = match &sketch.draft.existing {
            Some(existing) => ("draft-on-record", &existing.title),
            None => ("draft-proposed", &sketch.record.title),
        };
        let title = self.words.say_with(language, key, &[("title", escape(title).into())]);
        let footer = CreateEmbedFooter::new(say("draft-nothing-written"));
        let card = CreateEmbed::new().title(shorten(&title, TITLE)).description(sheet.text).footer(footer);
        let mut rows: Vec<CreateActionRow> = self.claim_menu(view, sketch, step, language).into_iter().collect();
        rows.push(self.draft_buttons(sketch, step, language));
        Reply { card: Some(card), rows, private: true, ..Reply::default() }
    }

    fn put_head(&self, sheet: &mut Sheet, view: &View, sketch: &Sketch, language: Language) {
        let (record, draft) = (&sketch.record, &sketch.draft);
        let mut told = |key: &str, value: String| {
            if !value.is_empty() {
                sheet.line(&format!("**{}** {}", self.words.say(language, key), shorten(&value, LINE)));
            }
        };
        told("draft-field-id", format!("`{}`", plain(&record.id).replace('`', "")));
        told("kind", self.words.say(language, &format!("kind-{}", record.kind.name())));
        let (who, whom) = (names(view, &record.initiators, language), names(view, &record.targets, language));
        told("parties", format!("{who} → {whom}"));
        told("draft-others", names(view, &record.others, language));
        told("date", record.date.as_ref().map(|date| self.dates(language).plain(date)).unwrap_or_default());
        told("draft-deadline", draft.deadline.as_ref().map(|date| self.dates(language).plain(date)).unwrap_or_default());
        let counts = draft.counts.iter().take(SHOWN).map(|count| escape(&count.what));
        told("draft-numbers", counts.collect::<Vec<_>>().join("; "));
        let persons = draft.persons.iter().take(SHOWN).map(|person| format!("{} ({})", escape(&person.name), escape(&person.role)));
        told("draft-persons", persons.collect::<Vec<_>>().join("; "));
        told("draft-field-summary", cut(&escape(&record.summary), LINE));
    }

    fn put_claims(&self, sheet: &mut Sheet, claims: &[Claim], language: Language) {
        sheet.line("");
        let before = length(&sheet.text);
        for (position, claim) in claims.iter().enumerate() {
            let by = claim.by.as_ref().map(|by| format!(", {}", escape(by))).unwrap_or_default();
            let (aspect, stance) = (format!("aspect-{}", claim.aspect.name()), format!("stance-{}", claim.stance.name()));
            let (aspect, stance) = (self.words.say(language, &aspect), self.words.say(language, &stance));
            let line = format!("{}\\. *{aspect}{by} ({stance})*: {}", position + 1, cut(&escape(&claim.text), LINE));
            if length(&sheet.text) - before + length(&line) > CLAIMS || !sheet.line(&line) {
                let left = claims.len() - position;
                sheet.line(&self.words.say_with(language, "draft-more-claims", &[("count", left.into())]));
                break;
            }
        }
    }

    fn put_source(&self, sheet: &mut Sheet, sketch: &Sketch, language: Language) {
        let Some(source) = sketch.record.sources.first() else { return };
        let day = source.published.as_ref().map(|day| self.dates(language).plain(day));
        let parts = [source.publisher.as_deref().map(escape), source.title.as_deref().map(escape), day];
        let told = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
        let url = source.url.as_deref().filter(|url| url.len() < 500).and_then(link).unwrap_or_default();
        if !told.is_empty() || !url.is_empty() {
            sheet.line(&format!("\n[1] {} {url}", shorten(&told, LINE)));
        }
    }

    /// What is missing or cannot be read, in words.
    fn wanting(&self, sketch: &Sketch, language: Language) -> Vec<String> {
        let label = |field: Field| self.words.say(language, &format!("draft-field-{}", field.name()));
        let unread = sketch.typed.iter().map(|(field, typed)| {
            let put_in = [("text", shorten(&escape(typed), 80).into())];
            format!("{}: {}", label(*field), self.words.say_with(language, "draft-unread", &put_in))
        });
        let faults = faults_of(sketch).into_iter().filter(|(field, _)| !sketch.typed.contains_key(field));
        let faults = faults.map(|(field, fault)| format!("{}: {}", label(field), escape(&self.wrong(&fault.message, language))));
        let mut all: Vec<String> = unread.chain(faults).collect();
        all.dedup();
        all
    }

    fn other(&self, view: &View, other: &Candidate, language: Language) -> String {
        let kind = self.words.say(language, &format!("kind-{}", other.kind.name()));
        let day = other.date.as_ref().map(|date| format!(", {}", self.dates(language).plain(date))).unwrap_or_default();
        format!("{kind}: {} → {}{day}", names(view, &other.initiators, language), names(view, &other.targets, language))
    }

    /// The claims of the record that has the event, which the article may bear out.
    fn claim_menu(&self, view: &View, sketch: &Sketch, step: &Step, language: Language) -> Option<CreateActionRow> {
        let incident = view.register.index().incident(&sketch.draft.existing.as_ref()?.id)?;
        let mut options: Vec<CreateSelectMenuOption> = Vec::new();
        let mut keys = Vec::new();
        for claim in &incident.claims {
            let key = claim.key();
            if options.len() < OPTIONS && !keys.contains(&key) {
                let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
                let option = CreateSelectMenuOption::new(shorten(&plain(&claim.text), OPTION), key.to_string());
                options.push(option.description(shorten(&aspect, OPTION)));
                keys.push(key);
            }
        }
        if options.is_empty() {
            return None;
        }
        let most = u8::try_from(options.len()).unwrap_or(1);
        let menu = CreateSelectMenu::new(step.then('a').id(), CreateSelectMenuKind::String { options });
        let menu = menu.placeholder(self.words.say(language, "draft-attach")).min_values(1).max_values(most);
        Some(CreateActionRow::SelectMenu(menu))
    }

    fn draft_buttons(&self, sketch: &Sketch, step: &Step, language: Language) -> CreateActionRow {
        let button = |act: char, key: &str| {
            CreateButton::new(step.then(act).id()).label(self.words.say(language, key)).style(ButtonStyle::Secondary)
        };
        let mut buttons = Vec::new();
        if sketch.draft.existing.is_some() {
            buttons.push(button('n', "draft-new"));
        } else {
            buttons.push(button('v', "draft-send").style(ButtonStyle::Primary));
            buttons.push(button('e', "draft-edit"));
            buttons.push(button('w', "draft-wording"));
        }
        buttons.push(button('s', "draft-source"));
        buttons.push(button('x', "draft-discard"));
        CreateActionRow::Buttons(buttons)
    }
}

/// "🇦🇱 Albania, 🇽🇰 Kosovo"
fn names(view: &View, parties: &[Party], language: Language) -> String {
    let names: Vec<String> = parties.iter().map(|party| with_flag(*party, name(*party, &view.register, language))).collect();
    if names.is_empty() { "–".to_owned() } else { names.join(", ") }
}
