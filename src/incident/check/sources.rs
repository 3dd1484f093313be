//! What is wrong with the sources of a record: numbers, addresses, languages, copies of copies.

use std::collections::HashSet;

use url::Url;

use super::fields::{Faults, Object, shown};
use super::{LONGEST_TEXT, LONGEST_TITLE, LONGEST_URL, numbers_of_sources, read_date, read_optional_name};
use crate::incident::Source;

const SOURCE_FIELDS: &[&str] =
    &["n", "url", "publisher", "title", "published", "language", "archived_url", "type", "grade", "copy_of", "retracted"];

/// The sources of a record.
pub(super) fn read_sources(object: &Object<'_>, faults: &mut Faults) -> Vec<Source> {
    let mut sources: Vec<(String, Source)> = Vec::new();
    let mut seen = HashSet::new();
    for (value, at) in faults.list(object, "sources", true) {
        let Some(object) = faults.object(value, &at, SOURCE_FIELDS) else { continue };
        let n = faults.number(&object, "n");
        if n.is_some_and(|n| !seen.insert(n)) {
            faults.add(&object.path("n"), format!("number {} is given to two sources", n.unwrap_or_default()));
        }
        if let Some(source) = read_source(&object, n, faults) {
            sources.push((at, source));
        }
    }
    check_copies(&sources, &numbers_of_sources(object), faults);
    sources.into_iter().map(|(_, source)| source).collect()
}

/// A copy names its original, which is none itself: so that two copies of one report have one origin.
fn check_copies(sources: &[(String, Source)], known: &HashSet<u64>, faults: &mut Faults) {
    for (at, source) in sources {
        let Some(n) = source.copy_of else { continue };
        let original = sources.iter().find(|(_, other)| other.n == n).and_then(|(_, other)| other.copy_of);
        let wrong = match original {
            _ if n == source.n => "the source is a copy of itself".to_owned(),
            _ if !known.contains(&u64::from(n)) => format!("the record has no source {n}"),
            Some(original) => format!("source {n} is itself a copy; name its original, {original}"),
            None => continue,
        };
        faults.add(&format!("{at}.copy_of"), wrong);
    }
}

fn read_source(object: &Object<'_>, n: Option<u32>, faults: &mut Faults) -> Option<Source> {
    let url = read_url(object, "url", faults);
    let publisher = faults.text(object, "publisher", LONGEST_TITLE);
    let title = faults.optional_text(object, "title", LONGEST_TITLE);
    let published = faults.has(object, "published").then(|| read_date(object, "published", faults)).flatten();
    if !faults.has(object, "url") {
        for key in ["title", "published"] {
            if !faults.has(object, key) {
                faults.add(&object.path(key), "is needed for a source without url".to_owned());
            }
        }
    }
    let language = read_language(object, faults);
    let archived_url = read_url(object, "archived_url", faults);
    let source_type = read_optional_name(object, "type", faults);
    let grade = read_optional_name(object, "grade", faults);
    let copy_of = faults.has(object, "copy_of").then(|| faults.number(object, "copy_of")).flatten();
    let retracted = faults.optional_text(object, "retracted", LONGEST_TEXT);
    Some(Source { n: n?, url, publisher: publisher?, title, published, language, archived_url, source_type, grade, copy_of, retracted })
}

/// An address that can be shown and opened as it stands: http or https, a host, no user name, nothing that would end `<url>`.
fn read_url(object: &Object<'_>, key: &str, faults: &mut Faults) -> Option<String> {
    let text = faults.optional_text(object, key, LONGEST_URL)?;
    let wrong = match Url::parse(&text) {
        Err(error) => Some(error.to_string()),
        Ok(url) if !matches!(url.scheme(), "http" | "https") => Some("only http and https are used".to_owned()),
        Ok(url) if !url.has_host() => Some("it has no host".to_owned()),
        Ok(url) if !url.username().is_empty() || url.password().is_some() => Some("a user name does not belong in it".to_owned()),
        Ok(_) if text.contains(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | '"')) => {
            Some("write blanks, quotes and angle brackets as %20, %22, %3C, %3E".to_owned())
        }
        Ok(_) => None,
    };
    if let Some(wrong) = wrong {
        faults.add(&object.path(key), format!("{} is no web address: {wrong}", shown(&text)));
    }
    Some(text)
}

/// A language tag by the shape of [BCP 47](https://www.rfc-editor.org/info/bcp47); whether the language exists is not looked up.
pub(super) fn read_language(object: &Object<'_>, faults: &mut Faults) -> Option<String> {
    let tag = faults.optional_text(object, "language", LONGEST_TITLE)?;
    let mut parts = tag.split('-');
    let primary = parts.next().is_some_and(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
    if !primary || !parts.all(|part| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())) {
        faults.add(&object.path("language"), format!("{} is no language tag; write one like \"en\" or \"pt-BR\" (BCP 47)", shown(&tag)));
    }
    Some(tag)
}
