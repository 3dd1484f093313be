//! Text to folded words. `build.rs` compiles this file too, to fold the built-in lists once.

/// Longest text looked at, in characters; what is beyond is ignored. Discord allows 2,000 (4,000 with Nitro).
pub const MAX_CHARACTERS: usize = 4_000;

/// Most words looked at in one text.
pub const MAX_WORDS: usize = 600;

/// Texts up to this length are below both limits whatever they are.
const SHORT: usize = 256;

/// One word of a text, folded, with what its writing told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Lower case, plain letters and digits only, at least one.
    pub folded: String,
    /// Byte offset of its first character in the text.
    pub start: usize,
    /// Byte offset behind its last character.
    pub end: usize,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Has two or more letters, all capitals, or two capitals of at most four ("CoE").
    pub all_capitals: bool,
    /// Carried a possessive ending ("Iran's", "the Dutch'").
    pub possessive: bool,
    /// The strongest punctuation between this word and the one before: `' '`, `','` or `'.'` (sentence end).
    pub before: char,
}

/// Folds a text: lower case, accents and scripts to plain letters, everything else to single spaces.
///
/// ```
/// assert_eq!(aide_memoire::text::fold("Türkiye's  São-Tomé"), "turkiyes sao tome");
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.len() <= SHORT && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b' ' | b'-')) {
        for word in text.split([' ', '-']).filter(|word| !word.is_empty()) {
            if !folded.is_empty() {
                folded.push(' ');
            }
            folded.push_str(word);
        }
        folded.make_ascii_lowercase();
        return folded;
    }
    for word in words(text) {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.folded);
        if word.possessive {
            folded.push('s');
        }
    }
    folded
}

/// Splits a text into folded words.
///
/// Apostrophes inside a word vanish ("didn't" is `didnt`), "'s" at its end is noted and cut, dots inside an
/// abbreviation vanish ("U.S." is `us`, in capitals), separators inside a number vanish ("3,000" is `3000`).
pub fn words(text: &str) -> Vec<Word> {
    let mut splitter = Splitter {
        text,
        words: Vec::with_capacity(text.len() / 6 + 1),
        current: String::new(),
        plain: true,
        start: 0,
        before: '.',
        capital: false,
        letters: 0,
        capitals: 0,
    };
    let seen =
        if text.len() <= MAX_CHARACTERS { text } else { text.char_indices().nth(MAX_CHARACTERS).map_or(text, |(end, _)| &text[..end]) };
    let bytes = seen.as_bytes();
    let character_at = |at: usize| match bytes.get(at) {
        Some(byte) if byte.is_ascii() => char::from(*byte),
        Some(_) => seen.get(at..).and_then(|rest| rest.chars().next()).unwrap_or(' '),
        None => ' ',
    };
    let (mut at, mut previous) = (0, ' ');
    while at < seen.len() && splitter.words.len() < MAX_WORDS {
        let offset = at;
        let character = character_at(at);
        if character.is_ascii_alphanumeric() {
            let run = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_alphanumeric()).count();
            at += run;
            splitter.push_plain(offset, seen.get(offset..at).unwrap_or_default());
            previous = bytes.get(at - 1).map_or(' ', |byte| char::from(*byte));
            continue;
        }
        at += character.len_utf8();
        let next = character_at(at);
        let character = if previous.is_ascii_alphabetic() || next.is_ascii_alphabetic() { look_alike(character) } else { character };
        let alphabetic = character.is_alphabetic();
        if alphabetic || character.is_numeric() {
            splitter.push(offset, character, alphabetic);
        } else if is_invisible(character) || is_inner(previous, character, next, &splitter) {
            // Part of the word around it.
        } else if is_apostrophe(character) && next.is_alphanumeric() && is_elided(&splitter.current) {
            splitter.finish(offset, false);
        } else if is_apostrophe(character) && !splitter.current.is_empty() {
            let ends = |at: char| !at.is_alphanumeric();
            if matches!(next, 's' | 'S') && text.get(at + 1..).and_then(|rest| rest.chars().next()).is_none_or(ends) {
                at += 1;
                splitter.finish(offset, true);
            } else if next.is_alphanumeric() {
                previous = character;
                continue;
            } else {
                splitter.finish(offset, splitter.current.ends_with('s'));
            }
        } else {
            splitter.finish(offset, false);
            splitter.punctuation(character, next);
        }
        previous = character;
    }
    splitter.finish(text.len(), false);
    splitter.words
}

/// The Latin letter that a Cyrillic or Greek one is taken for when it stands in a Latin word; others as they are.
const fn look_alike(character: char) -> char {
    match character {
        'А' | 'Α' => 'A',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'а' | 'α' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'у' => 'y',
        'х' | 'χ' => 'x',
        'І' | 'Ι' => 'I',
        'Х' | 'Χ' => 'X',
        'В' | 'Β' => 'B',
        'Н' | 'Η' => 'H',
        'κ' => 'k',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'ν' => 'v',
        'Т' | 'Τ' => 'T',
        other => other,
    }
}

struct Splitter<'t> {
    text: &'t str,
    words: Vec<Word>,
    current: String,
    /// Only plain letters and digits are in it.
    plain: bool,
    start: usize,
    before: char,
    capital: bool,
    letters: usize,
    capitals: usize,
}

