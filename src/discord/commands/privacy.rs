//! `/privacy`: what is kept about the one who calls it.

use super::{Context, Failure, bot, incoming};

/// See, export or delete what is kept about you
#[poise::command(slash_command)]
pub(super) async fn privacy(context: Context<'_>) -> Result<(), Failure> {
    let (bot, incoming) = (bot(&context), incoming(&context));
    incoming.send(bot.kept(&incoming).await?).await;
    Ok(())
}
