//! The contract of the store, the same on SQLite and PostgreSQL, and what it says of databases that it cannot use.

use std::time::Duration;

use aide_memoire::incident::{Date, Incident};
use aide_memoire::store::{Change, Edit, Options, SHARED, State, Store, StoreError};
use sqlx::{AnyConnection, Connection};

use crate::keeping::{
    a_change_waits_for_another_person, a_draft_is_worked_on_and_sent_in_by_its_author, a_merged_record_is_found_by_its_old_id,
    a_proposal_is_made_anew_from_the_records_as_they_stand, a_retracted_claim_is_not_stated_until_it_is_restored,
    all_faults_are_named_before_anything_is_filed, new_records_of_one_id_get_numbers, objections_are_of_a_claim_and_end_once,
    of_two_reviewers_at_once_one_is_first, records_go_back_and_up, the_second_of_two_edits_is_told_what_changed,
    what_was_overtaken_is_not_made, who_wishes_to_be_forgotten_is_named_nowhere,
};
use crate::kept::{
    a_copy_has_what_the_chat_keeps, a_guild_that_was_left_is_forgotten_in_time, an_answer_is_found_by_message_question_and_channel,
    an_objection_is_filed_once, gaps_read_alike_are_one_and_a_guild_keeps_so_many, of_all_processes_one_does_an_errand,
    settings_are_of_a_guild_and_of_a_channel, what_is_begun_is_of_a_guild_and_of_one_who_keeps_so_much,
    what_is_kept_about_somebody_is_shown_and_dropped, what_is_old_goes_by_what_its_guild_has_set,
    what_is_to_be_reviewed_is_due_each_time_it_stands_otherwise, who_wants_to_be_told_is_told_by_one_process,
};
use crate::postgres::Server;
use crate::warm::{a_warm_index_of_another_register_is_not_used, a_warm_start_answers_as_one_from_every_record};

pub(crate) const EDIT: Edit<'static> = Edit { author: "tester", reason: "a test", time: "2026-08-06T12:00:00Z" };

