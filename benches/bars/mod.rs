//! What the bars have in common: the bot as a process, those who ask, what it answered, and how a figure is told.

pub(crate) mod answering;
pub(crate) mod bare;
pub(crate) mod breaking;
pub(crate) mod hostility;
pub(crate) mod passing;
pub(crate) mod refusing;

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::objects::{BOT, GUILD, bot_user, interaction, member, message, user};
use crate::server::{self, Request, World};

/// Far longer than anything takes.
const PATIENCE: Duration = Duration::from_secs(120);
/// What is asked where it does not matter what.
pub(crate) const QUESTION: &str = "When did Albania cut ties with Iran, and why?";

/// A process.
pub(crate) struct Process {
    child: Child,
    pub(crate) place: TempDir,
}

impl Process {
    /// Starts a program that logs into its folder.
    fn start(mut command: Command, place: TempDir) -> Self {
        let log = File::create(place.path().join("log")).unwrap();
        command.current_dir(place.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(log);
        Self { child: command.spawn().unwrap(), place }
    }

    pub(crate) fn log(&self) -> String {
        fs::read_to_string(self.place.path().join("log")).unwrap()
    }

    fn proc(&self, file: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{file}", self.child.id())).unwrap_or_else(|_| panic!("it ended:\n{}", self.log()))
    }

    /// Resident memory in MiB.
    pub(crate) fn memory(&self) -> f64 {
        let status = self.proc("status");
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap();
        line.trim().trim_end_matches(" kB").parse::<f64>().unwrap() / 1024.0
    }

    /// Processor time used, in seconds; the kernel counts a hundred a second.
    pub(crate) fn cpu(&self) -> f64 {
        let stat = self.proc("stat");
        let fields: Vec<&str> = stat.rsplit(')').next().unwrap().split_whitespace().collect();
        fields[11..13].iter().map(|field| field.parse::<f64>().unwrap()).sum::<f64>() / 100.0
    }

    /// Files and sockets that are open.
    pub(crate) fn open_files(&self) -> u32 {
        u32::try_from(fs::read_dir(format!("/proc/{}/fd", self.child.id())).unwrap().count()).unwrap()
    }

    /// A figure that the bot tells of itself.
    pub(crate) fn metric(&self, name: &str) -> f64 {
        let log = self.log();
        let address = log.split_once("told at http://").unwrap().1.lines().next().unwrap();
        let mut stream = TcpStream::connect(address.trim()).unwrap();
        stream.write_all(b"GET /metrics HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n").unwrap();
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        let lines = text.lines().filter_map(|line| line.strip_prefix(name)).filter(|line| line.starts_with([' ', '{']));
        lines.map(|line| line.rsplit(' ').next().unwrap().parse::<f64>().unwrap()).sum()
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A message in which somebody mentions the bot, with its id.
pub(crate) fn mention(world: &World, asker: usize, channel: usize, text: &str) -> (String, Value) {
    let id = world.id();
    let mut posted = message(&id, &(20_000 + channel).to_string(), &user(&(10_000 + asker).to_string()), &format!("<@{BOT}> {text}"));
    posted["guild_id"] = json!(GUILD);
    posted["mentions"] = json!([bot_user()]);
    world.messages.lock().unwrap().insert(id.clone(), posted.clone());
    (id, posted)
}

/// What the bot sent.
#[derive(Default)]
pub(crate) struct Sent {
    /// When each question was answered, as often as it was.
    pub(crate) answers: HashMap<String, Vec<(Instant, String)>>,
    /// When each interaction was responded to first.
    pub(crate) responses: HashMap<String, (Instant, Value)>,
}

/// A Discord with the bot in it.
pub(crate) struct Scene {
    pub(crate) world: Arc<World>,
    pub(crate) sent: Arc<Mutex<Sent>>,
    pub(crate) bot: Process,
    pub(crate) asked: Mutex<Vec<(String, Instant)>>,
}

impl Scene {
    /// Starts both and waits until the bot is connected.
    pub(crate) async fn new(heartbeat: u64, more_guilds: u64) -> Self {
        let (world, requests) = server::start().await;
        world.gateway.heartbeat.store(heartbeat, std::sync::atomic::Ordering::SeqCst);
        world.gateway.more_guilds.store(more_guilds, std::sync::atomic::Ordering::SeqCst);
        let url = world.url();
        Self::over(world, requests, TempDir::new().unwrap(), &[("AIDE_MEMOIRE_DISCORD_API", &url)]).await
    }

    /// Starts both as in production: TLS, and the limiter on.
    pub(crate) async fn secure() -> Self {
        let (world, requests) = server::start().await;
        let (port, authority) = crate::secure::serve(&world).await;
        let place = TempDir::new().unwrap();
        fs::write(place.path().join("ca.pem"), authority).unwrap();
        let endpoint = [("AIDE_MEMOIRE_DISCORD_RESOLVE", &*format!("127.0.0.1:{port}")), ("AIDE_MEMOIRE_DISCORD_CA", "ca.pem")];
        Self::over(world, requests, place, &endpoint).await
    }

    async fn over(world: Arc<World>, mut requests: UnboundedReceiver<Request>, place: TempDir, endpoint: &[(&str, &str)]) -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aide-memoire"));
        command.args(["run", "--database", "sqlite:bot.db"]).env("DISCORD_TOKEN", "secret.token.x").envs(endpoint.iter().copied());
        command.env("AIDE_MEMOIRE_HEALTH", "127.0.0.1:0");
        let sent: Arc<Mutex<Sent>> = Arc::default();
        let kept = Arc::clone(&sent);
        tokio::spawn(async move {
            while let Some(request) = requests.recv().await {
                keep(&mut kept.lock().unwrap(), request);
            }
        });
        let scene = Self { world, sent, bot: Process::start(command, place), asked: Mutex::default() };
        scene.until(|| scene.world.sessions().0 > 0).await;
        scene
    }

    /// Waits until something is so; whether it ever was.
    pub(crate) async fn until(&self, is_so: impl Fn() -> bool) -> bool {
        let began = Instant::now();
        while !is_so() {
            if began.elapsed() > PATIENCE {
                return false;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        true
    }

    /// Somebody mentions the bot.
    pub(crate) fn ask(&self, asker: usize, channel: usize, text: &str) -> String {
        let (id, posted) = mention(&self.world, asker, channel, text);
        self.asked.lock().unwrap().push((id.clone(), Instant::now()));
        self.world.dispatch("MESSAGE_CREATE", &posted);
        id
    }

    /// Somebody uses a command; its id.
    pub(crate) fn interact(&self, kind: u64, asker: usize, data: &Value) -> String {
        let id = self.world.id();
        let sent = interaction(&id, kind, &member(&(10_000 + asker).to_string(), 0), data);
        self.world.dispatch("INTERACTION_CREATE", &sent);
        id
    }

    /// How many questions were asked, answered once, more than once, and not at all.
    pub(crate) fn tally(&self) -> Tally {
        let (asked, sent) = (self.asked.lock().unwrap(), self.sent.lock().unwrap());
        let mut tally = Tally { asked: asked.len(), ..Tally::default() };
        for (id, _) in asked.iter() {
            match sent.answers.get(id).map_or(0, Vec::len) {
                0 => tally.not += 1,
                1 => tally.once += 1,
                _ => tally.more += 1,
            }
        }
        tally
    }

    /// Waits until everything that was asked is answered, or nothing has come for so long.
    pub(crate) async fn settle(&self, quiet: Duration) -> Tally {
        let (mut before, mut since) = (self.tally(), Instant::now());
        while before.not > 0 && since.elapsed() < quiet {
            tokio::time::sleep(Duration::from_millis(100)).await;
            let now = self.tally();
            if now != before {
                (before, since) = (now, Instant::now());
            }
        }
        // What comes twice may come later.
        tokio::time::sleep(Duration::from_secs(1)).await;
        self.tally()
    }

    /// Milliseconds from each question to its answer.
    pub(crate) fn times(&self, from: usize) -> Vec<f64> {
        let (asked, sent) = (self.asked.lock().unwrap(), self.sent.lock().unwrap());
        let times = asked.iter().skip(from).filter_map(|(id, at)| Some((sent.answers.get(id)?.first()?.0 - *at).as_secs_f64() * 1_000.0));
        times.collect()
    }

    /// Lets the caches fill as they do in the first hours: questions at a rate that the machine bears.
    pub(crate) async fn warm_up(&self, questions: usize) {
        for n in 0..questions {
            self.ask(50_000 + n, 1_000 + n % 600, QUESTION);
            tokio::time::sleep(Duration::from_millis(4)).await;
        }
        self.settle(Duration::from_secs(10)).await;
        tokio::time::sleep(Duration::from_secs(2)).await;
    }

    /// Tells when questions were asked that were not answered, and what the log says of losses.
    pub(crate) fn tell_missed(&self) {
        let (asked, sent) = (self.asked.lock().unwrap(), self.sent.lock().unwrap());
        let Some(began) = asked.first().map(|(_, at)| *at) else { return };
        let missed = asked.iter().enumerate().filter(|(_, (id, _))| !sent.answers.contains_key(id));
        let missed: Vec<String> = missed.map(|(n, (_, at))| format!("{n} at {:.1} s", (*at - began).as_secs_f64())).collect();
        if !missed.is_empty() {
            println!("      | not answered | {} |", missed.join(", "));
        }
        for line in self.bot.log().lines().filter(|line| line.contains("WARN") && line.contains("discord::missed")).take(30) {
            println!("      {line}");
        }
    }

    /// What broke one of Discord's limits or our promises.
    pub(crate) fn faults(&self) -> usize {
        let faults = self.world.faults.lock().unwrap();
        for fault in faults.iter().take(5) {
            println!("  fault: {fault}");
        }
        faults.len()
    }
}

fn keep(sent: &mut Sent, request: Request) {
    let Request { method, path, body, at, status, .. } = request;
    if method == "POST" && path.ends_with("/messages") && status == 200 {
        let question = body["message_reference"]["message_id"].as_str().unwrap_or_default().to_owned();
        let content = body["content"].as_str().unwrap_or_default().to_owned();
        sent.answers.entry(question).or_default().push((at, content));
    } else if let Some(id) = path.strip_prefix("/interactions/").and_then(|rest| rest.split('/').next()) {
        sent.responses.insert(id.to_owned(), (at, body));
    }
}

/// What became of questions.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) asked: usize,
    pub(crate) once: usize,
    pub(crate) more: usize,
    pub(crate) not: usize,
}

/// The value below which this share of them lies.
pub(crate) fn at_share(values: &[f64], share: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a position in a list")]
    let position = (last as f64 * share).round() as usize;
    sorted.get(position).copied().unwrap_or(f64::NAN)
}

/// Tells a figure and whether it holds.
pub(crate) fn tell(bar: u8, what: &str, figure: &str, held: bool) -> bool {
    println!("bar {bar} | {what} | {figure} | {}", if held { "holds" } else { "DOES NOT HOLD" });
    held
}