impl Splitter<'_> {
    fn push(&mut self, offset: usize, character: char, alphabetic: bool) {
        if self.current.is_empty() {
            self.start = offset;
            self.capital = character.is_uppercase();
            self.letters = 0;
            self.capitals = 0;
        }
        if alphabetic {
            self.letters += 1;
            self.capitals += usize::from(character.is_uppercase());
        }
        self.fold(character);
    }

    /// Takes one letter, in plain ones.
    fn fold(&mut self, character: char) {
        if character.is_ascii() {
            self.current.push(character.to_ascii_lowercase());
        } else if let Some(plain) = deunicode::deunicode_char(character) {
            self.plain &= plain.bytes().all(|byte| byte.is_ascii_alphanumeric());
            self.current.extend(plain.chars().map(|plain| plain.to_ascii_lowercase()));
        }
    }

    /// Takes a run of plain letters and digits.
    fn push_plain(&mut self, offset: usize, run: &str) {
        let letters = run.bytes().filter(u8::is_ascii_alphabetic).count();
        let capitals = run.bytes().filter(u8::is_ascii_uppercase).count();
        if self.current.is_empty() {
            self.start = offset;
            self.capital = run.as_bytes().first().is_some_and(u8::is_ascii_uppercase);
            self.letters = 0;
            self.capitals = 0;
        }
        self.letters += letters;
        self.capitals += capitals;
        let from = self.current.len();
        self.current.push_str(run);
        if let (true, Some(added)) = (capitals > 0, self.current.get_mut(from..)) {
            added.make_ascii_lowercase();
        }
    }

    /// Ends the current word; what transliterates to several words ("中国" to "zhong guo") becomes several.
    fn finish(&mut self, end: usize, possessive: bool) {
        if self.current.is_empty() {
            return;
        }
        // An alef has no plain letter: the word seems to begin behind it.
        let begin = self.text.get(..self.start).and_then(|before| before.strip_suffix('ا')).map_or(self.start, str::len);
        if let Some(bare) = self.text.get(begin..end).and_then(without_article) {
            self.current.clear();
            for character in bare.chars().filter(|character| !is_invisible(*character)) {
                self.fold(character);
            }
        }
        let current = std::mem::take(&mut self.current);
        let all_capitals = self.letters >= 2 && (self.letters == self.capitals || (self.capitals >= 2 && self.letters <= 4));
        let (start, capital) = (self.start, self.capital);
        let word = |part: &str, before: char| Word { folded: part.to_owned(), start, end, capital, all_capitals, possessive, before };
        if self.plain {
            self.words.push(word(&current, self.before));
            self.before = ' ';
        } else {
            for part in current.split(|character: char| !character.is_ascii_alphanumeric()).filter(|part| !part.is_empty()) {
                self.words.push(word(part, self.before));
                self.before = ' ';
            }
        }
        self.plain = true;
        self.current = current;
        self.current.clear();
    }

    fn punctuation(&mut self, character: char, next: char) {
        let strength = match character {
            '?' | '!' | '\n' | '\u{61f}' | '\u{3002}' => '.',
            ':' if next == ' ' => '.',
            '.' | '\u{2026}' if !next.is_alphanumeric() => '.',
            ',' | ';' | ':' | '(' | ')' | '\u{2014}' | '\u{2013}' | '\u{60c}' => ',',
            _ => ' ',
        };
        if self.before == ' ' || (self.before == ',' && strength == '.') {
            self.before = strength;
        }
    }
}

/// An Arabic word without what is written together with it: "للعلاقات" and "والعلاقات" are "علاقات".
fn without_article(word: &str) -> Option<&str> {
    const JOINED: [&str; 7] = ["ولل", "وال", "فال", "بال", "كال", "لل", "ال"];
    let bare = JOINED.iter().find_map(|joined| word.strip_prefix(joined))?;
    (bare.chars().count() >= SHORTEST_BARE).then_some(bare)
}

/// Letters that an Arabic word has at least without its article.
const SHORTEST_BARE: usize = 3;

const fn is_apostrophe(character: char) -> bool {
    matches!(character, '\'' | '\u{2019}' | '\u{2018}' | '\u{2bc}' | '`')
}

/// Articles and pronouns that French and Italian join to the next word: "l'Union", "dell'ambasciata".
fn is_elided(word: &str) -> bool {
    matches!(word, "l" | "d" | "qu" | "n" | "s" | "c" | "j" | "un" | "dell" | "all" | "nell" | "dall" | "sull")
}

/// Marks that are written but not seen: joiners, direction marks, soft hyphens, combining accents.
const fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{feff}')
}

/// Separators inside one number or one dotted abbreviation.
fn is_inner(previous: char, character: char, next: char, splitter: &Splitter<'_>) -> bool {
    match character {
        ',' => previous.is_ascii_digit() && next.is_ascii_digit(),
        '.' if splitter.current.is_empty() => false,
        '.' => {
            let abbreviation = splitter.letters == splitter.current.len() && splitter.letters == splitter.capitals && splitter.letters <= 4;
            (previous.is_ascii_digit() && next.is_ascii_digit()) || (abbreviation && next.is_uppercase() && previous.is_uppercase())
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<String> =
            words(text).into_iter().map(|word| if word.possessive { word.folded + "+" } else { word.folded }).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn words_are_split_and_folded() {
        check("Iran's ambassador, didn't he?", "iran+ ambassador didnt he");
        check("the U.S. and the U.K.", "the us and the uk");
        check("3,000 members; 393.8 million", "3000 members 3938 million");
        check("Su-24 São Tomé Türkiye", "su 24 sao tome turkiye");
        check("l'Union d'Albanie", "l union d albanie");
        check("Когда Грузия", "kogda gruziia");
        check("中国", "zhong guo");
        check("والعلاقات للعلاقات العلاقات", &format!("{0} {0} {0}", fold("علاقات")));
        check("a\u{200b}b \u{202e}c", "ab c");
        check("", "");
        check("… ?! '", "");
    }

    #[test]
    fn sentence_ends_are_seen() {
        let found: Vec<char> = words("I ask. When, then? Now").iter().map(|word| word.before).collect();
        assert_eq!(found, ['.', ' ', '.', ',', '.']);
    }
}
