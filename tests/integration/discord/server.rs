//! A Discord on this machine: the REST API and the gateway as far as a bot meets them, on one port. It remembers what the bot
//! sends and holds it to Discord's documented limits.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::ws::{CloseFrame, Message as Frame, WebSocket, WebSocketUpgrade};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::oneshot;

use super::limits;
use super::objects::{APPLICATION, BOT, bot_user, message};
use super::secure::{Bucket, Verdict};

/// Something the bot asked of the REST API.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without `/api/v10`.
    pub(crate) path: String,
    pub(crate) body: Value,
    /// The id given to what was created.
    pub(crate) id: String,
}

/// What the server knows.
pub(crate) struct World {
    port: u16,
    next: AtomicU64,
    /// Messages by id.
    pub(crate) messages: Mutex<HashMap<String, Value>>,
    /// Responses with this status instead of the usual one, for requests whose method and path begin so.
    pub(crate) failures: Mutex<VecDeque<(String, u16, String)>>,
    /// How often messages may be posted, if that is limited.
    pub(crate) bucket: Mutex<Option<Bucket>>,
    /// Ends each session as it begins, with this code.
    pub(crate) close: Mutex<Option<u16>>,
    /// Whether Discord gave the bot the right to read all messages.
    pub(crate) content: AtomicBool,
    /// Messages refused since too many came.
    pub(crate) refused: AtomicU64,
    /// What broke a limit.
    pub(crate) faults: Mutex<Vec<String>>,
    requests: UnboundedSender<Request>,
    events: Mutex<Events>,
}

/// The events of the one session.
#[derive(Default)]
struct Events {
    sent: Vec<Value>,
    socket: Option<UnboundedSender<Value>>,
    /// Cuts the line when it is dropped.
    line: Option<oneshot::Sender<()>>,
    identified: u32,
    resumed: u32,
}

/// Starts it.
pub(crate) async fn start() -> (Arc<World>, UnboundedReceiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (requests, received) = unbounded_channel();
    let world = Arc::new(World {
        port: listener.local_addr().unwrap().port(),
        next: AtomicU64::new(0),
        messages: Mutex::default(),
        failures: Mutex::default(),
        bucket: Mutex::default(),
        close: Mutex::default(),
        content: AtomicBool::new(false),
        refused: AtomicU64::new(0),
        faults: Mutex::default(),
        requests,
        events: Mutex::default(),
    });
    let router = router(&world);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (world, received)
}

pub(crate) fn router(world: &Arc<World>) -> Router {
    Router::new().route("/ws", any(connect)).route("/ws/", any(connect)).fallback(rest).with_state(Arc::clone(world))
}

impl World {
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A new id, made at the time that tests take for now.
    pub(crate) fn id(&self) -> String {
        super::objects::id(1_000 + self.next.fetch_add(1, Ordering::SeqCst))
    }

    /// Sends an event to the bot, now or when it resumes.
    pub(crate) fn dispatch(&self, name: &str, data: &Value) {
        let mut events = self.events.lock().unwrap();
        let event = json!({ "op": 0, "t": name, "s": events.sent.len() + 1, "d": data });
        events.sent.push(event.clone());
        if let Some(socket) = &events.socket {
            let _ = socket.send(event);
        }
    }

    /// Sends the last events once more, as a session may that is resumed.
    pub(crate) fn replay(&self, count: usize) {
        let events = self.events.lock().unwrap();
        for event in &events.sent[events.sent.len() - count..] {
            let _ = events.socket.as_ref().unwrap().send(event.clone());
        }
    }

    /// Drops the connection; events wait until the bot resumes.
    pub(crate) fn drop_connection(&self) {
        let mut events = self.events.lock().unwrap();
        events.socket = None;
        events.line = None;
    }

    /// As if no bot had ever come.
    pub(crate) fn forget_session(&self) {
        *self.events.lock().unwrap() = Events::default();
    }

    /// How often the bot began a session, and how often it went on with one.
    pub(crate) fn sessions(&self) -> (u32, u32) {
        let events = self.events.lock().unwrap();
        (events.identified, events.resumed)
    }

    /// Makes the next such request fail.
    pub(crate) fn fail(&self, request: &str, status: u16, body: &str) {
        self.failures.lock().unwrap().push_back((request.to_owned(), status, body.to_owned()));
    }

    fn failure(&self, request: &str) -> Option<(u16, String)> {
        let mut failures = self.failures.lock().unwrap();
        let position = failures.iter().position(|(prefix, ..)| request.starts_with(prefix.as_str()))?;
        failures.remove(position).map(|(_, status, body)| (status, body))
    }
}

async fn rest(State(world): State<Arc<World>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let path = uri.path().trim_start_matches("/api/v10").to_owned();
    let body = super::forms::read(&headers, &body);
    let request = Request { method: method.to_string(), path, body, id: world.id() };
    world.faults.lock().unwrap().extend(limits::faults(&request));
    let is_post = request.method == "POST" && request.path.ends_with("/messages");
    let verdict = world.bucket.lock().unwrap().as_mut().filter(|_| is_post).map(Bucket::take);
    if let Some(verdict) = verdict.as_ref().filter(|verdict| !verdict.allowed) {
        world.refused.fetch_add(1, Ordering::SeqCst);
        let body = json!({ "message": "You are being rate limited.", "retry_after": verdict.wait, "global": false });
        return with_headers((StatusCode::TOO_MANY_REQUESTS, body.to_string()).into_response(), verdict);
    }
    let failure = world.failure(&format!("{} {}", request.method, request.path));
    let (status, answer) = match &failure {
        Some((status, text)) if *status >= 300 => (*status, text.clone()),
        Some((status, text)) => (respond(&world, &request).0.min(*status), text.clone()),
        None => {
            let (status, answer) = respond(&world, &request);
            (status, if answer.is_null() { String::new() } else { answer.to_string() })
        }
    };
    let _ = world.requests.send(request);
    let response = (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], answer).into_response();
    match &verdict {
        Some(verdict) => with_headers(response, verdict),
        None => response,
    }
}

