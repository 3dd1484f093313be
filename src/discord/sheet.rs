//! A text of pieces with the sources they rest on, laid out in pages that fit into a message. A page has the sources of its
//! own pieces under it, so that no sentence is shown without them.

use super::dates::Dates;
use super::escape::{escape, link};
use super::limits::{LEFT_OUT, MESSAGE, cut, length, more};
use super::notes;
use crate::answer::{Answer, CitedSource, Outcome, Statement};

/// Lines of a list on one page: more is not read in a chat.
pub(super) const LINES: usize = 12;
/// Longest line of a source; one that is longer goes without its title.
const SOURCE_LINE: usize = 400;

/// What the words of a piece keep of a page whose sources do not all fit beside it.
const WORDS: usize = 500;

/// Some words with the sources they rest on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Piece {
    /// Escaped already, without the numbers of its sources.
    text: String,
    sources: Vec<u32>,
    /// Whether it begins a line.
    begins: bool,
}

/// A text to lay out.
#[derive(Debug, Clone, Default)]
pub(super) struct Sheet {
    pieces: Vec<Piece>,
    /// Each with the day it was published and what it is a copy of, in words.
    sources: Vec<(CitedSource, [Option<String>; 2])>,
}

/// What stands on every page.
#[derive(Debug, Clone, Default)]
pub(super) struct Frame {
    /// Above the text; with its line break.
    pub(super) head: String,
    /// Below all.
    pub(super) foot: String,
}

impl Piece {
    /// A line of its own that states nothing about an incident.
    pub(super) fn note(text: &str) -> Self {
        Self { text: escape(text), sources: Vec::new(), begins: true }
    }

    /// Words that are escaped already, on a line of their own.
    pub(super) fn line(text: String) -> Self {
        Self { text, sources: Vec::new(), begins: true }
    }

    /// A statement on a line of its own, behind words that are escaped already.
    pub(super) fn stated(label: &str, statement: &Statement, dates: Dates<'_>) -> Self {
        let text = format!("{label}{}", escape(&notes::statement(statement, dates)));
        Self { text, sources: statement.sources().to_vec(), begins: true }
    }

    fn in_words(&self, most: usize) -> String {
        let mut numbers = String::new();
        for number in self.sources.iter().map(|n| format!("[{n}]")) {
            if numbers.len() + number.len() > WORDS / 2 {
                numbers.push('…');
                break;
            }
            numbers.push_str(&number);
        }
        let space = if numbers.is_empty() { "" } else { " " };
        format!("{}{space}{numbers}", cut(&self.text, most.saturating_sub(numbers.len() + 1)))
    }
}

impl Sheet {
    /// A text of these pieces.
    pub(super) fn new(pieces: Vec<Piece>, sources: Vec<CitedSource>, dates: Dates<'_>) -> Self {
        let dated = |source: CitedSource| {
            let day = source.published.as_ref().map(|day| dates.plain(day));
            let copy = source.copy_of.as_deref().map(|of| dates.words.say_with(dates.language, "source-copy", &[("source", of.into())]));
            (source, [day, copy])
        };
        Self { pieces, sources: sources.into_iter().map(dated).collect() }
    }

    /// An answer: as `Answer::text` orders it.
    pub(super) fn of(answer: &Answer, dates: Dates<'_>) -> Self {
        let mut pieces: Vec<Piece> = Vec::new();
        let notes = || answer.notes.iter().map(|note| Piece::note(&notes::note(note, dates)));
        if answer.outcome == Outcome::Corrected {
            pieces.extend(notes());
        }
        for paragraph in &answer.paragraphs {
            let label = paragraph.label.map(|label| format!("**{}** ", escape(&notes::label(label, dates)))).unwrap_or_default();
            for (position, statement) in paragraph.statements.iter().enumerate() {
                let piece = Piece::stated(if position == 0 { &label } else { "" }, statement, dates);
                pieces.push(Piece { begins: position == 0, ..piece });
            }
            if paragraph.statements.is_empty() && !label.is_empty() {
                pieces.push(Piece::line(label.trim_end().to_owned()));
            }
        }
        if answer.outcome != Outcome::Corrected {
            pieces.extend(notes());
        }
        let candidates = answer.candidates.iter();
        pieces.extend(candidates.map(|named| Piece::line(format!("- {} ({})", escape(&named.title), dates.plain(&named.date)))));
        Self::new(pieces, answer.sources.clone(), dates)
    }

    /// The first page, and how many lines stand on it; told as fully as all of it allows if nothing comes before or after it.
    pub(super) fn first(&self, frame: &Frame, is_all: bool) -> (String, usize) {
        let details: &[Detail] = if is_all { &[Detail::Full, Detail::Short, Detail::Bare] } else { &[Detail::Bare] };
        let mut shown = (Page::default(), 0);
        for detail in details {
            let pages = self.laid_out(frame, *detail);
            let is_one = pages.len() == 1 && pages.iter().all(|page| page.left_out == 0);
            let first = pages.into_iter().next().unwrap_or_default();
            let lines = first.lines;
            shown = (first, lines);
            if is_one {
                break;
            }
        }
        (shown.0.in_words(frame), shown.1)
    }

