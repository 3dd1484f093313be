//! `backup` and `restore` as an operator drives them, on both databases: nothing is missing, a damaged file is refused, and
//! whatever goes wrong leaves everything as it was.

use std::fs;
use std::path::{Path, PathBuf};

use aide_memoire::incident::Incident;
use aide_memoire::store::{Backup, Change, SHARED, Store, StoreError};
use sha2::{Digest, Sha256};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AssertSqlSafe, Connection};

use crate::migrations::files;
use crate::postgres::Server;
use crate::store::{EDIT, starter};
use crate::world::Place;

const STARTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl");

/// A database with the starter register, a record of a guild, a withdrawn one and a setting.
async fn filled(url: &str) -> Store {
    let store = Store::open(url).await.unwrap();
    let mut changes: Vec<Change> = starter().into_iter().map(|incident| Change::put(SHARED, incident)).collect();
    changes.push(Change::put("7", starter().swap_remove(3)));
    changes.push(Change::retract(SHARED, &starter()[5].id));
    store.apply(&changes, EDIT).await.unwrap();
    store.set("7", "", "language", Some("fr")).await.unwrap();
    store
}

/// Everything that the register says.
async fn told(url: &str) -> String {
    let store = Store::open(url).await.unwrap();
    let settings = store.settings("7").await.unwrap();
    let told = format!("{:?} {:?} {settings:?}", store.revisions_since(0).await.unwrap(), store.load().await.unwrap());
    store.close().await;
    told
}

fn file(place: &Place, name: &str) -> String {
    format!("sqlite:{}", place.path().join(name).display())
}

/// Goes from a database by way of a file into another one and is the same there.
async fn goes_round(from: &str, to: &str) {
    let place = Place::new();
    filled(from).await.close().await;
    let said = place.run(&["backup", "--database", from, "all.backup"]).well();
    assert!(said.starts_with("all.backup: revision 403, migration "), "{said}");
    let sound = place.run(&["restore", "--dry-run", "--database", to, "all.backup"]).well();
    assert!(sound.starts_with("all.backup: sound, revision 403, "), "{sound}");
    let done = place.run(&["restore", "--database", to, "all.backup"]).well();
    assert!(done.starts_with("all.backup: restored, revision 403, "), "{done}");
    assert_eq!(told(to).await, told(from).await);
    let again = place.run(&["restore", "--database", to, "all.backup"]).failed();
    assert!(again.ends_with("is not empty; --replace drops what it holds"), "{again}");
    Store::open(to).await.unwrap().apply(&[Change::retract(SHARED, &starter()[8].id)], EDIT).await.unwrap();
    place.run(&["restore", "--replace", "--database", to, "all.backup"]).well();
    assert_eq!(told(to).await, told(from).await);
    let names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let others: Vec<_> = names.iter().filter(|name| name.to_string_lossy().contains(".part")).collect();
    assert!(others.is_empty(), "{names:?}");
}

#[tokio::test]
async fn a_backup_of_sqlite_is_restored() {
    let place = Place::new();
    goes_round(&file(&place, "from.db"), &file(&place, "to.db")).await;
}

#[tokio::test]
async fn a_backup_is_restored_from_and_into_postgresql() {
    let Some(server) = Server::start() else { return };
    let place = Place::new();
    goes_round(&server.database("from_one").await, &server.database("to_another").await).await;
    goes_round(&server.database("to_sqlite").await, &file(&place, "to.db")).await;
    goes_round(&file(&place, "from.db"), &server.database("from_sqlite").await).await;
    while_others_write(&server.database("busy").await, &server.database("copied").await).await;
}

