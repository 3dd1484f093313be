//! How long a start takes on registers of 1,000 to 1,000,000 incidents in a database: from every record, and from a warm index.
//!
//! ```text
//! cargo bench --bench start                        # every size, on SQLite; a million takes a quarter of an hour
//! cargo bench --bench start -- --size 10000        # up to this size
//! cargo bench --bench start -- --only 100000 --database postgres://…      # this size, in an empty database
//! cargo bench --bench start -- --folder FOLDER     # where files are made; some 8 GB for a million
//! ```
//! Each step runs in a process of its own, so that peaks of memory stay apart. Both starts are asked the same questions, and
//! the answers must be the same word by word.

#[expect(dead_code, reason = "`ask` uses the rest")]
mod generator;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::Instant;

use aide_memoire::incident::Date;
use aide_memoire::register::{Live, Start, vocabulary};
use aide_memoire::store::{Change, Edit, SHARED, Store, WarmIndex};
use generator::Generator;

const SIZES: &[u32] = &[1_000, 10_000, 100_000, 1_000_000];
/// Small enough for every test run.
const TINY: u32 = 200;
const SEED: u64 = 1961;
const QUESTIONS: usize = 1_000;
/// Records filed at once.
const BATCH: u32 = 1_000;
/// The warm start is measured so often; the slowest counts.
const STARTS: usize = 3;

/// The bar, in seconds.
const WARM_BAR: f64 = 3.0;

fn main() -> ExitCode {
    let begun = Instant::now();
    let arguments: Vec<String> = std::env::args().collect();
    let value =
        |flag: &str| arguments.iter().position(|argument| argument == flag).and_then(|at| arguments.get(at + 1)).map(String::as_str);
    let number = |flag: &str| value(flag).and_then(|value| value.parse::<u32>().ok());
    if let (Some(step), Some(size), Some(address), Some(warm)) = (value("--step"), number("--only"), value("--database"), value("--warm")) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(run(step, size, address, WarmIndex::at(PathBuf::from(warm)), begun));
        return ExitCode::SUCCESS;
    }
    let sizes: Vec<u32> = match number("--only") {
        Some(size) => vec![size],
        // `cargo bench` says so; `cargo test` only wants to see that it runs.
        None if arguments.iter().any(|argument| argument == "--bench") => {
            SIZES.iter().copied().filter(|size| *size <= number("--size").unwrap_or(u32::MAX)).collect()
        }
        None => vec![TINY],
    };
    let folder = value("--folder").map_or_else(std::env::temp_dir, PathBuf::from);
    let folder = folder.join(format!("aide-memoire-start-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    let results: Vec<Option<Figures>> = sizes.into_iter().map(|size| measured(size, value("--database"), &folder)).collect();
    let _ = std::fs::remove_dir_all(&folder);
    let results: Vec<Figures> = results.into_iter().flatten().collect();
    print!("{}", report(&results));
    if results.is_empty() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// The figures of one size, by name.
type Figures = BTreeMap<String, f64>;

/// All steps for one size.
fn measured(size: u32, database: Option<&str>, folder: &Path) -> Option<Figures> {
    let file = folder.join(format!("{size}.db"));
    let address = database.map_or_else(|| format!("sqlite:{}", file.display()), str::to_owned);
    let warm = folder.join(format!("{size}.warm"));
    let mut figures = Figures::from([("size".to_owned(), f64::from(size))]);
    let starts = std::iter::repeat_n("warm", STARTS);
    for step in ["fill", "cold"].into_iter().chain(starts) {
        let told = in_child(step, size, &address, &warm)?;
        if step == "warm" {
            assert_eq!(told.get("answers"), figures.get("answers"), "a warm start answers as a cold one does");
        }
        for (name, value) in told {
            let known = figures.entry(name).or_insert(value);
            *known = known.max(value);
        }
    }
    let _ = std::fs::remove_file(file);
    Some(figures)
}

fn in_child(step: &str, size: u32, address: &str, warm: &Path) -> Option<Figures> {
    let mut command = Command::new(std::env::current_exe().ok()?);
    command.args(["--step", step, "--only", &size.to_string(), "--database", address, "--warm"]).arg(warm);
    let output = command.stderr(Stdio::inherit()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures = text.lines().filter_map(|line| line.split_once('='));
    let figures = figures.filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?))).collect();
    output.status.success().then_some(figures)
}

