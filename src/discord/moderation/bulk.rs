//! Files of records in the chat. A file that is sent in is only tried out; what it would do is said, and done when somebody
//! confirms it: its sender, or with the two-person rule a reviewer who is somebody else. What was checked is kept with the
//! revision of each record, and nothing is taken if one of them changed meanwhile. Only the server's own records are written.

use std::num::NonZeroU64;
use std::sync::Arc;

use serenity::builder::{CreateActionRow, CreateButton};
use serenity::model::application::{ButtonStyle, ComponentInteraction};
use serenity::model::channel::Attachment;
use serenity::model::id::MessageId;

use super::{LINE, Member, Step, Topic};
use crate::discord::attachments::FetchError;
use crate::discord::bot::Bot;
use crate::discord::escape::escape;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{length, shorten};
use crate::discord::reply::{self, Reply};
use crate::discord::sending::cause;
use crate::discord::words::Language;
use crate::incident::Incident;
use crate::incident::check::Fault;
use crate::register::bulk::{Footing, KnownLinks, Tally, Unknown, compare, seen_by};
use crate::register::keeping::{Refusal, lines_between};
use crate::store::{Begun, Change, Edit, SHARED, StoreError, Work};
use crate::transfer::{self, ExportFormat, ImportFormat, LineFault, LineFaults};

/// Bytes of a file that is taken.
const LARGEST: usize = 2 << 20;
/// Bytes of a file that is given; Discord takes ten million.
const LARGEST_GIVEN: usize = 9_000_000;
/// Records beyond which no file is tried to be made: the starter register has four hundred in one million bytes.
const MOST_GIVEN: usize = 20_000;
/// Files that a moderator has under way.
const MOST: u32 = 3;
/// What would change, where it is too long for a message.
const FILE: &str = "changes.txt";
/// Characters of the name of a file.
const NAME: usize = 80;

/// Records that were checked and wait to be confirmed.
struct Checked {
    file: String,
    tally: Tally,
    /// Each with what it is written on, as that stood; those that are the same as a shared record are left out.
    records: Vec<(Footing, Incident)>,
}

/// Why a file is not taken, in the reader's words.
type Refused = String;

/// Tries a file out.
pub(in crate::discord) async fn import(bot: &Arc<Bot>, incoming: &Incoming, file: &Attachment) {
    let Some(member) = bot.moderator(incoming).await else { return };
    incoming.defer().await;
    let language = incoming.language();
    let checked = match check(bot, language, &member, file).await {
        Ok(checked) => checked,
        Err(refused) => return incoming.complete(Reply::private(refused)).await,
    };
    let step = Step::new(Topic::Bulk, 'c', incoming.id.get());
    let begun = Begun {
        id: step.request_id(),
        guild: member.guild.clone(),
        author: member.user.clone(),
        kind: Work::Import,
        body: checked.body(),
        time: (bot.clock.now)(),
    };
    if let Err(error) = bot.store.put_begun(&begun, MOST).await {
        return incoming.complete(Reply::private(failed(bot, language, &error))).await;
    }
    if !member.two_persons {
        let reply = match preview(bot, language, &member.guild, &checked).await {
            Ok(reply) => Reply { rows: vec![deciding(bot, language, &step)], ..reply },
            Err(error) => Reply::private(failed(bot, language, &error)),
        };
        return incoming.complete(reply).await;
    }
    incoming.complete(Reply::private(bot.words.say(language, "import-asked"))).await;
    let content = format!("{} {}", would(bot, language, &checked), bot.words.say(language, "import-second"));
    let see = button(bot, language, (&step.then('l'), "import-see", ButtonStyle::Primary));
    let cancel = button(bot, language, (&step.then('x'), "import-cancel", ButtonStyle::Secondary));
    // Others may read the channel: what is in the file is shown to those alone who may take it.
    incoming.follow_up(Reply { content, rows: vec![CreateActionRow::Buttons(vec![see, cancel])], ..Reply::default() }).await;
}

fn button(bot: &Bot, language: Language, (step, key, style): (&Step, &str, ButtonStyle)) -> CreateButton {
    CreateButton::new(step.id()).label(bot.words.say(language, key)).style(style)
}

