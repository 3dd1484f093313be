//! What the bot holds to: the real program in the Discord of the tests, on this machine, driven hard and broken often.
//!
//! ```text
//! cargo bench --bench discord                    # every bar, half an hour
//! cargo bench --bench discord -- 3               # one of them
//! ```
//! Each bar prints what was measured and what it is to be. Loopback only; everything stops by itself.

#![expect(clippy::unwrap_used, reason = "a measurement that cannot be made ends with a panic")]

mod bars;
#[path = "../tests/integration/discord/forms.rs"]
mod forms;
#[path = "../tests/integration/discord/gateway.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod gateway;
#[path = "../tests/integration/discord/hostile.rs"]
mod hostile;
#[path = "../tests/integration/discord/limits.rs"]
mod limits;
#[path = "../tests/integration/discord/objects.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod objects;
#[path = "../tests/integration/discord/secure.rs"]
mod secure;
#[path = "../tests/integration/discord/server.rs"]
#[expect(dead_code, reason = "the tests use the rest")]
mod server;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    if let [flag, url] = arguments.as_slice()
        && (flag == bars::bare::FLAG || flag == bars::bare::ANSWERING)
    {
        runtime.block_on(bars::bare::run(url, flag == bars::bare::ANSWERING));
        return ExitCode::SUCCESS;
    }
    // `cargo bench` says so; `cargo test` only wants to see that it builds.
    if !arguments.iter().any(|argument| argument == "--bench") {
        return ExitCode::SUCCESS;
    }
    let wanted = |bar: &str| {
        let mut named = arguments.iter().filter(|argument| !argument.starts_with('-')).peekable();
        named.peek().is_none() || named.any(|argument| argument == bar)
    };
    let held = runtime.block_on(async {
        let mut held = true;
        if wanted("1") {
            held &= bars::answering::measure().await;
        }
        if wanted("2") {
            held &= bars::passing::measure().await;
        }
        if wanted("3") {
            held &= bars::breaking::measure().await;
        }
        if wanted("4") {
            held &= bars::refusing::measure().await;
        }
        if wanted("5") {
            held &= bars::hostility::measure().await;
        }
        held
    });
    if held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
