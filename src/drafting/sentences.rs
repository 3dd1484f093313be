//! Article text to sentences with their places in the text: headlines, datelines, quotations. Knows no acts.

use super::Article;
use super::days::Serial;
use super::wordings::{Cue, Wordings};
use crate::incident::{DayNumber, Party};
use crate::question::{Mention, mentions_in};
use crate::vocabulary::{Form, Token, Vocabulary};

/// Longest sentence, in bytes; what goes on longer is divided at a space.
const LONGEST: usize = 1_500;

/// Most words in a headline.
const LONGEST_HEADING: usize = 28;

/// A dateline ends within so many bytes: "NEW YORK, March 12 (Agency) — ".
const LONGEST_DATELINE: usize = 90;

/// Which part of the article a sentence is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    /// A headline, or another line above the text.
    Title,
    /// A line between paragraphs that is no sentence.
    Heading,
    /// The place and day before the text.
    Dateline,
    /// A sentence.
    Body,
}

/// A sentence where it stands.
#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// Byte offset of its first character.
    pub(super) start: usize,
    /// Byte offset behind its last.
    pub(super) end: usize,
    /// Which part of the article it is.
    pub(super) part: Part,
    /// Its number among the sentences of the body, from 0.
    pub(super) order: usize,
    /// Its words; their offsets count from `start`.
    pub(super) tokens: Vec<Token>,
    /// The parties it names.
    pub(super) mentions: Vec<Mention>,
    /// For each word, whether it stands between quotation marks.
    pub(super) quoted: Vec<bool>,
    /// The day told last before it, from which "the day before" is counted.
    pub(super) told: Option<Serial>,
    /// What its paragraph tells lies years back: "In June 1971 two lorries …".
    pub(super) of_old: bool,
}

impl Sentence {
    /// The folded word at a position, or an empty text.
    pub(super) fn word(&self, at: usize) -> &str {
        self.tokens.get(at).map_or("", Token::folded)
    }

    /// The punctuation before a word.
    pub(super) fn before(&self, at: usize) -> char {
        self.tokens.get(at).map_or('.', |token| token.word.before)
    }

    /// The text of the words from one position to another, as written.
    pub(super) fn text_of<'a>(&self, article: &'a str, from: usize, to: usize) -> &'a str {
        let Some((first, last)) = self.tokens.get(from).zip(to.checked_sub(1).and_then(|last| self.tokens.get(last))) else { return "" };
        article.get(self.start + first.word.start..self.start + last.word.end).unwrap_or_default()
    }

    /// Whether it asks.
    pub(super) fn asks(&self, article: &str) -> bool {
        article.get(self.start..self.end).is_some_and(|text| text.trim_end_matches(['"', '”', '\'', '’']).ends_with('?'))
    }
}

/// Every sentence of an article, in the order of the text.
pub(super) fn read(article: &Article, vocabulary: &Vocabulary, wordings: &Wordings, day: Option<DayNumber>) -> Vec<Sentence> {
    let text = article.text.as_str();
    let words = (vocabulary, wordings);
    let mut sentences = Vec::new();
    let (mut begun, mut order) = (false, 0);
    for (start, end) in lines(text) {
        let line = text.get(start..end).unwrap_or_default();
        if is_heading(line) && (begun || has_more(text, end)) {
            let part = if begun { Part::Heading } else { Part::Title };
            sentences.extend(spans(text, start, end, wordings).into_iter().map(|span| sentence(text, span, part, words, day)));
            continue;
        }
        let mut from = start;
        if !begun && let Some(length) = dateline(line) {
            sentences.push(sentence(text, (start, start + length), Part::Dateline, words, day));
            from = start + length;
        }
        begun = true;
        let mut open = false;
        for (start, end) in spans(text, from, end, wordings) {
            let mut one = sentence(text, (start, end), Part::Body, words, day);
            open = mark_quotes(&mut one, text, open);
            one.order = order;
            order += 1;
            sentences.push(one);
        }
    }
    settle(&mut sentences);
    sentences
}

