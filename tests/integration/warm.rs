//! The warm index: a start from it is as one from every record, on either database; whatever is not whole or not of this
//! register is not used, in one sentence, and what was there stays until the next one is whole.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use aide_memoire::incident::Incident;
use aide_memoire::register::keeping::{Keeper, Keeping, Kept, Request};
use aide_memoire::register::{Live, SHARED_OFF, SHARED_REGISTER, Start, vocabulary};
use aide_memoire::store::{Change, Edit, SHARED, Store, StoreError, WarmIndex};
use aide_memoire::vocabulary::{Vocabulary, WordList};
use serde_json::Value;

use crate::faults::{Disk, as_nobody};
use crate::store::{EDIT, starter};
use crate::world::{Place, today};

const OPERATOR: Keeper<'static> =
    Keeper { guild: SHARED, user: "operator", is_moderator: true, is_reviewer: true, two_persons: false, sees_shared: true };

static WORDS: LazyLock<Vocabulary> = LazyLock::new(|| vocabulary(&[]).unwrap());

async fn started(store: &Store, path: &Path) -> (Live, Start) {
    Live::open_with(store, WORDS.clone(), EDIT.time, Some(WarmIndex::at(path.to_owned()))).await.unwrap()
}

/// Writes a warm index of what a process that read every record holds; its revision.
async fn written(store: &Store, path: &Path) -> i64 {
    let _ = fs::remove_file(path);
    let (live, _) = started(store, path).await;
    let head = live.warm_head(store).await.unwrap().unwrap();
    assert!(live.write_warm(&head).unwrap().unwrap() > 0);
    assert!(live.warm_head(store).await.unwrap().is_none(), "it is written once");
    head.revision
}

/// Why the start did not use the warm index.
async fn refused(store: &Store, path: &Path) -> String {
    match started(store, path).await {
        (live, Start::Unfit(error)) => {
            assert!(live.with(None, |view| !view.register.index().is_empty()));
            let source = std::error::Error::source(&error).map(|source| format!(": {source}")).unwrap_or_default();
            format!("{error}{source}")
        }
        (_, start) => panic!("{start:?}"),
    }
}

/// Every eighth golden question, as everybody and two guilds are answered.
fn answers(live: &Live) -> Vec<String> {
    let golden = [include_str!("../data/golden/questions.jsonl"), include_str!("../data/golden/others.jsonl")];
    let questions = golden.iter().flat_map(|text| text.lines()).step_by(8);
    let texts = questions.filter_map(|line| serde_json::from_str::<Value>(line).unwrap()["q"].as_str().map(str::to_owned));
    let texts: Vec<String> =
        texts.chain(["how many incidents are there?".to_owned(), "what did Albnia do in Tehran?".to_owned()]).collect();
    let ask = |guild: Option<&str>| -> Vec<String> {
        live.with(guild, |view| {
            let names = format!("{:?}", view.catalogue.complete("embassy", 25));
            let answer = |text: &String| format!("{guild:?} {text} {:?}", view.register.ask(text, &today(), None).0);
            texts.iter().map(answer).chain([names]).collect()
        })
    };
    [None, Some("1"), Some("2")].into_iter().flat_map(ask).collect()
}

fn request(id: &str) -> Request<'_> {
    Request { id, reason: "because", time: EDIT.time }
}

/// Edits, retracts, merges, in the shared register and in a guild's.
async fn change(store: &Store, round: usize) {
    let records = starter();
    let at = |place: usize| records[(place + round * 40) % records.len()].clone();
    let mut edited = at(3);
    edited.summary.push_str(" The envoy Zorbanax Quillfeather denied it.");
    let mut own = at(9);
    own.id = format!("own-{round}");
    own.title = format!("Guild's view: {}", own.title);
    let changes = [
        Change::put(SHARED, edited),
        Change::retract(SHARED, &at(5).id),
        Change::put(SHARED, Incident { id: format!("twin-{round}"), ..at(7) }),
        Change::put("1", own),
        Change::put("1", Incident { title: "As the guild has it".to_owned(), ..at(11) }),
        Change::put("2", Incident { id: format!("two-{round}"), ..at(13) }),
    ];
    store.apply(&changes, EDIT).await.unwrap();
    let operator = Keeping::new(store, OPERATOR);
    let merge = operator.merge(request(&format!("m{round}")), &format!("twin-{round}"), &at(7).id).await.unwrap();
    assert!(matches!(merge, Kept::Applied { .. }));
    let guild = Keeping::new(store, Keeper { guild: "1", ..OPERATOR });
    let merge = guild.merge(request(&format!("g{round}")), &format!("own-{round}"), &at(9).id).await.unwrap();
    assert!(matches!(merge, Kept::Applied { .. }));
}

