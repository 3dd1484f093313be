//! Discord's objects as JSON, with as little in them as Discord ever sends.

use serde_json::{Value, json};

/// The bot's user.
pub(crate) const BOT: &str = "900";
/// The bot's application.
pub(crate) const APPLICATION: &str = "901";
/// The server in which people ask.
pub(crate) const GUILD: &str = "100";
/// A channel of it.
pub(crate) const CHANNEL: &str = "200";

/// 1 November 2026, 12:00 UTC, in milliseconds since Discord's first second.
const NOW: u64 = 1_793_534_400_000 - 1_420_070_400_000;

/// The time by the clock, in seconds, which limits are told in.
#[expect(clippy::disallowed_methods, reason = "Discord has a clock")]
pub(crate) fn now() -> f64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap().as_secs_f64()
}

/// The n-th id made at the time that tests take for now.
pub(crate) fn id(n: u64) -> String {
    (NOW << 22 | n).to_string()
}

pub(crate) fn user(id: &str) -> Value {
    json!({ "id": id, "username": format!("user{id}"), "discriminator": "0", "global_name": null, "avatar": null, "bot": false })
}

pub(crate) fn bot_user() -> Value {
    json!({
        "id": BOT, "username": "aide-memoire", "discriminator": "0", "global_name": null, "avatar": null, "bot": true,
        "mfa_enabled": false, "verified": true, "email": null, "flags": 0,
    })
}

pub(crate) fn message(id: &str, channel: &str, author: &Value, content: &str) -> Value {
    json!({
        "id": id, "channel_id": channel, "author": author, "content": content, "timestamp": "2026-11-01T12:00:00.000000+00:00",
        "edited_timestamp": null, "tts": false, "mention_everyone": false, "mentions": [], "mention_roles": [], "attachments": [],
        "embeds": [], "components": [], "pinned": false, "type": 0,
    })
}

pub(crate) fn member(user: &str, permissions: u64) -> Value {
    json!({
        "user": self::user(user), "nick": null, "roles": [], "joined_at": "2026-01-01T00:00:00.000000+00:00", "deaf": false, "mute": false,
        "flags": 0, "permissions": permissions.to_string(),
    })
}

pub(crate) fn role(id: &str) -> Value {
    json!({
        "id": id, "name": format!("role{id}"), "color": 0, "colors": { "primary_color": 0 }, "hoist": false, "position": 1,
        "permissions": "0", "managed": false, "mentionable": false, "flags": 0,
    })
}

/// An interaction of a type, in the server.
pub(crate) fn interaction(id: &str, kind: u64, member: &Value, data: &Value) -> Value {
    json!({
        "id": id, "application_id": APPLICATION, "type": kind, "data": data, "guild_id": GUILD, "channel_id": CHANNEL, "member": member,
        "token": format!("token-{id}"), "version": 1, "locale": "en-US", "guild_locale": "en-US", "app_permissions": "0",
        "entitlements": [], "authorizing_integration_owners": {}, "context": 0, "attachment_size_limit": 10_000_000,
    })
}

/// A server as it is told when the bot comes into it.
pub(crate) fn guild(id: &str) -> Value {
    json!({
        "id": id, "name": format!("server{id}"), "icon": null, "splash": null, "discovery_splash": null, "owner_id": "500",
        "afk_channel_id": null, "afk_timeout": 300, "verification_level": 0, "default_message_notifications": 0,
        "explicit_content_filter": 0, "roles": [], "emojis": [], "features": [], "mfa_level": 0, "application_id": null,
        "system_channel_id": null, "system_channel_flags": 0, "rules_channel_id": null, "vanity_url_code": null, "description": null,
        "banner": null, "premium_tier": 0, "preferred_locale": "en-US", "public_updates_channel_id": null, "nsfw_level": 0,
        "premium_progress_bar_enabled": false, "joined_at": "2026-01-01T00:00:00.000000+00:00", "large": false, "member_count": 1,
        "voice_states": [], "members": [], "channels": [], "threads": [], "presences": [], "stage_instances": [],
        "guild_scheduled_events": [], "stickers": [],
    })
}
