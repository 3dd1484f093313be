//! How fast and how right one question is answered, on generated registers of 1,000 to 1,000,000 incidents.
//!
//! ```text
//! cargo bench --bench ask                       # every size; a million takes some minutes
//! cargo bench --bench ask -- --size 10000       # up to this size
//! cargo bench --bench ask -- --slowest          # which questions take longest
//! cargo bench --bench ask -- --failures         # which are not answered right
//! cargo bench --bench ask -- --names 100000     # only how long names take to be completed
//! ```
//! Each size runs in a process of its own, so that peaks of memory stay apart.

mod generator;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::collections::BTreeMap;
use std::process::{Command, ExitCode};
use std::time::{Duration, Instant};

use aide_memoire::answer::{Answer, Outcome};
use aide_memoire::incident::check::check;
use aide_memoire::incident::{Aspect, Claim, Date, Incident, Stance};
use aide_memoire::register::{Catalogue, Register};
use aide_memoire::vocabulary::Vocabulary;
use generator::Generator;
use generator::questions::{Expected, Question};

const SIZES: &[u32] = &[1_000, 10_000, 100_000, 1_000_000];
/// Small enough for every test run.
const TINY: u32 = 200;
const SEED: u64 = 1961;
const QUESTIONS: usize = 2_500;
/// Each question is timed so often; its median counts, so that another process on the machine counts for nothing.
const ROUNDS: u32 = 5;
const CHANGES: u32 = 200;
/// Names that are typed, and how many are suggested for each.
const TYPED: u32 = 20;
const SUGGESTED: usize = 25;

/// The bars of `ARCHITECTURE.md`, in microseconds and bytes.
const MEDIAN_BAR: f64 = 50.0;
const P99_BAR: f64 = 500.0;
const RATIO_BAR: f64 = 3.0;
const APPLY_BAR: f64 = 10_000.0;
const COMPLETE_BAR: f64 = 100_000.0;
/// So many incidents at most for that bar.
const COMPLETE_SIZE: f64 = 100_000.0;
const MEMORY_BAR: f64 = 1.5 * 1024.0 * 1024.0 * 1024.0;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let number = |flag: &str| {
        arguments
            .iter()
            .position(|argument| argument == flag)
            .and_then(|at| arguments.get(at + 1))
            .and_then(|value| value.parse::<u32>().ok())
    };
    if let Some(size) = number("--names") {
        completing(&Generator::new(SEED), size);
        return ExitCode::SUCCESS;
    }
    if let Some(size) = number("--child") {
        let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
        measure(size, number("--rounds").unwrap_or(ROUNDS), has("--slowest"), has("--failures"));
        return ExitCode::SUCCESS;
    }
    // `cargo bench` says so; `cargo test` only wants to see that it runs.
    let sizes: Vec<u32> = if arguments.iter().any(|argument| argument == "--bench") {
        SIZES.iter().copied().filter(|size| *size <= number("--size").unwrap_or(u32::MAX)).collect()
    } else {
        vec![TINY]
    };
    let mut results = Vec::new();
    for size in sizes {
        match in_child(size, &arguments) {
            Some(result) => results.push(result),
            None => return ExitCode::FAILURE,
        }
    }
    print!("{}", report(&results));
    ExitCode::SUCCESS
}

/// The figures of one size, by name.
type Figures = BTreeMap<String, f64>;

