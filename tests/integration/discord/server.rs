//! A Discord on this machine: the REST API and the gateway as far as a bot meets them, on one port. It remembers what the bot
//! sends and holds it to Discord's documented limits.

use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::any;
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};
use tokio::sync::watch;

use super::gateway::{Gateway, connect};
use super::limits;
use super::objects::{APPLICATION, bot_user, message};
use super::secure::{Bucket, Verdict};

/// Discord takes no first response to an interaction later than that.
const FIRST_RESPONSE: Duration = Duration::from_secs(3);

/// Added to a status: what was asked for is done all the same.
const DONE: u16 = 1_000;

/// Nor anything more after that.
const TOKEN: Duration = Duration::from_secs(15 * 60);

/// Something the bot asked of the REST API.
#[derive(Debug, Clone)]
pub(crate) struct Request {
    pub(crate) method: String,
    /// Without `/api/v10`.
    pub(crate) path: String,
    pub(crate) body: Value,
    /// The id given to what was created.
    pub(crate) id: String,
    /// When it came.
    pub(crate) at: Instant,
    /// What it was answered with.
    pub(crate) status: u16,
}

impl Request {
    /// Whether a message is posted; reading those of a channel has the same path.
    pub(crate) fn is_message(&self) -> bool {
        self.method == "POST" && self.path.ends_with("/messages")
    }
}

/// What ails the posting of messages.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Trouble {
    /// It is refused with this status and body.
    Refuse(u16, &'static str),
    /// It is dealt with after so long, or when the trouble is over.
    Hang(Duration),
}

/// Requests of a kind: how many there were, how many are being dealt with, and the most that ever were.
#[derive(Debug, Default)]
pub(crate) struct Posts {
    pub(crate) all: AtomicU64,
    now: AtomicU64,
    pub(crate) most: AtomicU64,
}

/// One that is dealt with; no more when it is dropped, as it is when who asked has gone.
struct Dealing<'a>(&'a Posts);

impl Posts {
    fn begin(&self) -> Dealing<'_> {
        self.all.fetch_add(1, Ordering::SeqCst);
        let now = 1 + self.now.fetch_add(1, Ordering::SeqCst);
        self.most.fetch_max(now, Ordering::SeqCst);
        Dealing(self)
    }
}

