//! Forms in steps. What somebody has typed stands on a card under the buttons that open the form again, so that nothing is
//! lost on bad input or a restart, and nothing of it has to be kept.

use std::collections::BTreeMap;

use serde_json::{Map, Value};
use serenity::builder::{CreateActionRow, CreateButton, CreateEmbed, CreateInputText, CreateInteractionResponse, CreateModal};
use serenity::model::application::{ButtonStyle, InputTextStyle, ModalInteraction};
use serenity::model::channel::Message;

use super::Step;
use crate::discord::bot::Bot;
use crate::discord::escape::plain;
use crate::discord::inputs::inputs;
use crate::discord::limits::{FORM_TITLE, shorten};
use crate::discord::words::Language;

/// One thing to fill in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    /// What it is called here; its words are "field-NAME".
    pub(super) name: &'static str,
    /// Most characters.
    most: u16,
    /// Whether it has room for sentences.
    long: bool,
}

impl Field {
    /// A line.
    pub(super) const fn line(name: &'static str, most: u16) -> Self {
        Self { name, most, long: false }
    }

    /// Sentences.
    pub(super) const fn text(name: &'static str, most: u16) -> Self {
        Self { name, most, long: true }
    }
}

/// What was filled in, by the names of the fields.
pub(crate) type Typed = BTreeMap<&'static str, String>;

/// What stands in a field.
pub(super) fn value<'a>(typed: &'a Typed, name: &str) -> &'a str {
    typed.get(name).map_or("", String::as_str)
}

/// Fences a value on a card: what is in them has no meaning to Discord.
const FENCE: (&str, &str) = ("```\n", "\n```");
/// Stands for a backtick between fences, and for nothing in an empty field.
const BACKTICK: char = '\u{2cb}';
const EMPTY: &str = "\u{200b}";

impl Bot {
    /// A form with these fields, filled in as far as something is known.
    pub(super) fn form(
        &self,
        language: Language,
        step: &Step,
        title: &str,
        (fields, typed): (&[Field], &Typed),
    ) -> CreateInteractionResponse {
        let row = |field: &Field| {
            let label = shorten(&self.words.say(language, &format!("field-{}", field.name)), FORM_TITLE);
            let style = if field.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
            let input = CreateInputText::new(style, label, field.name).max_length(field.most).required(false);
            let known = shorten(value(typed, field.name), usize::from(field.most));
            CreateActionRow::InputText(if known.is_empty() { input } else { input.value(known) })
        };
        let rows = fields.iter().map(row).collect();
        CreateInteractionResponse::Modal(CreateModal::new(step.id(), shorten(&plain(title), FORM_TITLE)).components(rows))
    }

    /// What was filled in, as a card that [`carried`] reads.
    pub(super) fn typed_card(&self, language: Language, fields: &[Field], typed: &Typed) -> CreateEmbed {
        let field = |field: &Field| {
            let known = shorten(value(typed, field.name), usize::from(field.most)).replace('`', &BACKTICK.to_string());
            let shown = if known.is_empty() { EMPTY } else { &known };
            (self.words.say(language, &format!("field-{}", field.name)), format!("{}{shown}{}", FENCE.0, FENCE.1), false)
        };
        CreateEmbed::new().fields(fields.iter().map(field))
    }

    /// A row of buttons that lead on; of each its step, the key of its label, and whether it can be pressed.
    pub(super) fn steps(&self, language: Language, buttons: &[(Step, &str, bool)]) -> CreateActionRow {
        let button = |(step, key, live): &(Step, &str, bool)| {
            CreateButton::new(step.id()).label(self.words.say(language, key)).style(ButtonStyle::Secondary).disabled(!live)
        };
        CreateActionRow::Buttons(buttons.iter().map(button).collect())
    }
}

/// What a form was sent with: each field that it had, as one line.
pub(super) fn sent(fields: &[Field], interaction: &ModalInteraction) -> Typed {
    let known = |name: &str| fields.iter().find(|field| field.name == name);
    inputs(interaction).filter_map(|(name, text)| Some((known(name)?.name, plain(text)))).collect()
}

/// What was filled in before, as the card on this message says.
pub(super) fn carried(fields: &[Field], message: Option<&Message>) -> Typed {
    let shown = message.and_then(|message| message.embeds.first()).map(|card| card.fields.as_slice()).unwrap_or_default();
    let read = |text: &str| {
        let inner = text.strip_prefix(FENCE.0).unwrap_or(text);
        inner.strip_suffix(FENCE.1).unwrap_or(inner).replace(BACKTICK, "`").replace(EMPTY, "")
    };
    fields.iter().zip(shown).map(|(field, shown)| (field.name, read(&shown.value))).collect()
}

/// Puts a text into a record as it is written in JSON; an empty one is not there.
pub(super) fn put(object: &mut Map<String, Value>, key: &str, text: &str) {
    if text.trim().is_empty() {
        object.remove(key);
    } else {
        object.insert(key.to_owned(), Value::from(text.trim()));
    }
}
