//! What a person sees of a response, and whether any of it is in a language that is not the reader's. The words are read from
//! the files of the interface: whatever English has in them may not stand in a response in another language.

use std::collections::BTreeMap;

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
}

impl Foreign {
    /// What may not be seen by a reader of this language. Names of commands are what they are in every text.
    pub(super) fn to(code: &str) -> Self {
        let (english, own) = (interface("en"), interface(code));
        let keys = english.keys().filter(|key| key.contains('-')).cloned().collect();
        if code == "en" {
            return Self { phrases: Vec::new(), labels: Vec::new(), keys };
        }
        let all: String = own.values().flatten().map(|piece| format!("{piece}\n")).collect();
        let shown = english.iter().filter(|(key, _)| !["command-", "option-", "choice-"].iter().any(|kind| key.starts_with(kind)));
        let pieces: Vec<String> =
            shown.flat_map(|(_, pieces)| pieces).map(|piece| piece.trim_matches([':', '.', ',', ';', ' ', '*']).to_owned()).collect();
        let own = |piece: &str| own.values().flatten().any(|same| same == piece);
        let labels = pieces.iter().filter(|piece| piece.len() > 2 && !own(piece)).cloned().collect();
        let telling = |piece: &&String| piece.chars().count() >= TELLING && piece.contains(' ') && !all.contains(piece.as_str());
        Self { phrases: pieces.iter().filter(telling).cloned().collect(), labels, keys }
    }

    /// Everything foreign in the data of a response or in a message.
    pub(super) fn in_message(&self, data: &Value) -> Vec<String> {
        let mut found = Vec::new();
        for (text, is_label) in visible(data) {
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
    assert_eq!(german.in_message(&serde_json::json!({ "components": [{ "components": [{ "label": "Approve" }] }] })).len(), 1);
    assert_eq!(Foreign::to("en").in_message(&serde_json::json!({ "content": "why-button" })).len(), 1);
}
