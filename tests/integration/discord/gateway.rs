//! The gateway of the Discord on this machine: one session for each shard, which can be broken in every way that Discord's breaks.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message as Frame, Utf8Bytes, WebSocket, WebSocketUpgrade};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};

use super::objects::{APPLICATION, BOT, bot_user};
use super::server::World;

/// A dead peer is dead for so long at most: whatever waits for it has found a fault.
const DEAD: Duration = Duration::from_secs(60);

/// How a session is broken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Break {
    /// Op 7: come again.
    Again,
    /// Op 9: the session is invalid, and can be resumed or not.
    Invalid(bool),
    /// A close, with a code or without.
    Close(Option<u16>),
    /// The line is cut.
    Cut,
    /// The peer is dead: nothing is read or written any more, and the line stays open.
    Freeze,
    /// Heartbeats are not acknowledged any more; all else goes on.
    Deaf,
}

/// When a connection that is being made is cut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trap {
    /// Before a word is said.
    Hello,
    /// When the bot has said who it is.
    Known,
    /// In the middle of what is sent again.
    Replay,
}

/// What goes to the bot.
enum Down {
    Text(Utf8Bytes),
    Break(Break),
}

/// What is known of the sessions and their connections.
#[derive(Default)]
pub(crate) struct Gateway {
    sessions: Mutex<Sessions>,
    /// Shards that bots are advised to run; 0 is one.
    pub(crate) advised: AtomicU64,
    /// Milliseconds between heartbeats; 0 is Discord's own interval.
    pub(crate) heartbeat: AtomicU64,
    /// Ends each session as it begins, with this code.
    pub(crate) close: Mutex<Option<u16>>,
    /// Gives no session to who asks for one, and says nothing of it.
    pub(crate) mute: AtomicBool,
    /// Takes no connection.
    pub(crate) refuses: AtomicBool,
    /// Cuts the next connection.
    pub(crate) trap: Mutex<Option<Trap>>,
    /// Servers that the bot is in, besides the usual one.
    pub(crate) more_guilds: AtomicU64,
    /// Heartbeats received.
    pub(crate) beats: AtomicU64,
    /// Sessions asked for, had or not.
    asked: AtomicU64,
    /// Who asked for one.
    pub(crate) askers: Mutex<Vec<Asker>>,
}

/// A shard that asked for a session.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Asker {
    pub(crate) shard: u64,
    /// Of how many.
    pub(crate) total: u64,
    /// When it came for a connection; it had asked by no earlier moment.
    pub(crate) came: Instant,
    /// When its asking was read.
    pub(crate) asked: Instant,
}

/// The sessions, by shard.
#[derive(Default)]
struct Sessions {
    of: HashMap<u64, Session>,
    /// How many shards there are, as who asked last said.
    total: u64,
}

#[derive(Default)]
struct Session {
    last: u64,
    /// What is sent again to a session that is resumed.
    kept: VecDeque<(u64, Utf8Bytes)>,
    socket: Option<UnboundedSender<Down>>,
    identified: u32,
    resumed: u32,
}

impl Sessions {
    /// The shard that is told of what happens in a server, as Discord counts it. Direct messages are the first one's.
    fn shard_of(&self, guild: Option<&str>) -> u64 {
        (guild.and_then(|id| id.parse::<u64>().ok()).unwrap_or_default() >> 22) % self.total.max(1)
    }

    fn send(&mut self, shard: u64, (name, data): (&str, &str), keep: bool) {
        let session = self.of.entry(shard).or_default();
        session.last += 1;
        let number = session.last;
        let event = Utf8Bytes::from(format!("{{\"op\":0,\"t\":\"{name}\",\"s\":{number},\"d\":{data}}}"));
        if keep {
            session.kept.push_back((number, event.clone()));
        }
        if let Some(socket) = &session.socket {
            let _ = socket.send(Down::Text(event));
        }
    }
}

impl World {
    /// Sends an event to the bot, now or when it resumes: to the shard of the server that it is of.
    pub(crate) fn dispatch(&self, name: &str, data: &Value) {
        let mut sessions = self.gateway.sessions.lock().unwrap();
        let of = if name.starts_with("GUILD_") { &data["id"] } else { &data["guild_id"] };
        let shard = sessions.shard_of(of.as_str());
        let connected = sessions.of.get(&shard).is_some_and(|session| session.socket.is_some());
        if let (true, Some(id)) = (name == "INTERACTION_CREATE" && connected, data["id"].as_str()) {
            self.called.lock().unwrap().insert(id.to_owned(), (Instant::now(), false));
        }
        sessions.send(shard, (name, &data.to_string()), true);
    }