/// Writers put two records at a time: a moment has all of a pair or nothing of it.
async fn while_others_write(url: &str, to: &str) {
    let place = Place::new();
    let store = filled(url).await;
    let record = starter().swap_remove(0);
    let pair =
        |number: usize| ["a", "b"].map(|half| Change::put(SHARED, Incident { id: format!("{half}{number}"), ..record.clone() })).to_vec();
    let written = async {
        for number in 0..60 {
            store.apply(&pair(number), EDIT).await.unwrap();
        }
    };
    let path = place.path().join("busy.backup");
    let (mut last, other) = (0, store.clone());
    let backed_up = async {
        for _ in 0..3 {
            let backup = other.back_up(&path).await.unwrap();
            assert!(backup.revision >= last && backup.revision % 2 == 1, "{}", backup.revision);
            last = backup.revision;
        }
    };
    tokio::join!(written, backed_up);
    let backup = Store::restore(to, &path, false).await.unwrap();
    let target = Store::open(to).await.unwrap();
    let revisions = target.revisions_since(0).await.unwrap();
    assert_eq!(revisions.last().map(|revision| revision.sequence), Some(backup.revision));
    assert_eq!(i64::try_from(revisions.len()).unwrap(), backup.revision);
    assert_eq!(target.load().await.unwrap().len() % 2, 1);
}

#[tokio::test]
async fn a_backup_is_of_one_moment_though_others_write() {
    let place = Place::new();
    while_others_write(&file(&place, "busy.db"), &file(&place, "copied.db")).await;
}

/// A sound backup in a place, of the starter register.
fn sound(place: &Place) -> PathBuf {
    place.run(&["import", "--database", "sqlite:from.db", STARTER]).well();
    place.run(&["backup", "--database", "sqlite:from.db", "sound.backup"]).well();
    place.path().join("sound.backup")
}

#[test]
fn a_damaged_backup_is_refused_and_nothing_is_made() {
    let place = Place::new();
    let whole = fs::read(sound(&place)).unwrap();
    let refused = |contents: &[u8], because: &str| {
        fs::write(place.path().join("x.backup"), contents).unwrap();
        let sentence = place.run(&["restore", "--database", "sqlite:to.db", "x.backup"]).failed();
        assert!(sentence.starts_with("cannot restore \"x.backup\": \"x.backup\" ") && sentence.ends_with(because), "{sentence}");
        assert!(!place.has("to.db"));
    };
    let end = "its end is missing, or it is a database and no backup";
    for length in [whole.len() / 2, whole.len() - 200, whole.len() - 4096] {
        refused(&whole[..length], end);
    }
    refused(&whole[..whole.len() - 10], "its last line is not readable");
    refused(&[], "is no backup of this program");
    refused(b"notes", "is no backup of this program");
    refused(&[&whole[..5000], &whole[5001..]].concat(), "something is missing, or was added");
    refused(&[&whole[..], b"more\n"].concat(), "its last line is not readable");
    // Every part of it is under the sum.
    for position in (20..whole.len()).step_by(whole.len() / 23).chain(whole.len() - 150..whole.len()) {
        let mut flipped = whole.clone();
        flipped[position] ^= 1;
        fs::write(place.path().join("x.backup"), &flipped).unwrap();
        let sentence = place.run(&["restore", "--dry-run", "x.backup"]).failed();
        assert!(sentence.contains("x.backup"), "{position}: {sentence}");
    }
    fs::write(place.path().join("x.backup"), &whole).unwrap();
    place.run(&["restore", "--database", "sqlite:to.db", "x.backup"]).well();
}

/// The backup with another last line and the sum that belongs to it.
fn signed(whole: &[u8], from: &str, to: &str) -> Vec<u8> {
    let at = whole.windows(20).rposition(|window| window == b"aide-memoire-backup ").unwrap();
    let line = str::from_utf8(&whole[at..]).unwrap().replace(from, to);
    let head = &line[..line.rfind('=').unwrap() + 1];
    let changed = [&whole[..at], head.as_bytes()].concat();
    let sum: String = Sha256::digest(&changed).iter().map(|byte| format!("{byte:02x}")).collect();
    [&changed[..], sum.as_bytes(), b"\n"].concat()
}

