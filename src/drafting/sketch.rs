//! A draft in the hands of a person: its fields as texts, and what the person types instead. What cannot be read is kept as
//! it was typed; what follows from other fields (id, title, summary) follows them for as long as nobody has worded it anew.
//! Whether the record is sound is for others to say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::titles::{self, Parts, Post};
use super::{Article, Draft, DraftOutcome, ProposedSource, Record};
use crate::incident::{Aspect, Claim, Date, Kind, Party, Source, Stance};
use crate::question::{Period, Question, Role};
use crate::vocabulary::Vocabulary;

/// What a person can change.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The id.
    Id,
    /// The title.
    Title,
    /// The kind.
    Kind,
    /// "Albania > Iran": who, towards whom, and after another ">" who else; several are separated by semicolons.
    Sides,
    /// When.
    Date,
    /// The summary.
    Summary,
    /// A line for each claim: "aspect | stance | who says it | sentence".
    Claims,
    /// The article's address.
    Url,
    /// Who published it.
    Publisher,
    /// Its headline.
    SourceTitle,
    /// The day it was published.
    Published,
}

impl Field {
    /// Every field.
    pub const ALL: [Self; 11] = [
        Self::Id,
        Self::Title,
        Self::Kind,
        Self::Sides,
        Self::Date,
        Self::Summary,
        Self::Claims,
        Self::Url,
        Self::Publisher,
        Self::SourceTitle,
        Self::Published,
    ];

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Title => "title",
            Self::Kind => "kind",
            Self::Sides => "sides",
            Self::Date => "date",
            Self::Summary => "summary",
            Self::Claims => "claims",
            Self::Url => "url",
            Self::Publisher => "publisher",
            Self::SourceTitle => "source-title",
            Self::Published => "published",
        }
    }
}

/// What words mean to the person who types, and how that person is shown kinds and parties.
pub struct Reader<'a> {
    /// The party that a text names.
    pub party: &'a dyn Fn(&str) -> Option<Party>,
    /// The kind that a text names.
    pub kind: &'a dyn Fn(&str) -> Option<Kind>,
    /// What a party is called.
    pub party_name: &'a dyn Fn(Party) -> String,
    /// What a kind is called.
    pub kind_name: &'a dyn Fn(Kind) -> String,
    /// The words of titles.
    pub vocabulary: &'a Vocabulary,
}

/// A draft that somebody works on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch {
    /// The article; empty if there is none.
    pub article: Article,
    /// What was read from it.
    pub draft: Draft,
    /// The record as it is now.
    pub record: Record,
    /// What was typed and cannot be read, by field.
    pub typed: BTreeMap<Field, String>,
}

impl Sketch {
    /// The draft of an article; `None` if it proposes no record.
    pub fn new(article: Article, draft: Draft) -> Option<Self> {
        let record = draft.record.clone()?;
        Some(Self { article, draft, record, typed: BTreeMap::new() })
    }

    /// What a question tells of the incident that it asks for.
    pub fn of_question(question: &Question, vocabulary: &Vocabulary) -> Self {
        let [mut initiators, mut targets, either] = [Role::Initiator, Role::Target, Role::Either].map(|role| question.parties_as(role));
        let mut doubtful = Vec::new();
        for party in either.into_iter().filter(|party| !initiators.contains(party) && !targets.contains(party)).collect::<Vec<_>>() {
            doubtful.push(format!("The question does not say which part {} plays.", vocabulary.names.name_of(party)));
            if initiators.is_empty() { initiators.push(party) } else { targets.push(party) }
        }
        let kind = question.acts.first().and_then(|act| act.kinds.first()).copied();
        if kind.is_none() {
            doubtful.push("The question does not say what happened.".to_owned());
        }
        let (kind, date) = (kind.unwrap_or(Kind::Other), question.period.and_then(date_of));
        let parts = Parts { kind, initiators: &initiators, targets: &targets, number: None, post: None };
        let record = Record {
            id: titles::id(&parts, date.as_ref(), vocabulary),
            title: titles::title(&parts, vocabulary),
            summary: titles::summary(&parts, date.as_ref(), vocabulary),
            kind,
            initiators,
            targets,
            others: Vec::new(),
            date,
            claims: Vec::new(),
            sources: vec![ProposedSource { n: 1, url: None, publisher: None, title: None, published: None }],
        };
        let draft = Draft { outcome: DraftOutcome::Proposed, reason: None, doubtful, ..super::compose::none("") };
        Self { article: Article::default(), draft, record, typed: BTreeMap::new() }
    }