    /// The pages; at least one. The sources are told as fully as a single page allows.
    pub(super) fn pages(&self, frame: &Frame) -> Vec<String> {
        let mut pages = Vec::new();
        for detail in [Detail::Full, Detail::Short, Detail::Bare] {
            pages = self.laid_out(frame, detail);
            if pages.len() == 1 && pages.iter().all(|page| page.left_out == 0) {
                break;
            }
        }
        pages.into_iter().map(|page| page.in_words(frame)).collect()
    }

    fn laid_out(&self, frame: &Frame, detail: Detail) -> Vec<Page> {
        let room = MESSAGE.saturating_sub(length(&frame.head) + length(&frame.foot) + 2);
        let mut pages = Vec::new();
        let mut page = Page { detail, ..Page::default() };
        let mut turn = |page: &mut Page| pages.push(std::mem::replace(page, Page { detail, ..Page::default() }));
        for line in self.lines() {
            // A line stays together, so that what is said against it stands beside an accusation; unless it fits nowhere.
            let whole = Page { detail, ..Page::default() }.takes(line, self, room);
            if whole && !page.is_empty() && !page.takes(line, self, room) {
                turn(&mut page);
            }
            for piece in line {
                if !page.is_empty() && !page.takes(std::slice::from_ref(piece), self, room) {
                    turn(&mut page);
                }
                page.put(piece, self, room);
            }
        }
        turn(&mut page);
        pages
    }

    /// The pieces of each line.
    fn lines(&self) -> impl Iterator<Item = &[Piece]> {
        self.pieces.chunk_by(|_, next| !next.begins)
    }

    fn source(&self, n: u32, detail: Detail) -> Option<String> {
        // Nearly always they stand by their numbers; to look through all of them each time takes long where there are many.
        let by_number = usize::try_from(n).ok().and_then(|n| self.sources.get(n.checked_sub(1)?)).filter(|(source, _)| source.n == n);
        let found = by_number.or_else(|| self.sources.iter().find(|(source, _)| source.n == n));
        found.map(|(source, told)| source_line(source, told.clone(), detail))
    }
}

/// How much is told of a source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Detail {
    /// Publisher, title, day, address.
    #[default]
    Full,
    /// Without the title.
    Short,
    /// Without the day too.
    Bare,
}

/// A page being filled.
#[derive(Debug, Default)]
struct Page {
    body: String,
    cited: Vec<u32>,
    sources: Vec<String>,
    /// So many more are cited, and do not fit.
    left_out: usize,
    lines: usize,
    detail: Detail,
}

impl Page {
    const fn is_empty(&self) -> bool {
        self.body.is_empty()
    }

    fn size(&self) -> usize {
        let rest = if self.left_out > 0 { LEFT_OUT } else { 0 };
        length(&self.body) + self.sources.iter().map(|line| length(line) + 1).sum::<usize>() + rest
    }

    /// Lines of sources that the pieces add.
    fn added(&self, pieces: &[Piece], sheet: &Sheet) -> Vec<(u32, String)> {
        let mut added: Vec<(u32, String)> = Vec::new();
        for n in pieces.iter().flat_map(|piece| &piece.sources) {
            if !self.cited.contains(n)
                && added.iter().all(|(known, _)| known != n)
                && let Some(line) = sheet.source(*n, self.detail)
            {
                added.push((*n, line));
            }
        }
        added
    }

    fn takes(&self, pieces: &[Piece], sheet: &Sheet, room: usize) -> bool {
        let sources: usize = self.added(pieces, sheet).iter().map(|(_, line)| length(line) + 1).sum();
        let words: usize = pieces.iter().map(|piece| length(&piece.in_words(MESSAGE)) + 1).sum();
        let begins = pieces.first().is_some_and(|piece| piece.begins);
        self.size() + words + sources <= room && (self.lines < LINES || !begins)
    }

    /// Puts the piece in; where even an empty page is too small for it, as much of it as fits, and
    /// the number of the sources that do not.
    fn put(&mut self, piece: &Piece, sheet: &Sheet, room: usize) {
        let whole = self.takes(std::slice::from_ref(piece), sheet, room);
        let words = length(&piece.in_words(room)).min(WORDS) + 1;
        for (n, line) in self.added(std::slice::from_ref(piece), sheet) {
            if whole || self.left_out == 0 && self.size() + length(&line) + 1 + words + LEFT_OUT <= room {
                self.cited.push(n);
                self.sources.push(line);
            } else {
                self.left_out += 1;
            }
        }
        if !self.body.is_empty() {
            self.body.push(if piece.begins { '\n' } else { ' ' });
        }
        let text = piece.in_words(room.saturating_sub(self.size()));
        self.body.push_str(&text);
        self.lines += usize::from(piece.begins);
    }

    fn in_words(self, frame: &Frame) -> String {
        let mut lines = vec![format!("{}{}", frame.head, self.body)];
        lines.extend(self.sources);
        if self.left_out > 0 {
            lines.push(more(self.left_out));
        }
        if !frame.foot.is_empty() {
            lines.push(frame.foot.clone());
        }
        lines.join("\n")
    }
}

