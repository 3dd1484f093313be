//! What a form was sent with: its fields by their names, as Discord has them.

use serenity::model::application::{ActionRowComponent, ModalInteraction};

/// Name and text of each field, in their order; a field that was left empty has an empty text.
pub(super) fn inputs(interaction: &ModalInteraction) -> impl Iterator<Item = (&str, &str)> {
    let parts = interaction.data.components.iter().flat_map(|row| &row.components);
    parts.filter_map(|part| match part {
        ActionRowComponent::InputText(input) => Some((input.custom_id.as_str(), input.value.as_deref().unwrap_or_default())),
        _ => None,
    })
}

/// The text of one field; empty if the form has no such field.
pub(super) fn input<'i>(interaction: &'i ModalInteraction, name: &str) -> &'i str {
    inputs(interaction).find(|(known, _)| *known == name).map_or("", |(_, text)| text)
}