impl Drop for Dealing<'_> {
    fn drop(&mut self) {
        self.0.now.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What the server knows.
pub(crate) struct World {
    port: u16,
    next: AtomicU64,
    /// Messages by id.
    pub(crate) messages: Mutex<HashMap<String, Value>>,
    /// The messages that responses to interactions made, by the token of the interaction.
    responses: Mutex<HashMap<String, Value>>,
    /// Files that people attached, by path.
    pub(crate) files: Mutex<HashMap<String, Vec<u8>>>,
    /// Messages of the bot by channel and nonce: Discord makes one of several with the same, if it is asked to.
    nonces: Mutex<HashMap<(String, String), String>>,
    /// Responses with this status instead of the usual one, for requests whose method and path begin so. With one below 300, or
    /// above 1,000, what was asked for is done all the same.
    pub(crate) failures: Mutex<VecDeque<(String, u16, String)>>,
    /// How often messages may be posted, if that is limited.
    pub(crate) bucket: Mutex<Option<Bucket>>,
    /// The gateway's side.
    pub(crate) gateway: Gateway,
    /// Whether Discord gave the bot the right to read all messages.
    pub(crate) content: AtomicBool,
    /// Messages refused since too many came.
    pub(crate) refused: AtomicU64,
    /// What ails the posting of messages.
    pub(crate) trouble: watch::Sender<Option<Trouble>>,
    pub(crate) posts: Posts,
    /// Whether responses to interactions wait, and how many there were.
    pub(crate) hold_callbacks: watch::Sender<bool>,
    pub(crate) callbacks: Posts,
    /// Interactions: when each was sent to the bot, and whether a first response to it was taken.
    pub(crate) called: Mutex<HashMap<String, (Instant, bool)>>,
    /// Threads, with the channel that each belongs to.
    pub(crate) threads: Mutex<HashMap<String, String>>,
    /// What broke a limit.
    pub(crate) faults: Mutex<Vec<String>>,
    requests: UnboundedSender<Request>,
}

/// Starts it.
pub(crate) async fn start() -> (Arc<World>, UnboundedReceiver<Request>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let (requests, received) = unbounded_channel();
    let world = Arc::new(World {
        port: listener.local_addr().unwrap().port(),
        next: AtomicU64::new(0),
        messages: Mutex::default(),
        responses: Mutex::default(),
        files: Mutex::default(),
        nonces: Mutex::default(),
        failures: Mutex::default(),
        bucket: Mutex::default(),
        gateway: Gateway::default(),
        content: AtomicBool::new(false),
        refused: AtomicU64::new(0),
        trouble: watch::Sender::default(),
        posts: Posts::default(),
        hold_callbacks: watch::Sender::default(),
        callbacks: Posts::default(),
        called: Mutex::default(),
        threads: Mutex::default(),
        faults: Mutex::default(),
        requests,
    });
    let router = router(&world);
    tokio::spawn(async move { axum::serve(listener, router).await });
    (world, received)
}

pub(crate) fn router(world: &Arc<World>) -> Router {
    let router = Router::new().route("/ws", any(connect)).route("/ws/", any(connect)).fallback(rest);
    // As much as Discord takes with files.
    router.layer(DefaultBodyLimit::max(10_000_000)).with_state(Arc::clone(world))
}

impl World {
    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// A new id, made at the time that tests take for now.
    pub(crate) fn id(&self) -> String {
        super::objects::id(1_000 + self.next.fetch_add(1, Ordering::SeqCst))
    }

    /// Makes the next such request fail.
    pub(crate) fn fail(&self, request: &str, status: u16, body: &str) {
        self.failures.lock().unwrap().push_back((request.to_owned(), status, body.to_owned()));
    }

    /// Does what the next such request asks for, and says that it failed.
    pub(crate) fn fail_after_all(&self, request: &str, status: u16, body: &str) {
        self.fail(request, status + DONE, body);
    }

    /// How many messages of the bot there are that reply to this one.
    pub(crate) fn replies_to(&self, question: &str) -> usize {
        let messages = self.messages.lock().unwrap();
        messages.values().filter(|message| message["message_reference"]["message_id"] == question).count()
    }

    /// The first messages of people after one, newest first, as Discord has them: without server and member.
    fn messages_after(&self, channel: &str, query: &Value) -> Value {
        let number = |value: &Value| value.as_str().and_then(|text| text.parse::<u64>().ok()).unwrap_or_default();
        let (after, limit) = (number(&query["after"]), usize::try_from(number(&query["limit"])).unwrap());
        let messages = self.messages.lock().unwrap();
        let mut found: Vec<(u64, &Value)> =
            messages.values().filter(|message| message["channel_id"] == channel).map(|message| (number(&message["id"]), message)).collect();
        found.retain(|(id, _)| *id > after);
        found.sort_unstable_by_key(|(id, _)| *id);
        found.truncate(limit);
        let bare = |message: &Value| {
            let mut message = message.clone();
            message.as_object_mut().unwrap().retain(|field, _| field != "guild_id" && field != "member");
            message
        };
        found.into_iter().rev().map(|(_, message)| bare(message)).collect()
    }

    fn failure(&self, request: &str) -> Option<(u16, String)> {
        let mut failures = self.failures.lock().unwrap();
        let position = failures.iter().position(|(prefix, ..)| request.starts_with(prefix.as_str()))?;
        failures.remove(position).map(|(_, status, body)| (status, body))
    }
}

async fn rest(State(world): State<Arc<World>>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let path = uri.path().trim_start_matches("/api/v10").to_owned();
    if let Some(file) = world.files.lock().unwrap().get(&path) {
        return file.clone().into_response();
    }
    let body = Some(super::forms::read(&headers, &body)).filter(|body| !body.is_null()).unwrap_or_else(|| query(&uri));
    let mut request = Request { method: method.to_string(), path, body, id: world.id(), at: Instant::now(), status: 0 };
    world.faults.lock().unwrap().extend(limits::faults(&request));
    let is_post = request.is_message();
    let verdict = world.bucket.lock().unwrap().as_mut().filter(|_| is_post).map(Bucket::take);
    if let Some(verdict) = verdict.as_ref().filter(|verdict| !verdict.allowed) {
        world.refused.fetch_add(1, Ordering::SeqCst);
        let body = json!({ "message": "You are being rate limited.", "retry_after": verdict.wait, "global": false });
        return with_headers((StatusCode::TOO_MANY_REQUESTS, body.to_string()).into_response(), verdict);
    }
    if is_post && let Some(refused) = ail(&world).await {
        request.status = refused.0;
        let _ = world.requests.send(request);
        let mut response = (StatusCode::from_u16(refused.0).unwrap(), [("content-type", "text/html")], refused.1).into_response();
        if refused.0 == 429 {
            response.headers_mut().insert("retry-after", "1".parse().unwrap());
        }
        return response;
    }
    if request.path.ends_with("/callback") {
        let _dealing = world.callbacks.begin();
        let _ = world.hold_callbacks.subscribe().wait_for(|held| !held).await;
    }
    let failure = world.failure(&format!("{} {}", request.method, request.path));
    let (status, answer) = match &failure {
        Some((status, text)) if *status > DONE => {
            respond(&world, &request);
            (*status - DONE, text.clone())
        }
        Some((status, text)) if *status >= 300 => (*status, text.clone()),
        Some((status, text)) => (respond(&world, &request).0.min(*status), text.clone()),
        None => {
            let (status, answer) = respond(&world, &request);
            (status, if answer.is_null() { String::new() } else { answer.to_string() })
        }
    };
    request.status = status;
    let _ = world.requests.send(request);
    let response = (StatusCode::from_u16(status).unwrap(), [("content-type", "application/json")], answer).into_response();
    match &verdict {
        Some(verdict) => with_headers(response, verdict),
        None => response,
    }
}

/// Lets a post suffer what ails posts; status and body if it is refused.
async fn ail(world: &World) -> Option<(u16, &'static str)> {
    let dealing = world.posts.begin();
    let trouble = *world.trouble.borrow();
    match trouble {
        Some(Trouble::Hang(time)) => drop(tokio::time::timeout(time, world.trouble.subscribe().wait_for(Option::is_none)).await),
        Some(Trouble::Refuse(..)) | None => {}
    }
    drop(dealing);
    match trouble {
        Some(Trouble::Refuse(status, body)) => Some((status, body)),
        _ => None,
    }
}

/// What is asked for behind the path.
fn query(uri: &Uri) -> Value {
    let pairs = uri.query().unwrap_or_default().split('&').filter_map(|pair| pair.split_once('='));
    pairs.map(|(name, value)| (name.to_owned(), json!(value))).collect::<serde_json::Map<_, _>>().into()
}

fn with_headers(mut response: Response, verdict: &Verdict) -> Response {
    for (name, value) in &verdict.headers {
        response.headers_mut().insert(*name, value.parse().unwrap());
    }
    response
}

/// The channel in which the bot talks to somebody alone.
pub(crate) fn private_channel(user: &str) -> String {
    format!("7{user}")
}

/// The usual response.
fn respond(world: &World, request: &Request) -> (u16, Value) {
    let parts: Vec<&str> = request.path.trim_matches('/').split('/').collect();
    match (request.method.as_str(), parts.as_slice()) {
        ("GET", ["gateway"]) => (200, json!({ "url": format!("ws://127.0.0.1:{}/ws", world.port) })),
        ("GET", ["gateway", "bot"]) => (
            200,
            json!({
                "url": format!("ws://127.0.0.1:{}/ws", world.port), "shards": world.gateway.advised.load(Ordering::SeqCst).max(1),
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
        ("PUT", ["applications", _, "commands"] | ["applications", _, "guilds", _, "commands"]) => (200, json!([])),
        ("GET", ["channels", channel, "messages"]) => (200, world.messages_after(channel, &request.body)),
        ("GET", ["channels", channel]) => match world.threads.lock().unwrap().get(*channel) {
            Some(parent) => (200, json!({ "id": channel, "type": 11, "parent_id": parent, "guild_id": "100", "name": "thread" })),
            // The parent of a channel is a category.
            None => (200, json!({ "id": channel, "type": 0, "parent_id": "90", "guild_id": "100", "name": "channel" })),
        },
        ("GET", ["channels", _, "messages", id]) => match world.messages.lock().unwrap().get(*id) {
            Some(found) => (200, found.clone()),
            None => (404, json!({ "code": 10008, "message": "Unknown Message" })),
        },
        ("POST", ["channels", channel, "messages", id, "threads"]) => {
            (201, json!({ "id": id, "parent_id": channel, "type": 11, "guild_id": "100", "name": request.body["name"] }))
        }
        _ => of_messages(world, request, &parts).unwrap_or((204, Value::Null)),
    }
}

/// The response to a first response: there is one, and it comes within three seconds.
fn of_callback(world: &World, request: &Request, id: &str) -> (u16, Value) {
    let held = *world.hold_callbacks.borrow();
    if let Some((sent, taken)) = world.called.lock().unwrap().get_mut(id) {
        let late = request.at.duration_since(*sent);
        if std::mem::replace(taken, true) {
            world.faults.lock().unwrap().push(format!("a second first response to {id}"));
            return (400, json!({ "code": 40060, "message": "Interaction has already been acknowledged." }));
        }
        // While responses are held back, a slow machine is not the bot's fault.
        if late > FIRST_RESPONSE && !held {
            world.faults.lock().unwrap().push(format!("the first response to {id} comes after {late:?}"));
            return (404, json!({ "code": 10062, "message": "Unknown interaction" }));
        }
    }
    (204, Value::Null)
}

/// An interaction can be responded to for a quarter of an hour.
fn is_over(world: &World, token: &str) -> bool {
    let called = world.called.lock().unwrap();
    let sent = token.strip_prefix("token-").and_then(|id| called.get(id)).map(|(sent, _)| *sent);
    sent.is_some_and(|sent| sent.elapsed() > TOKEN)
}

/// The message that is posted, or the one that was with the same nonce.
fn of_post(world: &World, request: &Request, channel: &str) -> Value {
    if let (Some(nonce), true) = (request.body["nonce"].as_str(), request.body["enforce_nonce"] == true) {
        let of = (channel.to_owned(), nonce.to_owned());
        let known = world.nonces.lock().unwrap().entry(of).or_insert_with(|| request.id.clone()).clone();
        if let Some(known) = world.messages.lock().unwrap().get(&known) {
            return known.clone();
        }
    }
    let mut new = message(&request.id, channel, &bot_user(), request.body["content"].as_str().unwrap_or_default());
    for field in ["components", "embeds", "message_reference"] {
        if let Some(value) = request.body.get(field) {
            new[field] = value.clone();
        }
    }
    world.messages.lock().unwrap().insert(request.id.clone(), new.clone());
    new
}

/// The response to what posts or changes messages, or asks for what a response made.
fn of_messages(world: &World, request: &Request, parts: &[&str]) -> Option<(u16, Value)> {
    Some(match (request.method.as_str(), parts) {
        ("POST", ["channels", channel, "messages"]) => (200, of_post(world, request, channel)),
        ("PATCH", ["channels", channel, "messages", id]) => {
            let content = request.body["content"].as_str().unwrap_or_default();
            let mut messages = world.messages.lock().unwrap();
            if let Some(known) = messages.get_mut(*id) {
                for field in ["content", "components"] {
                    if let Some(value) = request.body.get(field) {
                        known[field] = value.clone();
                    }
                }
            }
            (200, messages.get(*id).cloned().unwrap_or_else(|| message(id, channel, &bot_user(), content)))
        }
        ("POST", ["users", "@me", "channels"]) => {
            let user = request.body["recipient_id"].as_str().unwrap();
            (200, json!({ "id": private_channel(user), "type": 1, "recipients": [super::objects::user(user)] }))
        }
        ("POST", ["interactions", id, token, "callback"]) if request.body["type"] == 4 => {
            let data = &request.body["data"];
            let mut new = message(id, super::objects::CHANNEL, &bot_user(), data["content"].as_str().unwrap_or_default());
            for field in ["components", "flags"] {
                new[field] = data[field].clone();
            }
            new["webhook_id"] = json!(super::objects::APPLICATION);
            world.responses.lock().unwrap().insert((*token).to_owned(), new);
            of_callback(world, request, id)
        }
        ("POST", ["interactions", id, _, "callback"]) => of_callback(world, request, id),
        ("GET", ["webhooks", _, token, "messages", "@original"]) => match world.responses.lock().unwrap().get(*token) {
            Some(made) => {
                world.messages.lock().unwrap().insert(made["id"].as_str().unwrap().to_owned(), made.clone());
                (200, made.clone())
            }
            None => (404, json!({ "code": 10008, "message": "Unknown Message" })),
        },
        ("POST", ["webhooks", _, token]) | ("PATCH", ["webhooks", _, token, "messages", "@original"]) if is_over(world, token) => {
            world.faults.lock().unwrap().push(format!("a response by {token}, which is no longer valid"));
            (401, json!({ "code": 50027, "message": "Invalid Webhook Token" }))
        }
        ("GET", ["guilds", _, "members", id]) => (200, super::objects::member(id, 0)),
        ("POST", ["webhooks", _, _]) | ("PATCH", ["webhooks", _, _, "messages", "@original"]) => {
            (200, message(&request.id, super::objects::CHANNEL, &bot_user(), request.body["content"].as_str().unwrap_or_default()))
        }
        _ => return None,
    })
}