    /// The article as a source, if it tells all that a source needs.
    pub fn source(&self) -> Option<Source> {
        self.record.sources.first().and_then(ProposedSource::complete)
    }

    /// A field as text: as it was typed if that cannot be read, else as it is.
    pub fn text(&self, field: Field, reader: &Reader<'_>) -> String {
        self.typed.get(&field).cloned().unwrap_or_else(|| self.told(field, reader))
    }

    fn told(&self, field: Field, reader: &Reader<'_>) -> String {
        let record = &self.record;
        let source = record.sources.first();
        let of_source = |get: fn(&ProposedSource) -> Option<String>| source.and_then(get).unwrap_or_default();
        match field {
            Field::Id => record.id.clone(),
            Field::Title => record.title.clone(),
            Field::Kind => (reader.kind_name)(record.kind),
            Field::Sides => self.sides(reader),
            Field::Date => record.date.as_ref().map(ToString::to_string).unwrap_or_default(),
            Field::Summary => record.summary.clone(),
            Field::Claims => record.claims.iter().map(line).collect::<Vec<_>>().join("\n"),
            Field::Url => of_source(|source| source.url.clone()),
            Field::Publisher => of_source(|source| source.publisher.clone()),
            Field::SourceTitle => of_source(|source| source.title.clone()),
            Field::Published => of_source(|source| source.published.as_ref().map(ToString::to_string)),
        }
    }

    fn sides(&self, reader: &Reader<'_>) -> String {
        let names = |parties: &[Party]| parties.iter().map(|party| (reader.party_name)(*party)).collect::<Vec<_>>().join("; ");
        let (who, whom, else_) = (names(&self.record.initiators), names(&self.record.targets), names(&self.record.others));
        if else_.is_empty() { format!("{who} > {whom}") } else { format!("{who} > {whom} > {else_}") }
    }

    /// Takes what was typed into fields. Those whose text stayed as it was are not touched.
    pub fn take(&mut self, fields: &[(Field, String)], reader: &Reader<'_>) {
        let before = self.record.clone();
        for (field, typed) in fields {
            let typed = typed.trim();
            if typed == self.text(*field, reader).trim() {
                continue;
            }
            match self.put(*field, typed, reader) {
                Some(()) => drop(self.typed.remove(field)),
                None => drop(self.typed.insert(*field, typed.to_owned())),
            }
        }
        self.follow(&before, reader.vocabulary);
    }

    /// `None` if the text cannot be read.
    fn put(&mut self, field: Field, typed: &str, reader: &Reader<'_>) -> Option<()> {
        let text = (!typed.is_empty()).then(|| typed.to_owned());
        let day = || text.as_deref().map(|text| Date::parse(text).ok()).transpose_or();
        let record = &mut self.record;
        match field {
            Field::Id => record.id = typed.to_owned(),
            Field::Title => record.title = typed.to_owned(),
            Field::Summary => record.summary = typed.to_owned(),
            Field::Kind => record.kind = (reader.kind)(typed)?,
            Field::Date => record.date = day()?,
            Field::Claims => record.claims = typed.lines().filter(|line| !line.trim().is_empty()).map(claim).collect::<Option<_>>()?,
            Field::Sides => {
                let mut sides = typed.split(['>', '→']).map(|side| parties(side, reader));
                let (who, whom, others) = (sides.next()??, sides.next()??, sides.next().unwrap_or_else(|| Some(Vec::new()))?);
                sides.next().is_none().then_some(())?;
                (record.initiators, record.targets, record.others) = (who, whom, others);
            }
            Field::Url | Field::Publisher | Field::SourceTitle | Field::Published => {
                let published = if field == Field::Published { day()? } else { None };
                let source = record.sources.first_mut()?;
                match field {
                    Field::Url => source.url = text,
                    Field::Publisher => source.publisher = text,
                    Field::SourceTitle => source.title = text,
                    _ => source.published = published,
                }
            }
        }
        Some(())
    }

