//! The forms of a draft: fields by their names, filled in with what stands there now. What comes back is read by the same
//! names, so that a form may have any of them.

use serenity::builder::{CreateActionRow, CreateInputText, CreateInteractionResponse, CreateModal};
use serenity::model::application::{InputTextStyle, ModalInteraction};

use super::Step;
use crate::discord::bot::Bot;
use crate::discord::inputs::inputs;
use crate::discord::limits::{FORM_TITLE, length, shorten};
use crate::discord::words::Language;
use crate::drafting::{Field, Reader, Sketch};

/// Fields of a form, at most.
pub(super) const FIELDS: usize = 5;
/// Characters of a field.
const LONGEST: usize = 4_000;

/// A field of a form before it is shown.
pub(super) struct Blank<'a> {
    /// Its name.
    pub(super) name: &'a str,
    /// Its label.
    pub(super) label: String,
    /// What stands in it.
    pub(super) value: String,
    /// Whether it has several lines.
    pub(super) long: bool,
    /// Whether it must be filled in.
    pub(super) required: bool,
}

/// A form.
pub(super) fn form(step: &Step, title: &str, blanks: Vec<Blank<'_>>) -> CreateInteractionResponse {
    let rows = blanks.into_iter().take(FIELDS).map(|blank| {
        let style = if blank.long { InputTextStyle::Paragraph } else { InputTextStyle::Short };
        let most = if blank.long { LONGEST } else { LONGEST / 2 };
        let input = CreateInputText::new(style, shorten(&blank.label, FORM_TITLE), blank.name).required(blank.required);
        let input = input.max_length(u16::try_from(most).unwrap_or(u16::MAX));
        // An empty value is no value to Discord.
        let input = if blank.value.is_empty() { input } else { input.value(shorten(&blank.value, most)) };
        CreateActionRow::InputText(input)
    });
    CreateInteractionResponse::Modal(CreateModal::new(step.id(), shorten(title, FORM_TITLE)).components(rows.collect()))
}

/// The form of these fields of a draft.
pub(super) fn of_fields(
    bot: &Bot,
    language: Language,
    (step, title): (&Step, &str),
    (sketch, fields): (&Sketch, &[Field]),
    reader: &Reader<'_>,
) -> CreateInteractionResponse {
    let names: Vec<String> = fields.iter().map(|field| name_of(sketch, *field, reader)).collect();
    let blanks = fields.iter().zip(&names).map(|(field, name)| Blank {
        name,
        label: bot.words.say(language, &format!("draft-field-{}", field.name())),
        value: fitting(sketch, *field, reader).0,
        long: matches!(field, Field::Summary | Field::Claims),
        required: false,
    });
    form(step, &bot.words.say(language, title), blanks.collect())
}

/// What was typed into fields of a draft. Lines that did not fit the form stand behind those that did.
pub(super) fn of_draft(interaction: &ModalInteraction, sketch: &Sketch, reader: &Reader<'_>) -> Vec<(Field, String)> {
    let read = |(name, typed): (&str, &str)| {
        let mut value = typed.to_owned();
        let (name, shown) = name.split_once(':').unwrap_or((name, ""));
        let field = *Field::ALL.iter().find(|field| field.name() == name)?;
        if let Ok(shown) = shown.parse::<usize>() {
            for line in sketch.text(field, reader).lines().skip(shown) {
                value.push('\n');
                value.push_str(line);
            }
        }
        Some((field, value))
    };
    inputs(interaction).filter_map(read).collect()
}

/// The name of a field, with how many of its lines are shown if not all are.
fn name_of(sketch: &Sketch, field: Field, reader: &Reader<'_>) -> String {
    match fitting(sketch, field, reader) {
        (_, Some(lines)) => format!("{}:{lines}", field.name()),
        (_, None) => field.name().to_owned(),
    }
}

/// The text of a field, or so many of its lines as fit.
fn fitting(sketch: &Sketch, field: Field, reader: &Reader<'_>) -> (String, Option<usize>) {
    let text = sketch.text(field, reader);
    if field != Field::Claims || length(&text) <= LONGEST {
        return (text, None);
    }
    let mut fitting = String::new();
    let mut lines = 0;
    for line in text.lines() {
        if length(&fitting) + length(line) + 1 > LONGEST {
            break;
        }
        if lines > 0 {
            fitting.push('\n');
        }
        fitting.push_str(line);
        lines += 1;
    }
    (fitting, Some(lines))
}
