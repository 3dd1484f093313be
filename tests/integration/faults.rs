//! What the machine below does to a database: a full disk, files that cannot be written or are damaged, servers that die, come
//! back or never answer. Each ends in one sentence, nothing acknowledged is lost, and what can go on goes on by itself.

use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use aide_memoire::incident::Incident;
use aide_memoire::store::{Backup, Change, Options, SHARED, Store, StoreError};
use sqlx::{AnyConnection, Connection};

use crate::postgres::Server;
use crate::store::{EDIT, starter};
use crate::world::Place;

const STARTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl");
const HASTY: Options = Options { patience: Duration::from_millis(500), connections: 2 };

/// A small disk of its own, in memory; only root can have one.
pub(crate) struct Disk<'a>(&'a Path);

impl<'a> Disk<'a> {
    pub(crate) fn mount(at: &'a Path) -> Option<Self> {
        fs::create_dir(at).unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", "size=2m", "tmpfs"]).arg(at).output();
        if mounted.is_ok_and(|done| done.status.success()) {
            return Some(Self(at));
        }
        eprintln!("skipped: a small disk cannot be mounted without the right to it");
        None
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.0).status();
    }
}

fn record(id: usize) -> Incident {
    Incident { id: format!("r{id}"), ..starter().swap_remove(0) }
}