    /// Sends an event that is not kept to the first shard: there are very many of them.
    pub(crate) fn pass(&self, name: &str, data: &str) {
        self.gateway.sessions.lock().unwrap().send(0, (name, data), false);
    }

    fn down(&self, shard: u64, text: Utf8Bytes) {
        let sessions = self.gateway.sessions.lock().unwrap();
        let _ = sessions.of[&shard].socket.as_ref().unwrap().send(Down::Text(text));
    }

    /// Asks the first shard for a heartbeat, which comes when everything before is read.
    pub(crate) fn ask_for_heartbeat(&self) {
        self.down(0, r#"{"op":1,"d":null}"#.into());
    }

    /// Sends the last events once more, as a session may that is resumed.
    pub(crate) fn replay(&self, count: usize) {
        let kept = self.gateway.sessions.lock().unwrap().of[&0].kept.clone();
        for (_, event) in kept.iter().skip(kept.len() - count) {
            self.down(0, event.clone());
        }
    }

    /// Breaks the connection of the first shard; events wait until the bot resumes. Whether there was a connection.
    pub(crate) fn break_off(&self, how: Break) -> bool {
        self.break_shard(0, how)
    }

    /// The same for any shard.
    pub(crate) fn break_shard(&self, shard: u64, how: Break) -> bool {
        let mut sessions = self.gateway.sessions.lock().unwrap();
        let session = sessions.of.entry(shard).or_default();
        let Some(socket) = session.socket.take() else { return false };
        let _ = socket.send(Down::Break(how));
        // Whoever does not hear is sent events all the same, and they are lost.
        if matches!(how, Break::Freeze | Break::Deaf) {
            session.socket = Some(socket);
        }
        true
    }

    /// Cuts the connection of the first shard; events wait until the bot resumes.
    pub(crate) fn drop_connection(&self) {
        self.break_off(Break::Cut);
    }

    /// As if no bot had ever come.
    pub(crate) fn forget_session(&self) {
        *self.gateway.sessions.lock().unwrap() = Sessions::default();
    }

    /// How often the bot began a session, and how often it went on with one.
    pub(crate) fn sessions(&self) -> (u32, u32) {
        let sessions = self.gateway.sessions.lock().unwrap();
        sessions.of.values().fold((0, 0), |(begun, resumed), session| (begun + session.identified, resumed + session.resumed))
    }

    /// How often it began one for a shard.
    pub(crate) fn sessions_of(&self, shard: u64) -> u32 {
        self.gateway.sessions.lock().unwrap().of.get(&shard).map_or(0, |session| session.identified)
    }

    /// Whether the first shard's session has a connection.
    pub(crate) fn is_connected(&self) -> bool {
        self.gateway.sessions.lock().unwrap().of.get(&0).is_some_and(|session| session.socket.is_some())
    }

    /// How often the bot asked for a session, whether it got one or not.
    pub(crate) fn asked_for_sessions(&self) -> u64 {
        self.gateway.asked.load(Ordering::SeqCst)
    }
}

pub(crate) async fn connect(State(world): State<Arc<World>>, upgrade: WebSocketUpgrade) -> Response {
    let came = Instant::now();
    if world.gateway.refuses.load(Ordering::SeqCst) {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    upgrade.on_upgrade(move |socket| async move {
        // Ends when either side leaves.
        let _ = session(&world, socket, came).await;
    })
}

async fn session(world: &World, mut socket: WebSocket, came: Instant) -> Option<()> {
    let gateway = &world.gateway;
    let trap = gateway.trap.lock().unwrap().take();
    if trap == Some(Trap::Hello) {
        return None;
    }
    let interval = Some(gateway.heartbeat.load(Ordering::SeqCst)).filter(|interval| *interval > 0).unwrap_or(41_250);
    socket.send(text(&json!({ "op": 10, "d": { "heartbeat_interval": interval } }))).await.ok()?;
    let (sender, mut outgoing) = unbounded_channel();
    let mut deaf = false;
    loop {
        tokio::select! {
            Some(down) = outgoing.recv() => match down {
                Down::Text(event) => socket.send(Frame::Text(event)).await.ok()?,
                Down::Break(Break::Deaf) => deaf = true,
                Down::Break(how) => return end(socket, how).await,
            },
            received = socket.recv() => {
                let received: Value = match received?.ok()? {
                    Frame::Text(text) => serde_json::from_str(&text).ok()?,
                    Frame::Close(_) => return None,
                    _ => continue,
                };
                let number = received["op"].as_u64()?;
                let close = *gateway.close.lock().unwrap();
                gateway.asked.fetch_add(u64::from(number == 2), Ordering::SeqCst);
                if number == 2 {
                    let told = &received["d"]["shard"];
                    let (shard, total) = (told[0].as_u64()?, told[1].as_u64()?);
                    gateway.askers.lock().unwrap().push(Asker { shard, total, came, asked: Instant::now() });
                }
                if let (Some(code), 2) = (close, number) {
                    return end(socket, Break::Close(Some(code))).await;
                }
                if matches!(number, 2 | 6) && trap == Some(Trap::Known) {
                    return None;
                }
                match number {
                    1 => {
                        gateway.beats.fetch_add(1, Ordering::SeqCst);
                        if !deaf {
                            socket.send(text(&json!({ "op": 11 }))).await.ok()?;
                        }
                    }
                    2 if gateway.mute.load(Ordering::SeqCst) => {}
                    2 => identify(world, &received["d"], &sender),
                    6 => resume(world, &received["d"], &sender, trap == Some(Trap::Replay)),
                    _ => {}
                }
            }
        }
    }
}

fn text(value: &Value) -> Frame {
    Frame::Text(value.to_string().into())
}

async fn end(mut socket: WebSocket, how: Break) -> Option<()> {
    match how {
        Break::Again => socket.send(text(&json!({ "op": 7, "d": null }))).await.ok()?,
        Break::Invalid(resumable) => socket.send(text(&json!({ "op": 9, "d": resumable }))).await.ok()?,
        Break::Close(code) => socket.send(Frame::Close(code.map(|code| CloseFrame { code, reason: "".into() }))).await.ok()?,
        Break::Freeze => tokio::time::sleep(DEAD).await,
        Break::Cut | Break::Deaf => return None,
    }
    // The bot goes by itself.
    while let Ok(Some(Ok(_))) = tokio::time::timeout(DEAD, socket.recv()).await {}
    None
}

fn identify(world: &World, data: &Value, socket: &UnboundedSender<Down>) {
    // The privileged intents: members, presences, content.
    let privileged = data["intents"].as_u64().unwrap() & (1 << 1 | 1 << 8 | 1 << 15);
    let given = if world.content.load(Ordering::SeqCst) { 1 << 15 } else { 0 };
    if privileged & !given != 0 {
        world.faults.lock().unwrap().push(format!("a privileged intent is asked for: {privileged}"));
    }
    // People see beside its name how it is asked.
    let shown = &data["presence"]["activities"][0];
    if (&shown["name"], &shown["type"]) != (&json!("/ask"), &json!(2)) {
        world.faults.lock().unwrap().push(format!("it does not show how it is asked: {}", data["presence"]));
    }
    let number = |value: &Value| value.as_u64().unwrap_or_default();
    let (shard, total) = (number(&data["shard"][0]), number(&data["shard"][1]));
    let more = world.gateway.more_guilds.load(Ordering::SeqCst);
    // One server of each other shard.
    let guilds: Vec<u64> = if shard == 0 { (100..=100 + more).collect() } else { vec![shard << 22] };
    let guilds: Vec<Value> = guilds.iter().map(|guild| json!({ "id": guild.to_string(), "unavailable": true })).collect();
    let ready = json!({
        "v": 10, "user": bot_user(), "guilds": guilds, "session_id": format!("session-{shard}"),
        "resume_gateway_url": world.url(), "shard": data["shard"], "application": { "id": APPLICATION, "flags": 0 },
    });
    assert_eq!(BOT, ready["user"]["id"]);
    let mut sessions = world.gateway.sessions.lock().unwrap();
    sessions.total = total;
    let session = sessions.of.entry(shard).or_default();
    session.socket = Some(socket.clone());
    session.identified += 1;
    (session.last, session.kept) = (0, VecDeque::new());
    sessions.send(shard, ("READY", &ready.to_string()), true);
}

fn resume(world: &World, data: &Value, socket: &UnboundedSender<Down>, torn: bool) {
    let mut sessions = world.gateway.sessions.lock().unwrap();
    let shard = data["session_id"].as_str().and_then(|id| id.strip_prefix("session-")?.parse().ok()).unwrap_or_default();
    let session = sessions.of.entry(shard).or_default();
    let seen = data["seq"].as_u64().unwrap_or_default();
    let missed: Vec<&(u64, Utf8Bytes)> = session.kept.iter().filter(|(number, _)| *number > seen).collect();
    let sent = if torn { missed.len() / 2 } else { missed.len() };
    for (_, event) in missed.iter().take(sent) {
        let _ = socket.send(Down::Text(event.clone()));
    }
    if torn {
        let _ = socket.send(Down::Break(Break::Cut));
        return;
    }
    let resumed = json!({ "op": 0, "t": "RESUMED", "s": session.last, "d": {} });
    let _ = socket.send(Down::Text(resumed.to_string().into()));
    session.socket = Some(socket.clone());
    session.resumed += 1;
}
