//! What is sent back, before it is known as what: a new message, an edit, the response to an interaction. Whatever it is, it
//! pings nobody and no link in it unfurls.

use serenity::builder::{
    CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateEmbed, CreateInteractionResponseFollowup,
    CreateInteractionResponseMessage, CreateMessage, EditInteractionResponse, EditMessage,
};
use serenity::model::application::InteractionResponseFlags;
use serenity::model::channel::MessageFlags;

/// Something to send.
#[derive(Debug, Clone, Default)]
pub(super) struct Reply {
    /// The text, laid out and escaped.
    pub(super) content: String,
    /// Buttons and menus.
    pub(super) rows: Vec<CreateActionRow>,
    /// A card in place of text.
    pub(super) card: Option<CreateEmbed>,
    /// A file beside the text; for first responses.
    pub(super) file: Option<Attachment>,
    /// Whether only the one who asked may see it; for interactions.
    pub(super) private: bool,
}

/// A file.
#[derive(Debug, Clone)]
pub(super) struct Attachment {
    /// Its name.
    pub(super) name: &'static str,
    /// What is in it.
    pub(super) data: Vec<u8>,
}

impl Reply {
    /// A text that only the one who asked sees.
    pub(super) fn private(content: String) -> Self {
        Self { content, private: true, ..Self::default() }
    }

    /// As a new message.
    pub(super) fn message(self) -> CreateMessage {
        let message = CreateMessage::new().content(self.content).components(self.rows).allowed_mentions(nobody());
        match self.card {
            Some(card) => message.embed(card),
            None => message.flags(MessageFlags::SUPPRESS_EMBEDS),
        }
    }

    /// As what a message of ours now says.
    pub(super) fn edit(self) -> EditMessage {
        EditMessage::new().content(self.content).components(self.rows).allowed_mentions(nobody())
    }

    /// As the first response to an interaction.
    pub(super) fn response(self) -> CreateInteractionResponseMessage {
        let mut flags = InteractionResponseFlags::empty();
        flags.set(InteractionResponseFlags::EPHEMERAL, self.private);
        flags.set(InteractionResponseFlags::SUPPRESS_EMBEDS, self.card.is_none());
        let response =
            CreateInteractionResponseMessage::new().content(self.content).components(self.rows).allowed_mentions(nobody()).flags(flags);
        let response = match self.file {
            Some(file) => response.add_file(CreateAttachment::bytes(file.data, file.name)),
            None => response,
        };
        match self.card {
            Some(card) => response.embed(card),
            // What stood there goes, if a message is changed.
            None => response.embeds(Vec::new()),
        }
    }

    /// As what a deferred response turns out to be.
    pub(super) fn completion(self) -> EditInteractionResponse {
        let edit = EditInteractionResponse::new().content(self.content).components(self.rows).allowed_mentions(nobody());
        match self.file {
            Some(file) => edit.new_attachment(CreateAttachment::bytes(file.data, file.name)),
            None => edit,
        }
    }

    /// As another message after a response.
    pub(super) fn follow_up(self) -> CreateInteractionResponseFollowup {
        let message = CreateInteractionResponseFollowup::new().content(self.content).components(self.rows).allowed_mentions(nobody());
        message.flags(MessageFlags::SUPPRESS_EMBEDS).ephemeral(self.private)
    }
}

/// Nobody is mentioned, not even the author of what is replied to.
pub(super) fn nobody() -> CreateAllowedMentions {
    CreateAllowedMentions::new().replied_user(false)
}
