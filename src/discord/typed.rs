//! What somebody wrote, given back if nothing comes of it: whatever fails, nobody has to write it again.

use serenity::builder::CreateEmbed;
use serenity::model::application::{CommandInteraction, ComponentInteraction, ModalInteraction, ResolvedValue};

use super::inputs::inputs;
use super::limits::length;
use super::reply::{Attachment, Reply};

/// Commands by whose options texts are written. Those of others are names, numbers and questions.
const WRITTEN_WITH: [&str; 5] = ["record", "claim", "source", "review", "draft"];
/// Characters of a card; Discord takes 4,096.
const CARD: usize = 4_000;
/// What is too long for it.
const FILE: &str = "typed.txt";
/// Stands for a backtick within a fence.
const BACKTICK: &str = "\u{2cb}";

/// The texts among the options of a command.
pub(super) fn command(interaction: &CommandInteraction) -> Vec<String> {
    if !WRITTEN_WITH.contains(&interaction.data.name.as_str()) {
        return Vec::new();
    }
    let mut texts = Vec::new();
    for option in interaction.data.options() {
        let inner = match option.value {
            ResolvedValue::SubCommand(inner) => inner,
            _ => vec![option],
        };
        texts.extend(inner.into_iter().filter_map(|option| match option.value {
            ResolvedValue::String(text) => Some(text.to_owned()),
            _ => None,
        }));
    }
    texts
}

/// Nothing is written with a button.
pub(super) const fn component(_: &ComponentInteraction) -> Vec<String> {
    Vec::new()
}

/// The fields of a form that were filled in.
pub(super) fn modal(interaction: &ModalInteraction) -> Vec<String> {
    inputs(interaction).map(|(_, text)| text.to_owned()).filter(|text| !text.trim().is_empty()).collect()
}

/// A word to one alone, with what was written on a card under it, or beside it as a file.
pub(super) fn given_back(content: String, typed: &[String]) -> Reply {
    let reply = Reply::private(content);
    let fenced: String = typed.iter().map(|text| format!("```\n{}\n```\n", text.replace('`', BACKTICK))).collect();
    match length(&fenced) {
        0 => reply,
        1..=CARD => Reply { card: Some(CreateEmbed::new().description(fenced.trim_end())), ..reply },
        _ => Reply { file: Some(Attachment { name: FILE, data: format!("{}\n", typed.join("\n\n")).into_bytes() }), ..reply },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_written_stands_under_the_word_or_in_a_file_beside_it() {
        let short = given_back("No.".to_owned(), &["one".to_owned(), "```two".to_owned()]);
        let shown = short.card.map(|card| serde_json::to_value(card).unwrap()["description"].clone());
        assert_eq!(shown, Some("```\none\n```\n```\n\u{2cb}\u{2cb}\u{2cb}two\n```".into()));
        assert!(short.private && short.file.is_none());
        assert!(given_back("No.".to_owned(), &[]).card.is_none());
        let long = given_back("No.".to_owned(), &["x".repeat(CARD), "y".to_owned()]);
        assert!(long.card.is_none() && long.file.is_some_and(|file| file.data.ends_with(b"x\n\ny\n")));
    }
}