    /// Words id, title and summary anew where they still say what the fields before said.
    fn follow(&mut self, before: &Record, vocabulary: &Vocabulary) {
        let counts = self.draft.counts.iter().map(|count| Some(count.value));
        let numbers = [None].into_iter().chain(counts);
        // What the article tells and the record has no field for.
        let told = numbers.flat_map(|number| [None, Some(Post::Own), Some(Post::Theirs)].map(|post| (number, post)));
        let (old, now) = (before, &self.record);
        let word = |record: &Record, (number, post)| {
            let parts = Parts { kind: record.kind, initiators: &record.initiators, targets: &record.targets, number, post };
            let date = record.date.as_ref();
            [titles::id(&parts, date, vocabulary), titles::title(&parts, vocabulary), titles::summary(&parts, date, vocabulary)]
        };
        let stood: Vec<_> = told.map(|told| (told, word(old, told))).collect();
        let anew = |now: &str, old: &str, position: usize| {
            let same = stood.iter().find(|(_, words)| words.get(position).is_some_and(|word| word == old && now == old))?;
            word(&self.record, same.0).get(position).cloned()
        };
        let (id, title) = (anew(&now.id, &old.id, 0), anew(&now.title, &old.title, 1));
        let summary = anew(&now.summary, &old.summary, 2);
        let record = &mut self.record;
        record.id = id.unwrap_or_else(|| std::mem::take(&mut record.id));
        record.title = title.unwrap_or_else(|| std::mem::take(&mut record.title));
        record.summary = summary.unwrap_or_else(|| std::mem::take(&mut record.summary));
    }
}

/// An optional reading that is nothing, something, or unreadable.
trait TransposeOr<T> {
    /// `None` if there is a text that cannot be read.
    fn transpose_or(self) -> Option<Option<T>>;
}

impl<T> TransposeOr<T> for Option<Option<T>> {
    fn transpose_or(self) -> Self {
        match self {
            None => Some(None),
            Some(read) => read.map(Some),
        }
    }
}

/// "why | asserted | Prime Minister Edi Rama | Iran was behind the attack."
fn line(claim: &Claim) -> String {
    format!("{} | {} | {} | {}", claim.aspect.name(), claim.stance.name(), claim.by.as_deref().unwrap_or_default(), claim.text)
}

/// Reads a line; one without bars is what happened, as reported.
fn claim(line: &str) -> Option<Claim> {
    let parts: Vec<&str> = line.splitn(4, '|').map(str::trim).collect();
    let (aspect, stance, by, text) = match parts.as_slice() {
        [text] => (Aspect::What, Stance::Reported, "", *text),
        [aspect, stance, by, text] => (Aspect::from_name(aspect)?, Stance::from_name(stance)?, *by, *text),
        _ => return None,
    };
    Some(Claim::new(aspect, text.to_owned(), (!by.is_empty()).then(|| by.to_owned()), stance, vec![1]))
}

/// A day, month or year as a date; a longer time is when, but tells no date.
fn date_of(period: Period) -> Option<Date> {
    let part = |day: i32| (day / 10_000, day / 100 % 100, day % 100);
    let ((year, month, day), (last_year, last_month, _)) = (part(period.first), part(period.last));
    let text = match (period.first == period.last, (year, month) == (last_year, last_month)) {
        _ if !period.exact || year != last_year => return None,
        (true, _) => format!("{year:04}-{month:02}-{day:02}"),
        (_, true) => format!("{year:04}-{month:02}"),
        _ if (month, last_month) == (1, 12) => format!("{year:04}"),
        _ => return None,
    };
    Date::parse(&text).ok()
}

