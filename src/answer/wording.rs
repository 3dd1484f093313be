//! Sentences: the lead of an incident in the past tense with its date, who says a claim, counts and lists of names.

use super::Said;
use crate::incident::{Claim, Incident, Party, Stance};
use crate::vocabulary::{Form, Token, Vocabulary, WordClass};

/// "Albania severed diplomatic relations with Iran on 7 September 2022." The title in the past tense, with the date.
///
/// A title whose verb is not known keeps its tense behind the date: "7 September 2022: Albania snubs Iran."
pub(super) fn lead(incident: &Incident, vocabulary: &Vocabulary) -> Said {
    let title = with_leading_article(incident, vocabulary);
    let title = title.as_str();
    let sentence = match past_tense(title, vocabulary) {
        // "… orders ten ambassadors out, then steps back": the day is that of the first.
        Some(past) if has_later_step(title) => {
            let past = past.strip_prefix("The ").map_or(past.clone(), |rest| format!("the {rest}"));
            format!("{}, {past}.", capitalised(&incident.date.in_words()))
        }
        Some(past) => format!("{past} {}.", incident.date.in_words()),
        None => format!("{}: {title}.", capitalised(&incident.date.plain())),
    };
    dated(incident, sentence)
}

/// Another language has the title as it was recorded: only English has rules here for its tense.
fn dated(incident: &Incident, sentence: String) -> Said {
    Said::Dated { date: incident.date.clone(), title: incident.title.trim_end_matches('.').to_owned(), sentence }
}

/// Whether a title tells of something that came, or is to come, after its day.
fn has_later_step(title: &str) -> bool {
    title.contains("; ") || title.split(' ').any(|word| matches!(word, "then" | "will" | "followed" | "follow"))
}

/// The title; where it begins with a name that a sentence gives an article, with it: "The United Kingdom expels …".
fn with_leading_article(incident: &Incident, vocabulary: &Vocabulary) -> String {
    let title = incident.title.trim_end_matches('.');
    let begins = |party: &Party| {
        let rest = vocabulary.names.name_of(*party).strip_prefix("the ").and_then(|name| title.strip_prefix(name));
        rest.is_some_and(|rest| rest.starts_with([' ', ',']))
    };
    if incident.parties().iter().any(begins) { format!("The {title}") } else { title.to_owned() }
}

/// A line of a list: "7 September 2022: Albania severs diplomatic relations with Iran."
pub(super) fn line(incident: &Incident, vocabulary: &Vocabulary) -> Said {
    let sentence = format!("{}: {}.", capitalised(&incident.date.plain()), with_leading_article(incident, vocabulary));
    dated(incident, sentence)
}

/// Turns the main verb of a title, and the verbs that "and" joins to it, into the past.
fn past_tense(title: &str, vocabulary: &Vocabulary) -> Option<String> {
    if let Some((first, second)) = title.split_once("; ") {
        return Some(format!("{}; {}", past_tense(first, vocabulary)?, past_tense(second, vocabulary)?));
    }
    let mut words: Vec<String> = title.split(' ').map(str::to_owned).collect();
    let main = main_verb(&words, vocabulary)?;
    let plural = words.get(main).is_some_and(|word| vocabulary.tenses.past_of_singular(word).is_none());
    for position in main..words.len() {
        let before = position.checked_sub(1).and_then(|at| words.get(at)).cloned().unwrap_or_default();
        let last = position + 1 == words.len();
        let joined = position == main
            || before == "and" && !(plural && last)
            || is_of_clause(&words, position)
            || (before == "then")
            || before.ends_with(';')
            || matches!(before.as_str(), "after" | "it" | "that" | "which" | "who");
        let is_copula = matches!(words.get(position).map(String::as_str), Some("is" | "are" | "has" | "have" | "does" | "will"));
        if !joined && !is_copula {
            continue;
        }
        let Some(word) = words.get_mut(position) else { continue };
        if word == "will" {
            "would".clone_into(word);
            continue;
        }
        let bare = word.trim_end_matches([',', ';']).to_owned();
        let past = vocabulary.tenses.past_of_singular(&bare).or_else(|| {
            if position == main || is_copula || (plural && (before == "and" || before == "then")) {
                vocabulary.tenses.past_of_plural(&bare)
            } else {
                None
            }
        });
        if let Some(past) = past {
            *word = word.replacen(&bare, past, 1);
        }
    }
    Some(words.join(" "))
}