/// One step; prints `name=figure` lines.
async fn run(step: &str, size: u32, address: &str, warm: WarmIndex, begun: Instant) {
    let path = warm.path().to_owned();
    let store = Store::open(address).await.expect("a database");
    if step == "fill" {
        fill(&store, size).await;
        store.close().await;
        return;
    }
    let words = vocabulary(&[]).expect("the compiled-in lists are good");
    let (live, start) = Live::open_with(&store, words, "", Some(warm)).await.expect("a register");
    println!("{step}={}", begun.elapsed().as_secs_f64());
    println!("{step}-peak={}", memory("VmHWM") - memory("RssFile"));
    match start {
        Start::Warm(_) => assert_eq!(step, "warm"),
        Start::Cold => assert_eq!(step, "cold"),
        Start::Unfit(error) => panic!("{error}"),
    }
    if let Some(head) = live.warm_head(&store).await.expect("a database") {
        let begun = Instant::now();
        let bytes = live.write_warm(&head).expect("a file").expect("nothing changes");
        println!("write={}", begun.elapsed().as_secs_f64());
        println!("bytes={bytes}");
        assert_eq!(std::fs::metadata(path).expect("a file").len(), bytes);
    }
    let generator = Generator::new(SEED);
    let today = Date::parse("2026-11-01").expect("a day");
    let mut hasher = DefaultHasher::new();
    for question in generator.questions(&generator.facts(size), QUESTIONS) {
        let answer = live.with(None, |view| view.register.ask(&question.text, &today, None).0);
        format!("{answer:?}").hash(&mut hasher);
    }
    // So much of the sum as a number of this sort holds.
    println!("answers={}", (hasher.finish() >> 12) as f64);
    store.close().await;
}

async fn fill(store: &Store, size: u32) {
    let generator = Generator::new(SEED);
    let edit = Edit { author: "bench", reason: "a start", time: "2026-08-06T12:00:00Z" };
    for from in (0..size).step_by(BATCH as usize) {
        let records = (from..size.min(from + BATCH)).map(|number| Change::put(SHARED, generator.record(number)));
        store.apply(&records.collect::<Vec<_>>(), edit).await.expect("records are filed");
    }
}

/// A line of `/proc/self/status`, in bytes; 0 where there is no such file.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() * 1024.0
}

fn report(results: &[Figures]) -> String {
    let mut lines = vec![
        "| incidents | start from the database | its peak memory | warm index | written in | start from it, slowest | its peak memory |"
            .to_owned(),
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: |".to_owned(),
    ];
    for figures in results {
        let of = |name: &str| figures.get(name).copied().unwrap_or_default();
        let mib = |name: &str| format!("{:.0} MiB", of(name) / 1024.0 / 1024.0);
        let [size, cold, write, warm] = ["size", "cold", "write", "warm"].map(of);
        let [cold_peak, bytes, warm_peak] = ["cold-peak", "bytes", "warm-peak"].map(mib);
        lines.push(format!("| {size} | {cold:.2} s | {cold_peak} | {bytes} | {write:.2} s | {warm:.2} s | {warm_peak} |"));
    }
    let slowest = results.iter().filter_map(|figures| figures.get("warm")).copied().fold(0.0, f64::max);
    let held = if slowest <= WARM_BAR { "held" } else { "NOT HELD" };
    lines.push(format!("\n{held}: a start from a warm index, s: {slowest:.2}, bar {WARM_BAR:.1}"));
    lines.join("\n") + "\n"
}
