//! The token: whether it is there and looks like one. It is never shown.

use std::fs;
use std::path::Path;

use secrecy::{ExposeSecret, SecretString};

use super::Finding;
use crate::cli::{database, output, settings};
use crate::discord::{Endpoint, invitation};

const CHECK: &str = "token";
const RENEW: &str = "take it anew from Discord's developer portal (Bot, Reset Token)";

/// The token from the environment, else from its file.
pub(super) fn look(file: Option<&Path>) -> (Option<SecretString>, Vec<Finding>) {
    let from_file = || {
        let text = fs::read_to_string(file?).ok()?;
        let line = text.lines().find_map(|line| line.trim().strip_prefix("DISCORD_TOKEN="))?;
        Some(line.trim_matches(['"', '\'', ' ']).to_owned())
    };
    let found = match settings::from_environment() {
        Ok(found) => found.or_else(from_file),
        Err(error) => return (None, vec![Finding::fault(CHECK, output::sentence(&error), RENEW)]),
    };
    match settings::token(found.as_deref()) {
        Err(_) => {
            let advice = "set it in the environment, or as DISCORD_TOKEN=… in a file that only root can read (--token-file)";
            (None, vec![Finding::fault(CHECK, "DISCORD_TOKEN is not set", advice)])
        }
        Ok(token) => {
            let finding = match fault(token.expose_secret()) {
                None => Finding::ok(
                    CHECK,
                    format!("has the form of a bot's token; {} invites the bot", invitation(&id_of(token.expose_secret()))),
                ),
                Some(fault) => Finding::fault(CHECK, format!("is none of a bot: {fault}"), RENEW),
            };
            (Some(token), vec![finding])
        }
    }
}

/// Asks Discord whose it is.
pub(super) fn ask(endpoint: &Endpoint, token: &SecretString) -> anyhow::Result<Finding> {
    Ok(match database::runtime()?.block_on(endpoint.bot_of(token)) {
        Ok(Some(name)) => Finding::ok(CHECK, format!("Discord knows it as that of {name}")),
        Ok(None) => Finding::fault(CHECK, "Discord does not know it", RENEW),
        Err(error) => {
            let advice = "see whether this machine resolves discord.com and reaches its port 443";
            Finding::fault(CHECK, output::sentence(&error.into()), advice)
        }
    })
}

/// What is wrong with the form: the bot's id in Base64, a time, a sum, with dots between them.
fn fault(token: &str) -> Option<&'static str> {
    if token.starts_with("Bot ") {
        return Some("the word \"Bot\" is no part of it");
    }
    let parts: Vec<&str> = token.split('.').collect();
    let [id, time, sum] = parts.as_slice() else { return Some("it has three parts with dots between them") };
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if ![id, time, sum].into_iter().all(|part| !part.is_empty() && is_plain(part)) {
        return Some("its parts have letters, digits, - and _ only");
    }
    let id = decoded(id);
    let is_id = (15..=20).contains(&id.len()) && id.iter().all(u8::is_ascii_digit);
    if !is_id {
        return Some("its first part is the id of the bot in Base64");
    }
    (sum.len() < 20).then_some("its end is missing")
}

/// The id of the bot, which is no secret, from a token that has its form.
fn id_of(token: &str) -> String {
    let id = token.split('.').next().unwrap_or_default();
    String::from_utf8(decoded(id)).unwrap_or_default()
}

/// Base64 without padding, of what is known to be letters, digits, - and _.
fn decoded(text: &str) -> Vec<u8> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'-' => 62,
            _ => 63,
        };
        held = (held << 6 | u32::from(six)) & 0xffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_three_parts_and_begins_with_an_id() {
        let id = "MTAwMDAwMDAwMDAwMDAwMDAw"; // 100000000000000000
        assert_eq!(decoded(id), b"100000000000000000");
        let sum = "x".repeat(38);
        assert_eq!(fault(&format!("{id}.Gabcde.{sum}")), None);
        for wrong in [
            "",
            "..",
            "secret.token.x",
            id,
            &format!("Bot {id}.Gabcde.{sum}"),
            &format!("{id}.Gabcde.{sum}.x"),
            &format!("{id}.Gab de.{sum}"),
            &format!("{id}.Gabcde.x"),
            &format!("bm8gbnVtYmVyIGF0IGFsbA.Gabcde.{sum}"),
        ] {
            assert!(fault(wrong).is_some(), "{wrong}");
        }
    }
}
