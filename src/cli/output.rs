//! Standard output that knows when its reader has gone away, and the one sentence in which a failure is told.

use std::io::{self, BufWriter, ErrorKind, Stdout, Write};

use serde::Serialize;

/// The reader of standard output has gone away: `| head` has seen enough.
#[derive(Debug, thiserror::Error)]
#[error("standard output is closed")]
struct Closed;

/// Standard output, buffered. Flush it before the command ends.
#[derive(Debug)]
pub struct Output(BufWriter<Stdout>);

impl Output {
    /// Takes standard output.
    pub fn open() -> Self {
        Self(BufWriter::new(io::stdout()))
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(failed)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(failed)
    }
}

/// Writes JSON as one line. The writer's own error comes out, not serde_json's about it, which hides a closed output.
pub(super) fn write_json(writer: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *writer, value)?;
    writeln!(writer)
}

fn failed(error: io::Error) -> io::Error {
    match error.kind() {
        ErrorKind::BrokenPipe => io::Error::new(ErrorKind::BrokenPipe, Closed),
        // `write_all` tries again by itself.
        ErrorKind::Interrupted => error,
        kind => io::Error::new(kind, format!("cannot write to standard output: {error}")),
    }
}

/// Whether a command ended because nobody reads its output any more.
pub fn is_closed(error: &anyhow::Error) -> bool {
    let inner = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().and_then(io::Error::get_ref).is_some_and(|inner| inner.is::<Closed>())
    };
    error.chain().any(inner)
}

/// The error and its causes in one line. Libraries that repeat their cause in their own text are heard once.
pub fn sentence(error: &anyhow::Error) -> String {
    let mut sentence = String::new();
    for cause in error.chain() {
        let words: Vec<String> = cause.to_string().split_whitespace().map(printable).collect();
        let text = words.join(" ");
        if sentence.is_empty() {
            sentence = text;
        } else if !sentence.contains(&text) {
            sentence.push_str(": ");
            sentence.push_str(&text);
        }
    }
    sentence
}

/// What people wrote, without what could steer a terminal.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace(char::is_control, "\u{fffd}")
}

/// Without characters that could steer a terminal: file names and broken lines come from outside.
fn printable(word: &str) -> String {
    word.chars().map(|letter| if letter.is_control() { char::REPLACEMENT_CHARACTER } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use anyhow::{Context, anyhow};

    use super::*;

    #[test]
    fn an_error_is_one_line_that_says_nothing_twice() {
        let error = anyhow!("no\n such\u{1b}[2J file").context("cannot read it: no such\u{fffd}[2J file").context("cannot import");
        assert_eq!(sentence(&error), "cannot import: cannot read it: no such\u{fffd}[2J file");
    }

    /// What writes where nobody reads.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(failed(ErrorKind::BrokenPipe.into()))
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn only_a_closed_standard_output_is_no_failure() {
        let closed: Result<(), _> = Err(failed(ErrorKind::BrokenPipe.into()));
        assert!(is_closed(&closed.context("cannot export").unwrap_err()));
        assert!(is_closed(&write_json(&mut Gone, &1).unwrap_err().into()));
        let server: io::Result<()> = Err(ErrorKind::BrokenPipe.into());
        assert!(!is_closed(&server.context("cannot reach the database").unwrap_err()));
    }
}
