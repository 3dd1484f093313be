//! What a person sees of a response, and whether any of it is in a language that is not the reader's. The words are read from
//! the files of the interface: whatever English has in them may not stand in a response in another language, nor may an
//! English day before a title.

use std::collections::BTreeMap;

use aide_memoire::incident::MONTHS;
use aide_memoire::register::starter_incidents;
use regex::Regex;
use serde_json::Value;

/// Shorter pieces of words stand in any text by chance.
const TELLING: usize = 10;

/// The words of the interface in one language: by key, the pieces between what is put in.
fn interface(code: &str) -> BTreeMap<String, Vec<String>> {
    let file = format!("{}/config/interface/{code}.ftl", env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(file).unwrap();
    let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut key = String::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let mut words = line;
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            let (name, value) = line.split_once(" =").unwrap();
            (key, words) = (name.to_owned(), value);
        }
        let words = words.trim();
        let words = words.split_once("] ").filter(|_| words.starts_with(['[', '*'])).map_or(words, |(_, words)| words);
        let pieces = words.split('{').map(|piece| piece.split_once('}').map_or(piece, |(_, behind)| behind));
        let pieces = pieces.filter(|piece| !piece.contains("->")).map(str::trim).filter(|piece| !piece.is_empty());
        all.entry(key.clone()).or_default().extend(pieces.map(str::to_owned));
    }
    all
}

/// What may not be seen by a reader of a language.
pub(super) struct Foreign {
    /// Wherever they stand.
    phrases: Vec<String>,
    /// As a whole label or heading.
    labels: Vec<String>,
    /// Keys that should have become words.
    keys: Vec<String>,
    /// Sentences of the register that have such a phrase by themselves.
    recorded: Vec<String>,
    /// A line that begins with a day in English, as a list has it.
    day: Option<Regex>,
}

/// "- 7 September 2022: …", "**March 2023** …", "On 7 September 2022, …"; of months without a day only those that are called
/// otherwise in the reader's language.
fn english_day(own: &BTreeMap<String, Vec<String>>) -> Regex {
    let is_own = |month: &&str| own.iter().any(|(key, names)| key.starts_with("month-") && names.iter().any(|name| name == month));
    let (months, others) = (MONTHS.join("|"), MONTHS.iter().filter(|month| !is_own(month)).copied().collect::<Vec<_>>().join("|"));
    Regex::new(&format!(r"(?m)^(?:- |\*\*|On |In )*(?:\d{{1,2}} (?:{months})|(?:{others})) \d{{4}}(?:[:,]|\*\*)")).unwrap()
}

impl Foreign {
    /// What may not be seen by a reader of this language. Names of commands are what they are in every text.
    pub(super) fn to(code: &str) -> Self {
        let (english, own) = (interface("en"), interface(code));
        let keys = english.keys().filter(|key| key.contains('-')).cloned().collect();
        if code == "en" {
            return Self { phrases: Vec::new(), labels: Vec::new(), keys, recorded: Vec::new(), day: None };
        }
        let all: String = own.values().flatten().map(|piece| format!("{piece}\n")).collect();
        let shown = english.iter().filter(|(key, _)| !["command-", "option-", "choice-"].iter().any(|kind| key.starts_with(kind)));
        let pieces: Vec<String> =
            shown.flat_map(|(_, pieces)| pieces).map(|piece| piece.trim_matches([':', '.', ',', ';', ' ', '*']).to_owned()).collect();
        let day = Some(english_day(&own));
        let own = |piece: &str| own.values().flatten().any(|same| same == piece);
        let labels = pieces.iter().filter(|piece| piece.len() > 2 && !own(piece)).cloned().collect();
        let telling = |piece: &&String| piece.chars().count() >= TELLING && piece.contains(' ') && !all.contains(piece.as_str());
        let phrases: Vec<String> = pieces.iter().filter(telling).cloned().collect();
        let claims = starter_incidents().into_iter().flat_map(|incident| incident.claims).map(|claim| claim.text);
        let recorded = claims.filter(|text| phrases.iter().any(|phrase| text.contains(phrase.as_str()))).collect();
        Self { phrases, labels, keys, recorded, day }
    }

    /// Everything foreign in the data of a response or in a message.
    pub(super) fn in_message(&self, data: &Value) -> Vec<String> {
        let mut found = Vec::new();
        for (mut text, is_label) in visible(data) {
            for recorded in &self.recorded {
                text = text.replace(recorded.as_str(), "…");
            }
            let day = self.day.as_ref().and_then(|day| day.find(&text)).map(|day| day.as_str().to_owned());
            found.extend(day.map(|day| format!("\"{day}\" begins a line of \"{text}\"")));
            let phrase = self.phrases.iter().find(|phrase| text.contains(phrase.as_str()));
            let label = self.labels.iter().find(|label| is_label && text.trim_matches(['*', ':', ' ']) == label.as_str());
            let ends = |letter: char| !letter.is_alphanumeric() && letter != '-';
            let key = self.keys.iter().find(|key| text.split(ends).any(|word| word == key.as_str()));
            found.extend([phrase, label, key].into_iter().flatten().map(|foreign| format!("\"{foreign}\" in \"{text}\"")));
        }
        found
    }
}

/// Every text that is seen, and whether it is a label or heading.
fn visible(data: &Value) -> Vec<(String, bool)> {
    let mut all: Vec<(String, bool)> = Vec::new();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let mut see = |value: &Value, is_label: bool| {
        all.extend(value.as_str().filter(|text| !text.is_empty()).map(|text| (text.to_owned(), is_label)));
    };
    see(&data["content"], false);
    see(&data["title"], true);
    for embed in list(&data["embeds"]) {
        see(&embed["title"], false);
        see(&embed["description"], false);
        see(&embed["footer"]["text"], false);
        for field in list(&embed["fields"]) {
            see(&field["name"], true);
            see(&field["value"], false);
        }
    }
    for part in list(&data["components"]).iter().flat_map(|row| list(&row["components"])) {
        see(&part["label"], true);
        see(&part["placeholder"], true);
        for option in list(&part["options"]) {
            see(&option["label"], true);
            see(&option["description"], true);
        }
    }
    for choice in list(&data["choices"]) {
        see(&choice["name"], true);
    }
    all
}

#[test]
fn english_is_seen_in_a_german_response_and_keys_in_any() {
    let german = Foreign::to("de");
    let found = |content: &str| german.in_message(&serde_json::json!({ "content": content })).len();
    assert_eq!(found("Über dich wird nichts aufbewahrt."), 0);
    assert_eq!(found("Nothing is kept about you."), 1);
    assert_eq!(found("**kind-protest-note**"), 1);
    assert_eq!(found("According to Edi Rama, the break was announced on 7 September 2022."), 1);
    assert_eq!(found("As of 1 November 2026, going by the register, Albania and Iran have had no diplomatic relations."), 1);
    assert_eq!(found("Drei Vorfälle:\n- 7 September 2022: Albania severs relations. [1]"), 1);
    assert_eq!((found("**March 2023** Albania severs relations."), found("**April 1988** Albania severs relations.")), (1, 0));
    assert_eq!(found("On 23 October 2021, Erdoğan ordered ten ambassadors out."), 1);
    assert_eq!(found("- 7. September 2022: Albania severs relations. The break was announced on 7 September 2022. [1]"), 0);
    assert_eq!(german.in_message(&serde_json::json!({ "components": [{ "components": [{ "label": "Approve" }] }] })).len(), 1);
    assert_eq!(Foreign::to("en").in_message(&serde_json::json!({ "content": "why-button" })).len(), 1);
}