pub(crate) async fn a_warm_start_answers_as_one_from_every_record(url: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("x.warm");
    let store = Store::open(url).await.unwrap();
    let (follower, start) = started(&store, &path).await;
    assert!(matches!(start, Start::Cold), "{start:?}");
    store.set("2", "", SHARED_REGISTER, Some(SHARED_OFF)).await.unwrap();
    follower.seclude("2");
    change(&store, 0).await;
    follower.catch_up(&store).await.unwrap();
    // By one that has followed, with holes where records were.
    let head = follower.warm_head(&store).await.unwrap().unwrap();
    follower.write_warm(&head).unwrap().unwrap();
    for round in 1..3 {
        let (warm, start) = started(&store, &path).await;
        assert!(matches!(start, Start::Warm(revision) if revision == head.revision), "{start:?}");
        let (cold, expected) = (Live::open(&store, WORDS.clone(), "").await.unwrap(), store.revision().await.unwrap());
        assert_eq!((warm.as_of().revision, warm.as_of()), (expected, cold.as_of()));
        for (warm, cold) in answers(&warm).into_iter().zip(answers(&cold)) {
            assert_eq!(warm, cold);
        }
        let size = |live: &Live| [None, Some("1"), Some("2")].map(|guild| live.with(guild, |view| view.register.index().len()));
        assert_eq!(size(&warm), size(&cold));
        // What changes after it was written is applied at the next start.
        change(&store, round).await;
    }
}

pub(crate) async fn a_warm_index_of_another_register_is_not_used(url: &str) {
    let folder = tempfile::tempdir().unwrap();
    let [path, other, backup] = ["x.warm", "other.db", "x.backup"].map(|name| folder.path().join(name));
    let store = Store::open(url).await.unwrap();
    let few: Vec<Change> = starter().into_iter().take(5).map(|record| Change::put(SHARED, record)).collect();
    store.apply(&few, EDIT).await.unwrap();
    store.back_up(&backup).await.unwrap();
    store.apply(&[Change::retract(SHARED, &starter()[0].id)], EDIT).await.unwrap();
    assert_eq!(written(&store, &path).await, 6);
    // The same changes at the same time, in another database.
    let twin = Store::open(&format!("sqlite:{}", other.display())).await.unwrap();
    twin.apply(&few, EDIT).await.unwrap();
    twin.apply(&[Change::retract(SHARED, &starter()[0].id)], EDIT).await.unwrap();
    let sentence = format!("\"{}\" is not used: it is of another database, or of one that was restored since", path.display());
    assert_eq!(refused(&twin, &path).await, sentence);
    // With other words.
    let list = WordList { file: "parties.tsv", text: "AL\tname\tShqipnia\n" };
    let warm = WarmIndex::at(path.clone());
    let (_, start) = Live::open_with(&store, vocabulary(&[list]).unwrap(), "", Some(warm)).await.unwrap();
    assert!(matches!(&start, Start::Unfit(error) if error.to_string().ends_with("or of other word lists")), "{start:?}");
    // While the program runs, the database goes back to a backup: what it then holds is of neither.
    let (live, start) = started(&store, &path).await;
    assert!(matches!(start, Start::Warm(6)), "{start:?}");
    store.close().await;
    Store::restore(url, &backup, true).await.unwrap();
    let store = Store::open(url).await.unwrap();
    assert_eq!(refused(&store, &path).await, sentence);
    live.catch_up(&store).await.unwrap();
    let late = Edit { time: "2026-08-07T12:00:00Z", ..EDIT };
    let more: Vec<Change> =
        (0..1_100).map(|number| Change::put(SHARED, Incident { id: format!("n{number}"), ..starter().swap_remove(1) })).collect();
    store.apply(&more, late).await.unwrap();
    assert_eq!(refused(&store, &path).await, sentence);
    live.catch_up(&store).await.unwrap();
    let error = live.warm_head(&store).await.unwrap_err();
    assert!(error.to_string().ends_with("the database was replaced while the program ran; start it again"), "{error}");
}