#[test]
fn a_backup_of_a_newer_version_is_refused() {
    let place = Place::new();
    let path = sound(&place);
    let whole = fs::read(&path).unwrap();
    assert_eq!(signed(&whole, "", ""), whole);
    let migration = format!("migration={}", Backup::read(&path).unwrap().migration);
    for (to, from) in [("migration=9999", migration.as_str()), ("backup 2 ", "backup 1 ")] {
        place.run(&["restore", "--dry-run", "sound.backup"]).well();
        fs::write(place.path().join("new.backup"), signed(&whole, from, to)).unwrap();
        let sentence = place.run(&["restore", "--database", "sqlite:to.db", "new.backup"]).failed();
        assert!(sentence.contains("was written by a newer version of the program"), "{sentence}");
        assert!(!place.has("to.db"));
    }
}

#[tokio::test]
async fn a_restore_that_fails_midway_leaves_the_database_as_it_was() {
    let place = Place::new();
    sound(&place);
    let to = file(&place, "to.db");
    filled(&to).await.close().await;
    let before = told(&to).await;
    let trigger = "create trigger full before insert on revision when new.sequence = 300 begin select raise(abort, 'full'); end";
    execute(&to, trigger).await;
    let sentence = place.run(&["restore", "--replace", "--database", &to, "sound.backup"]).failed();
    assert!(sentence.contains("the database failed to write the copy"), "{sentence}");
    execute(&to, "drop trigger full").await;
    assert_eq!(told(&to).await, before);
}

#[test]
fn a_file_that_is_there_is_only_overwritten_if_that_is_wanted() {
    let place = Place::new();
    sound(&place);
    place.write("notes.txt", "precious");
    let backup = ["backup", "--database", "sqlite:from.db", "notes.txt"];
    let sentence = place.run(&backup).failed();
    assert_eq!(sentence, "cannot write the backup \"notes.txt\": the file is there already; --overwrite replaces it");
    let sentence = place.run(&["backup", "--overwrite", "--database", "sqlite:none.db", "notes.txt"]).failed();
    assert_eq!(sentence, "cannot write the backup \"notes.txt\": there is no database \"none.db\"");
    assert_eq!(fs::read_to_string(place.path().join("notes.txt")).unwrap(), "precious");
    place.run(&["backup", "--overwrite", "--database", "sqlite:from.db", "notes.txt"]).well();
    place.run(&["restore", "--dry-run", "notes.txt"]).well();
    // A running bot would write on into a file that no longer has a name.
    let sentence = place.run(&["backup", "--overwrite", "--database", "sqlite:from.db", "./from.db"]).failed();
    assert!(sentence.contains("it is the database itself"), "{sentence}");
    let sentence = place.run(&["backup", "--database", "sqlite:from.db", "no/where.backup"]).failed();
    assert!(sentence.contains("\"no/where.backup\" cannot be written: No such file"), "{sentence}");
}

#[test]
fn only_its_owner_can_read_a_backup() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    assert_eq!(fs::metadata(sound(&place)).unwrap().permissions().mode() & 0o777, 0o600);
}