fn with_headers(mut response: Response, verdict: &Verdict) -> Response {
    for (name, value) in &verdict.headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

/// The usual response.
fn respond(world: &World, request: &Request) -> (u16, Value) {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => (200, json!({ "url": format!("ws://127.0.0.1:{}/ws", world.port) })),
        ("GET", ["gateway", "bot"]) => (
            200,
            json!({
                "url": format!("ws://127.0.0.1:{}/ws", world.port), "shards": 1,
                "session_start_limit": { "total": 1000, "remaining": 999, "reset_after": 0, "max_concurrency": 1 },
            }),
        ),
        ("GET", ["oauth2", "applications", "@me"] | ["applications", "@me"]) => (
            200,
            json!({
                "id": APPLICATION, "name": "aide-memoire", "icon": null, "description": "", "bot_public": true,
                "bot_require_code_grant": false, "verify_key": "", "team": null, "summary": "", "flags": 0,
            }),
        ),
        ("GET", ["users", "@me"]) => (200, bot_user()),
        ("PUT", ["applications", _, "commands"]) => (200, json!([])),
        ("POST", ["channels", channel, "messages"]) => {
            let mut new = message(&request.id, channel, &bot_user(), request.body["content"].as_str().unwrap_or_default());
            for field in ["components", "embeds", "message_reference"] {
                if let Some(value) = request.body.get(field) {
                    new[field] = value.clone();
                }
            }
            world.messages.lock().unwrap().insert(request.id.clone(), new.clone());
            (200, new)
        }
        ("PATCH", ["channels", channel, "messages", id]) => {
            let content = request.body["content"].as_str().unwrap_or_default();
            (200, message(id, channel, &bot_user(), content))
        }
        ("GET", ["channels", _, "messages", id]) => match world.messages.lock().unwrap().get(*id) {
            Some(found) => (200, found.clone()),
            None => (404, json!({ "code": 10008, "message": "Unknown Message" })),
        },
        ("POST", ["channels", channel, "messages", id, "threads"]) => {
            (201, json!({ "id": id, "parent_id": channel, "type": 11, "guild_id": "100", "name": request.body["name"] }))
        }
        _ => (204, Value::Null),
    }
}

async fn connect(State(world): State<Arc<World>>, upgrade: WebSocketUpgrade) -> Response {
    upgrade.on_upgrade(|socket| async move {
        // Ends when either side leaves.
        let _ = session(&world, socket).await;
    })
}

async fn session(world: &World, mut socket: WebSocket) -> Option<()> {
    let frame = |value: &Value| Frame::Text(value.to_string().into());
    socket.send(frame(&json!({ "op": 10, "d": { "heartbeat_interval": 41_250 } }))).await.ok()?;
    let (sender, mut outgoing) = unbounded_channel();
    let (line, mut cut) = oneshot::channel::<()>();
    let mut line = Some(line);
    loop {
        tokio::select! {
            _ = &mut cut => return None,
            Some(event) = outgoing.recv() => socket.send(frame(&event)).await.ok()?,
            received = socket.recv() => {
                let received: Value = match received?.ok()? {
                    Frame::Text(text) => serde_json::from_str(&text).ok()?,
                    Frame::Close(_) => return None,
                    _ => continue,
                };
                let close = *world.close.lock().unwrap();
                if let (Some(code), Some(2)) = (close, received["op"].as_u64()) {
                    let reason = CloseFrame { code, reason: "".into() };
                    return socket.send(Frame::Close(Some(reason))).await.ok();
                }
                match received["op"].as_u64()? {
                    1 => socket.send(frame(&json!({ "op": 11 }))).await.ok()?,
                    2 => identify(world, &received["d"], &sender),
                    6 => resume(world, &received["d"], &sender),
                    _ => {}
                }
                if matches!(received["op"].as_u64(), Some(2 | 6)) {
                    world.events.lock().unwrap().line = line.take();
                }
            }
        }
    }
}

fn identify(world: &World, data: &Value, socket: &UnboundedSender<Value>) {
    // The privileged intents: members, presences, content.
    let privileged = data["intents"].as_u64().unwrap() & (1 << 1 | 1 << 8 | 1 << 15);
    let given = if world.content.load(Ordering::SeqCst) { 1 << 15 } else { 0 };
    if privileged & !given != 0 {
        world.faults.lock().unwrap().push(format!("a privileged intent is asked for: {privileged}"));
    }
    {
        let mut events = world.events.lock().unwrap();
        events.socket = Some(socket.clone());
        events.identified += 1;
        events.sent.clear();
    }
    let ready = json!({
        "v": 10, "user": bot_user(), "guilds": [{ "id": "100", "unavailable": true }], "session_id": "session",
        "resume_gateway_url": world.url(), "shard": [0, 1], "application": { "id": APPLICATION, "flags": 0 },
    });
    assert_eq!(BOT, ready["user"]["id"]);
    world.dispatch("READY", &ready);
}

fn resume(world: &World, data: &Value, socket: &UnboundedSender<Value>) {
    let mut events = world.events.lock().unwrap();
    let seen = usize::try_from(data["seq"].as_u64().unwrap_or_default()).unwrap();
    for event in events.sent.iter().skip(seen) {
        let _ = socket.send(event.clone());
    }
    let _ = socket.send(json!({ "op": 0, "t": "RESUMED", "s": events.sent.len(), "d": {} }));
    events.socket = Some(socket.clone());
    events.resumed += 1;
}
