//! The gateway of the Discord on this machine: one session at a time, which can be broken in every way that Discord's breaks.

use std::collections::VecDeque;
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

/// What is known of the session and its connection.
#[derive(Default)]
pub(crate) struct Gateway {
    events: Mutex<Events>,
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
    /// When it came for a connection; it had asked by no earlier moment.
    pub(crate) came: Instant,
    /// When its asking was read.
    pub(crate) asked: Instant,
}

#[derive(Default)]
struct Events {
    last: u64,
    /// What is sent again to a session that is resumed.
    kept: VecDeque<(u64, Utf8Bytes)>,
    socket: Option<UnboundedSender<Down>>,
    identified: u32,
    resumed: u32,
}

impl World {
    /// Sends an event to the bot, now or when it resumes.
    pub(crate) fn dispatch(&self, name: &str, data: &Value) {
        if let (true, Some(id)) = (name == "INTERACTION_CREATE" && self.is_connected(), data["id"].as_str()) {
            self.called.lock().unwrap().insert(id.to_owned(), (Instant::now(), false));
        }
        self.send(name, &data.to_string(), true);
    }

    /// Sends an event that is not kept: there are very many of them.
    pub(crate) fn pass(&self, name: &str, data: &str) {
        self.send(name, data, false);
    }

    fn send(&self, name: &str, data: &str, keep: bool) {
        let mut events = self.gateway.events.lock().unwrap();
        events.last += 1;
        let number = events.last;
        let event = Utf8Bytes::from(format!("{{\"op\":0,\"t\":\"{name}\",\"s\":{number},\"d\":{data}}}"));
        if keep {
            events.kept.push_back((number, event.clone()));
        }
        if let Some(socket) = &events.socket {
            let _ = socket.send(Down::Text(event));
        }
    }

    /// Asks for a heartbeat, which comes when everything before is read.
    pub(crate) fn ask_for_heartbeat(&self) {
        let events = self.gateway.events.lock().unwrap();
        let _ = events.socket.as_ref().unwrap().send(Down::Text(r#"{"op":1,"d":null}"#.into()));
    }

    /// Sends the last events once more, as a session may that is resumed.
    pub(crate) fn replay(&self, count: usize) {
        let events = self.gateway.events.lock().unwrap();
        for (_, event) in events.kept.iter().skip(events.kept.len() - count) {
            let _ = events.socket.as_ref().unwrap().send(Down::Text(event.clone()));
        }
    }

    /// Breaks the connection; events wait until the bot resumes. Whether there was a connection.
    pub(crate) fn break_off(&self, how: Break) -> bool {
        let mut events = self.gateway.events.lock().unwrap();
        let Some(socket) = events.socket.take() else { return false };
        let _ = socket.send(Down::Break(how));
        // Whoever does not hear is sent events all the same, and they are lost.
        if matches!(how, Break::Freeze | Break::Deaf) {
            events.socket = Some(socket);
        }
        true
    }

    /// Cuts the connection; events wait until the bot resumes.
    pub(crate) fn drop_connection(&self) {
        self.break_off(Break::Cut);
    }

    /// As if no bot had ever come.
    pub(crate) fn forget_session(&self) {
        *self.gateway.events.lock().unwrap() = Events::default();
    }

    /// How often the bot began a session, and how often it went on with one.
    pub(crate) fn sessions(&self) -> (u32, u32) {
        let events = self.gateway.events.lock().unwrap();
        (events.identified, events.resumed)
    }

    /// Whether a session has a connection.
    pub(crate) fn is_connected(&self) -> bool {
        self.gateway.events.lock().unwrap().socket.is_some()
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
                    let shard = received["d"]["shard"][0].as_u64()?;
                    gateway.askers.lock().unwrap().push(Asker { shard, came, asked: Instant::now() });
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
    {
        let mut events = world.gateway.events.lock().unwrap();
        events.socket = Some(socket.clone());
        events.identified += 1;
        (events.last, events.kept) = (0, VecDeque::new());
    }
    let more = world.gateway.more_guilds.load(Ordering::SeqCst);
    let guilds: Vec<Value> = (0..=more).map(|more| json!({ "id": (100 + more).to_string(), "unavailable": true })).collect();
    let ready = json!({
        "v": 10, "user": bot_user(), "guilds": guilds, "session_id": "session",
        "resume_gateway_url": world.url(), "shard": data["shard"], "application": { "id": APPLICATION, "flags": 0 },
    });
    assert_eq!(BOT, ready["user"]["id"]);
    world.dispatch("READY", &ready);
}

fn resume(world: &World, data: &Value, socket: &UnboundedSender<Down>, torn: bool) {
    let mut events = world.gateway.events.lock().unwrap();
    let seen = data["seq"].as_u64().unwrap_or_default();
    let missed: Vec<&(u64, Utf8Bytes)> = events.kept.iter().filter(|(number, _)| *number > seen).collect();
    let sent = if torn { missed.len() / 2 } else { missed.len() };
    for (_, event) in missed.iter().take(sent) {
        let _ = socket.send(Down::Text(event.clone()));
    }
    if torn {
        let _ = socket.send(Down::Break(Break::Cut));
        return;
    }
    let resumed = json!({ "op": 0, "t": "RESUMED", "s": events.last, "d": {} });
    let _ = socket.send(Down::Text(resumed.to_string().into()));
    events.socket = Some(socket.clone());
    events.resumed += 1;
}
