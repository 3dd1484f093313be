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
    live.seclude(&store, "7").await.unwrap();
    live.seclude(&store, "8").await.unwrap();
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
    live.seclude(&store, "7").await.unwrap();
    assert_eq!(count(Some("7")), (1, 1));
    store.set("7", "", SHARED_REGISTER, Some(SHARED_OFF)).await.unwrap();
    let anew = Live::open(&store, vocabulary(&[]).unwrap(), "").await.unwrap();
    assert_eq!(anew.with(Some("7"), |view| view.register.index().len()), 1);
}
