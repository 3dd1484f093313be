//! `ask --batch`: a line in, a JSON line out. A line that cannot be read gives a line that says so, and the rest goes on.

use std::collections::VecDeque;
use std::io::{BufRead, Read, Write};

use anyhow::Context;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Asked, LONGEST_QUESTION, contract};
use crate::cli::output::write_json;
use crate::incident::Date;
use crate::register::{Register, Turn};

/// Conversations that can still be continued: some ten megabytes.
const REMEMBERED: usize = 4_096;
/// What some editors put before the first line.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// A line as its writer meant it.
#[derive(Debug, PartialEq)]
struct Request {
    /// As written, or the number of the line.
    id: Value,
    q: String,
    today: Option<Date>,
    follows: Option<Value>,
}

/// A JSON line as it comes. What question sets hold besides (`stratum`, `expect`) is not ours.
#[derive(Debug, Deserialize)]
struct RawRequest {
    id: Option<Value>,
    q: String,
    #[serde(default)]
    today: Option<String>,
    #[serde(default)]
    follows: Option<Value>,
}

/// The id of a line, or its number, and what is wrong with it.
type Refused = (Value, String);

/// A line that was not answered.
#[derive(Debug, Serialize)]
struct Refusal {
    id: Value,
    line: usize,
    error: String,
}

/// The turns that later questions may follow, the oldest forgotten first.
#[derive(Debug, Default)]
struct Conversations {
    turns: FxHashMap<String, Turn>,
    order: VecDeque<String>,
}

impl Conversations {
    fn remember(&mut self, id: &Value, turn: Turn) {
        let id = id.to_string();
        if self.turns.insert(id.clone(), turn).is_none() {
            self.order.push_back(id);
        }
        if self.order.len() > REMEMBERED
            && let Some(oldest) = self.order.pop_front()
        {
            self.turns.remove(&oldest);
        }
    }

    fn turn(&self, id: &Value) -> Result<&Turn, String> {
        self.turns.get(&id.to_string()).ok_or_else(|| format!("follows {id}, which is none of the last {REMEMBERED} questions answered"))
    }
}

/// Answers every line; `false` if one could not be read.
///
/// # Errors
/// If the input breaks off or the output cannot be written.
pub(super) fn run(register: &Register, today: &Date, input: &mut impl BufRead, output: &mut impl Write) -> anyhow::Result<bool> {
    let mut conversations = Conversations::default();
    let mut all_read = true;
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        let is_whole = read_line(input, &mut bytes).context("cannot read questions from standard input")?;
        if bytes.is_empty() {
            break;
        }
        let content = if number == 1 { bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes) } else { &bytes };
        let request =
            if is_whole { read(content, number) } else { Err((number.into(), format!("is longer than {LONGEST_QUESTION} bytes"))) };
        match request.and_then(|request| answer(register, today, &conversations, request)) {
            Ok((request, asked)) => {
                contract::write(output, Some(&request.id), &request.q, &asked)?;
                conversations.remember(&request.id, asked.turn);
            }
            Err((id, error)) => {
                all_read = false;
                write_json(output, &Refusal { id, line: number, error: format!("line {number} {error}") })?;
            }
        }
        // A program that asks and waits for the answer must get it.
        output.flush()?;
    }
    Ok(all_read)
}

/// The answer to a question, in the conversation that it continues.
fn answer(register: &Register, today: &Date, conversations: &Conversations, request: Request) -> Result<(Request, Asked), Refused> {
    let previous = match request.follows.as_ref().map(|id| conversations.turn(id)).transpose() {
        Ok(previous) => previous,
        Err(error) => return Err((request.id, error)),
    };
    let asked = super::ask(register, &request.q, request.today.as_ref().unwrap_or(today), previous);
    Ok((request, asked))
}