fn sentence(
    text: &str,
    (start, end): (usize, usize),
    part: Part,
    (vocabulary, wordings): (&Vocabulary, &Wordings),
    day: Option<DayNumber>,
) -> Sentence {
    let mut tokens = vocabulary.words.tokens(text.get(start..end).unwrap_or_default());
    // Within a sentence a full stop stands behind an abbreviation: "the U.N. Secretary-General".
    let mut last = 0;
    for token in &mut tokens {
        let between = text.get(start + last..start + token.word.start).unwrap_or_default();
        if last > 0 && token.word.before == '.' && between.trim_end() == "." {
            token.word.before = ' ';
        }
        last = token.word.end;
    }
    let mut mentions = mentions_in(&tokens, vocabulary);
    // "Prague" may be the capital of a state that is no more.
    for mention in &mut mentions {
        if mention.form != Form::Group && mention.parties.iter().any(|party| !party.is_former()) {
            mention.parties.retain(|party| !party.is_former());
        }
    }
    mentions.retain(|mention| {
        let in_office = mention.term.zip(day).is_none_or(|((first, last), day)| first <= day && day <= last.saturating_add(10_000));
        let named = tokens.get(mention.start).is_some_and(|token| token.word.capital);
        // "Vienna Convention" names no side.
        let treaty =
            mention.form == Form::Seat && tokens.get(mention.end).is_some_and(|next| next.word.capital && is_treaty_name(next, wordings));
        // "Santiago do Cacém" is another place, "BY A. REPORTER" no code.
        let particle = matches!(tokens.get(mention.end).map(Token::folded), Some("do" | "da" | "de" | "del" | "dos"));
        let longer = mention.form == Form::Seat
            && particle
            && tokens
                .get(mention.end + 1)
                .is_some_and(|next| next.word.capital && vocabulary.names.longest_at(&[next.folded()], false).is_none());
        let byline = mention.start == 0 && tokens.first().is_some_and(|token| token.folded() == "by");
        in_office && named && !treaty && !longer && !byline && (mention.form != Form::Group || mention.parties.len() <= 4)
    });
    let quoted = vec![false; tokens.len()];
    Sentence { start, end, part, order: 0, tokens, mentions, quoted, told: None, of_old: false }
}

fn is_treaty_name(token: &Token, wordings: &Wordings) -> bool {
    wordings.cues(std::slice::from_ref(token)).iter().any(|cue| cue.meaning == Cue::TreatyName)
}

/// The lines that are not empty, without the spaces around them.
fn lines(text: &str) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let kept = without_mark(line.trim_start()).trim_end();
        if !kept.is_empty() {
            let start = at + (line.len() - without_mark(line.trim_start()).len());
            found.push((start, start + kept.len()));
        }
        at += line.len();
    }
    found
}

/// A line without the mark of a list or thread before it: "•", "-", "3/", "2.", "(4)".
fn without_mark(line: &str) -> &str {
    let rest =
        line.trim_start_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, '"' | '“' | '‘' | '\'' | '«' | '@' | '#'));
    let digits = rest.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let marked = rest.len() - digits.len();
    let behind = digits.strip_prefix(['/', ')', '.']).unwrap_or(digits);
    // "14.02" is a clock time, "3/4" a fraction.
    if (1..=2).contains(&marked) && behind.len() < digits.len() && behind.starts_with(' ') { behind.trim_start() } else { rest }
}

/// A line above the text or between paragraphs: short, and not ended like a sentence.
fn is_heading(line: &str) -> bool {
    let words = line.split_whitespace().count();
    let asks = line.trim_end_matches(['"', '”', '\'', '’']).ends_with('?');
    if asks && [". ", ",\" ", ",” ", ".\" ", ".” "].iter().any(|mark| line.contains(mark)) {
        return false;
    }
    let shouts = line.ends_with('!') && !line.chars().any(char::is_lowercase);
    let ends = line.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!', '…', ':', ';', ',']) && !shouts;
    words <= LONGEST_HEADING && !ends
}

fn has_more(text: &str, end: usize) -> bool {
    text.get(end..).is_some_and(|rest| !rest.trim().is_empty())
}

/// The length of a dateline with its dash: "OSLO, March 12 (Agency) — ".
fn dateline(line: &str) -> Option<usize> {
    let mut limit = LONGEST_DATELINE.min(line.len());
    while !line.is_char_boundary(limit) {
        limit -= 1;
    }
    let head = line.get(..limit)?;
    // "BAGHDAD: The", "NIAMEY. Two".
    let bare = [": ", ". "].iter().filter_map(|mark| head.find(mark)).min().filter(|at| {
        let place = head.get(..*at).unwrap_or_default();
        place.chars().filter(|letter| letter.is_uppercase()).count() >= 4
            && !place.chars().any(char::is_lowercase)
            && place.split(' ').count() <= 2
    });
    if let Some(at) = bare {
        return Some(at + 2);
    }
    let marks = [".- ", ".– ", ".— ", " - ", " – ", " — ", " -- ", "— ", "– ", ") "];
    let (at, mark) = marks.iter().filter_map(|mark| head.find(mark).map(|at| (at, *mark))).min_by_key(|(at, mark)| at + mark.len())?;
    let place = head.get(..at)?;
    let first = place.split([',', ' ', '(']).next().unwrap_or_default();
    let capitals = first.chars().filter(|letter| letter.is_uppercase()).count() >= 2 && !first.chars().any(char::is_lowercase);
    let agency = (place.contains('(') || mark == ") ") && place.chars().next().is_some_and(char::is_uppercase);
    let short = place.split_whitespace().count() <= 8;
    let dated = place.split_whitespace().count() <= 4 && place.chars().next().is_some_and(char::is_uppercase) && place.contains(',');
    // "Bishkek. May 20. KyrTag - ".
    let stops = place.contains(". ") && place.chars().any(|letter| letter.is_ascii_digit()) && place.split_whitespace().count() <= 5;
    let dated = dated || stops && place.chars().next().is_some_and(char::is_uppercase);
    let rest = head.get(at + mark.len()..).unwrap_or_default();
    let dash = rest.len() - rest.trim_start_matches(['-', '–', '—', ' ']).len();
    (short && (capitals || agency || dated)).then_some(at + mark.len() + dash)
}