/// "… and China frees the crew", "after Milei insults his wife": the verb right behind a name that a clause begins with.
fn is_of_clause(words: &[String], position: usize) -> bool {
    let is_name = |at: usize| words.get(at).and_then(|word| word.chars().next()).is_some_and(char::is_uppercase);
    let next = words.get(position + 1).map_or("", String::as_str);
    // "After Israel strikes on Gaza", "after Modi visits in May": a noun.
    let noun = matches!(next, "" | "on" | "against" | "of" | "by" | "in" | "near" | "over" | "and");
    let opening = (1..=3).find(|back| position.checked_sub(*back).is_none_or(|at| !is_name(at)));
    let conjunction = opening.filter(|back| *back > 1).and_then(|back| words.get(position.checked_sub(back)?));
    !noun && conjunction.is_some_and(|word| matches!(word.as_str(), "and" | "as" | "after" | "but" | "while" | "before" | "when"))
}

/// The first lower-case verb form behind the subject. A plural form only counts behind a name, a plural or "each":
/// "sanctions" is a verb in "the US sanctions Iran" and a noun in "Western sanctions bite".
fn main_verb(words: &[String], vocabulary: &Vocabulary) -> Option<usize> {
    words.iter().enumerate().skip(1).take(12).find_map(|(position, word)| {
        let bare = word.trim_end_matches([',', ';']);
        let before = words.get(position - 1).map_or("", String::as_str);
        let is_lower = bare.chars().next().is_some_and(char::is_lowercase);
        let after_noun = !matches!(
            before,
            "the" | "a" | "an" | "of" | "for" | "its" | "their" | "his" | "her" | "over" | "in" | "to" | "from" | "with" | "by" | "and"
        );
        // "Bahrain and Egypt cut ties": behind several names a verb without ending is one.
        let several = words.get(..position).is_some_and(|words| words.iter().any(|word| word == "and"));
        let singular = vocabulary.tenses.past_of_singular(bare).is_some();
        let plural = vocabulary.tenses.past_of_plural(bare).is_some();
        // "American bombs hit", "an air strike destroys": of two verb forms in a row the first is the noun.
        let next = words.get(position + 1).map_or("", String::as_str);
        let particle = matches!(next, "back" | "out" | "up" | "off" | "down" | "in" | "over" | "away" | "on" | "through");
        let noun = singular && !particle && vocabulary.tenses.past_of_plural(next).is_some()
            || plural && !singular && !several && vocabulary.tenses.past_of_singular(next).is_some();
        (is_lower && after_noun && (singular || plural) && !noun).then_some(position)
    })
}

/// A claim as a sentence; who says it is added where the claim's own words do not tell.
pub(super) fn attributed(claim: &Claim, vocabulary: &Vocabulary) -> Said {
    let text = claim.text.trim();
    match &claim.by {
        Some(by) if claim.stance != Stance::Confirmed && !tells_speaker(text, by, vocabulary) => {
            let denied = claim.stance == Stance::Denied;
            let verb = if denied { "In the words of" } else { "According to" };
            let sentence = format!("{verb} {}, {}", with_article(by, vocabulary), lower_first(text, vocabulary));
            Said::By { by: by.clone(), denied, claim: text.to_owned(), sentence }
        }
        _ => Said::AsRecorded(text.to_owned()),
    }
}