/// Appends one line; `false` if it is too long, of which the rest is skipped.
fn read_line(input: &mut impl BufRead, bytes: &mut Vec<u8>) -> std::io::Result<bool> {
    let limit = u64::try_from(LONGEST_QUESTION).unwrap_or(u64::MAX);
    input.by_ref().take(limit).read_until(b'\n', bytes)?;
    if bytes.len() < LONGEST_QUESTION || bytes.ends_with(b"\n") {
        return Ok(true);
    }
    input.skip_until(b'\n')?;
    Ok(false)
}

/// A line as a question; otherwise the id, if there is one, and what is wrong.
fn read(bytes: &[u8], number: usize) -> Result<Request, Refused> {
    let broken = |error: String| (Value::from(number), error);
    let text = std::str::from_utf8(bytes).map_err(|error| broken(format!("is not UTF-8 from byte {} on", error.valid_up_to() + 1)))?;
    let text = text.trim_end_matches(['\r', '\n']);
    if !text.trim_start().starts_with('{') {
        return Ok(Request { id: number.into(), q: text.to_owned(), today: None, follows: None });
    }
    let value: Value = serde_json::from_str(text).map_err(|error| broken(format!("is not JSON: {}", in_line(&error))))?;
    let id = value.get("id").filter(|id| !id.is_null()).cloned().unwrap_or_else(|| number.into());
    let raw: RawRequest = serde_json::from_value(value).map_err(|error| (id.clone(), format!("is no question: {error}")))?;
    let today =
        raw.today.map(|day| Date::parse(&day)).transpose().map_err(|error| (id.clone(), format!("is no question: today: {error}")))?;
    Ok(Request { id: raw.id.filter(|id| !id.is_null()).unwrap_or(id), q: raw.q, today, follows: raw.follows.filter(|id| !id.is_null()) })
}

/// serde_json counts lines within the text, which has one only.
fn in_line(error: &serde_json::Error) -> String {
    error.to_string().replace(" at line 1 column ", " at column ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn request(id: impl Into<Value>, q: &str) -> Request {
        Request { id: id.into(), q: q.to_owned(), today: None, follows: None }
    }

    #[test]
    fn plain_lines_are_numbered_and_json_lines_keep_their_id() {
        assert_eq!(read(b"who left?\r\n", 7), Ok(request(7, "who left?")));
        assert_eq!(read(b"\n", 8), Ok(request(8, "")));
        assert_eq!(read(br#"{"id": "a", "q": "who?", "stratum": "who"}"#, 9), Ok(request("a", "who?")));
        assert_eq!(read(br#" {"q": "who?"}"#, 9), Ok(request(9, "who?")));
        let whole = read(br#"{"id": 4, "q": "and?", "today": "2026-11-01", "follows": 3}"#, 1).unwrap();
        assert_eq!(
            (whole.id, whole.follows, whole.today.map(|day| day.to_string())),
            (4.into(), Some(3.into()), Some("2026-11-01".to_owned()))
        );
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said_with_its_id_if_it_has_one() {
        for (line, id, start) in [
            (&b"caf\xe9"[..], Value::from(5), "is not UTF-8 from byte 4 on"),
            (br#"{"id": "a", "q": "#, Value::from(5), "is not JSON: EOF"),
            (br#"{"id": "a"}"#, Value::from("a"), "is no question: missing field `q`"),
            (br#"{"id": "a", "q": 4}"#, Value::from("a"), "is no question: invalid type"),
            (br#"{"id": "a", "q": "x", "today": "soon"}"#, Value::from("a"), "is no question: today: \"soon\""),
        ] {
            let (found, error) = read(line, 5).unwrap_err();
            assert!(found == id && error.starts_with(start), "{found} {error}");
        }
    }

    #[test]
    fn the_oldest_conversation_is_forgotten_first() {
        let register = Register::starter().unwrap();
        let (_, turn) = register.ask("hello", &Date::parse("2026-11-01").unwrap(), None);
        let mut conversations = Conversations::default();
        for id in 0..=REMEMBERED {
            conversations.remember(&id.into(), turn.clone());
        }
        assert!(conversations.turn(&0.into()).is_err() && conversations.turn(&1.into()).is_ok());
        assert_eq!(conversations.order.len(), REMEMBERED);
    }
}