/// The parties of a side, each once.
fn parties(side: &str, reader: &Reader<'_>) -> Option<Vec<Party>> {
    let mut found: Vec<Party> = Vec::new();
    for part in side.split(';').map(str::trim).filter(|part| !part.is_empty()) {
        // A comma may be part of a name.
        let named = (reader.party)(part).map(|party| vec![party]);
        let named = named.or_else(|| part.split(',').map(|name| (reader.party)(name.trim())).collect())?;
        found.extend(named.into_iter().filter(|party| !found.contains(party)).collect::<Vec<_>>());
    }
    Some(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drafting::{Wordings, draft};

    fn sketch(vocabulary: &Vocabulary) -> Sketch {
        let text = "Norway expels 15 Russian diplomats\n\nOslo, 13 April 2023. Norway expelled 15 Russian diplomats on Thursday. \
                    Foreign Minister Anniken Huitfeldt said they had worked for the intelligence services.";
        let article = Article { text: text.to_owned(), published: Date::parse("2023-04-13").ok(), ..Article::default() };
        let draft = draft(&article, vocabulary, &Wordings::new(vocabulary).unwrap());
        Sketch::new(article, draft).unwrap()
    }

    fn with_reader<T>(work: impl FnOnce(&Reader<'_>) -> T) -> T {
        let vocabulary = Vocabulary::new(&[]).unwrap();
        work(&Reader {
            party: &|text| Party::parse(text).ok(),
            kind: &Kind::from_name,
            party_name: &|party| party.code().to_owned(),
            kind_name: &|kind| kind.name().to_owned(),
            vocabulary: &vocabulary,
        })
    }

    #[test]
    fn what_nobody_worded_anew_follows_the_other_fields() {
        with_reader(|reader| {
            let mut sketch = sketch(reader.vocabulary);
            assert_eq!(sketch.record.title, "Norway expels 15 diplomats of Russia");
            let same: Vec<(Field, String)> = Field::ALL.iter().map(|field| (*field, sketch.text(*field, reader))).collect();
            let before = sketch.clone();
            sketch.take(&same, reader);
            assert_eq!(sketch, before);
            sketch.take(&[(Field::Sides, "SE > RU".to_owned()), (Field::Date, "2023-04-25".to_owned())], reader);
            assert_eq!(sketch.record.id, "sweden-russia-2023-04-25-diplomats-expelled");
            assert_eq!(sketch.record.title, "Sweden expels 15 diplomats of Russia");
            assert_eq!(sketch.record.summary, "Sweden expelled 15 diplomats of Russia on 25 April 2023.");
            sketch.take(&[(Field::Title, "Sweden sends spies home".to_owned())], reader);
            sketch.take(&[(Field::Sides, "FI > RU > NO, SE".to_owned())], reader);
            assert_eq!(sketch.record.title, "Sweden sends spies home");
            assert_eq!(sketch.text(Field::Sides, reader), "FI > RU > NO; SE");
        });
    }

    #[test]
    fn a_question_tells_the_beginning_of_a_record() {
        with_reader(|reader| {
            let today = Date::parse("2026-11-01").unwrap();
            let question = crate::question::understand("When did France expel Albanian diplomats in 2019?", reader.vocabulary, &today);
            let sketch = Sketch::of_question(&question, reader.vocabulary);
            assert_eq!(sketch.text(Field::Sides, reader), "FR > AL");
            assert_eq!(sketch.record.kind, Kind::DiplomatsExpelled);
            assert_eq!(sketch.text(Field::Date, reader), "2019");
            assert_eq!(sketch.record.complete(), None);
        });
    }

    #[test]
    fn what_cannot_be_read_is_kept_as_it_was_typed() {
        with_reader(|reader| {
            let mut sketch = sketch(reader.vocabulary);
            let before = sketch.record.clone();
            let typed = [(Field::Kind, "nonsense"), (Field::Sides, "Atlantis > RU"), (Field::Date, "Tuesday"), (Field::Claims, "a | b")];
            sketch.take(&typed.map(|(field, text)| (field, text.to_owned())), reader);
            assert_eq!(sketch.record, before);
            for (field, text) in typed {
                assert_eq!(sketch.text(field, reader), text);
            }
            sketch.take(
                &[(Field::Date, "2023-04".to_owned()), (Field::Claims, "They left.\nwhy | asserted | NN | As | spies.".to_owned())],
                reader,
            );
            assert!(!sketch.typed.contains_key(&Field::Date) && sketch.typed.contains_key(&Field::Kind));
            assert_eq!(sketch.text(Field::Claims, reader), "what | reported |  | They left.\nwhy | asserted | NN | As | spies.");
        });
    }
}