/// A SQLite file as the first migrations make it, each followed by its sample data.
async fn of_version(path: &Path, migrations: usize) {
    drop(Store::open("sqlite::memory:").await.unwrap());
    let migrator = Migrator::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations")).await.unwrap();
    let mut connection = AnyConnection::connect(&format!("sqlite://{}?mode=rwc", path.display())).await.unwrap();
    for (migration, sample) in migrator.iter().zip(files("tests/data/migrations")).take(migrations) {
        migrator.run_to(migration.version, &mut connection).await.unwrap();
        sqlx::raw_sql(AssertSqlSafe(fs::read_to_string(sample).unwrap())).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_file_is_kept_before_it_is_brought_up_to_date_and_can_be_gone_back_to() {
    let server = Server::start();
    for version in 1..files("migrations").len() {
        let place = Place::new();
        of_version(&place.path().join("old.db"), version).await;
        let url = file(&place, "old.db");
        let now = told(&url).await;
        let name = format!("old.db.before-{:04}.backup", version + 1);
        assert_eq!(Backup::read(&place.path().join(&name)).unwrap().migration, i64::try_from(version).unwrap());
        let mut targets = vec![file(&place, "again.db")];
        if let Some(server) = &server {
            targets.push(server.database(&format!("again{version}")).await);
        }
        for to in targets {
            place.run(&["restore", "--database", &to, &name]).well();
            assert_eq!(told(&to).await, now);
        }
        let mut names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        assert_eq!(names, ["again.db", "old.db", &name].map(std::ffi::OsString::from));
    }
}

#[tokio::test]
async fn what_a_restore_refuses_it_refuses_before_it_touches_the_database() {
    let place = Place::new();
    sound(&place);
    of_version(&place.path().join("old.db"), 1).await;
    let (url, before) = (file(&place, "old.db"), fs::read(place.path().join("old.db")).unwrap());
    fs::write(place.path().join("cut.backup"), &fs::read(place.path().join("sound.backup")).unwrap()[..9_000]).unwrap();
    for (backup, told) in [("sound.backup", "is not empty; --replace drops what it holds"), ("cut.backup", "is damaged")] {
        let sentence = place.run(&["restore", "--database", &url, backup]).failed();
        assert!(sentence.contains(told), "{sentence}");
        assert_eq!(fs::read(place.path().join("old.db")).unwrap(), before);
        assert!(!place.has("old.db.before-0002.backup"));
    }
    let to = "sqlite:never.db";
    place.run(&["restore", "--database", to, "cut.backup"]).failed();
    assert!(!place.has("never.db"));
}

#[tokio::test]
async fn a_database_that_cannot_be_kept_is_not_brought_up_to_date() {
    let place = Place::new();
    of_version(&place.path().join("old.db"), 1).await;
    let before = fs::read(place.path().join("old.db")).unwrap();
    // A folder has the name of the backup.
    fs::create_dir_all(place.path().join("old.db.before-0002.backup/x")).unwrap();
    let error = Store::open(&file(&place, "old.db")).await.unwrap_err();
    assert!(matches!(error, StoreError::File { .. }), "{error}");
    let version = "select max(version) from _sqlx_migrations";
    let mut connection = AnyConnection::connect(&format!("sqlite://{}", place.path().join("old.db").display())).await.unwrap();
    assert_eq!(sqlx::query_scalar::<_, i64>(version).fetch_one(&mut connection).await.unwrap(), 1);
    assert_eq!(before.len(), fs::read(place.path().join("old.db")).unwrap().len());
}

#[tokio::test]
async fn a_file_of_a_newer_version_is_left_untouched() {
    let place = Place::new();
    let url = file(&place, "new.db");
    filled(&url).await.close().await;
    let newer = "insert into _sqlx_migrations (version, description, installed_on, success, checksum, execution_time) \
                 select 9999, 'from the future', installed_on, success, checksum, execution_time from _sqlx_migrations where version = 1";
    execute(&url, newer).await;
    let before = fs::read(place.path().join("new.db")).unwrap();
    for command in
        [&["export"][..], &["backup", "x.backup"], &["restore", "--replace", "x.backup"], &["history", "x"], &["import", STARTER]]
    {
        let command: Vec<&str> = command.iter().copied().chain(["--database", &url]).collect();
        let done = place.run(&command);
        let is_newer = done.errors.contains("was written by a newer version of the program");
        assert!(done.code == Some(1) && (is_newer || command[0] == "restore"), "{}", done.errors);
    }
    assert_eq!(fs::read(place.path().join("new.db")).unwrap(), before);
    assert!(!place.has("x.backup"));
}

async fn execute(url: &str, sql: &'static str) {
    let mut connection = AnyConnection::connect(&url.replace("sqlite:", "sqlite://")).await.unwrap();
    sqlx::query(sql).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Connections that close at once each left the write-ahead log to the other.
#[tokio::test(flavor = "multi_thread")]
async fn a_store_that_is_closed_leaves_one_file() {
    let place = Place::new();
    let url = file(&place, "one.db");
    for _ in 0..100 {
        let store = Store::open(&url).await.unwrap();
        let reads = [store.revision(), store.revision(), store.revision(), store.revision()];
        // Some are cut off: all that counts is what is left behind.
        futures_util::future::join(futures_util::future::join_all(reads), store.close()).await;
        let names: Vec<_> = fs::read_dir(place.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(names, ["one.db"]);
    }
}
