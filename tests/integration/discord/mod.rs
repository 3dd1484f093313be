//! The bot as people meet it: the real program connects to a Discord on this machine, and is talked to.

mod asking;
mod broken;
mod bulk;
mod changed;
mod claims;
mod cooldowns;
mod corrections;
mod database;
mod drafts;
mod failures;
mod forms;
mod gaps;
mod gateway;
mod given_back;
mod health;
mod hostile;
mod interactions;
mod isolation;
mod keeping;
mod languages;
mod limits;
mod objects;
mod own_proposals;
mod periods;
mod permissions;
mod records;
mod review;
mod running;
mod secure;
mod server;
mod settings;
mod shards;
mod shown;
mod soak;
mod sources;
mod standing;
mod suggestions;
mod threads;
mod tongues;
mod trouble;
mod turns;
mod watch;
mod words;

use std::fs::File;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedReceiver;

use self::objects::{BOT, CHANNEL, GUILD, bot_user, interaction, member, message, user};
use self::server::{Request, World};
use crate::world::Place;

/// Far longer than anything takes: who waits so long has found a fault.
const PATIENCE: Duration = Duration::from_secs(60);
/// Between two looks whether something is so: who looks without a pause takes the time from whom it is waited for.
const LOOK: Duration = Duration::from_millis(5);
/// Discord takes no first response to an interaction later than that.
const FIRST_RESPONSE: Duration = Duration::from_secs(3);
/// Somebody who asks.
const ASKER: &str = "500";
/// Somebody else.
const STRANGER: &str = "501";
/// The right to delete others' messages, and the right to manage the server.
const MANAGE_MESSAGES: u64 = 1 << 13;
const MANAGE_GUILD: u64 = 1 << 5;

const QUESTION: &str = "When did Albania cut ties with Iran, and why?";
const SEVERED: &str = "albania-iran-2022-relations-severed";

/// A Discord with the bot in it.
struct Scene {
    world: Arc<World>,
    requests: UnboundedReceiver<Request>,
    /// Taken in while something else was waited for.
    earlier: Vec<Request>,
    place: Place,
    bot: Child,
}

impl Scene {
    /// Starts both and waits until the bot is connected.
    async fn new() -> Self {
        let (world, requests) = server::start().await;
        let mut scene = Self::over(world, requests);
        scene.connected().await;
        scene
    }

    /// Starts the bot only.
    fn over(world: Arc<World>, requests: UnboundedReceiver<Request>) -> Self {
        let place = Place::new();
        let bot = spawn(&place, &[("AIDE_MEMOIRE_DISCORD_API", &world.url())]);
        Self { world, requests, earlier: Vec::new(), place, bot }
    }

    /// Starts the bot only, over another database.
    fn over_database(world: Arc<World>, requests: UnboundedReceiver<Request>, database: &str) -> Self {
        let place = Place::new();
        let bot = spawn(&place, &[("AIDE_MEMOIRE_DISCORD_API", &world.url()), ("AIDE_MEMOIRE_DATABASE", database)]);
        Self { world, requests, earlier: Vec::new(), place, bot }
    }

    /// Starts the bot only, with a settings file.
    fn with_settings(world: Arc<World>, requests: UnboundedReceiver<Request>, settings: &str) -> Self {
        let place = Place::new();
        std::fs::write(place.path().join("settings.toml"), settings).unwrap();
        let bot = spawn(&place, &[("AIDE_MEMOIRE_DISCORD_API", &world.url()), ("AIDE_MEMOIRE_CONFIG", "settings.toml")]);
        Self { world, requests, earlier: Vec::new(), place, bot }
    }

    /// Starts both, as in production: TLS, and the limiter on.
    async fn secure() -> Self {
        let (world, requests) = server::start().await;
        let (port, authority) = secure::serve(&world).await;
        let place = Place::new();
        std::fs::write(place.path().join("ca.pem"), authority).unwrap();
        let address = format!("127.0.0.1:{port}");
        let bot = spawn(&place, &[("AIDE_MEMOIRE_DISCORD_RESOLVE", &address), ("AIDE_MEMOIRE_DISCORD_CA", "ca.pem")]);
        let mut scene = Self { world, requests, earlier: Vec::new(), place, bot };
        scene.connected().await;
        scene
    }

