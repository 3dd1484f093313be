//! This program beside the peers that one would take instead, on the same questions and registers: which has the right
//! incident first, and how long a question takes.
//!
//! ```text
//! cargo bench --features peers --bench peers
//! cargo bench --features peers --bench peers -- --questions FILE
//! ```
//! Peers: `strsim` over all titles (the better of its Sørensen-Dice and Jaro-Winkler), SQLite FTS5 with bm25 and tantivy
//! with BM25, both over all text, stemmed, the words of the question joined by "or". Questions that no record answers
//! are left out: no peer can decline.

mod generator;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use aide_memoire::answer::{Answer, Outcome};
use aide_memoire::incident::{Date, Incident};
use aide_memoire::register::{Register, starter_incidents};
use aide_memoire::text;
use aide_memoire::vocabulary::Vocabulary;
use anyhow::{Context, Result};
use generator::Generator;
use serde::Deserialize;
use sqlx::{Connection, SqliteConnection};
use tantivy::collector::TopDocs;
use tantivy::query::BooleanQuery;
use tantivy::schema::{STORED, STRING, Schema, TEXT, Value};
use tantivy::{Index, IndexReader, TantivyDocument, Term};
use tokio::runtime::Runtime;

const SEED: u64 = 1961;
/// Records and questions of the generated register; `strsim` takes 30 ms a question over 10,000 titles.
const GENERATED: (u32, usize) = (10_000, 500);
/// The same where only to see that it runs.
const TINY: (u32, usize) = (100, 10);

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let is_bench = arguments.iter().any(|argument| argument == "--bench");
    let named = arguments.iter().position(|argument| argument == "--questions").and_then(|at| arguments.get(at + 1));
    let file = named.map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/golden/questions.jsonl"), PathBuf::from);
    let mut worlds = Vec::new();
    // A test run needs no question set.
    if is_bench || file.exists() {
        worlds.push(World { name: "starter register".to_owned(), incidents: starter_incidents(), cases: read_cases(&file)? });
    }
    worlds.push(generated(if is_bench { GENERATED } else { TINY }));
    print!("{}", table(&worlds)?);
    Ok(())
}

/// A register with questions about it.
struct World {
    name: String,
    incidents: Vec<Incident>,
    cases: Vec<Case>,
}

/// A question with the incidents of which one is right.
struct Case {
    text: String,
    today: Date,
    right: Box<dyn Fn(&str) -> bool>,
    /// Whether asking back between several is right.
    is_open: bool,
}

fn today() -> Date {
    Date::parse("2026-11-01").expect("a day")
}

/// The questions of a set (`tests/data/golden/FORMAT.md`) that stand alone and that a record answers.
fn read_cases(file: &Path) -> Result<Vec<Case>> {
    #[derive(Deserialize)]
    struct Line {
        q: String,
        follows: Option<String>,
        today: Option<Date>,
        expect: Expect,
    }
    #[derive(Deserialize)]
    struct Expect {
        outcome: serde_json::Value,
        #[serde(default)]
        incidents: Vec<String>,
    }
    let text = std::fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))?;
    let mut cases = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let line: Line = serde_json::from_str(line).with_context(|| format!("{}, line {number}", file.display()))?;
        let outcome = line.expect.outcome.to_string();
        if line.follows.is_some() || line.expect.incidents.is_empty() || outcome.contains("unanswered") {
            continue;
        }
        let incidents = line.expect.incidents;
        let right = Box::new(move |id: &str| incidents.iter().any(|incident| incident == id));
        cases.push(Case { text: line.q, today: line.today.unwrap_or_else(today), right, is_open: outcome.contains("clarify") });
    }
    Ok(cases)
}

fn generated((size, count): (u32, usize)) -> World {
    let generator = Generator::new(SEED);
    let questions = generator.questions(&generator.facts(size), count);
    let cases = questions.into_iter().filter(|question| question.expected.is_answerable()).map(|question| {
        let (expected, is_open) = (question.expected, question.stratum == "choice");
        Case { text: question.text, today: today(), right: Box::new(move |id: &str| expected.holds(id)), is_open }
    });
    World {
        name: format!("{size} generated"),
        cases: cases.collect(),
        incidents: (0..size).map(|number| generator.record(number)).collect(),
    }
}

/// How a peer did: share of the questions with a right incident first, and the median time in µs.
struct Score {
    right: f64,
    median: f64,
}

fn table(worlds: &[World]) -> Result<String> {
    let mut rows: Vec<(&str, Vec<Score>)> =
        ["this program", "tantivy BM25", "SQLite FTS5 bm25", "strsim over titles"].map(|name| (name, Vec::new())).into();
    for world in worlds {
        let scores = [own(world)?, tantivy(world)?, fts5(world)?, strsim(world)];
        for ((_, row), score) in rows.iter_mut().zip(scores) {
            row.push(score);
        }
    }
    let heads: Vec<String> = worlds
        .iter()
        .map(|world| format!("{}, {} questions: right incident first | median of one question", world.name, world.cases.len()))
        .collect();
    let mut lines = vec![format!("| | {} |", heads.join(" | ")), format!("| --- |{}", " ---: | ---: |".repeat(worlds.len()))];
    for (name, scores) in rows {
        let cells: Vec<String> = scores.iter().map(|score| format!("{:.1} % | {}", score.right * 100.0, time(score.median))).collect();
        lines.push(format!("| {name} | {} |", cells.join(" | ")));
    }
    Ok(lines.join("\n") + "\n")
}