fn in_child(size: u32, arguments: &[String]) -> Option<Figures> {
    let program = std::env::current_exe().ok()?;
    let wishes = arguments.iter().filter(|argument| matches!(argument.as_str(), "--slowest" | "--failures"));
    let output =
        Command::new(program).arg("--child").arg(size.to_string()).args(wishes).stderr(std::process::Stdio::inherit()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    let figures: Figures = text
        .lines()
        .filter_map(|line| line.split_once('='))
        .filter_map(|(name, value)| Some((name.to_owned(), value.parse().ok()?)))
        .collect();
    for line in text.lines().filter(|line| !line.contains('=') || line.starts_with('#')) {
        println!("{line}");
    }
    output.status.success().then_some(figures)
}

/// Builds, asks, changes; prints `name=figure` lines.
fn measure(size: u32, rounds: u32, slowest: bool, failures: bool) {
    let generator = Generator::new(SEED);
    let questions = generator.questions(&generator.facts(size), if size == TINY { 100 } else { QUESTIONS });
    let today = Date::parse("2026-11-01").expect("a day");
    let (mut register, build, bytes) = build(&generator, size);
    let peak_of_build = memory("VmHWM");
    print_figure("size", f64::from(size));
    print_figure("build", build.as_secs_f64());
    print_figure("bytes", bytes);
    print_figure("questions", questions.len() as f64);

    accuracy(&register, &questions, &today, failures);
    let mut times = Vec::with_capacity(questions.len());
    for question in &questions {
        let mut rounds: Vec<f64> = (0..rounds).map(|_| micros(|| register.ask(&question.text, &today, None))).collect();
        times.push((middle(&mut rounds), question));
    }
    times.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (name, share) in [("median", 0.5), ("p90", 0.9), ("p99", 0.99), ("max", 1.0)] {
        print_figure(name, at_share(&times, share));
    }
    if slowest {
        tell_slowest(&times);
    }

    let mut changes: Vec<f64> = (0..CHANGES)
        .map(|change| {
            // In turns a new record and a correction of one that is there.
            let incident = if change % 2 == 0 { generator.record(size + change) } else { corrected(generator.record(change * 7 % size)) };
            micros(|| register.apply(incident))
        })
        .collect();
    print_figure("apply", middle(&mut changes));
    print_figure("apply-max", changes.iter().copied().fold(0.0, f64::max));
    print_figure("peak", memory("VmHWM"));
    print_figure("peak-build", peak_of_build);
    print_figure("mapped", memory("RssFile"));
    print_figure("held", memory("RssAnon"));
    completing(&generator, size);
}

/// How long the names of incidents take to be completed, at every step of typing some of them; half of them with a slip.
fn completing(generator: &Generator, size: u32) {
    let mut catalogue = Catalogue::default();
    (0..size).for_each(|number| catalogue.put(&generator.record(number)));
    let mut times = vec![micros(|| catalogue.complete("", SUGGESTED).len())];
    for number in (0..TYPED).map(|number| number * 7_919 % size) {
        let mut title: Vec<char> = generator.record(number).title.chars().collect();
        if number % 2 == 0 && title.len() > 8 {
            title.swap(5, 6);
        }
        for end in (1..=title.len()).step_by(4) {
            let typed: String = title.iter().take(end).collect();
            times.push(micros(|| catalogue.complete(&typed, SUGGESTED).len()));
        }
    }
    print_figure("complete", middle(&mut times));
    print_figure("complete-max", times.last().copied().unwrap_or_default());
}

/// The register, how long it took without the making of the records, and the bytes of its records as JSON.
fn build(generator: &Generator, size: u32) -> (Register, Duration, f64) {
    let vocabulary = Vocabulary::new(&[]).expect("the compiled-in lists are good");
    let mut making = Duration::ZERO;
    let mut bytes = 0.0;
    let begin = Instant::now();
    let records = (0..size).map(|number| {
        let begin = Instant::now();
        let record = generator.record(number);
        if number % 1_000 == 0 || size == TINY {
            assert_eq!(check(&record), [], "record {number} has no fault");
        }
        // Through JSON, so that it lies in memory as after an import, not as the generator happened to make it.
        let json = serde_json::to_vec(&record).expect("a record is plain data");
        drop(record);
        bytes += json.len() as f64;
        let record = serde_json::from_slice(&json).expect("a record that was just written");
        making += begin.elapsed();
        record
    });
    let register = Register::new(vocabulary, records);
    (register, begin.elapsed().saturating_sub(making), bytes)
}

fn accuracy(register: &Register, questions: &[Question], today: &Date, failures: bool) {
    let mut strata: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut right, mut modest) = (0, 0);
    for question in questions {
        let (answer, _) = register.ask(&question.text, today, None);
        let met = is_right(&question.expected, &answer);
        let stratum = strata.entry(question.stratum).or_default();
        stratum.1 += 1;
        stratum.0 += usize::from(met);
        right += usize::from(met);
        if failures && !met {
            let named: Vec<&str> = answer.incidents.iter().take(3).map(|incident| incident.id.as_str()).collect();
            println!(
                "# {:9} {} -> {:?} {} {named:?} {:?}",
                question.stratum,
                question.text,
                answer.outcome,
                answer.incidents.len(),
                answer.notes
            );
        }
        modest +=
            usize::from(!met && question.expected.is_answerable() && matches!(answer.outcome, Outcome::Clarify | Outcome::Unanswered));
    }
    print_figure("right", right as f64 / questions.len() as f64);
    print_figure("modest", modest as f64 / questions.len() as f64);
    for (stratum, (right, all)) in strata {
        print_figure(&format!("right.{stratum}"), right as f64 / all.max(1) as f64);
    }
}

/// Whether the answer is right: one of the records asked about, or all of them with their count, or none.
fn is_right(expected: &Expected, answer: &Answer) -> bool {
    let named = &answer.incidents;
    let only = || !named.is_empty() && named.iter().all(|incident| expected.holds(&incident.id));
    match (expected, answer.outcome) {
        (Expected::One(_), Outcome::Answered) => named.iter().any(|incident| expected.holds(&incident.id)),
        (Expected::All(all), Outcome::Several) => {
            only() && (named.len() == all.len() || answer.text().contains(&format!("{} incidents", all.len())))
        }
        (Expected::All(all), Outcome::Answered) => all.len() == 1 && only(),
        (Expected::Choice(_), Outcome::Clarify | Outcome::Several) => only(),
        (Expected::Nothing, Outcome::Unanswered | Outcome::Corrected) => true,
        _ => false,
    }
}