/// The buttons with which a file is taken or given up; the step is passed on with all that it was given.
fn deciding(bot: &Bot, language: Language, step: &Step) -> CreateActionRow {
    let of = |act: char| step.arguments().fold(step.then(act), Step::with);
    CreateActionRow::Buttons(vec![
        button(bot, language, (&of('c'), "import-confirm", ButtonStyle::Primary)),
        button(bot, language, (&of('x'), "import-cancel", ButtonStyle::Secondary)),
    ])
}

/// What taking a file would do, and to which records what: as much as fits a message, and all of it beside that if it is more.
async fn preview(bot: &Bot, language: Language, guild: &str, checked: &Checked) -> Result<Reply, StoreError> {
    let mut lines = Vec::new();
    for (footing, incident) in &checked.records {
        let of = if footing.beneath == 0 { guild } else { SHARED };
        let before = bot.store.find(of, &incident.id).await?.map(|stored| stored.incident);
        let told = lines_between(before.as_ref(), incident);
        lines.extend(told.iter().map(|line| format!("{}: {}", incident.id, bot.line(line, language))));
    }
    let content = bot.listed(would(bot, language, checked), lines.iter().cloned());
    let is_cut = content.contains("\n- …") || lines.iter().any(|line| length(&escape(line)) > LINE);
    let file = is_cut.then(|| reply::Attachment { name: FILE, data: format!("{}\n", lines.join("\n")).into_bytes() });
    Ok(Reply { file, ..Reply::private(content) })
}

/// Shows what a file would change; who may take it has the buttons for it there.
async fn see(bot: &Arc<Bot>, incoming: &Incoming, (member, begun, checked): (&Member, &Begun, &Checked), step: Step) {
    let language = incoming.language();
    incoming.defer().await;
    let reply = match preview(bot, language, &member.guild, checked).await {
        Ok(reply) => reply,
        Err(error) => return incoming.complete(Reply::private(failed(bot, language, &error))).await,
    };
    let rows = if refused(member, begun).is_none() { vec![deciding(bot, language, &step)] } else { Vec::new() };
    incoming.complete(Reply { rows, ..reply }).await;
}

/// The message from which a file was looked at says what became of it.
async fn note_outcome(incoming: &Incoming, step: &Step, content: &str) {
    let Some(message) = step.argument(0).and_then(|id| id.parse::<NonZeroU64>().ok()).map(|id| MessageId::new(id.get())) else { return };
    let edit = Reply { content: content.to_owned(), ..Reply::default() }.edit();
    if let Err(error) = incoming.channel.edit_message(incoming.http(), message, edit).await {
        tracing::info!(channel.id = %incoming.channel, "a message about a file cannot be brought up to date: {}", cause(&error));
    }
}

/// The records of a file with what taking them would do.
async fn check(bot: &Bot, language: Language, member: &Member, file: &Attachment) -> Result<Checked, Refused> {
    let say = |key: &str| bot.words.say(language, key);
    let too_large = || bot.words.say_with(language, "import-too-large", &[("most", LARGEST.to_string().into())]);
    let name = shorten(&file.filename, NAME);
    let end = name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).unwrap_or_default();
    let format = match end.as_str() {
        "csv" => ImportFormat::Csv,
        "jsonl" | "ndjson" | "json" => ImportFormat::JsonLines,
        _ => return Err(say("import-what-form")),
    };
    if usize::try_from(file.size).is_ok_and(|size| size > LARGEST) {
        return Err(too_large());
    }
    let data = match bot.attachments.fetch(&file.url, LARGEST).await {
        Ok(data) => data,
        Err(FetchError::TooLarge) => return Err(too_large()),
        Err(error) => {
            tracing::warn!(error = &error as &dyn std::error::Error, "a file that was sent in cannot be had");
            return Err(say("import-unreachable"));
        }
    };
    let failed = |error: StoreError| match error {
        StoreError::Retracted { id } => bot.refusal(language, &Refusal::IsRetracted { id }),
        error => failed(bot, language, &error),
    };
    let records = read(bot, member, data.into(), format).await.map_err(failed)?;
    let records = records.map_err(|faults| faults_of(bot, language, &name, &faults))?;
    if records.is_empty() {
        return Err(say("import-empty"));
    }
    let (tally, footings) = compare(&records, &bot.store, (&member.guild, member.sees_shared)).await.map_err(failed)?;
    let records = footings.into_iter().zip(records).filter_map(|(footing, record)| Some((footing?, record))).collect();
    Ok(Checked { file: name, tally, records })
}