#[tokio::test]
async fn a_damaged_warm_index_is_not_used_and_the_next_one_takes_its_place() {
    let place = Place::new();
    let path = place.path().join("x.warm");
    let store = Store::open("sqlite::memory:").await.unwrap();
    let few: Vec<Change> = starter().into_iter().take(3).map(|record| Change::put(SHARED, record)).collect();
    store.apply(&few, EDIT).await.unwrap();
    written(&store, &path).await;
    let whole = fs::read(&path).unwrap();
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    let sound = |bytes: &[u8]| -> Result<usize, StoreError> {
        fs::write(&path, bytes).unwrap();
        let (_, parts) = WarmIndex::at(path.clone()).open()?.unwrap();
        parts.collect::<Result<Vec<_>, _>>().map(|parts| parts.len())
    };
    assert!(sound(&whole).unwrap() > 10);
    for at in (0..whole.len()).step_by(13) {
        assert!(sound(&whole[..at]).is_err(), "cut at {at}");
        let mut flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        assert!(sound(&flipped).is_err(), "bit flipped at {at}");
    }
    let holes = [&whole[..whole.len() / 3], &vec![0; whole.len() / 3], &whole[whole.len() / 3 * 2..]].concat();
    for (damaged, reason) in [
        (&whole[..whole.len() / 2], "its end is missing"),
        (&holes, "it is damaged"),
        (&[&whole[..], b"x"].concat(), "something was added to it"),
        (b"", "it is none that this program knows"),
        (b"aide-memoire-warm-index 2 from later\n", "it is none that this program knows"),
        (&whole[..40], "its first line is damaged"),
    ] {
        fs::write(&path, damaged).unwrap();
        assert_eq!(refused(&store, &path).await, format!("\"{}\" is not used: {reason}", path.display()));
        let doctor = place.run(&["doctor", "--warm-index", "x.warm"]).output;
        assert!(doctor.contains(&format!("warning  warm index: \"x.warm\" is not used: {reason}\n         do: nothing: ")), "{doctor}");
        // Recovery: the start that read every record writes it anew.
        let (live, _) = started(&store, &path).await;
        live.write_warm(&live.warm_head(&store).await.unwrap().unwrap()).unwrap().unwrap();
        assert!(matches!(started(&store, &path).await.1, Start::Warm(3)));
    }
    assert!(!place.has("x.warm.part"));
    let doctor = place.run(&["doctor", "--warm-index", "x.warm"]).output;
    assert!(doctor.contains("ok       warm index: \"x.warm\" is whole, as of revision 3, with 3 incidents\n"), "{doctor}");
}

#[tokio::test]
async fn a_warm_index_that_cannot_be_read_or_written_costs_nothing_but_time() {
    let place = Place::new();
    let path = place.path().join("x.warm");
    let store = Store::open("sqlite::memory:").await.unwrap();
    let (live, _) = started(&store, &path).await;
    let head = live.warm_head(&store).await.unwrap().unwrap();
    live.write_warm(&head).unwrap().unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    let (code, told) = as_nobody(&place, &["doctor", "--warm-index", "x.warm"]);
    // The code is for the token, which is missing.
    assert_eq!(code, Some(1));
    assert!(told.contains("\nwarning  warm index: \"x.warm\" cannot be read: Permission denied"), "{told}");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    // What is no warm index is never written over.
    let folder = place.path().join("folder");
    fs::create_dir(&folder).unwrap();
    assert!(refused(&store, &folder).await.contains("\" cannot be read: Is a directory"));
    place.write("notes.db", "SQLite format 3, or so");
    let (live, start) = started(&store, &place.path().join("notes.db")).await;
    assert!(matches!(&start, Start::Unfit(error) if error.to_string().ends_with("it is none that this program knows")), "{start:?}");
    let error = live.write_warm(&live.warm_head(&store).await.unwrap().unwrap()).unwrap_err();
    assert_eq!(std::error::Error::source(&error).unwrap().to_string(), "another file has that name");
    assert_eq!(fs::read_to_string(place.path().join("notes.db")).unwrap(), "SQLite format 3, or so");
    // Two processes at once, one of which finishes.
    let two = [WarmIndex::at(path.clone()), WarmIndex::at(path.clone())];
    let first = two[0].begin(&head).unwrap().unwrap();
    assert!(two[1].begin(&head).unwrap().is_none());
    drop(first);
    assert!(!place.has("x.warm.part") && matches!(started(&store, &path).await.1, Start::Warm(401)));
}

#[tokio::test]
async fn a_full_disk_leaves_the_warm_index_that_was_there() {
    let place = Place::new();
    let at: PathBuf = place.path().join("disk");
    let Some(_disk) = Disk::mount(&at) else { return };
    let path = at.join("x.warm");
    let store = Store::open("sqlite::memory:").await.unwrap();
    assert_eq!(written(&store, &path).await, 401);
    let before = fs::read(&path).unwrap();
    let room = vec![0; 2 * 1024 * 1024 - before.len() - 100_000];
    fs::write(at.join("full"), room).unwrap();
    let live = Live::open(&store, WORDS.clone(), "").await.unwrap();
    assert!(live.warm_head(&store).await.unwrap().is_none(), "without a path there is none");
    let (live, _) = started(&store, &path).await;
    let more = |number: usize| Change::put(SHARED, Incident { id: format!("n{number}"), ..starter().swap_remove(1) });
    store.apply(&(0..1_000).map(more).collect::<Vec<_>>(), EDIT).await.unwrap();
    live.catch_up(&store).await.unwrap();
    let head = live.warm_head(&store).await.unwrap().unwrap();
    let error = live.write_warm(&head).unwrap_err();
    assert_eq!(error.to_string(), format!("\"{}\" cannot be written", path.display()));
    assert!(std::error::Error::source(&error).unwrap().to_string().starts_with("No space left on device"), "{error:?}");
    assert_eq!((fs::read(&path).unwrap(), at.join("x.warm.part").exists()), (before, false));
    fs::remove_file(at.join("full")).unwrap();
    let (live, start) = started(&store, &path).await;
    assert!(matches!(start, Start::Warm(401)) && live.as_of().revision == 1_401, "{start:?}");
}