/// The records of the starter register.
pub(crate) fn starter() -> Vec<Incident> {
    let lines = include_str!("../../config/register/incidents.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A record with this id.
fn record(id: &str) -> Incident {
    Incident { id: id.to_owned(), ..starter().swap_remove(0) }
}

fn puts(ids: &[&str]) -> Vec<Change> {
    ids.iter().map(|id| Change::put(SHARED, record(id))).collect()
}

async fn ids(store: &Store) -> Vec<String> {
    store.load().await.unwrap().into_iter().map(|stored| format!("{}{}", stored.guild, stored.incident.id)).collect()
}

/// Runs each case on a new SQLite file of its own and on a new PostgreSQL database of its own.
macro_rules! contract {
    ($($case:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $case() {
                let folder = tempfile::tempdir().unwrap();
                super::$case(&format!("sqlite:{}", folder.path().join("a b%20c.db").display())).await;
            })+
        }

        #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
        async fn the_contract_holds_on_postgresql() {
            let Some(server) = Server::start() else { return };
            $(
                eprintln!("{}", stringify!($case));
                $case(&server.database(stringify!($case)).await).await;
            )+
            a_lost_server_is_survived(&server).await;
        }
    };
}

contract!(
    what_is_begun_is_of_a_guild_and_of_one_who_keeps_so_much,
    who_wants_to_be_told_is_told_by_one_process,
    records_are_kept_with_their_history,
    the_same_change_twice_leaves_one_trace,
    changes_apply_all_or_not_at_all,
    a_retracted_record_keeps_its_id,
    a_later_edit_is_not_overwritten_unseen,
    guilds_do_not_meet,
    any_text_is_kept,
    a_follower_misses_no_change_of_concurrent_writers,
    processes_may_open_a_new_database_together,
    long_registers_come_page_by_page,
    a_copy_has_everything,
    a_database_of_a_newer_version_is_refused,
    an_altered_migration_is_refused,
    an_unreadable_row_is_named,
    settings_are_of_a_guild_and_of_a_channel,
    an_answer_is_found_by_message_question_and_channel,
    an_objection_is_filed_once,
    gaps_read_alike_are_one_and_a_guild_keeps_so_many,
    what_is_old_goes_by_what_its_guild_has_set,
    what_is_kept_about_somebody_is_shown_and_dropped,
    a_guild_that_was_left_is_forgotten_in_time,
    a_copy_has_what_the_chat_keeps,
    of_all_processes_one_does_an_errand,
    what_is_to_be_reviewed_is_due_each_time_it_stands_otherwise,
    a_change_waits_for_another_person,
    of_two_reviewers_at_once_one_is_first,
    a_draft_is_worked_on_and_sent_in_by_its_author,
    what_was_overtaken_is_not_made,
    the_second_of_two_edits_is_told_what_changed,
    a_proposal_is_made_anew_from_the_records_as_they_stand,
    all_faults_are_named_before_anything_is_filed,
    a_merged_record_is_found_by_its_old_id,
    new_records_of_one_id_get_numbers,
    records_go_back_and_up,
    a_retracted_claim_is_not_stated_until_it_is_restored,
    objections_are_of_a_claim_and_end_once,
    who_wishes_to_be_forgotten_is_named_nowhere,
    a_warm_start_answers_as_one_from_every_record,
    a_warm_index_of_another_register_is_not_used,
);

async fn records_are_kept_with_their_history(url: &str) {
    let store = Store::open(url).await.unwrap();
    assert_eq!(store.revision().await.unwrap(), 0);
    assert_eq!(store.load().await.unwrap(), []);
    let records = starter();
    let changes: Vec<Change> = records.iter().map(|incident| Change::put(SHARED, incident.clone())).collect();
    let applied = store.apply(&changes, EDIT).await.unwrap();
    assert_eq!((applied.revision, applied.added), (401, 401));
    let mut edited = records[7].clone();
    edited.ended = Date::day(2026, 1, 2);
    let edit = Edit { reason: "it ended", ..EDIT };
    assert_eq!(store.apply(&[Change::put(SHARED, edited.clone())], edit).await.unwrap().changed, 1);
    store.close().await;

    let store = Store::open(url).await.unwrap();
    let loaded: Vec<Incident> = store.load().await.unwrap().into_iter().map(|stored| stored.incident).collect();
    assert_eq!(loaded.len(), 401);
    assert_eq!(loaded.last(), Some(&edited));
    let history = store.history(SHARED, &edited.id).await.unwrap();
    let told: Vec<_> = history.iter().map(|revision| (revision.sequence, revision.reason.as_str(), &revision.incident)).collect();
    assert_eq!(told, [(8, "a test", &records[7]), (402, "it ended", &edited)]);
    assert_eq!(history[1].time, EDIT.time);
    assert_eq!(store.history(SHARED, "none").await.unwrap(), []);
    assert_eq!(store.find(SHARED, "none").await.unwrap(), None);
}

async fn the_same_change_twice_leaves_one_trace(url: &str) {
    let store = Store::open(url).await.unwrap();
    let changes = puts(&["a", "b"]);
    store.apply(&changes, EDIT).await.unwrap();
    let again = store.apply(&changes, EDIT).await.unwrap();
    assert_eq!((again.revision, again.added, again.changed, again.unchanged), (2, 0, 0, 2));
    assert_eq!(store.revisions_since(0).await.unwrap().len(), 2);
    assert_eq!(store.apply(&[], EDIT).await.unwrap().revision, 2);
}

async fn changes_apply_all_or_not_at_all(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.apply(&puts(&["a"]), EDIT).await.unwrap();
    let mut changes = puts(&["b", "c"]);
    changes.push(Change::retract(SHARED, "nowhere"));
    let error = store.apply(&changes, EDIT).await.unwrap_err();
    assert_eq!(error.to_string(), "there is no record \"nowhere\"");
    assert_eq!(ids(&store).await, ["a"]);
    assert_eq!(store.revision().await.unwrap(), 1);
    assert_eq!(store.apply(&puts(&["d"]), EDIT).await.unwrap().revision, 2, "no number is lost either");
}

async fn a_retracted_record_keeps_its_id(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.apply(&puts(&["a", "b"]), EDIT).await.unwrap();
    store.apply(&[Change::retract(SHARED, "a"), Change::retract(SHARED, "a")], EDIT).await.unwrap();
    assert_eq!(ids(&store).await, ["b"]);
    let found = store.find(SHARED, "a").await.unwrap().unwrap();
    assert_eq!((found.state, found.revision), (State::Retracted, 3));
    let error = store.apply(&puts(&["a"]), EDIT).await.unwrap_err();
    assert!(matches!(error, StoreError::Retracted { .. }), "{error}");
    store.apply(&[Change::restore(SHARED, "a")], EDIT).await.unwrap();
    assert_eq!(ids(&store).await, ["b", "a"]);
    let states: Vec<State> = store.history(SHARED, "a").await.unwrap().iter().map(|revision| revision.state).collect();
    assert_eq!(states, [State::Current, State::Retracted, State::Current]);
}

async fn a_later_edit_is_not_overwritten_unseen(url: &str) {
    let store = Store::open(url).await.unwrap();
    let titled = |title: &str| Change::put(SHARED, Incident { title: title.to_owned(), ..record("a") });
    store.apply(&[titled("first").over(0)], EDIT).await.unwrap();
    store.apply(&[titled("second").over(1)], EDIT).await.unwrap();
    let error = store.apply(&[titled("third").over(1)], EDIT).await.unwrap_err();
    assert_eq!(error.to_string(), "the record \"a\" was changed meanwhile (revision 2, the edit began at 1)");
    assert!(store.apply(&[titled("new").over(0)], EDIT).await.is_err());
    store.apply(&[titled("third")], EDIT).await.unwrap();
    assert_eq!(store.find(SHARED, "a").await.unwrap().unwrap().incident.title, "third");
}

async fn guilds_do_not_meet(url: &str) {
    let store = Store::open(url).await.unwrap();
    let own = Incident { title: "own".to_owned(), ..record("a") };
    store.apply(&[Change::put(SHARED, record("a")), Change::put("7", own.clone()), Change::put("8", record("b"))], EDIT).await.unwrap();
    store.apply(&[Change::retract(SHARED, "a")], EDIT).await.unwrap();
    assert_eq!(ids(&store).await, ["7a", "8b"]);
    assert_eq!(store.find("7", "a").await.unwrap().unwrap().incident, own);
    let of = async |guild| -> Vec<Incident> { store.load_of(guild).await.unwrap().into_iter().map(|stored| stored.incident).collect() };
    assert_eq!((of("7").await, of(SHARED).await), (vec![own], vec![]));
    assert_eq!(store.find("7", "b").await.unwrap(), None);
    assert_eq!(store.history("7", "a").await.unwrap().len(), 1);
}

async fn any_text_is_kept(url: &str) {
    let store = Store::open(url).await.unwrap();
    let odd = "'; drop table incident; -- $1 ? \\ \"\n\t\u{1}العربية \u{1f54a} %s";
    let incident = Incident { title: format!("{odd}\0"), summary: odd.to_owned(), ..record("a") };
    let edit = Edit { author: odd, reason: "a\0b", time: "" };
    store.apply(&[Change::put(odd, incident.clone())], edit).await.unwrap();
    let history = store.history(odd, "a").await.unwrap();
    assert_eq!((history[0].author.as_str(), history[0].reason.as_str()), (odd, "a\u{fffd}b"));
    assert_eq!(history[0].incident, incident);
}

async fn a_follower_misses_no_change_of_concurrent_writers(url: &str) {
    const WRITERS: i64 = 4;
    const EDITS: i64 = 15;
    let patient = Options { patience: Duration::from_secs(60), ..Options::default() };
    let reader = Store::open_with(url, patient).await.unwrap();
    let mut writers = Vec::new();
    for writer in 0..WRITERS {
        let store = Store::open_with(url, patient).await.unwrap();
        writers.push(tokio::spawn(async move {
            for edit in 0..EDITS {
                // Two records an edit, one of which all writers fight over.
                let changes = [record(&format!("w{writer}-{edit}")), Incident { title: format!("{writer} {edit}"), ..record("all") }];
                store.apply(&changes.map(|incident| Change::put(SHARED, incident)), EDIT).await.unwrap();
            }
            store.close().await;
        }));
    }
    let mut seen: Vec<i64> = Vec::new();
    while seen.len() < usize::try_from(WRITERS * EDITS * 2).unwrap() {
        let is_done = writers.iter().all(tokio::task::JoinHandle::is_finished);
        let new = reader.revisions_since(seen.last().copied().unwrap_or_default()).await.unwrap();
        assert!(!is_done || !new.is_empty(), "the writers are done, seen are {seen:?}");
        seen.extend(new.iter().map(|revision| revision.sequence));
        tokio::task::yield_now().await;
    }
    assert_eq!(seen, (1..=WRITERS * EDITS * 2).collect::<Vec<_>>());
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(reader.revision().await.unwrap(), WRITERS * EDITS * 2);
}

async fn processes_may_open_a_new_database_together(url: &str) {
    let patient = Options { patience: Duration::from_secs(60), connections: 1 };
    let open = |number: usize| {
        let url = url.to_owned();
        tokio::spawn(async move {
            let store = Store::open_with(&url, patient).await.unwrap();
            store.apply(&puts(&[&format!("r{number}")]), EDIT).await.unwrap();
            store.close().await;
        })
    };
    let opening: Vec<_> = (0..6).map(open).collect();
    for opened in opening {
        opened.await.unwrap();
    }
    assert_eq!(ids(&Store::open(url).await.unwrap()).await.len(), 6);
}

async fn long_registers_come_page_by_page(url: &str) {
    let store = Store::open(url).await.unwrap();
    let template = record("a");
    let changes: Vec<Change> =
        (0..2_100).map(|number| Change::put(SHARED, Incident { id: format!("r{number}"), ..template.clone() })).collect();
    store.apply(&changes, EDIT).await.unwrap();
    assert_eq!(store.load().await.unwrap().len(), 2_100);
    let mut sequence = 0;
    let mut pages = Vec::new();
    while let Some(last) = store.revisions_since(sequence).await.unwrap().last() {
        pages.push(last.sequence);
        sequence = last.sequence;
    }
    assert_eq!(pages, [1_000, 2_000, 2_100]);
}

async fn a_copy_has_everything(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.apply(&puts(&["a", "b"]), EDIT).await.unwrap();
    store.apply(&[Change::put("7", record("c")), Change::retract(SHARED, "a")], EDIT).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = Store::open(&format!("sqlite:{}", folder.path().join("copy.db").display())).await.unwrap();
    assert_eq!(store.copy_into(&copy).await.unwrap(), 4);
    assert_eq!(copy.revisions_since(0).await.unwrap(), store.revisions_since(0).await.unwrap());
    assert_eq!(copy.load().await.unwrap(), store.load().await.unwrap());
    let error = copy.copy_into(&store).await.unwrap_err();
    assert!(matches!(error, StoreError::NotEmpty { .. }), "{error}");
    assert_eq!(copy.apply(&puts(&["d"]), EDIT).await.unwrap().revision, 5);
}

async fn a_database_of_a_newer_version_is_refused(url: &str) {
    drop(Store::open(url).await.unwrap());
    let sql = "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
               select 9999, 'from the future', installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1";
    execute(url, sql).await;
    let error = Store::open(url).await.unwrap_err();
    assert!(error.to_string().ends_with("was written by a newer version of the program (migration 9999, this version knows 8)"), "{error}");
}

async fn an_altered_migration_is_refused(url: &str) {
    drop(Store::open(url).await.unwrap());
    execute(url, "update _sqlx_migrations set version = 0 where version = 1").await;
    let error = Store::open(url).await.unwrap_err();
    assert!(error.to_string().ends_with("has another migration 0 than this program"), "{error}");
}

async fn an_unreadable_row_is_named(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.apply(&puts(&["a"]), EDIT).await.unwrap();
    execute(url, "update incident set record = '{\"id\": 1}'").await;
    let error = store.load().await.unwrap_err();
    assert!(error.to_string().starts_with("incident.record of a is not readable: "), "{error}");
    execute(url, "update revision set record = ''").await;
    let error = store.revisions_since(0).await.unwrap_err();
    assert!(error.to_string().starts_with("revision.record of 1 (\"a\") is not readable: "), "{error}");
}

async fn execute(url: &str, sql: &'static str) {
    // sqlx decodes percent signs, the store takes paths as they stand.
    let url = url.replace('%', "%25").replace(' ', "%20");
    let mut connection = AnyConnection::connect(&url).await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// The server dies and comes back: what was acknowledged is there, and the same store goes on.
async fn a_lost_server_is_survived(server: &Server) {
    let store =
        Store::open_with(&server.database("lost").await, Options { patience: Duration::from_secs(1), connections: 2 }).await.unwrap();
    store.apply(&puts(&["a"]), EDIT).await.unwrap();
    server.kill();
    let error = store.apply(&puts(&["b"]), EDIT).await.unwrap_err();
    assert_eq!(error.to_string(), "the database failed to write the changes");
    server.revive();
    assert_eq!(store.apply(&puts(&["c"]), EDIT).await.unwrap().revision, 2);
    assert_eq!(ids(&store).await, ["a", "c"]);
}

/// The other half of the next test: writes until it is killed and says each revision once it is acknowledged.
#[tokio::test]
async fn writer_to_be_killed() {
    let Ok(url) = std::env::var("AIDE_MEMOIRE_TEST_WRITE_TO") else { return };
    let store = Store::open(&url).await.unwrap();
    for number in 0.. {
        let applied = store.apply(&puts(&[&format!("a{number}"), &format!("b{number}")]), EDIT).await.unwrap();
        println!("acknowledged {}", applied.revision);
    }
}

#[tokio::test]
async fn a_killed_program_loses_nothing_it_acknowledged() {
    use std::io::{BufRead, BufReader};
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("killed.db").display());
    let mut child = std::process::Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "store::writer_to_be_killed", "--nocapture"])
        .env("AIDE_MEMOIRE_TEST_WRITE_TO", &url)
        .stdout(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
    let acknowledged = lines.filter_map(|line| line.strip_prefix("acknowledged ").and_then(|number| number.parse::<i64>().ok()));
    let acknowledged: Vec<i64> = acknowledged.take(20).collect();
    child.kill().unwrap();
    child.wait().unwrap();

    let store = Store::open(&url).await.unwrap();
    let revision = store.revision().await.unwrap();
    assert_eq!(acknowledged.len(), 20);
    assert!(acknowledged.iter().all(|acknowledged| *acknowledged <= revision) && revision % 2 == 0, "{revision} after {acknowledged:?}");
    assert_eq!(i64::try_from(store.load().await.unwrap().len()).unwrap(), revision);
    assert_eq!(store.revisions_since(0).await.unwrap().last().map(|revision| revision.sequence), Some(revision));
}