/// The records, or what is wrong; links lead to records of the file or to those that the server sees.
async fn read(bot: &Bot, member: &Member, data: Arc<[u8]>, format: ImportFormat) -> Result<Result<Vec<Incident>, LineFaults>, StoreError> {
    // Reading two megabytes takes a while: other people are answered meanwhile.
    let reading = |links: KnownLinks, unknown: Unknown| {
        let data = Arc::clone(&data);
        tokio::task::spawn_blocking(move || (links.read(&data[..], format, unknown), links))
    };
    // A text in memory can be read.
    let unread = |error: String| {
        let fault = Fault { field: "record".to_owned(), message: error };
        LineFaults { listed: vec![LineFault { line: 1, fault }], more: 0 }
    };
    let (first, mut links) = match reading(KnownLinks::default(), Unknown::Accepted).await {
        Ok((Ok(first), links)) => (first, links),
        Ok((Err(error), _)) => return Ok(Err(unread(error.to_string()))),
        Err(error) => return Ok(Err(unread(error.to_string()))),
    };
    links.look_up(first.asked, &bot.store, &member.guild).await?;
    Ok(match reading(links, Unknown::Missing).await {
        Ok((Ok(reading), _)) => reading.found.map(|records| records.into_iter().map(|(_, incident)| incident).collect()),
        Ok((Err(error), _)) => Err(unread(error.to_string())),
        Err(error) => Err(unread(error.to_string())),
    })
}

fn faults_of(bot: &Bot, language: Language, name: &str, faults: &LineFaults) -> Refused {
    let put_in = [("file", escape(name).into()), ("count", faults.count().into())];
    let head = bot.words.say_with(language, "import-faults", &put_in);
    bot.listed(head, faults.listed.iter().map(|fault| bot.line_fault(fault, language)))
}

/// A button of a file was pressed.
pub(super) async fn pressed(bot: &Arc<Bot>, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) {
    let Some(member) = bot.keeper(incoming).await else { return };
    let language = incoming.language();
    let begun = match bot.store.begun(&member.guild, &step.request_id(), Work::Import).await {
        Ok(Some(begun)) => begun,
        Ok(None) => return bot.tell(incoming, "draft-gone").await,
        Err(error) => return incoming.send(Reply::private(failed(bot, language, &error))).await,
    };
    let Some(checked) = Checked::read(&begun.body) else { return bot.tell(incoming, "stale").await };
    if step.act == 'l' {
        return see(bot, incoming, (&member, &begun, &checked), step.then('c').with(interaction.message.id)).await;
    }
    if step.act == 'x' {
        if begun.author != member.user && !member.is_reviewer {
            return bot.tell(incoming, "draft-not-yours").await;
        }
        return match bot.store.drop_begun(&member.guild, &step.request_id()).await {
            Ok(_) => {
                let content = about(bot, language, "import-cancelled", &checked.file);
                incoming.update(Reply { content: content.clone(), ..Reply::default() }).await;
                note_outcome(incoming, step, &content).await;
            }
            Err(error) => incoming.send(Reply::private(failed(bot, language, &error))).await,
        };
    }
    if let Some(refusal) = refused(&member, &begun) {
        return bot.refuse(incoming, &refusal).await;
    }
    // Thousands of records may take longer than Discord waits.
    incoming.defer_update().await;
    match take_in(bot, &begun, &checked).await {
        Ok(()) => {
            bot.show_changes().await;
            let content = tally(bot, language, "import-done", &checked.file, checked.tally, bot.revision_seen(incoming));
            incoming.complete(Reply { content: content.clone(), ..Reply::default() }).await;
            note_outcome(incoming, step, &content).await;
        }
        Err(error) => {
            let content = match error {
                StoreError::Conflict { id, .. } | StoreError::Missing { id } | StoreError::Retracted { id } => {
                    bot.words.say_with(language, "import-changed", &[("incident", escape(&id).into())])
                }
                error => failed(bot, language, &error),
            };
            incoming.follow_up(Reply::private(content)).await;
        }
    }
}

/// Why the member may not confirm the file.
fn refused(member: &Member, begun: &Begun) -> Option<Refusal> {
    match (begun.author == member.user, member.two_persons) {
        (true, true) => Some(Refusal::OwnProposal),
        (true, false) => (!member.is_moderator).then_some(Refusal::NotAllowed),
        (false, _) => (!member.is_reviewer).then_some(Refusal::NotAllowed),
    }
}