/// "-# [1] Taiwan News, "Albania cuts ties", 7 September 2022, <https://…>"
fn source_line(source: &CitedSource, [day, copy]: [Option<String>; 2], detail: Detail) -> String {
    let address = source.url.as_deref().and_then(link);
    let copy = copy.map(|copy| escape(&copy));
    let parts = |title: Option<String>, day: Option<String>| {
        let parts = [Some(escape(&source.publisher)), title, day, copy.clone(), address.clone()];
        format!("-# [{}] {}", source.n, parts.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    let title = source.title.as_deref().map(|title| format!("\"{}\"", escape(title)));
    let lines = [(Detail::Full, parts(title, day.clone())), (Detail::Short, parts(None, day)), (Detail::Bare, parts(None, None))];
    let fitting = lines.into_iter().skip_while(|(told, _)| *told != detail).find(|(_, line)| length(line) <= SOURCE_LINE);
    // An address is whole or not there at all.
    fitting.map_or_else(|| cut(&format!("-# [{}] {}", source.n, escape(&source.publisher)), SOURCE_LINE), |(_, line)| line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::words::{Language, Words};
    use crate::incident::Date;
    use crate::register::Register;

    fn ask(question: &str) -> Answer {
        Register::starter().unwrap().ask(question, &Date::parse("2026-11-01").unwrap(), None).0
    }

    fn english(words: &Words) -> Dates<'_> {
        Dates { words, language: Language::default() }
    }

    #[test]
    fn every_page_fits_and_lists_the_sources_it_cites() {
        let words = Words::new().unwrap();
        let frame = Frame { head: "> a question\n".to_owned(), foot: "-# as of then".to_owned() };
        let mut cited = 0;
        for question in ["When did Albania cut ties with Iran, and why?", "List all expulsions of Russian diplomats since 2014"] {
            let answer = ask(question);
            let pages = Sheet::of(&answer, english(&words)).pages(&frame);
            for page in &pages {
                assert!(length(page) <= MESSAGE, "{}", length(page));
                assert!(page.starts_with(&frame.head) && page.ends_with(&frame.foot), "{page}");
                let (body, sources): (Vec<&str>, Vec<&str>) = page.lines().partition(|line| !line.starts_with("-# ["));
                for source in &sources {
                    let number = &source[3..=source.find(']').unwrap()];
                    assert!(body.iter().any(|line| line.contains(number)), "{source} is not cited");
                    cited += 1;
                }
                assert_eq!(page.contains("[1]"), sources.iter().any(|line| line.contains("[1]")));
            }
            let statements = answer.statements().count();
            assert!(pages.len() > usize::from(statements > 2 * LINES), "{question}: {} pages", pages.len());
        }
        assert!(cited > 10);
    }

    #[test]
    fn what_is_said_against_an_accusation_is_on_the_same_page() {
        let words = Words::new().unwrap();
        let answer = ask("Why did Albania cut ties with Iran?");
        let pages = Sheet::of(&answer, english(&words)).pages(&Frame::default());
        let accused = pages.iter().find(|page| page.contains("sponsored by Iran")).unwrap();
        assert!(accused.contains("rejected the accusation"), "{pages:#?}");
    }

    #[test]
    fn a_claim_with_more_sources_than_a_page_holds_fits_and_says_how_many_are_left_out() {
        let words = Words::new().unwrap();
        let source = |n: u32| CitedSource {
            n,
            url: Some(format!("https://example.org/{}/{n}", "a".repeat(90))),
            publisher: format!("Paper {n}"),
            title: None,
            published: None,
            archived_url: None,
            copy_of: None,
        };
        for all in [40, 1_000] {
            let text = "A sentence that many papers have.".to_owned();
            let stated = Piece { text: text.clone(), sources: (1..=all).collect(), begins: true };
            let sheet = Sheet::new(vec![stated, Piece::note("Another.")], (1..=all).map(source).collect(), english(&words));
            let pages = sheet.pages(&Frame::default());
            assert!(pages.iter().all(|page| length(page) <= MESSAGE), "{:?}", pages.iter().map(|page| length(page)).collect::<Vec<_>>());
            let told = pages[0].lines().filter(|line| line.starts_with("-# [")).count();
            assert!(pages[0].starts_with(&text) && told > 5, "{}", pages[0]);
            assert!(pages[0].ends_with(&format!("-# … +{}", all as usize - told)), "{}", pages[0]);
        }
    }

    #[test]
    fn a_piece_longer_than_a_page_is_cut() {
        let words = Words::new().unwrap();
        let sheet = Sheet::new(vec![Piece::note(&"A sentence. ".repeat(400)), Piece::note("Another.")], Vec::new(), english(&words));
        let pages = sheet.pages(&Frame::default());
        assert_eq!(pages.len(), 2);
        assert!(pages.iter().all(|page| length(page) <= MESSAGE));
        assert!(pages[0].ends_with(". …") && pages[1] == "Another.");
    }
}
