//! Reads a word list: tab-separated fields, `#` comments. A bad line is an error that names file and line.

use thiserror::Error;

/// A line of a word list that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{file}, line {line}: {reason}")]
pub struct WordListError {
    /// The file as the caller named it.
    pub file: String,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong and what would be right.
    pub reason: String,
}

/// One list: a name for messages and its text.
#[derive(Debug, Clone, Copy)]
pub struct WordList<'a> {
    /// Named in errors; its last part ("parties.tsv") says what the list is.
    pub file: &'a str,
    /// The whole text.
    pub text: &'a str,
}

/// No list has more columns.
const MOST_FIELDS: usize = 8;

/// One line that carries fields.
#[derive(Debug, Clone)]
pub struct Line<'a> {
    file: &'a str,
    number: usize,
    fields: [&'a str; MOST_FIELDS],
}

impl<'a> WordList<'a> {
    /// The lines that are neither empty nor a comment.
    pub fn lines(self) -> impl Iterator<Item = Line<'a>> {
        self.text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
            .map(move |(position, line)| Line { file: self.file, number: position + 1, fields: fields(line) })
    }
}

impl<'a> Line<'a> {
    /// The field at this position, which must be there and not empty.
    ///
    /// # Errors
    /// [`WordListError`] naming the field as `what`.
    pub fn field(&self, position: usize, what: &str) -> Result<&'a str, WordListError> {
        match self.fields.get(position) {
            Some(field) if !field.is_empty() => Ok(field),
            _ => Err(self.error(format!("column {} ({what}) is missing", position + 1))),
        }
    }

    /// The field at this position, or an empty text.
    pub fn optional(&self, position: usize) -> &'a str {
        self.fields.get(position).copied().unwrap_or_default()
    }

    /// An error about this line.
    pub fn error(&self, reason: impl Into<String>) -> WordListError {
        WordListError { file: self.file.to_owned(), line: self.number, reason: reason.into() }
    }
}

fn fields(line: &str) -> [&str; MOST_FIELDS] {
    let mut fields = [""; MOST_FIELDS];
    let mut rest = Some(line);
    for field in &mut fields {
        let Some(line) = rest else { break };
        let end = line.bytes().position(|byte| byte == b'\t');
        *field = trimmed(end.map_or(line, |end| &line[..end]));
        rest = end.map(|end| &line[end + 1..]);
    }
    fields
}

/// The same as `trim`, at once where nothing is to be trimmed.
fn trimmed(field: &str) -> &str {
    match field.as_bytes() {
        [only] if only.is_ascii_graphic() => field,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => field,
        _ => field.trim(),
    }
}