    /// Waits until the bot has registered its commands and has a session.
    async fn connected(&mut self) -> Request {
        let commands = self.request("PUT", "/commands").await;
        let world = Arc::clone(&self.world);
        eventually(|| world.sessions().0 > 0).await;
        commands
    }

    /// Ends the bot at once and starts it anew over the same database.
    async fn restart(&mut self) {
        self.end();
        self.start_again().await;
    }

    /// Ends the bot at once.
    fn end(&mut self) {
        self.bot.kill().unwrap();
        self.bot.wait().unwrap();
        self.world.drop_connection();
    }

    /// Starts a bot that was ended, over the same database.
    async fn start_again(&mut self) {
        self.world.forget_session();
        let url = self.world.url();
        let mut settings = vec![("AIDE_MEMOIRE_DISCORD_API", url.as_str())];
        if self.place.has("settings.toml") {
            settings.push(("AIDE_MEMOIRE_CONFIG", "settings.toml"));
        }
        self.bot = spawn(&self.place, &settings);
        self.connected().await;
    }

    /// The next request with this method whose path ends so.
    async fn request(&mut self, method: &str, path: &str) -> Request {
        self.next(|request| request.method == method && request.path.ends_with(path)).await
    }

    /// The next request that fits; others stay for later.
    async fn next(&mut self, fits: impl Fn(&Request) -> bool) -> Request {
        if let Some(position) = self.earlier.iter().position(&fits) {
            return self.earlier.remove(position);
        }
        loop {
            let received = tokio::time::timeout(PATIENCE, self.requests.recv()).await;
            let request = received.unwrap_or_else(|_| panic!("nothing came; before: {:#?}\n{}", self.earlier, self.log())).unwrap();
            if fits(&request) {
                return request;
            }
            self.earlier.push(request);
        }
    }

    /// What the bot has logged.
    fn log(&self) -> String {
        std::fs::read_to_string(self.place.path().join("log")).unwrap()
    }

    /// Somebody posts a message; `change` makes it what it is.
    fn post(&self, content: &str, change: impl FnOnce(&mut Value)) -> String {
        let id = self.world.id();
        let mut posted = message(&id, CHANNEL, &user(ASKER), content);
        posted["guild_id"] = json!(GUILD);
        posted["member"] = member(ASKER, 0);
        posted["member"].as_object_mut().unwrap().remove("user");
        change(&mut posted);
        self.world.messages.lock().unwrap().insert(id.clone(), posted.clone());
        self.world.dispatch("MESSAGE_CREATE", &posted);
        id
    }

    /// Somebody mentions the bot; the id of the message.
    fn mention(&self, text: &str) -> String {
        self.post(&format!("<@{BOT}> {text}"), |posted| posted["mentions"] = json!([bot_user()]))
    }

    /// Somebody of many mentions the bot, in one of many channels.
    fn mention_by(&self, user_id: usize, channel: usize, text: &str) -> String {
        self.post(&format!("<@{BOT}> {text}"), |posted| {
            posted["author"] = user(&(10_000 + user_id).to_string());
            posted["channel_id"] = json!((20_000 + channel).to_string());
            posted["mentions"] = json!([bot_user()]);
        })
    }

    /// Somebody asks by a mention; the answer.
    async fn ask(&mut self, text: &str) -> Request {
        let question = self.mention(text);
        self.answer_to(&question).await
    }

    /// The message that replies to this one.
    async fn answer_to(&mut self, question: &str) -> Request {
        self.next(|request| request.is_message() && request.body["message_reference"]["message_id"] == question).await
    }

    /// Somebody uses a command; the response.
    async fn command(&mut self, member: Value, data: Value) -> Value {
        self.interact(2, member, data, |_| {}).await
    }

