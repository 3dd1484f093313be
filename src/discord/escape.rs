//! Stored text and text of users made harmless: it shows as it was written and cannot format, link, unfurl, mention or
//! hide anything. That nobody is pinged is the business of `allowed_mentions`; here it does not even look like a ping.

/// Combining marks kept on one letter; names in Vietnamese need two.
const MARKS: usize = 2;

/// Characters that mean something to Discord's markdown anywhere in a line.
const MARKDOWN: &str = "\\*_~`|[]()<>#";

/// The text as one line in which nothing has a meaning beyond itself.
pub(super) fn escape(text: &str) -> String {
    let text = plain(text);
    let mut escaped = String::with_capacity(text.len() + text.len() / 8);
    for (position, character) in text.char_indices() {
        let before = &text[..position];
        match character {
            // A list or a smaller print begins with it, and only at the start of a line.
            '-' | '+' if before.is_empty() => escaped.push('\\'),
            // "https://" no longer begins a link.
            '/' if before.ends_with(':') => escaped.push('\\'),
            // "discord.gg/…" is an invitation even without "https".
            '.' if ends_like_discord(before) => escaped.push('\\'),
            _ if MARKDOWN.contains(character) => escaped.push('\\'),
            _ => {}
        }
        escaped.push(character);
        if character == '@' {
            // Zero width, ours: "@everyone" shows the same and is not marked as a mention.
            escaped.push('\u{200b}');
        }
    }
    escaped
}

/// The text as one line without characters that cannot be seen or that reorder or pile up others.
pub(super) fn plain(text: &str) -> String {
    let mut marks = 0;
    let mut line = String::with_capacity(text.len());
    for character in text.chars() {
        if character.is_whitespace() {
            if !line.ends_with(' ') && !line.is_empty() {
                line.push(' ');
            }
            marks = 0;
        } else if is_mark(character) {
            marks += 1;
            if marks <= MARKS {
                line.push(character);
            }
        } else if !character.is_control() && !is_hidden(character) {
            marks = 0;
            line.push(character);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// The text as one line, without mentions and emoji of servers: they are numbers to everybody but Discord.
pub(super) fn without_tags(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, tag)) = rest.split_once('<') {
        kept.push_str(before);
        let inner = tag.split_once('>').filter(|(inner, _)| {
            inner.starts_with(['@', '#', ':', 'a', 't']) && inner.ends_with(|last: char| last.is_ascii_alphanumeric()) && has_id(inner)
        });
        rest = match inner {
            Some((_, behind)) => {
                kept.push(' ');
                behind
            }
            None => {
                kept.push('<');
                tag
            }
        };
    }
    kept.push_str(rest);
    plain(&kept)
}

/// Whether the last part of a tag, or the one before it, is a number.
fn has_id(inner: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    inner.trim_start_matches(['@', '#', '!', '&']).split(':').any(is_number)
}

/// The address between brackets that keep it from unfurling; `None` if it cannot stand there.
pub(super) fn link(url: &str) -> Option<String> {
    let safe = |character: char| !character.is_whitespace() && !character.is_control() && !matches!(character, '<' | '>' | '`' | '\\');
    let web = url.starts_with("https://") || url.starts_with("http://");
    (web && url.chars().all(safe) && !url.chars().any(is_hidden)).then(|| format!("<{url}>"))
}

fn ends_like_discord(before: &str) -> bool {
    ["discord", "discordapp"]
        .iter()
        .any(|name| before.len().checked_sub(name.len()).and_then(|at| before.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(name)))
}

/// Zero-width and invisible characters, those that turn the direction of others, tags.
const fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
            | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e0fff}'
    )
}

/// Marks that combine with the letter before.
const fn is_mark(character: char) -> bool {
    matches!(
        character,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
            | '\u{fe20}'..='\u{fe2f}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_text_has_a_meaning_beyond_itself() {
        for (text, escaped) in [
            ("plain words, \"quoted\" – 5 % of 7 September", "plain words, \"quoted\" – 5 % of 7 September"),
            ("**bold** _it_ ~~no~~ `code` ||spoiler||", "\\*\\*bold\\*\\* \\_it\\_ \\~\\~no\\~\\~ \\`code\\` \\|\\|spoiler\\|\\|"),
            ("[mask](https://evil.example)", "\\[mask\\]\\(https:\\//evil.example\\)"),
            ("@everyone <@1> <@&2> <#3> <:a:4>", "@\u{200b}everyone \\<@\u{200b}1\\> \\<@\u{200b}&2\\> \\<\\#3\\> \\<:a:4\\>"),
            ("> quote", "\\> quote"),
            ("- list\n# title", "\\- list \\# title"),
            ("join discord.gg/abc or Discord.com/invite/abc", "join discord\\.gg/abc or Discord\\.com/invite/abc"),
            ("a\u{200b}b\u{202e}c\u{feff}d\u{e0041}", "abcd"),
            ("z\u{300}\u{301}\u{302}\u{303}\u{304}a", "z\u{300}\u{301}a"),
            ("back\\slash \\*", "back\\\\slash \\\\\\*"),
            ("  \u{0}\u{1b}  ", ""),
        ] {
            assert_eq!(escape(text), escaped);
        }
    }

    #[test]
    fn what_only_discord_understands_is_left_out() {
        for (text, kept) in [
            ("why did <@123456789012345678> say <that>?", "why did say <that>?"),
            ("<@!1> <@&22> <#3> <:a:4> <a:b:5> <t:6:R> was 5 < 6?", "was 5 < 6?"),
            ("an <end", "an <end"),
            ("<@everyone> <<@1>>", "<@everyone> < >"),
        ] {
            assert_eq!(without_tags(text), kept);
        }
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(link("https://example.org/a_(b)?c=d#e").as_deref(), Some("<https://example.org/a_(b)?c=d#e>"));
        for url in ["javascript:alert(1)", "https://a b", "https://a>b", "discord://x", "https://a\u{200b}b", ""] {
            assert_eq!(link(url), None, "{url}");
        }
    }
}
