//! `ask` at a terminal: questions and follow-ups line by line, with editing and a history that ends with the program.

use std::io::Write;

use anyhow::Context;
use rustyline::DefaultEditor;
use rustyline::error::ReadlineError;

use crate::answer::Answer;
use crate::cli::output::Output;
use crate::incident::Date;
use crate::register::{Register, Turn, explain};

/// A line that is no question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Word {
    Leave,
    DropThread,
    Explain,
}

fn word(line: &str) -> Option<Word> {
    match line.to_ascii_lowercase().as_str() {
        "exit" | "quit" => Some(Word::Leave),
        "new" => Some(Word::DropThread),
        "explain" => Some(Word::Explain),
        _ => None,
    }
}

/// Talks until `exit`, `quit` or the end of input.
///
/// # Errors
/// If the terminal cannot be read or written.
pub(super) fn run(register: &Register, today: &Date, explains: bool) -> anyhow::Result<()> {
    let mut editor = DefaultEditor::new().context("cannot use the terminal")?;
    let mut output = Output::open();
    writeln!(output, "{} incidents on record. \"new\" drops the thread, \"explain\" tells why, \"exit\" leaves.", register.index().len())?;
    let mut thread: Option<(Answer, Turn)> = None;
    loop {
        output.flush()?;
        let line = match editor.readline("> ") {
            Ok(line) => line,
            // Ctrl-C drops the line, Ctrl-D leaves.
            Err(ReadlineError::Interrupted) => continue,
            Err(ReadlineError::Eof) => return Ok(()),
            Err(error) => return Err(error).context("cannot read from the terminal"),
        };
        let line = line.trim();
        if line.is_empty() {
            continue;
        }
        // History only helps the person who types; without it the conversation goes on.
        let _ = editor.add_history_entry(line);
        match word(line) {
            Some(Word::Leave) => return Ok(()),
            Some(Word::DropThread) => thread = None,
            Some(Word::Explain) => match &thread {
                Some((answer, turn)) => writeln!(output, "{}\n", explain(register, answer, turn))?,
                None => writeln!(output, "Nothing has been asked yet.\n")?,
            },
            None => {
                let (answer, turn) = register.ask(line, today, thread.as_ref().map(|(_, turn)| turn));
                writeln!(output, "{}\n", answer.text())?;
                if explains {
                    writeln!(output, "{}\n", explain(register, &answer, &turn))?;
                }
                thread = Some((answer, turn));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_word_by_itself_steers_the_conversation() {
        assert_eq!(
            [word("Exit"), word("quit"), word("new"), word("explain")],
            [Some(Word::Leave), Some(Word::Leave), Some(Word::DropThread), Some(Word::Explain)]
        );
        assert_eq!(word("exit of the UK"), None);
    }
}
