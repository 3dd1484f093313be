//! Discord's limits, and how a text is cut to them. Lengths are counted in UTF-16, which is never less than what Discord
//! counts.

/// Characters of a message.
pub(super) const MESSAGE: usize = 2_000;
/// Characters of a label of an option and of what describes it.
pub(super) const OPTION: usize = 100;
/// Options of a select menu, and completions of a name.
pub(super) const OPTIONS: usize = 25;
/// Characters of the title of a form.
pub(super) const FORM_TITLE: usize = 45;

/// The longest line that tells how many lines are left out, with its line break.
pub(super) const LEFT_OUT: usize = 16;

/// The line that tells so.
pub(super) fn more(left_out: usize) -> String {
    format!("-# … +{left_out}")
}

/// How long Discord takes a text to be, at most.
pub(super) fn length(text: &str) -> usize {
    text.encode_utf16().count()
}

/// The text, or as many of its whole words as fit, with an ellipsis.
pub(super) fn shorten(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let kept = prefix(text, most.saturating_sub(1));
    let whole = kept.rfind(' ').filter(|at| at * 2 > kept.len()).map_or(kept, |at| &kept[..at]);
    format!("{}…", whole.trim_end())
}

/// The text, or as many of its whole sentences as fit; if not even one does, as [`shorten`].
pub(super) fn cut(text: &str, most: usize) -> String {
    if length(text) <= most {
        return text.to_owned();
    }
    let kept = prefix(text, most.saturating_sub(2));
    let end = kept.match_indices(['.', '!', '?']).map(|(at, _)| at + 1).rfind(|end| kept[*end..].starts_with(' '));
    end.map_or_else(|| shorten(text, most), |end| format!("{} …", &kept[..end]))
}

/// As many characters as fit. What stands behind a backslash is not torn from it.
fn prefix(text: &str, most: usize) -> &str {
    let mut size = 0;
    let end = text.char_indices().find(|(_, character)| {
        size += character.len_utf16();
        size > most
    });
    let kept = end.map_or(text, |(at, _)| &text[..at]);
    let slashes = kept.len() - kept.trim_end_matches('\\').len();
    if slashes % 2 == 1 { &kept[..kept.len() - 1] } else { kept }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_at_a_sentence_or_else_at_a_word() {
        assert_eq!(cut("One. Two is long.", 100), "One. Two is long.");
        assert_eq!(cut("One. Two is long.", 10), "One. …");
        assert_eq!(cut("Without any end to it", 15), "Without any…");
        assert_eq!(shorten("Donaudampfschifffahrt", 6), "Donau…");
        assert_eq!(shorten("abcd\\*ef", 6), "abcd…");
        assert_eq!(shorten("😀😀😀", 4), "😀…");
        for most in 3..40 {
            assert!(length(&cut("Ein Satz. Noch einer, 😀 länger! Und Schluss?", most)) <= most);
        }
    }
}
