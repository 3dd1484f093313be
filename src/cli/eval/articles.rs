//! Scores drafts: a set of articles with what a careful reader takes from each.

use std::fmt::Write;

use regex::Regex;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::drafting::{Article, Draft, DraftOutcome, Record, Wordings, draft};
use crate::incident::{Aspect, Date, Kind, Party};
use crate::register::Register;

/// An article with what it should give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleCase {
    /// Unique in its file.
    pub id: String,
    /// The manner of the newsroom: wire, press release, live blog.
    pub style: String,
    /// The day it was published.
    pub published: Option<Date>,
    /// Who published it.
    #[serde(default)]
    pub publisher: Option<String>,
    /// Where it can be read.
    #[serde(default)]
    pub url: Option<String>,
    /// The article.
    pub text: String,
    /// What it should give.
    pub expect: ArticleExpect,
}

/// What an article should give.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArticleExpect {
    /// `proposed` or `none`.
    pub outcome: String,
    /// Kinds that are right.
    #[serde(default)]
    pub kinds: Vec<Kind>,
    /// Who acts.
    #[serde(default)]
    pub initiators: Vec<Party>,
    /// Towards whom.
    #[serde(default)]
    pub targets: Vec<Party>,
    /// When.
    #[serde(default)]
    pub date: Option<Date>,
    /// Until when something has to be done: EDTF, or the words that tell how long ("48 hours").
    #[serde(default)]
    pub deadline: Option<String>,
    /// Numbers that must be found.
    #[serde(default)]
    pub counts: Vec<u64>,
    /// A pattern that the speaker of the reason fits.
    #[serde(default)]
    pub reason_by: Option<String>,
    /// A remark of the author.
    #[serde(default)]
    pub note: Option<String>,
}

/// What is judged of a draft, in the order of the table.
pub const MEASURES: [&str; 8] = ["none", "proposed", "kind", "sides", "date", "deadline", "counts", "reason"];

/// An article with its draft and, for each measure that it is judged by, whether it is right.
#[derive(Debug, Clone)]
pub struct ScoredArticle {
    /// The article.
    pub case: ArticleCase,
    /// What came of it.
    pub draft: Draft,
    /// Measure, right or wrong, and what was found.
    pub judged: Vec<(&'static str, bool, String)>,
}

impl ScoredArticle {
    /// Whether everything is right.
    pub fn is_right(&self) -> bool {
        self.judged.iter().all(|(_, right, _)| *right)
    }
}

/// Reads and judges every article.
pub fn score_articles(register: &Register, wordings: &Wordings, cases: Vec<ArticleCase>) -> Vec<ScoredArticle> {
    let scored = |case: ArticleCase| {
        let article = Article {
            text: case.text.clone(),
            url: case.url.clone(),
            publisher: case.publisher.clone(),
            published: case.published.clone(),
        };
        let draft = draft(&article, register.vocabulary(), wordings);
        let judged = judge_article(&case.expect, &draft);
        ScoredArticle { case, draft, judged }
    };
    cases.into_iter().map(scored).collect()
}

fn judge_article(expect: &ArticleExpect, draft: &Draft) -> Vec<(&'static str, bool, String)> {
    let proposed = draft.outcome != DraftOutcome::None;
    let reason = draft.reason.clone().unwrap_or_default();
    if expect.outcome == "none" {
        let got = draft.record.as_ref().map_or(reason, |record| format!("{}: {}", record.kind.name(), record.title));
        return vec![("none", !proposed, got)];
    }
    let mut judged = vec![("proposed", proposed, reason)];
    let record = draft.record.as_ref();
    let kind = record.map(|record| record.kind);
    judged.push(("kind", kind.is_some_and(|kind| expect.kinds.contains(&kind)), kind.map_or("-", Kind::name).to_owned()));
    let sides = record.map(|record| (sorted(&record.initiators), sorted(&record.targets)));
    let right = sides.as_ref().is_some_and(|(from, to)| *from == sorted(&expect.initiators) && *to == sorted(&expect.targets));
    judged.push(("sides", right, sides.map_or_else(String::new, |(from, to)| format!("{from:?} -> {to:?}"))));
    let date = record.and_then(|record| record.date.clone());
    if let Some(expected) = &expect.date {
        judged.push(("date", date.as_ref() == Some(expected), format!("{date:?}")));
    }
    if let Some(expected) = &expect.deadline {
        let found = draft.deadline.as_ref().map_or("", Date::as_str);
        let words = draft.deadline_words.as_deref().unwrap_or_default().to_lowercase();
        judged.push(("deadline", found == expected || words.contains(expected.as_str()), format!("{found} \"{words}\"")));
    }
    if !expect.counts.is_empty() {
        let found = |wanted: &u64| draft.counts.iter().any(|count| count.value == *wanted);
        let values: Vec<u64> = draft.counts.iter().map(|count| count.value).collect();
        judged.push(("counts", expect.counts.iter().all(found), format!("{values:?}")));
    }
    if let Some(pattern) = &expect.reason_by {
        let speakers = record.map(speakers_of_reason).unwrap_or_default();
        let fits = Regex::new(&format!("(?i){pattern}")).is_ok_and(|pattern| speakers.iter().any(|by| pattern.is_match(by)));
        judged.push(("reason", fits, speakers.join("; ")));
    }
    judged
}

fn speakers_of_reason(record: &Record) -> Vec<&str> {
    record.claims.iter().filter(|claim| claim.aspect == Aspect::Why).filter_map(|claim| claim.by.as_deref()).collect()
}

fn sorted(parties: &[Party]) -> Vec<Party> {
    let mut parties = parties.to_vec();
    parties.sort_unstable();
    parties
}

/// Right and all, for each measure.
pub fn tally(scored: &[ScoredArticle]) -> Vec<(&'static str, usize, usize)> {
    let of = |measure: &'static str| {
        let judged = scored.iter().flat_map(|one| &one.judged).filter(move |(name, ..)| *name == measure);
        (measure, judged.clone().filter(|(_, right, _)| *right).count(), judged.count())
    };
    MEASURES.map(of).to_vec()
}