/// Writes the records in the name of the one who sent them in; all of them or none.
async fn take_in(bot: &Bot, begun: &Begun, checked: &Checked) -> Result<(), StoreError> {
    let change = |(footing, incident): &(Footing, Incident)| footing.changes(&begun.guild, incident.clone());
    let changes: Vec<Change> = checked.records.iter().flat_map(change).collect();
    let (reason, time) = (format!("import of {}", checked.file), (bot.clock.now)());
    bot.store.apply(&changes, Edit { author: &begun.author, reason: &reason, time: &time }).await?;
    bot.store.drop_begun(&begun.guild, &begun.id).await.map(drop)
}

/// Gives the server's records, or all that it sees.
pub(in crate::discord) async fn export(bot: &Arc<Bot>, incoming: &Incoming, (format, name): (ExportFormat, &'static str), all: bool) {
    let Some(member) = bot.moderator(incoming).await else { return };
    let language = incoming.language();
    let shared = all && member.sees_shared;
    // Before all of it is read.
    if shared && bot.with_view(incoming.guild, |view| view.register.index().len()) > MOST_GIVEN {
        return bot.tell(incoming, "export-too-large").await;
    }
    incoming.defer().await;
    let revision = bot.revision_seen(incoming);
    let records = match seen_by(&bot.store, &member.guild, shared).await {
        Ok(records) => records,
        Err(error) => return incoming.complete(Reply::private(failed(bot, language, &error))).await,
    };
    let mut data = Vec::new();
    let written = transfer::export(&mut data, format, &records);
    let key = match written {
        _ if records.is_empty() => "export-none",
        Ok(()) if data.len() <= LARGEST_GIVEN => "export-file",
        _ => "export-too-large",
    };
    let put_in = [("count", records.len().into()), ("revision", revision.to_string().into())];
    let reply = Reply::private(bot.words.say_with(language, key, &put_in));
    let file = (key == "export-file").then_some(reply::Attachment { name, data });
    incoming.complete(Reply { file, ..reply }).await;
}

impl Checked {
    /// As it is kept.
    fn body(&self) -> String {
        let record =
            |(Footing { own, beneath, withdrawn }, incident): &(Footing, Incident)| serde_json::json!([own, beneath, withdrawn, incident]);
        let records: Vec<serde_json::Value> = self.records.iter().map(record).collect();
        let Tally { added, changed, unchanged } = self.tally;
        serde_json::json!({ "file": self.file, "tally": [added, changed, unchanged], "records": records }).to_string()
    }

    /// Reads back what was kept.
    fn read(body: &str) -> Option<Self> {
        let mut kept: serde_json::Value = serde_json::from_str(body).ok()?;
        let [added, changed, unchanged]: [usize; 3] = serde_json::from_value(kept.get_mut("tally")?.take()).ok()?;
        let records: Vec<(i64, i64, bool, Incident)> = serde_json::from_value(kept.get_mut("records")?.take()).ok()?;
        let record = |(own, beneath, withdrawn, incident)| (Footing { own, beneath, withdrawn }, incident);
        let records = records.into_iter().map(record).collect();
        Some(Self { file: kept.get("file")?.as_str()?.to_owned(), tally: Tally { added, changed, unchanged }, records })
    }
}

/// What taking a file would do; records of the shared register are told apart, since the server gets editions of its own.
fn would(bot: &Bot, language: Language, checked: &Checked) -> String {
    let would = tally(bot, language, "import-would", &checked.file, checked.tally, 0);
    match checked.records.iter().filter(|(footing, _)| footing.beneath != 0).count() {
        0 => would,
        count => format!("{would} {}", bot.words.say_with(language, "import-of-shared", &[("count", count.into())])),
    }
}

fn tally(bot: &Bot, language: Language, key: &str, file: &str, tally: Tally, revision: i64) -> String {
    let put_in = [
        ("file", escape(file).into()),
        ("added", tally.added.into()),
        ("changed", tally.changed.into()),
        ("unchanged", tally.unchanged.into()),
        ("revision", revision.to_string().into()),
    ];
    bot.words.say_with(language, key, &put_in)
}

fn about(bot: &Bot, language: Language, key: &str, file: &str) -> String {
    bot.words.say_with(language, key, &[("file", escape(file).into())])
}

fn failed(bot: &Bot, language: Language, error: &StoreError) -> String {
    tracing::error!(error = error as &dyn std::error::Error, "a file of records cannot be taken or given");
    bot.words.say(language, "failed")
}