/// A record after a correction: another summary, one claim more.
fn corrected(mut incident: Incident) -> Incident {
    incident.summary.push_str(" The record was corrected after a review.");
    let text = "A later review put the number of persons concerned at 12.".to_owned();
    incident.claims.push(Claim::new(Aspect::HowMany, text, None, Stance::Reported, vec![1]));
    incident
}

fn tell_slowest(times: &[(f64, &Question)]) {
    for (time, question) in times.iter().rev().take(40) {
        println!("# {time:8.1} µs {:9} {}", question.stratum, question.text);
    }
    let mut strata: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (time, question) in times {
        strata.entry(question.stratum).or_default().push(*time);
    }
    for (stratum, mut times) in strata {
        let median = middle(&mut times);
        println!("# {stratum:10} median {median:7.1} µs, most {:8.1} µs", times.last().copied().unwrap_or_default());
    }
}

fn print_figure(name: &str, value: f64) {
    println!("{name}={value}");
}

fn micros<T>(work: impl FnOnce() -> T) -> f64 {
    let begin = Instant::now();
    let result = std::hint::black_box(work());
    let time = begin.elapsed().as_secs_f64() * 1e6;
    drop(result);
    time
}

/// The median; leaves the values in order.
fn middle(values: &mut [f64]) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

fn at_share(times: &[(f64, &Question)], share: f64) -> f64 {
    let at = ((times.len() as f64 * share).ceil() as usize).clamp(1, times.len().max(1)) - 1;
    times.get(at).map_or(0.0, |(time, _)| *time)
}

/// A line of `/proc/self/status`, in bytes; 0 where there is no such file.
fn memory(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
    line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<f64>().ok()).unwrap_or_default() * 1024.0
}

fn report(results: &[Figures]) -> String {
    let mut lines = vec![
        "| incidents | JSON | build | peak memory | of it mapped | median | p90 | p99 | max | one change, median | max | completing a name, median | max | right | asked back or declined |".to_owned(),
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |".to_owned(),
    ];
    for figures in results {
        let of = |name: &str| figures.get(name).copied().unwrap_or_default();
        let mib = |name: &str| format!("{:.0} MiB", of(name) / 1024.0 / 1024.0);
        let times =
            ["median", "p90", "p99", "max", "apply", "apply-max", "complete", "complete-max"].map(|name| format!("{:.1} µs", of(name)));
        let [right, modest] = ["right", "modest"].map(|name| format!("{:.1} %", of(name) * 100.0));
        lines.push(format!(
            "| {} | {} | {:.2} s | {} | {} | {} | {right} | {modest} |",
            of("size"),
            mib("bytes"),
            of("build"),
            mib("peak"),
            mib("mapped"),
            times.join(" | ")
        ));
    }
    lines.push(String::new());
    lines.extend(results.iter().map(strata));
    lines.push(String::new());
    lines.extend(bars(results));
    lines.join("\n") + "\n"
}

fn strata(figures: &Figures) -> String {
    let parts: Vec<String> =
        figures.iter().filter_map(|(name, share)| Some(format!("{} {:.0} %", name.strip_prefix("right.")?, share * 100.0))).collect();
    format!("right at {}: {}", figures.get("size").copied().unwrap_or_default(), parts.join(", "))
}

fn bars(results: &[Figures]) -> Vec<String> {
    let worst = |name: &str| results.iter().filter_map(|figures| figures.get(name)).copied().fold(0.0, f64::max);
    let median = |size: u32| {
        results.iter().find(|figures| figures.get("size") == Some(&f64::from(size))).and_then(|figures| figures.get("median")).copied()
    };
    let largest = SIZES.iter().rev().copied().find_map(|size| Some((size, median(size)?)));
    let mut bars =
        vec![bar("median of one question, µs", worst("median"), MEDIAN_BAR), bar("p99 of one question, µs", worst("p99"), P99_BAR)];
    if let (Some(least), Some((size, most))) = (median(SIZES[0]), largest) {
        bars.push(bar(&format!("median at {size} to that at {}", SIZES[0]), most / least, RATIO_BAR));
    }
    bars.push(bar("one change at most, µs", worst("apply-max"), APPLY_BAR));
    let up_to = results.iter().filter(|figures| figures.get("size").is_some_and(|size| *size <= COMPLETE_SIZE));
    let complete = up_to.filter_map(|figures| figures.get("complete-max")).copied().fold(0.0, f64::max);
    bars.push(bar("completing a name at up to 100,000 at most, µs", complete, COMPLETE_BAR));
    let private =
        results.iter().map(|figures| figures.get("peak").copied().unwrap_or_default() - figures.get("mapped").copied().unwrap_or_default());
    bars.push(bar("peak memory without mapped files, MiB", private.fold(0.0, f64::max) / 1024.0 / 1024.0, MEMORY_BAR / 1024.0 / 1024.0));
    bars
}

fn bar(what: &str, value: f64, most: f64) -> String {
    format!("{}: {what}: {value:.1}, bar {most:.1}", if value <= most { "held" } else { "NOT HELD" })
}