/// The sentences of one line.
fn spans(text: &str, start: usize, end: usize, wordings: &Wordings) -> Vec<(usize, usize)> {
    let line = text.get(start..end).unwrap_or_default();
    let mut found = Vec::new();
    let mut from = 0;
    let mut characters = line.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let too_long = at - from >= LONGEST && character.is_whitespace();
        let ends = matches!(character, '.' | '!' | '?' | '…') && ends_sentence(line, at, character, wordings);
        if !too_long && !ends {
            continue;
        }
        let mut end = at + character.len_utf8();
        while let Some((at, next)) =
            characters.next_if(|(_, next)| matches!(next, '"' | '”' | '’' | '\'' | ')' | ']' | '.' | '!' | '?' | '»' | '*' | '_'))
        {
            end = at + next.len_utf8();
        }
        push(&mut found, line, (from, end), start);
        from = end;
    }
    push(&mut found, line, (from, line.len()), start);
    found
}

/// Adds a sentence without the spaces around it, if it has any letter.
fn push(found: &mut Vec<(usize, usize)>, line: &str, (from, to): (usize, usize), offset: usize) {
    let part = line.get(from..to).unwrap_or_default();
    let kept = part.trim();
    if kept.chars().any(char::is_alphanumeric) {
        let start = offset + from + (part.len() - part.trim_start().len());
        found.push((start, start + kept.len()));
    }
}

/// Whether the mark at this place ends a sentence: a space and a capital, a figure or a quotation follow, and no
/// abbreviation or initial stands before it.
fn ends_sentence(line: &str, at: usize, mark: char, wordings: &Wordings) -> bool {
    let rest = line.get(at + mark.len_utf8()..).unwrap_or_default();
    let behind = rest.trim_start_matches(['"', '”', '’', '\'', ')', ']', '»', '*', '_']);
    if behind.is_empty() {
        return true;
    }
    let next = behind.trim_start();
    let begins = next
        .chars()
        .next()
        .is_some_and(|next| next.is_uppercase() || next.is_numeric() || matches!(next, '"' | '“' | '‘' | '«' | '[' | '\''));
    if next.len() == behind.len() || !begins {
        return false;
    }
    let head = line.get(..at).unwrap_or_default();
    let word = head.rsplit(|letter: char| !letter.is_alphanumeric() && letter != '.').next().unwrap_or_default();
    let initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) || word.contains('.') && word.len() <= 4;
    mark != '.' || !(initial || wordings.is_abbreviation(&word.to_lowercase()))
}

/// Notes which words stand in quotation marks; tells whether a quotation goes on behind the sentence.
fn mark_quotes(sentence: &mut Sentence, text: &str, mut open: bool) -> bool {
    let part = text.get(sentence.start..sentence.end).unwrap_or_default();
    let mut marks = part.char_indices().filter(|(_, mark)| matches!(mark, '"' | '“' | '”' | '«' | '»')).peekable();
    for (token, quoted) in sentence.tokens.iter().zip(&mut sentence.quoted) {
        while let Some((_, mark)) = marks.next_if(|(at, _)| *at < token.word.end) {
            open = match mark {
                '“' | '«' => true,
                '”' | '»' => false,
                _ => !open,
            };
        }
        *quoted = open;
    }
    for (_, mark) in marks {
        open = match mark {
            '“' | '«' => true,
            '”' | '»' => false,
            _ => !open,
        };
    }
    open
}

/// Names with several meanings ("Congo") mean what the article names elsewhere without doubt, or else the first.
fn settle(sentences: &mut [Sentence]) {
    let doubtless: Vec<Party> = sentences
        .iter()
        .flat_map(|sentence| &sentence.mentions)
        .filter(|mention| mention.parties.len() == 1)
        .flat_map(|mention| mention.parties.clone())
        .collect();
    for mention in sentences.iter_mut().flat_map(|sentence| &mut sentence.mentions) {
        if mention.parties.len() > 1 && mention.form != Form::Group {
            let meant = mention.parties.iter().find(|party| doubtless.contains(party)).or_else(|| mention.parties.first()).copied();
            mention.parties = meant.into_iter().collect();
        }
    }
}
