//! What the CSV reader and writer agree on: parts, columns, and how lists and would-be formulas stand in a cell.

/// The part of a record that a row holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Incident,
    Claim,
    Source,
}

/// Every column, in the order written.
pub(super) const COLUMNS: &[&str] = &[
    "id", "part", "title", "kind", "initiators", "targets", "others", "date", "ended", "summary", "aliases", "related", "aspect", "text",
    "by", "stance", "sources", "n", "url", "publisher", "published", "language", "archived_url", "type", "grade", "copy_of", "credibility",
    "retracted",
];

impl Part {
    pub(super) const ALL: &'static [Self] = &[Self::Incident, Self::Claim, Self::Source];

    /// The name in the column `part`.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Incident => "incident",
            Self::Claim => "claim",
            Self::Source => "source",
        }
    }

    /// The columns that such a row uses besides `id` and `part`.
    pub(super) const fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Incident => {
                &["title", "kind", "initiators", "targets", "others", "date", "ended", "summary", "aliases", "related", "language"]
            }
            Self::Claim => &["aspect", "text", "by", "stance", "sources", "language", "credibility", "retracted"],
            Self::Source => {
                &["n", "url", "publisher", "title", "published", "language", "archived_url", "type", "grade", "copy_of", "retracted"]
            }
        }
    }
}

/// A cell that no spreadsheet takes for a formula, nor any part of it: where lists are separated by semicolons or tabs, a
/// sheet that is opened divides the cell there, and a quotation mark within it no longer holds it together.
/// After [OWASP](https://owasp.org/www-community/attacks/CSV_Injection); the apostrophe itself too, so that it can be taken off again.
pub(super) fn guarded(cell: &str) -> String {
    let mut guarded = String::with_capacity(cell.len() + 1);
    let mut place = Place::Start;
    for letter in cell.chars() {
        if place.is_dangerous(letter) {
            guarded.push('\'');
        }
        guarded.push(letter);
        place = place.after(letter);
    }
    guarded
}

/// The cell without the apostrophes that `guarded` put there.
pub(super) fn unguarded(cell: &str) -> String {
    let mut plain = String::with_capacity(cell.len());
    let mut place = Place::Start;
    let mut letters = cell.chars().peekable();
    while let Some(mut letter) = letters.next() {
        if letter == '\''
            && let Some(next) = letters.next_if(|next| place.is_dangerous(*next))
        {
            letter = next;
        }
        plain.push(letter);
        place = place.after(letter);
    }
    plain
}

/// Where in a cell a letter stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Before everything.
    Start,
    /// Where another cell begins for some spreadsheet.
    Divided,
    /// Anywhere else.
    Within,
}

impl Place {
    /// Whether a letter here begins a formula, or what would be taken for the guard of one.
    const fn is_dangerous(self, letter: char) -> bool {
        match self {
            Self::Start => matches!(letter, '=' | '+' | '-' | '@' | '\'' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'),
            Self::Divided => matches!(letter, '=' | '+' | '-' | '@' | '\'' | '＝' | '＋' | '－' | '＠'),
            Self::Within => false,
        }
    }

    const fn after(self, letter: char) -> Self {
        match (self, letter) {
            (_, ';' | '\t' | '\r' | '\n') | (Self::Divided, ' ' | '"') => Self::Divided,
            _ => Self::Within,
        }
    }
}

/// Texts in one cell, separated by semicolons.
pub(super) fn joined(texts: &[String]) -> String {
    let escaped: Vec<String> = texts.iter().map(|text| text.replace('\\', "\\\\").replace(';', "\\;")).collect();
    escaped.join("; ")
}

/// The texts of a cell; blanks around them do not count.
pub(super) fn split(cell: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut chars = cell.chars();
    while let Some(c) = chars.next() {
        let Some(last) = texts.last_mut() else { break };
        match c {
            '\\' => last.extend(chars.next()),
            ';' => texts.push(String::new()),
            c => last.push(c),
        }
    }
    texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_belongs_to_a_part() {
        for column in &COLUMNS[2..] {
            assert!(Part::ALL.iter().any(|part| part.columns().contains(column)), "{column}");
        }
    }

    #[test]
    fn guarding_is_undone_and_leaves_plain_cells_alone() {
        for (cell, written) in [
            ("=1+1", "'=1+1"),
            ("'tis", "''tis"),
            ("''", "'''"),
            ("plain", "plain"),
            ("", ""),
            ("-", "'-"),
            // Where a list separator divides it.
            ("so;=1+1", "so;'=1+1"),
            ("so; \"+1\t@x\n-y", "so; \"'+1\t'@x\n'-y"),
            ("so;'=1;''", "so;''=1;'''"),
            ("\t=1", "'\t'=1"),
            ("it's; so - well", "it's; so - well"),
            (r"a\;=b; -c", r"a\;'=b; '-c"),
        ] {
            assert_eq!(guarded(cell), written);
            assert_eq!(unguarded(written), cell);
        }
        assert_eq!(unguarded("'typed by a person"), "'typed by a person");
    }

    #[test]
    fn lists_in_a_cell_are_read_back() {
        let texts = ["plain", r"a;b", r"c\", r"\;"].map(str::to_owned);
        assert_eq!(split(&joined(&texts)), texts);
        assert_eq!(split(" a ;b;; "), ["a", "b"]);
    }
}
