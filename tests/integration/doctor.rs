//! `doctor`: what it finds, what it says to do, and that it changes nothing.

use std::ffi::OsStr;
use std::fs::{self, Permissions};
use std::net::TcpListener;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use aide_memoire::store::Change;
use aide_memoire::store::{Edit, SHARED, Store};
use serde_json::Value;

use crate::postgres::Server;
use crate::store::{EDIT, starter};
use crate::world::{Done, Place};

const TOKEN: &str = "MTAwMDAwMDAwMDAwMDAwMDAw.Gabcde.xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";
const STARTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl");

fn doctor(place: &Place, arguments: &[&str], token: &str) -> Done {
    let arguments: Vec<&str> = ["doctor"].iter().chain(arguments).copied().collect();
    let done = place.command(&arguments).env("DISCORD_TOKEN", token).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Done { code: done.status.code(), output: text(done.stdout), errors: text(done.stderr) }
}

/// The lines of faults and warnings with what to do, and the exit code.
fn wrong(place: &Place, arguments: &[&str]) -> (Option<i32>, String) {
    let done = doctor(place, arguments, TOKEN);
    assert_eq!(done.errors, "");
    let lines: Vec<&str> = done.output.lines().filter(|line| !line.starts_with("ok ")).collect();
    (done.code, lines.join("\n"))
}

/// A place with a database that nobody else can read.
fn sound() -> Place {
    let place = Place::new();
    place.run(&["import", STARTER]).well();
    fs::set_permissions(place.path().join("aide-memoire.db"), Permissions::from_mode(0o600)).unwrap();
    place
}

#[test]
fn a_sound_place_is_found_sound_and_left_as_it_was() {
    let place = sound();
    let before = fs::read(place.path().join("aide-memoire.db")).unwrap();
    assert_eq!(wrong(&place, &[]), (Some(0), String::new()));
    let report: Value = serde_json::from_str(&doctor(&place, &["--json"], TOKEN).output).unwrap();
    assert_eq!(report["sound"], true);
    let checks: Vec<&str> = report["findings"].as_array().unwrap().iter().map(|finding| finding["check"].as_str().unwrap()).collect();
    assert_eq!(checks, ["token", "settings", "database", "clock", "files"]);
    assert!(report["findings"][2]["found"].as_str().unwrap().ends_with("is up to date, at revision 401"), "{report}");
    assert_eq!(fs::read(place.path().join("aide-memoire.db")).unwrap(), before);
}