/// Whether the text names the speaker: a word of the name, the party behind it, or "the ministry".
fn tells_speaker(text: &str, by: &str, vocabulary: &Vocabulary) -> bool {
    let (text_tokens, by_tokens) = (vocabulary.words.tokens(text), vocabulary.words.tokens(by));
    let telling = |token: &&Token| {
        token.weight >= 2
            && (token.word.capital
                || matches!(
                    token.folded(),
                    "ministry"
                        | "government"
                        | "spokesman"
                        | "spokeswoman"
                        | "spokesperson"
                        | "court"
                        | "media"
                        | "police"
                        | "presidency"
                        | "parliament"
                        | "embassy"
                ))
    };
    if by_tokens.iter().filter(telling).any(|token| text_tokens.iter().any(|other| other.stem == token.stem)) {
        return true;
    }
    let parties = |tokens: &[Token]| -> Vec<Party> { crate::question::parties_in(tokens, vocabulary) };
    let of_text = parties(&text_tokens);
    parties(&by_tokens).iter().any(|party| of_text.contains(party))
}

/// "Iranian foreign ministry" to "the Iranian foreign ministry"; names of persons stay.
fn with_article(by: &str, vocabulary: &Vocabulary) -> String {
    let last = by.split([',', ' ']).rfind(|word| !word.is_empty()).unwrap_or_default();
    let starts_so = by.starts_with("the ") || by.starts_with("The ");
    if !starts_so && vocabulary.words.form_is(&last.to_lowercase(), WordClass::Institution) && !by.contains(',') {
        format!("the {by}")
    } else {
        by.to_owned()
    }
}

/// Lower-cases the first letter unless the first word is a name or an abbreviation.
fn lower_first(text: &str, vocabulary: &Vocabulary) -> String {
    let Some(first) = text.split(' ').next() else { return text.to_owned() };
    let common = vocabulary.words.weight(&crate::text::fold(first)) < 5;
    let is_name = vocabulary
        .names
        .longest_at(&[crate::text::fold(first).as_str()], true)
        .is_some_and(|(meanings, _)| meanings.iter().any(|meaning| meaning.form != Form::Group));
    if !common || is_name || first.chars().skip(1).any(char::is_uppercase) {
        return text.to_owned();
    }
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |letter| letter.to_lowercase().chain(rest).collect())
}

/// "1 incident", "3 incidents".
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// "Iran", "Iran and Iraq", "Iran, Iraq and Oman".
pub(super) fn listed(names: &[&str]) -> String {
    match names.split_last() {
        None => "nobody".to_owned(),
        Some((last, [])) => (*last).to_owned(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

/// With a capital first letter.
pub(super) fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |letter| letter.to_uppercase().chain(rest).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_noun_that_looks_like_a_verb_stays_as_it_is() {
        let vocabulary = Vocabulary::new(&[]).unwrap();
        let past = |title: &str| past_tense(title, &vocabulary);
        assert_eq!(past("Air strike destroys the consulate").as_deref(), Some("Air strike destroyed the consulate"));
        assert_eq!(past("American bombs hit the embassy").as_deref(), Some("American bombs hit the embassy"));
        assert_eq!(
            past("Bahrain and Egypt cut ties and blockade it by sea and air").as_deref(),
            Some("Bahrain and Egypt cut ties and blockaded it by sea and air")
        );
        assert_eq!(past("Iran frees two as Britain settles a debt").as_deref(), Some("Iran freed two as Britain settled a debt"));
        assert_eq!(
            past("Spain recalls its envoy after Milei insults Sánchez").as_deref(),
            Some("Spain recalled its envoy after Milei insulted Sánchez")
        );
        assert_eq!(past("Egypt protests after Israel strikes on Gaza").as_deref(), Some("Egypt protested after Israel strikes on Gaza"));
        assert_eq!(past("Mali and Niger announce they leave").as_deref(), Some("Mali and Niger announced they leave"));
    }
}
