//! The registers of a running program: what each guild sees, in step with the store.

use aide_memoire::incident::Incident;
use aide_memoire::register::{Live, SHARED_OFF, SHARED_REGISTER, starter_incidents, vocabulary};
use aide_memoire::store::{Change, SHARED, Store};

use crate::store::EDIT;

#[tokio::test]
async fn a_guild_that_sees_its_own_records_alone_follows_their_changes() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), "2026-08-06T12:00:00Z").await.unwrap();
    let count = |guild: Option<&str>| live.with(guild, |view| (view.register.index().len(), view.catalogue.complete("", 999).len()));
    let record = starter_incidents().swap_remove(0);
    let own = Incident { id: "own".to_owned(), ..record.clone() };
    let change = async |change: Change| {
        store.apply(&[change], EDIT).await.unwrap();
        live.catch_up(&store).await.unwrap();
    };
    live.seclude("7");
    live.seclude("8");
    assert_eq!((count(Some("7")), count(Some("9")), count(None)), ((0, 0), (401, 401), (401, 401)));
    change(Change::put("7", own.clone())).await;
    change(Change::put("7", record.clone())).await;
    // A change of the shared register does not show, be it of a record that the guild has too, word by word.
    change(Change::retract(SHARED, &record.id)).await;
    assert_eq!((count(Some("7")), count(Some("8")), count(None)), ((2, 2), (0, 0), (400, 400)));
    change(Change::retract("7", "own")).await;
    assert_eq!(count(Some("7")), (1, 1));
    live.include("7");
    assert_eq!(count(Some("7")), (401, 401));
    live.seclude("7");
    assert_eq!(count(Some("7")), (1, 1));
    store.set("7", "", SHARED_REGISTER, Some(SHARED_OFF)).await.unwrap();
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), "").await.unwrap();
    assert_eq!(anew.with(Some("7"), |view| view.register.index().len()), 1);
}

/// Bytes of memory that this process has.
fn memory() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    pages.split_whitespace().nth(1).map_or(0, |pages| pages.parse::<usize>().unwrap() * 4_096)
}

#[tokio::test]
async fn of_many_guilds_with_records_of_their_own_only_some_have_a_register_in_memory_and_each_sees_its_own() {
    const GUILDS: usize = 100;
    let store = Store::open("sqlite::memory:").await.unwrap();
    let record = starter_incidents().swap_remove(0);
    let shared = record.id.clone();
    let own = |guild: usize, title: &str| Incident { id: format!("own-{guild}"), title: title.to_owned(), ..record.clone() };
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    let names: Vec<String> = (1..=GUILDS).map(|guild| guild.to_string()).collect();
    let changes: Vec<Change> = names.iter().zip(1..).map(|(name, guild)| Change::put(name, own(guild, "First"))).collect();
    store.apply(&changes, EDIT).await.unwrap();
    live.catch_up(&store).await.unwrap();
    assert_eq!(live.held(), 0, "a register is made when somebody asks");
    let sees = |guild: &str, id: &str| {
        live.with(Some(guild), |view| {
            view.register.index().incident(id).map(|incident| (incident.title.clone(), view.register.index().len()))
        })
    };
    let before = memory();
    for (name, guild) in names.iter().zip(1..) {
        assert_eq!(sees(name, &format!("own-{guild}")), Some(("First".to_owned(), 402)));
        assert_eq!(sees(name, &format!("own-{}", guild + 1)), None);
        if [1, 20, GUILDS].contains(&guild) {
            println!("{guild} guilds asked: {} registers, {} KiB more", live.held(), memory().saturating_sub(before) >> 10);
        }
    }
    let most = live.held();
    assert!((2..GUILDS / 2).contains(&most), "{most}");
    // What changes shows, be the register held or not.
    store.apply(&[Change::put("1", own(1, "Second")), Change::put("100", own(100, "Second"))], EDIT).await.unwrap();
    store.apply(&[Change::retract(SHARED, &shared), Change::put("1", record.clone())], EDIT).await.unwrap();
    live.catch_up(&store).await.unwrap();
    assert_eq!(sees("100", "own-100"), Some(("Second".to_owned(), 401)));
    assert_eq!(sees("1", "own-1"), Some(("Second".to_owned(), 402)));
    assert_eq!((sees("100", &shared), sees("50", &shared), sees("1", &shared).is_some()), (None, None, true));
    // Without records of its own a guild has the shared register.
    store.apply(&[Change::retract("100", "own-100")], EDIT).await.unwrap();
    live.catch_up(&store).await.unwrap();
    assert_eq!(sees("100", "own-100"), None);
    assert!(live.held() <= most, "{}", live.held());
}

#[tokio::test]
async fn as_of_when_is_told_to_who_works_on_a_register_while_a_change_waits() {
    let store = Store::open("sqlite::memory:").await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    std::thread::scope(|scope| {
        scope.spawn(|| (0..20_000).for_each(|_| live.include("7")));
        for _ in 0..20_000 {
            assert_eq!(live.with(None, |_| live.as_of().revision), 401);
        }
    });
}
