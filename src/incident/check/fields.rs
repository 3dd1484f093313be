//! Reads single JSON values and notes what is wrong with them, without stopping. Which fields there are is `check`'s.

use serde_json::{Map, Value};

use super::{Fault, HIGHEST_NUMBER, LONGEST_LIST};

/// Characters of a faulty value that a message repeats: enough to find it.
const SHOWN: usize = 60;

/// The faults found so far.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

/// A JSON object and where it stands in the record.
pub(super) struct Object<'v> {
    map: &'v Map<String, Value>,
    at: String,
}

impl<'v> Object<'v> {
    /// Where this field stands in the record.
    pub(super) fn path(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    /// The value of a field; `null` counts as absent.
    pub(super) fn value(&self, key: &str) -> Option<&'v Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Whether the field is there and is a list.
    pub(super) fn is_list(&self, key: &str) -> bool {
        self.value(key).is_some_and(Value::is_array)
    }
}

impl Faults {
    /// Whether nothing is wrong so far.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The faults, in the order found.
    pub(super) fn into_inner(self) -> Vec<Fault> {
        self.0
    }

    /// Notes a fault.
    pub(super) fn add(&mut self, field: &str, message: String) {
        let field = if field.is_empty() { "record" } else { field };
        self.0.push(Fault { field: field.to_owned(), message });
    }

    /// The value as an object; fields that no record has are faults.
    pub(super) fn object<'v>(&mut self, value: &'v Value, at: &str, known: &[&str]) -> Option<Object<'v>> {
        let Value::Object(map) = value else {
            self.add(at, format!("must be an object, not {}", type_of(value)));
            return None;
        };
        let object = Object { map, at: at.to_owned() };
        for key in map.keys().filter(|key| !known.contains(&key.as_str())) {
            self.add(&object.path(&shortened(key)), format!("is no field here; there are {}", known.join(", ")));
        }
        Some(object)
    }

    /// Whether the field is there.
    pub(super) fn has(&self, object: &Object<'_>, key: &str) -> bool {
        object.value(key).is_some()
    }

    /// The value of a required field.
    fn required<'v>(&mut self, object: &Object<'v>, key: &str) -> Option<&'v Value> {
        let value = object.value(key);
        if value.is_none() {
            self.add(&object.path(key), "is missing".to_owned());
        }
        value
    }

    /// A required text.
    pub(super) fn text(&mut self, object: &Object<'_>, key: &str, longest: usize) -> Option<String> {
        let value = self.required(object, key)?;
        self.text_value(value, &object.path(key), longest)
    }

    /// A text that may be absent.
    pub(super) fn optional_text(&mut self, object: &Object<'_>, key: &str, longest: usize) -> Option<String> {
        self.text_value(object.value(key)?, &object.path(key), longest)
    }

    /// A text: something to read, in one line, not too long. `None` only with a fault noted.
    pub(super) fn text_value(&mut self, value: &Value, at: &str, longest: usize) -> Option<String> {
        let Value::String(text) = value else {
            self.add(at, format!("must be a text, not {}", type_of(value)));
            return None;
        };
        if text.trim().is_empty() {
            self.add(at, "is empty".to_owned());
            return None;
        }
        if let Some(c) = text.chars().find(|c| is_unprintable(*c)) {
            self.add(at, format!("contains the control character U+{:04X}", u32::from(c)));
            return None;
        }
        if text.trim() != text {
            self.add(at, format!("{} begins or ends with a blank", shown(text)));
        }
        let length = text.chars().count();
        if length > longest {
            self.add(at, format!("has {length} characters, at most {longest} are allowed"));
            return None;
        }
        Some(text.clone())
    }

    /// A required whole number from 1 on.
    pub(super) fn number(&mut self, object: &Object<'_>, key: &str) -> Option<u32> {
        let value = self.required(object, key)?;
        self.number_value(value, &object.path(key))
    }

    /// A whole number from 1 on.
    pub(super) fn number_value(&mut self, value: &Value, at: &str) -> Option<u32> {
        let number = value.as_u64().filter(|n| (1..=HIGHEST_NUMBER).contains(n)).and_then(|n| u32::try_from(n).ok());
        if number.is_none() {
            self.add(at, format!("must be a whole number from 1 to {HIGHEST_NUMBER}, not {}", shortened(&value.to_string())));
        }
        number
    }

    /// The members of a list with their places; empty, with a fault noted, if it is none.
    pub(super) fn list<'v>(&mut self, object: &Object<'v>, key: &str, required: bool) -> Vec<(&'v Value, String)> {
        let value = if required { self.required(object, key) } else { object.value(key) };
        let at = object.path(key);
        match value {
            None => Vec::new(),
            Some(Value::Array(values)) => {
                if values.len() > LONGEST_LIST {
                    self.add(&at, format!("has {} members, at most {LONGEST_LIST} are allowed", values.len()));
                }
                values.iter().take(LONGEST_LIST).enumerate().map(|(position, value)| (value, format!("{at}[{position}]"))).collect()
            }
            Some(other) => {
                self.add(&at, format!("must be a list, not {}", type_of(other)));
                Vec::new()
            }
        }
    }
}

/// The value in quotes, cut to what a message can bear, control characters escaped.
pub(super) fn shown(text: &str) -> String {
    format!("{:?}", shortened(text))
}

fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(SHOWN).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// Control characters, and those that turn the direction of the text after them, by which a stored text could
/// disguise what stands beside it.
fn is_unprintable(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