fn time(micros: f64) -> String {
    if micros < 1_000.0 { format!("{micros:.0} µs") } else { format!("{:.1} ms", micros / 1_000.0) }
}

/// Asks everything once to see what is right and to warm up, and once to take the time.
fn score(world: &World, mut first: impl FnMut(&Case) -> Result<Option<String>>) -> Result<Score> {
    let mut right = 0;
    for case in &world.cases {
        right += usize::from(first(case)?.is_some_and(|id| (case.right)(&id)));
    }
    let mut times = Vec::with_capacity(world.cases.len());
    for case in &world.cases {
        let begin = Instant::now();
        std::hint::black_box(first(case)?);
        times.push(begin.elapsed().as_secs_f64() * 1e6);
    }
    times.sort_by(f64::total_cmp);
    Ok(Score { right: right as f64 / world.cases.len().max(1) as f64, median: times.get(times.len() / 2).copied().unwrap_or_default() })
}

fn own(world: &World) -> Result<Score> {
    let register = Register::new(Vocabulary::new(&[])?, world.incidents.iter().cloned());
    score(world, |case| {
        let (answer, _) = register.ask(&case.text, &case.today, None);
        Ok(first_named(&answer, case.is_open))
    })
}

/// The incident that an answer rests on; none if it declines, or asks back where one incident is meant.
fn first_named(answer: &Answer, is_open: bool) -> Option<String> {
    match answer.outcome {
        Outcome::Answered | Outcome::Several | Outcome::Corrected => answer.incidents.first(),
        Outcome::Clarify => answer.incidents.first().filter(|_| is_open),
        Outcome::Unanswered => None,
    }
    .map(|incident| incident.id.clone())
}

fn strsim(world: &World) -> Score {
    let titles: Vec<(String, &str)> =
        world.incidents.iter().map(|incident| (incident.title.to_lowercase(), incident.id.as_str())).collect();
    let nearest = |case: &Case, near: fn(&str, &str) -> f64| {
        let asked = case.text.to_lowercase();
        let best = titles.iter().map(|(title, id)| (near(&asked, title), id)).max_by(|one, other| one.0.total_cmp(&other.0));
        Ok(best.map(|(_, id)| (*id).to_owned()))
    };
    let nothing_fails = |score: Result<Score>| score.unwrap_or(Score { right: 0.0, median: 0.0 });
    let dice = nothing_fails(score(world, |case| nearest(case, ::strsim::sorensen_dice)));
    let winkler = nothing_fails(score(world, |case| nearest(case, ::strsim::jaro_winkler)));
    if dice.right >= winkler.right { dice } else { winkler }
}

/// Every text of a record, without its sources.
fn all_text(incident: &Incident) -> String {
    let claims = incident.claims.iter().flat_map(|claim| [claim.by.as_deref(), Some(claim.text.as_str())]).flatten();
    let heads = [incident.title.as_str(), incident.summary.as_str()].into_iter().chain(incident.aliases.iter().map(String::as_str));
    heads.chain(claims).collect::<Vec<_>>().join(". ")
}

/// The different words of a question, folded.
fn asked_words(question: &str) -> Vec<String> {
    let mut words: Vec<String> = text::words(question).into_iter().map(|word| word.folded).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn fts5(world: &World) -> Result<Score> {
    // What sqlx adds between the caller and SQLite (another thread) is some 20 µs of the time.
    let runtime: Runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let mut connection = runtime.block_on(async {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await?;
        sqlx::query("create virtual table incident using fts5(id unindexed, text, tokenize = 'porter unicode61')")
            .execute(&mut connection)
            .await?;
        let mut transaction = connection.begin().await?;
        for incident in &world.incidents {
            sqlx::query("insert into incident (id, text) values ($1, $2)")
                .bind(&incident.id)
                .bind(all_text(incident))
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await?;
        Ok::<_, sqlx::Error>(connection)
    })?;
    score(world, |case| {
        let words: Vec<String> = asked_words(&case.text).into_iter().map(|word| format!("\"{word}\"")).collect();
        let best =
            sqlx::query_scalar("select id from incident where incident match $1 order by bm25(incident) limit 1").bind(words.join(" OR "));
        Ok(runtime.block_on(best.fetch_optional(&mut connection))?)
    })
}

fn tantivy(world: &World) -> Result<Score> {
    let mut schema = Schema::builder();
    let (id, body) = (schema.add_text_field("id", STRING | STORED), schema.add_text_field("text", TEXT));
    let index = Index::create_in_ram(schema.build());
    let mut writer = index.writer_with_num_threads(1, 50_000_000)?;
    let stemmed = |words: Vec<String>| words.iter().map(|word| text::stem(word).into_owned()).collect::<Vec<_>>();
    for incident in &world.incidents {
        let words = text::words(&all_text(incident)).into_iter().map(|word| word.folded).collect();
        let mut document = TantivyDocument::default();
        document.add_text(id, &incident.id);
        document.add_text(body, stemmed(words).join(" "));
        writer.add_document(document)?;
    }
    writer.commit()?;
    let reader: IndexReader = index.reader()?;
    let searcher = reader.searcher();
    score(world, |case| {
        let terms = stemmed(asked_words(&case.text)).iter().map(|word| Term::from_field_text(body, word)).collect();
        let found = searcher.search(&BooleanQuery::new_multiterms_query(terms), &TopDocs::with_limit(1).order_by_score())?;
        let Some((_, address)) = found.first() else { return Ok(None) };
        let document: TantivyDocument = searcher.doc(*address)?;
        Ok(document.get_first(id).and_then(|value| value.as_str()).map(str::to_owned))
    })
}