const HASTY: Options = Options { patience: Duration::from_millis(20), connections: 1 };

#[tokio::test]
async fn a_file_of_another_kind_is_no_database() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("notes.txt");
    for contents in ["x".repeat(5_000), "short".to_owned()] {
        std::fs::write(&file, &contents).unwrap();
        let error = Store::open(&format!("sqlite:{}", file.display())).await.unwrap_err();
        assert_eq!(error.to_string(), format!("\"{}\" is not a SQLite database", file.display()));
        assert_eq!(std::fs::read_to_string(&file).unwrap(), contents, "it is left alone");
    }
}

#[tokio::test]
async fn a_database_that_another_program_holds_is_locked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("held.db");
    let url = format!("sqlite:{}", file.display());
    drop(Store::open("sqlite::memory:").await.unwrap());
    for begin in ["begin exclusive", "begin immediate"] {
        let mut holder = AnyConnection::connect(&format!("sqlite://{}?mode=rwc", file.display())).await.unwrap();
        sqlx::query(begin).execute(&mut holder).await.unwrap();
        let error = Store::open_with(&url, HASTY).await.unwrap_err();
        assert_eq!(error.to_string(), format!("\"{}\" is locked by another program", file.display()));
        sqlx::query("rollback").execute(&mut holder).await.unwrap();
        holder.close().await.unwrap();
        // Now it can be opened, and the second round finds it in the write-ahead mode.
        Store::open_with(&url, HASTY).await.unwrap().close().await;
    }
}

#[tokio::test]
async fn places_that_cannot_be_opened_say_why() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| format!("sqlite:{}", folder.path().join(name).display());
    for (url, ending) in [
        (at("no/such/folder.db"), "cannot be a database file: its folder does not exist or is not accessible"),
        (at(""), "cannot be a database file: it is a folder"),
        ("postgres://bot:secret@localhost/x?host=/nowhere".to_owned(), "\"postgres://bot@localhost/x\" cannot be opened"),
        ("mysql://bot:secret@localhost/x".to_owned(), "a database address begins with sqlite: or postgres://, not \"mysql:\""),
    ] {
        let error = Store::open_with(&url, HASTY).await.unwrap_err();
        assert!(error.to_string().ends_with(ending), "{error}");
        assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    }
}

#[tokio::test]
async fn a_store_in_memory_lives_as_long_as_it_is_held() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    store.apply(&puts(&["a"]), EDIT).await.unwrap();
    assert_eq!(ids(&store).await, ["a"]);
    assert_eq!(ids(&Store::open("sqlite::memory:").await.unwrap()).await, Vec::<String>::new());
}