    /// `/name` with options of text.
    async fn slash(&mut self, name: &str, options: &[(&str, &str)]) -> Value {
        let options: Vec<Value> = options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
        self.command(member(ASKER, 0), json!({ "id": "1", "name": name, "type": 1, "options": options })).await
    }

    /// Somebody uses `/ask`, whatever comes of it.
    fn send_slash(&self, user: usize) -> String {
        let options = json!([{ "name": "question", "type": 3, "value": QUESTION }]);
        let id = self.world.id();
        let data = json!({ "id": "1", "name": "ask", "type": 1, "options": options });
        self.world.dispatch("INTERACTION_CREATE", &interaction(&id, 2, &member(&user.to_string(), 0), &data));
        id
    }

    /// What is suggested for a half-written option.
    async fn suggest(&mut self, command: &str, option: &str, typed: &str) -> Vec<Value> {
        let options = json!([{ "name": option, "type": 3, "value": typed, "focused": true }]);
        let response =
            self.interact(4, member(ASKER, 0), json!({ "id": "1", "name": command, "type": 1, "options": options }), |_| {}).await;
        assert_eq!(response["type"], 8, "{response}");
        response["data"]["choices"].as_array().unwrap().clone()
    }

    /// What is suggested for the last of these options.
    async fn suggest_beside(&mut self, command: &str, options: &[(&str, &str)]) -> Vec<Value> {
        let mut options: Vec<Value> = options.iter().map(|(name, value)| json!({ "name": name, "type": 3, "value": value })).collect();
        options.last_mut().unwrap()["focused"] = json!(true);
        let data = json!({ "id": "1", "name": command, "type": 1, "options": options });
        let response = self.interact(4, member(ASKER, 0), data, |_| {}).await;
        response["data"]["choices"].as_array().unwrap_or_else(|| panic!("{response}")).clone()
    }

    /// Somebody presses a button under a message of the bot.
    async fn press(&mut self, who: Value, under: &Value, button: &str) -> Value {
        let message = under.clone();
        self.interact(3, who, json!({ "custom_id": button, "component_type": 2 }), |sent| sent["message"] = message).await
    }

    /// Somebody chooses from a menu under a message of the bot.
    async fn choose(&mut self, who: Value, under: &Value, (menu, value): (&str, &str)) -> Value {
        let message = under.clone();
        let data = json!({ "custom_id": menu, "component_type": 3, "values": [value] });
        self.interact(3, who, data, |sent| sent["message"] = message).await
    }

    /// Somebody sends a form with one field.
    async fn submit(&mut self, form: &Value, text: &str, under: &Value) -> Value {
        let field = &form["data"]["components"][0]["components"][0]["custom_id"];
        let row = json!({ "type": 1, "components": [{ "type": 4, "custom_id": field, "value": text }] });
        let message = under.clone();
        let data = json!({ "custom_id": form["data"]["custom_id"], "components": [row] });
        self.interact(5, member(ASKER, 0), data, |sent| sent["message"] = message).await
    }

    /// Somebody sends a form: its fields as they were filled in before, these ones as they are here.
    async fn fill(&mut self, who: Value, form: &Value, fields: &[(&str, &str)], under: Option<&Value>) -> Value {
        let rows = form["data"]["components"].as_array().unwrap_or_else(|| panic!("no form: {form}"));
        let row = |row: &Value| {
            let (name, known) = (row["components"][0]["custom_id"].as_str().unwrap(), row["components"][0]["value"].as_str());
            let filled = fields.iter().find(|(field, _)| *field == name).map(|(_, text)| *text);
            json!({ "type": 1, "components": [{ "type": 4, "custom_id": name, "value": filled.or(known).unwrap_or_default() }] })
        };
        let names: Vec<&str> = rows.iter().map(|row| row["components"][0]["custom_id"].as_str().unwrap()).collect();
        assert!(fields.iter().all(|(field, _)| names.contains(field)), "{fields:?} are not all among {names:?}");
        let data = json!({ "custom_id": form["data"]["custom_id"], "components": rows.iter().map(row).collect::<Vec<_>>() });
        let under = under.cloned();
        self.interact(5, who, data, |sent| {
            if let Some(message) = under {
                sent["message"] = message;
            }
        })
        .await
    }