#[tokio::test]
async fn a_full_disk_loses_nothing_and_is_gone_on_from() {
    let place = Place::new();
    let at = place.path().join("disk");
    let Some(_disk) = Disk::mount(&at) else { return };
    let url = format!("sqlite:{}", at.join("full.db").display());
    let store = Store::open(&url).await.unwrap();
    let mut acknowledged = 0;
    let error = loop {
        match store.apply(&[Change::put(SHARED, record(acknowledged))], EDIT).await {
            Ok(_) => acknowledged += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(std::error::Error::source(&error).unwrap().to_string().split("database").last().unwrap(), " or disk is full");
    assert!(acknowledged > 20, "{acknowledged}");
    // The disk is full for others too, and reading goes on.
    let sentence = place.run(&["import", "--database", &url, STARTER]).failed();
    assert!(sentence.contains("database or disk is full"), "{sentence}");
    assert_eq!(store.load().await.unwrap().len(), acknowledged);
    let copy = at.join("x.backup").display().to_string();
    let sentence = place.run(&["backup", "--database", &url, &copy]).failed();
    assert!(sentence.starts_with(&format!("cannot write the backup \"{copy}\": ")) && sentence.contains("full"), "{sentence}");
    assert!(fs::read_dir(&at).unwrap().all(|entry| entry.unwrap().file_name().to_string_lossy().starts_with("full.db")));
    // The same store goes on once there is room.
    assert!(Command::new("mount").args(["-o", "remount,size=16m"]).arg(&at).status().unwrap().success());
    let applied = store.apply(&[Change::put(SHARED, record(acknowledged))], EDIT).await.unwrap();
    assert_eq!(usize::try_from(applied.revision).unwrap(), acknowledged + 1);
    assert_eq!(store.revisions_since(0).await.unwrap().len(), acknowledged + 1);
}

/// The program as `nobody` if this is root, whom no file refuses; then its folder is open to all. All that it says.
pub(crate) fn as_nobody(place: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    let program = env!("CARGO_BIN_EXE_aide-memoire");
    let mut command = if std::os::unix::fs::MetadataExt::uid(&fs::metadata(place.path()).unwrap()) == 0 {
        // A copy, since nobody may not see into the folders of root.
        let copy = place.path().join("program");
        fs::copy(program, &copy).unwrap();
        let mut command = Command::new("setpriv");
        command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(copy);
        command
    } else {
        Command::new(program)
    };
    let done = command.args(arguments).current_dir(place.path()).output().unwrap();
    (done.status.code(), String::from_utf8_lossy(&[done.stdout, done.stderr].concat()).into_owned())
}

#[test]
fn a_file_that_cannot_be_written_is_told_and_left_alone() {
    let place = Place::new();
    place.run(&["import", "--database", "sqlite:x.db", STARTER]).well();
    let file = place.path().join("x.db");
    let before = fs::read(&file).unwrap();
    fs::copy(STARTER, place.path().join("more.jsonl")).unwrap();
    fs::set_permissions(&file, Permissions::from_mode(0o444)).unwrap();
    let (code, sentence) = as_nobody(&place, &["import", "--database", "sqlite:x.db", "more.jsonl"]);
    assert_eq!(code, Some(1), "{sentence}");
    assert_eq!(sentence.lines().count(), 1, "{sentence}");
    assert!(sentence.contains("\"x.db\" cannot be written: the file or its folder is read-only"), "{sentence}");
    assert_eq!(fs::read(&file).unwrap(), before);
}

#[test]
fn a_damaged_file_is_told_and_a_backup_takes_its_place() {
    let place = Place::new();
    place.run(&["import", "--database", "sqlite:x.db", STARTER]).well();
    place.run(&["backup", "--database", "sqlite:x.db", "x.backup"]).well();
    let exported = place.run(&["export", "--database", "sqlite:x.db"]).well();
    let file = place.path().join("x.db");
    let whole = fs::read(&file).unwrap();
    let mut holes = whole.clone();
    holes[8_192..whole.len() - 8_192].fill(0xa5);
    for damaged in [&holes[..], &whole[..whole.len() / 2], &whole[..50], &[b"x".as_slice(), &whole[1..]].concat()] {
        fs::write(&file, damaged).unwrap();
        let sentence = place.run(&["export", "--database", "sqlite:x.db"]).failed();
        assert!(["malformed", "is not a SQLite database", "damaged"].iter().any(|word| sentence.contains(word)), "{sentence}");
        fs::remove_file(&file).unwrap();
        let _ = fs::remove_file(place.path().join("x.db-wal"));
        let _ = fs::remove_file(place.path().join("x.db-shm"));
        place.run(&["restore", "--database", "sqlite:x.db", "x.backup"]).well();
        assert_eq!(place.run(&["export", "--database", "sqlite:x.db"]).well(), exported);
    }
}

#[tokio::test]
async fn a_server_that_never_answers_is_given_up() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("postgres://bot:secret@{}/x", listener.local_addr().unwrap());
    let begun = Instant::now();
    let error = Store::open_with(&url, Options { patience: Duration::from_secs(1), connections: 1 }).await.unwrap_err();
    assert!(error.to_string().ends_with("/x\" does not answer within 1 seconds"), "{error}");
    assert!(!format!("{error:?}").contains("secret") && begun.elapsed() < Duration::from_secs(30));
}

#[tokio::test]
async fn a_server_that_hangs_in_the_middle_is_not_waited_for_by_readers() {
    let Some(server) = Server::start() else { return };
    let store = Store::open_with(&server.database("hanging").await, HASTY).await.unwrap();
    store.apply(&[Change::put(SHARED, record(1))], EDIT).await.unwrap();
    server.signal("STOP");
    for _ in 0..4 {
        let error = store.revision().await.unwrap_err();
        assert!(matches!(error, StoreError::Unanswered { .. }), "{error}");
    }
    server.signal("CONT");
    // By itself, once it answers again.
    let again = tokio::time::timeout(Duration::from_secs(60), async {
        loop {
            if let Ok(revision) = store.revision().await {
                return revision;
            }
        }
    });
    assert_eq!(again.await.unwrap(), 1);
    assert_eq!(store.apply(&[Change::put(SHARED, record(2))], EDIT).await.unwrap().revision, 2);
}

#[tokio::test]
async fn a_backup_is_not_harmed_by_a_server_that_dies() {
    let Some(server) = Server::start() else { return };
    let place = Place::new();
    let url = server.database("dying").await;
    place.run(&["import", "--database", &url, STARTER]).well();
    place.run(&["backup", "--database", &url, "x.backup"]).well();
    let before = Backup::read(&place.path().join("x.backup")).unwrap();
    server.kill();
    let sentence = place.run(&["backup", "--overwrite", "--database", &url, "x.backup"]).failed();
    assert!(sentence.contains("\"postgres://bot@localhost/dying\" cannot be opened"), "{sentence}");
    assert_eq!(Backup::read(&place.path().join("x.backup")).unwrap(), before);
}

#[tokio::test]
async fn what_may_pass_by_itself_is_told_from_what_will_not() {
    let place = Place::new();
    place.write("notes.db", &"x".repeat(5_000));
    for (url, may_pass) in [
        ("postgres://bot@nowhere.invalid/x".to_owned(), true),
        ("postgres://bot@127.0.0.1:1/x".to_owned(), true),
        (format!("sqlite:{}", place.path().join("notes.db").display()), false),
        ("mysql://x".to_owned(), false),
    ] {
        let error = Store::open_with(&url, HASTY).await.unwrap_err();
        assert_eq!(error.may_pass(), may_pass, "{error:?}");
    }
    let Some(server) = Server::start() else { return };
    let missing = server.database("here").await.replace("/here?", "/not_here?");
    assert!(!Store::open_with(&missing, HASTY).await.unwrap_err().may_pass());
}

#[tokio::test]
async fn a_half_applied_migration_is_told_and_a_backup_takes_its_place() {
    let place = Place::new();
    place.run(&["import", "--database", "sqlite:x.db", STARTER]).well();
    place.run(&["backup", "--database", "sqlite:x.db", "x.backup"]).well();
    let mut connection = AnyConnection::connect(&format!("sqlite://{}", place.path().join("x.db").display())).await.unwrap();
    sqlx::query("update _sqlx_migrations set success = false where version = 2").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let sentence = place.run(&["export", "--database", "sqlite:x.db"]).failed();
    assert!(sentence.contains("the tables of \"x.db\" cannot be brought up to date: migration 2 is partially applied"), "{sentence}");
    place.run(&["restore", "--database", "sqlite:new.db", "x.backup"]).well();
    place.run(&["export", "--database", "sqlite:new.db"]).well();
}
