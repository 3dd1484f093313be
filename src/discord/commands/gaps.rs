//! `/gaps`: questions without an answer, for those who can give one.

use super::{Context, Failure, bot, incoming};
use crate::discord::moderation::gap_list;

/// See the questions without an answer, those asked most often first
#[poise::command(
    slash_command,
    guild_only,
    default_member_permissions = "MANAGE_MESSAGES",
    install_context = "Guild",
    interaction_context = "Guild"
)]
pub(super) async fn gaps(context: Context<'_>) -> Result<(), Failure> {
    gap_list::list(bot(&context), &incoming(&context)).await;
    Ok(())
}