    /// An interaction; its first response.
    async fn interact(&mut self, kind: u64, member: Value, data: Value, change: impl FnOnce(&mut Value)) -> Value {
        let id = self.world.id();
        let mut sent = interaction(&id, kind, &member, &data);
        change(&mut sent);
        let sent_at = Instant::now();
        self.world.dispatch("INTERACTION_CREATE", &sent);
        let response = self.request("POST", &format!("/interactions/{id}/token-{id}/callback")).await;
        assert!(response.at - sent_at < FIRST_RESPONSE, "{:?}", response.at - sent_at);
        response.body
    }

    /// The message of the bot that this request made.
    fn made(&self, request: &Request) -> Value {
        self.world.messages.lock().unwrap()[&request.id].clone()
    }

    /// A message as the response to an interaction made it.
    fn shown(&self, response: &Value) -> Value {
        let mut shown = message(&self.world.id(), CHANNEL, &bot_user(), response["data"]["content"].as_str().unwrap_or_default());
        shown["components"] = response["data"]["components"].clone();
        shown["flags"] = response["data"]["flags"].clone();
        shown["interaction_metadata"] =
            json!({ "id": self.world.id(), "type": 2, "user": user(ASKER), "authorizing_integration_owners": {} });
        if let Some(embeds) = response["data"]["embeds"].as_array() {
            shown["embeds"] = json!(embeds);
        }
        shown
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        let _ = self.bot.kill();
        let _ = self.bot.wait();
        if !std::thread::panicking() {
            let faults = self.world.faults.lock().unwrap();
            assert!(faults.is_empty(), "{faults:#?}");
        }
    }
}

fn spawn(place: &Place, endpoint: &[(&str, &str)]) -> Child {
    let log = File::options().create(true).append(true).open(place.path().join("log")).unwrap();
    let elsewhere = endpoint.iter().any(|(name, _)| *name == "AIDE_MEMOIRE_DATABASE");
    let mut command = place.command(if elsewhere { &["run"] } else { &["run", "--database", "sqlite:bot.db"] });
    command.env("DISCORD_TOKEN", "secret.token.x").envs(endpoint.iter().copied()).env("AIDE_MEMOIRE_HEALTH", "127.0.0.1:0");
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(log).spawn().unwrap()
}

/// Waits until something is so.
async fn eventually(test: impl Fn() -> bool) {
    let waited = tokio::time::timeout(PATIENCE, async {
        while !test() {
            tokio::time::sleep(LOOK).await;
        }
    });
    waited.await.expect("it is never so");
}

/// Looks again and again until what is found fits.
async fn in_time<T: std::fmt::Debug>(look: impl AsyncFn() -> T, fits: impl Fn(&T) -> bool) -> T {
    let began = std::time::Instant::now();
    loop {
        let found = look().await;
        if fits(&found) {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "it is never as it should be: {found:?}");
        tokio::time::sleep(LOOK).await;
    }
}

fn content(request: &Request) -> &str {
    request.body["content"].as_str().unwrap()
}

/// The ids of the controls of a message, with their labels.
fn controls(message: &Value) -> Vec<(String, String)> {
    let rows = message["components"].as_array().unwrap().iter();
    let parts = rows.flat_map(|row| row["components"].as_array().unwrap());
    parts.map(|part| (part["label"].as_str().unwrap_or("menu").to_owned(), part["custom_id"].as_str().unwrap().to_owned())).collect()
}

/// The id of the control with this label.
#[track_caller]
fn control(message: &Value, label: &str) -> String {
    let controls = controls(message);
    let found = controls.iter().find(|(known, _)| known == label);
    found.unwrap_or_else(|| panic!("no {label} among {controls:?}")).1.clone()
}
