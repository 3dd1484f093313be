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
            Self::Incident => &["title", "kind", "initiators", "targets", "others", "date", "ended", "summary", "aliases", "related"],
            Self::Claim => &["aspect", "text", "by", "stance", "sources", "credibility", "retracted"],
            Self::Source => {
                &["n", "url", "publisher", "title", "published", "language", "archived_url", "type", "grade", "copy_of", "retracted"]
            }
        }
    }
}

/// A cell that no spreadsheet takes for a formula.
/// After [OWASP](https://owasp.org/www-community/attacks/CSV_Injection); the apostrophe itself too, so that it can be taken off again.
pub(super) fn guarded(cell: &str) -> String {
    if is_dangerous(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that `guarded` put there.
pub(super) fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_dangerous(rest)).unwrap_or(cell)
}

fn is_dangerous(cell: &str) -> bool {
    cell.starts_with(['=', '+', '-', '@', '\'', '\t', '\r', '\n', '＝', '＋', '－', '＠'])
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
        for (cell, written) in [("=1+1", "'=1+1"), ("'tis", "''tis"), ("''", "'''"), ("plain", "plain"), ("", ""), ("-", "'-")] {
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