#[test]
fn a_place_without_anything_is_told_what_is_missing_and_nothing_is_made() {
    let place = Place::new();
    let done = doctor(&place, &["--json"], "");
    assert_eq!(done.code, Some(1));
    let report: Value = serde_json::from_str(&done.output).unwrap();
    let verdicts: Vec<(&str, &str)> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| (finding["check"].as_str().unwrap(), finding["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(verdicts, [("token", "fault"), ("settings", "ok"), ("database", "warning"), ("clock", "ok"), ("files", "ok")]);
    assert!(fs::read_dir(place.path()).unwrap().next().is_none());
}

#[test]
fn a_token_that_is_none_is_told_and_never_shown() {
    let place = sound();
    for token in ["secret.token.x", "Bot secret", &TOKEN[..40]] {
        let done = doctor(&place, &[], token);
        assert_eq!(done.code, Some(1));
        assert!(done.output.starts_with("fault    token: is none of a bot: "), "{}", done.output);
        assert!(done.output.contains("do: take it anew from Discord's developer portal"), "{}", done.output);
        assert!(!done.output.contains("secret") && !done.output.contains("Gabcde"), "{}", done.output);
    }
}

#[test]
fn settings_that_cannot_be_read_are_told_with_their_line() {
    let place = sound();
    place.write("a.toml", "[discord]\nretention_day = 3\n");
    let (code, told) = wrong(&place, &["--config", "a.toml"]);
    assert!(code == Some(1) && told.contains("line 2") && told.contains("retention_day"), "{told}");
    place.write("b.toml", "vocabulary = [\"none.tsv\"]\n[discord]\nmessage_content = true\n");
    let (code, told) = wrong(&place, &["--config", "b.toml"]);
    assert!(code == Some(1) && told.contains("fault    word lists: cannot read the word list \"none.tsv\""), "{told}");
    assert!(told.contains("warning  settings: discord.message_content asks for a privilege"), "{told}");
}

/// What `doctor` and `run` say of settings.
fn both(place: &Place, arguments: &[&str]) -> [String; 2] {
    let (code, doctor) = wrong(place, arguments);
    assert_eq!(code, Some(1), "{doctor}");
    let arguments = [&["run"], arguments].concat();
    let done = place.command(&arguments).env("DISCORD_TOKEN", TOKEN).output().unwrap();
    let run = String::from_utf8(done.stderr).unwrap();
    assert_eq!((done.status.code(), run.lines().count()), (Some(1), 1), "{run}");
    [doctor, run]
}

#[test]
fn a_fault_of_the_settings_shows_no_secret() {
    let place = sound();
    for (text, told) in [
        ("[discord]\ntoken = \"SECRET\"\n", "line 2, column 1: unknown field `token`"),
        ("database = \"postgres://bot:SECRET@db/x\n", "line 1, column"),
        ("database = \"postgres://bot:SECRET@db/x\"\ndatabase = \"postgres://bot:SECRET@db/y\"\n", "line 2, column 1: duplicate key"),
        ("health = \"SECRET\"\n", "line 1, column 10: another value stands there than struct Health"),
        ("[discord]\nretention_days = \"SECRET, expected SECRET\"\n", "line 2, column 18: another value stands there than u64"),
        ("SECRET\n", "line 1, column"),
    ] {
        place.write("a.toml", text);
        for said in both(&place, &["--config", "a.toml"]) {
            assert!(said.contains("cannot read the settings in \"a.toml\": ") && said.contains(told), "{text}: {said}");
            assert!(!said.contains("SECRET"), "{text}: {said}");
        }
    }
}

#[test]
fn settings_that_run_would_not_start_with_are_told_by_doctor_too() {
    let place = sound();
    for (text, told) in [
        ("[discord]\nshards = \"0-4294967295/8\"\n", "discord.shards is \"0-4294967295/8\""),
        ("[log]\nlevel = \"bogus==\"\n", "log.level is \"bogus==\""),
        ("[log]\nlevel = \"zzz\"\n", "log.level is \"zzz\""),
        ("database = \"postgres://u:SECRET pw@[bad/x\"\n", "the address of the database cannot be read"),
    ] {
        place.write("a.toml", text);
        for said in both(&place, &["--config", "a.toml"]) {
            assert!(said.contains(told) && !said.contains("SECRET"), "{text}: {said}");
        }
    }
    for level in ["debug", "info,aide_memoire=debug", "aide_memoire", "off", ""] {
        assert_eq!(wrong(&place, &["--log", level]), (Some(0), String::new()), "{level}");
    }
}

#[test]
fn a_token_that_is_not_utf8_is_told_apart_from_none() {
    let place = sound();
    for command in ["doctor", "run"] {
        let mut command = place.command(&[command]);
        command.env("DISCORD_TOKEN", OsStr::from_bytes(b"SECRET\xff"));
        let done = command.output().unwrap();
        let said = String::from_utf8([done.stdout, done.stderr].concat()).unwrap();
        assert!(done.status.code() == Some(1) && said.contains("DISCORD_TOKEN is not UTF-8") && !said.contains("SECRET"), "{said}");
    }
}

#[test]
fn a_port_that_another_program_has_is_told() {
    let place = sound();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    // It is asked whether it is the bot, and closes.
    let other = std::thread::spawn(move || drop(taken.accept()));
    let (code, told) = wrong(&place, &["--health", &address]);
    other.join().unwrap();
    assert_eq!((code, told.lines().next().unwrap()), (Some(1), format!("fault    health: {address} is used by another program").as_str()));
    let (code, told) = wrong(&place, &["--health", "0.0.0.0:80"]);
    assert!(code == Some(1) && told.contains("it is a loopback address"), "{told}");
}

#[tokio::test]
async fn a_clock_that_is_behind_is_told() {
    let place = sound();
    let store = Store::open(&format!("sqlite:{}", place.path().join("aide-memoire.db").display())).await.unwrap();
    let edit = Edit { time: "2999-01-01T00:00:00Z", ..EDIT };
    store.apply(&[Change::retract(SHARED, &starter()[0].id)], edit).await.unwrap();
    store.close().await;
    let (code, told) = wrong(&place, &[]);
    assert!(code == Some(1) && told.contains("but the last change of the register was made at 2999-01-01T00:00:00Z"), "{told}");
    let place = sound();
    let file = fs::File::options().append(true).open(place.path().join("aide-memoire.db")).unwrap();
    file.set_modified(std::time::UNIX_EPOCH + Duration::from_secs(4_102_444_800)).unwrap();
    let (code, told) = wrong(&place, &[]);
    assert!(code == Some(1) && told.contains("but \"aide-memoire.db\" was written at 2100-01-01T00:00:00Z"), "{told}");
}

#[test]
fn rights_that_are_too_wide_are_told() {
    let place = sound();
    fs::set_permissions(place.path(), Permissions::from_mode(0o755)).unwrap();
    let set = |name: &str, mode: u32| fs::set_permissions(place.path().join(name), Permissions::from_mode(mode)).unwrap();
    place.write("token", &format!("DISCORD_TOKEN={TOKEN}\n"));
    place.write("a.toml", "# postgres://bot:secret@localhost/x\n");
    set("aide-memoire.db", 0o644);
    set("token", 0o644);
    let told = || {
        let done = place.command(&["doctor", "--token-file", "token", "--config", "a.toml"]).env_remove("DISCORD_TOKEN").output().unwrap();
        (done.status.code(), String::from_utf8(done.stdout).unwrap())
    };
    let (code, said) = told();
    assert!(
        code == Some(1) && said.contains("fault    files: \"token\" holds the token, and everybody on the machine can read it (mode 644)"),
        "{said}"
    );
    assert!(said.starts_with("ok       token: has the form") && said.contains("do: chmod o-rw \"token\""), "{said}");
    set("token", 0o600);
    let (code, said) = told();
    assert!(code == Some(0) && said.contains("warning  files: \"aide-memoire.db\" holds what people object to"), "{said}");
    set("aide-memoire.db", 0o606);
    assert!(told().1.contains("everybody on the machine can change it (mode 606)"));
    set("aide-memoire.db", 0o600);
    assert!(told().1.contains("ok       files: "), "{}", told().1);
    place.write("x.warm", "");
    set("x.warm", 0o606);
    let said = doctor(&place, &["--warm-index", "x.warm"], TOKEN).output;
    assert!(said.contains("fault    files: \"x.warm\" is read as the register, and everybody on the machine can change it"), "{said}");
    // Nobody gets through the folder.
    set("token", 0o644);
    fs::set_permissions(place.path(), Permissions::from_mode(0o700)).unwrap();
    let full = place.path().join("token").display().to_string();
    let done = doctor(&place, &["--token-file", &full], TOKEN);
    assert!(done.output.contains("ok       files: "), "{}", done.output);
}

#[test]
fn databases_that_cannot_be_used_are_told_with_what_to_do() {
    let place = sound();
    place.write("notes.txt", &"x".repeat(5_000));
    let mut damaged = fs::read(place.path().join("aide-memoire.db")).unwrap();
    let middle = damaged.len() / 2 / 4_096 * 4_096;
    damaged[middle..middle + 40_960].fill(0xa5);
    fs::write(place.path().join("damaged.db"), damaged).unwrap();
    for (database, found, advice) in [
        ("sqlite:notes.txt", "\"notes.txt\" is not a SQLite database", "name another file"),
        ("sqlite:damaged.db", "damaged", "stop the bot, move the file away and `restore` the last backup"),
        ("sqlite:no/x.db", "is in a folder that does not exist", "make the folder"),
        ("mysql://bot:secret@localhost/x", "begins with sqlite: or postgres://", "correct the address"),
        ("postgres://bot:secret@127.0.0.1:1/x", "cannot be opened", "see that the server runs"),
    ] {
        let (code, told) = wrong(&place, &["--database", database]);
        assert!(code == Some(1) && told.contains(found) && told.contains(advice) && !told.contains("secret"), "{told}");
    }
}

#[tokio::test]
async fn a_database_on_a_server_is_examined_too() {
    let Some(server) = Server::start() else { return };
    let place = Place::new();
    let url = server.database("examined").await;
    let (code, told) = wrong(&place, &["--database", &url]);
    assert!(code == Some(0) && told.contains("can be written, is at migration 0"), "{told}");
    place.run(&["import", "--database", &url, STARTER]).well();
    assert_eq!(wrong(&place, &["--database", &url]), (Some(0), String::new()));
    server.kill();
    let (code, told) = wrong(&place, &["--database", &url]);
    assert!(code == Some(1) && told.contains("fault    database: \"postgres://bot@localhost/examined\" cannot be opened"), "{told}");
}