/// The figures as a table.
pub fn article_table(scored: &[ScoredArticle]) -> String {
    let mut table = format!("{} articles, {} with nothing wrong\n", scored.len(), scored.iter().filter(|one| one.is_right()).count());
    for (measure, right, all) in tally(scored).into_iter().filter(|(_, _, all)| *all > 0) {
        let share = right as f64 * 100.0 / all as f64;
        // Writing into a text cannot fail.
        let _ = writeln!(table, "{measure:<9} {right:>4} of {all:>4}  {share:>5.1} %");
    }
    table.trim_end().to_owned()
}

/// The figures as JSON.
pub(super) fn article_json(scored: &[ScoredArticle]) -> Value {
    let measures: serde_json::Map<String, Value> =
        tally(scored).into_iter().map(|(measure, right, all)| (measure.to_owned(), json!({ "right": right, "of": all }))).collect();
    json!({ "articles": scored.len(), "right": scored.iter().filter(|one| one.is_right()).count(), "measures": measures })
}

/// What a person needs to see of an article that is read wrongly.
pub fn article_failure(scored: &ScoredArticle) -> String {
    let mut text = format!("{} [{}] {}\n", scored.case.id, scored.case.style, scored.case.text.lines().next().unwrap_or_default());
    for (measure, _, got) in scored.judged.iter().filter(|(_, right, _)| !right) {
        let expect = &scored.case.expect;
        let expected = match *measure {
            "kind" => format!("{:?}", expect.kinds.iter().map(|kind| kind.name()).collect::<Vec<_>>()),
            "sides" => format!("{:?} -> {:?}", expect.initiators, expect.targets),
            "date" => format!("{:?}", expect.date),
            "deadline" => format!("{:?}", expect.deadline),
            "counts" => format!("{:?}", expect.counts),
            "reason" => expect.reason_by.clone().unwrap_or_default(),
            _ => expect.outcome.clone(),
        };
        let _ = writeln!(text, "  {measure}: expected {expected}, got {got}");
    }
    text
}
