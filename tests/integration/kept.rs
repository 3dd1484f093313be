//! The contract of what the chat keeps, the same on SQLite and PostgreSQL: run by `store.rs`.

use std::time::Duration;

use aide_memoire::incident::ClaimKey;
use aide_memoire::store::{
    Begun, Change, Errand, ErrandKind, FORGOTTEN, Forgotten, Gap, GapAsker, PostedAnswer, ReviewItem, SHARED, Store, StoreError, Work,
};

use crate::store::{EDIT, starter};

fn objection(id: &str, guild: &str, author: &str) -> ReviewItem {
    ReviewItem {
        id: id.to_owned(),
        guild: guild.to_owned(),
        incident: "a".to_owned(),
        text: "It isn't so.".to_owned(),
        author: author.to_owned(),
        time: "2026-08-06T12:00:00Z".to_owned(),
        ..ReviewItem::default()
    }
}

/// A question asked once on a day of August 2026.
fn gap(guild: &str, reading: &str, day: u8) -> Gap {
    let time = format!("2026-08-{day:02}T12:00:00Z");
    Gap {
        guild: guild.to_owned(),
        reading: reading.to_owned(),
        reason: "no-record".to_owned(),
        incident: String::new(),
        question: format!("{reading}\0?"),
        times: 1,
        first: time.clone(),
        last: time,
    }
}

async fn readings(store: &Store, guild: &str) -> Vec<String> {
    store.gaps(guild).await.unwrap().into_iter().map(|gap| gap.reading).collect()
}

fn posted(message: &str, guild: &str, day: u8) -> PostedAnswer {
    PostedAnswer {
        message: message.to_owned(),
        guild: guild.to_owned(),
        channel: "7".to_owned(),
        question: format!("q{message}"),
        incidents: vec!["a".to_owned(), "b".to_owned()],
        time: format!("2026-08-{day:02}T12:00:00Z"),
        claims: ["a", "b"].map(|id| (id.to_owned(), ClaimKey::of(id))).into(),
        revision: i64::from(day),
    }
}

pub(crate) async fn settings_are_of_a_guild_and_of_a_channel(url: &str) {
    let store = Store::open(url).await.unwrap();
    for (guild, channel, value) in [("1", "", "off"), ("1", "7", "every"), ("2", "", "x"), ("1", "", "mention")] {
        store.set(guild, channel, "mode", Some(value)).await.unwrap();
    }
    let told = async |guild| -> Vec<(String, String)> {
        store.settings(guild).await.unwrap().into_iter().map(|setting| (setting.channel, setting.value)).collect()
    };
    let pair = |channel: &str, value: &str| (channel.to_owned(), value.to_owned());
    assert_eq!(told("1").await, [pair("", "mention"), pair("7", "every")]);
    store.set("1", "", "mode", None).await.unwrap();
    assert_eq!(told("1").await, [pair("7", "every")]);
    assert_eq!(told("2").await, [pair("", "x")]);
}

pub(crate) async fn an_answer_is_found_by_message_question_and_channel(url: &str) {
    let store = Store::open(url).await.unwrap();
    let answer = |message: &str, day: u8| posted(message, "1", day);
    let edited = PostedAnswer { incidents: Vec::new(), ..answer("1", 1) };
    store.remember_answers(&[answer("1", 1), answer("2", 2)]).await.unwrap();
    store.remember_answers(std::slice::from_ref(&edited)).await.unwrap();
    assert_eq!(store.answer_at("1").await.unwrap(), Some(edited));
    assert_eq!(store.answer_to("q2").await.unwrap(), Some(answer("2", 2)));
    let last =
        async |most| -> Vec<String> { store.last_answers_in("7", most).await.unwrap().into_iter().map(|answer| answer.message).collect() };
    assert_eq!((last(1).await, last(5).await), (vec!["2".to_owned()], vec!["2".to_owned(), "1".to_owned()]));
    let since = async |second: u8, most| -> Vec<String> {
        let time = answer("0", second).time;
        store.answers_since(&time, most).await.unwrap().into_iter().map(|answer| answer.message).collect()
    };
    assert_eq!((since(1, 5).await, since(2, 5).await, since(3, 5).await), (last(5).await, last(1).await, Vec::new()));
    assert_eq!(since(1, 1).await, ["2"]);
    store.forget_answer("2").await.unwrap();
    assert_eq!(last(5).await, ["1"]);
    assert_eq!(store.answer_to("q2").await.unwrap(), None);
}

pub(crate) async fn an_objection_is_filed_once(url: &str) {
    let store = Store::open(url).await.unwrap();
    let item = objection("9", "1", "5");
    store.file_review(&item).await.unwrap();
    store.file_review(&item).await.unwrap();
    assert_eq!(store.open_reviews("1").await.unwrap(), [item]);
    assert_eq!(store.open_reviews("2").await.unwrap(), []);
}

pub(crate) async fn gaps_read_alike_are_one_and_a_guild_keeps_so_many(url: &str) {
    let store = Store::open(url).await.unwrap();
    assert_eq!(store.file_gaps(&[gap("1", "b", 1), gap("1", "a", 1), gap("", "a", 1)], 3).await.unwrap(), 3);
    let again = Gap { question: "In other words?".to_owned(), times: 2, ..gap("1", "a", 4) };
    assert_eq!(store.file_gaps(&[again], 3).await.unwrap(), 0);
    let known = Gap { times: 3, last: "2026-08-04T12:00:00Z".to_owned(), question: "a\u{fffd}?".to_owned(), ..gap("1", "a", 1) };
    assert_eq!(store.gaps("1").await.unwrap()[0], known);
    assert_eq!(readings(&store, "").await, ["a"]);
    // The fourth takes the place of what was asked once and longest ago; other guilds are not touched.
    assert_eq!(store.file_gaps(&[gap("1", "c", 2), gap("1", "d", 3)], 3).await.unwrap(), 2);
    assert_eq!(readings(&store, "1").await, ["a", "d", "c"]);
    assert_eq!(readings(&store, "").await, ["a"]);
    // A new one has its place even if it was asked longest ago.
    store.file_gaps(&[gap("1", "e", 1)], 1).await.unwrap();
    assert_eq!(readings(&store, "1").await, ["e"]);
}

pub(crate) async fn what_is_old_goes_by_what_its_guild_has_set(url: &str) {
    let store = Store::open(url).await.unwrap();
    for (guild, value) in [("1", "90"), ("2", "7")] {
        store.set(guild, "", "retention", Some(value)).await.unwrap();
    }
    store.set("3", "7", "retention", Some("a channel says nothing")).await.unwrap();
    let set = [("1", "90"), ("2", "7")].map(|(guild, value)| (guild.to_owned(), value.to_owned()));
    assert_eq!(store.set_by_guilds("retention").await.unwrap(), set);
    for guild in ["", "1", "2", "3"] {
        store.remember_answers(&[posted(&format!("old{guild}"), guild, 1), posted(&format!("new{guild}"), guild, 3)]).await.unwrap();
        store.file_gaps(&[gap(guild, "old", 1), gap(guild, "new", 3)], 9).await.unwrap();
        for (id, closed, day) in [("o", false, 1), ("c", true, 1), ("n", true, 3)] {
            let time = format!("2026-08-{day:02}T12:00:00Z");
            store.file_review(&ReviewItem { time, closed, ..objection(&format!("{id}{guild}"), guild, "5") }).await.unwrap();
        }
    }
    let before = "2026-08-02T00:00:00Z";
    assert_eq!(store.forget_elsewhere_before("retention", before).await.unwrap(), 6);
    for (guild, gone) in [("", true), ("1", false), ("2", false), ("3", true)] {
        assert_eq!(store.answer_at(&format!("old{guild}")).await.unwrap().is_none(), gone, "{guild}");
        assert_eq!(readings(&store, guild).await.len(), if gone { 1 } else { 2 }, "{guild}");
    }
    assert_eq!(store.forget_before("2", before).await.unwrap(), 3);
    assert_eq!(readings(&store, "2").await, ["new"]);
    assert_eq!(readings(&store, "1").await, ["new", "old"]);
    // An open objection waits, however old.
    let mut left: Vec<String> = store.kept_about("5").await.unwrap().into_iter().map(|item| item.id).collect();
    left.sort();
    assert_eq!(left, ["c1", "n", "n1", "n2", "n3", "o", "o1", "o2", "o3"]);
}

pub(crate) async fn what_is_kept_about_somebody_is_shown_and_dropped(url: &str) {
    let store = Store::open(url).await.unwrap();
    let closed = ReviewItem { closed: true, time: "2026-08-05T12:00:00Z".to_owned(), ..objection("3", "", "5") };
    for item in [objection("1", "1", "5"), objection("2", "1", "6"), closed.clone()] {
        store.file_review(&item).await.unwrap();
    }
    assert_eq!(store.kept_about("5").await.unwrap(), [objection("1", "1", "5"), closed]);
    assert_eq!(store.kept_about("7").await.unwrap(), []);
    assert_eq!(store.forget_about("5").await.unwrap(), Forgotten { deleted: 2, unnamed: 0 });
    assert_eq!(store.kept_about("5").await.unwrap(), []);
    assert_eq!(store.open_reviews("1").await.unwrap(), [objection("2", "1", "6")]);
}

pub(crate) async fn a_guild_that_was_left_is_forgotten_in_time(url: &str) {
    let store = Store::open(url).await.unwrap();
    for guild in ["1", "2"] {
        store.set(guild, "", "language", Some("fr")).await.unwrap();
        store.remember_answers(&[posted(guild, guild, 1)]).await.unwrap();
        store.file_gaps(&[gap(guild, "a", 1)], 9).await.unwrap();
        store.file_review(&objection(guild, guild, "5")).await.unwrap();
    }
    store.file_gaps(&[gap("", "a", 1), gap("3", "a", 1)], 9).await.unwrap();
    let mut known = store.known_guilds().await.unwrap();
    known.sort();
    assert_eq!(known, ["1", "2", "3"]);
    store.leave_guild("1", "2026-08-01T12:00:00Z").await.unwrap();
    store.leave_guild("1", "2026-09-01T12:00:00Z").await.unwrap();
    store.leave_guild("2", "2026-08-01T12:00:00Z").await.unwrap();
    store.rejoin_guild("2").await.unwrap();
    assert_eq!(store.left_guilds().await.unwrap(), [("1".to_owned(), "2026-08-01T12:00:00Z".to_owned())]);
    assert!(!store.forget_guild("1", "2026-08-01T12:00:00Z").await.unwrap(), "not yet");
    assert!(!store.forget_guild("2", "2100").await.unwrap(), "it is back");
    assert!(store.forget_guild("1", "2026-08-02T00:00:00Z").await.unwrap());
    assert_eq!(store.left_guilds().await.unwrap(), []);
    let mut known = store.known_guilds().await.unwrap();
    known.sort();
    assert_eq!(known, ["2", "3"]);
    assert_eq!((store.settings("2").await.unwrap().len(), readings(&store, "").await.len()), (1, 1));
}

pub(crate) async fn a_copy_has_what_the_chat_keeps(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.set("1", "7", "mode", Some("off")).await.unwrap();
    let answers: Vec<PostedAnswer> = (0..1_200).map(|number| posted(&format!("{number:04}"), "1", 1)).collect();
    store.remember_answers(&answers).await.unwrap();
    let closed = ReviewItem { closed: true, ..objection("2", "", "5") };
    store.file_review(&objection("1", "1", "5")).await.unwrap();
    store.file_review(&closed).await.unwrap();
    store.file_gaps(&[Gap { times: 12, ..gap("1", "a", 1) }], 9).await.unwrap();
    store.leave_guild("1", "2026-08-01T12:00:00Z").await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let copy = Store::open(&format!("sqlite:{}", folder.path().join("copy.db").display())).await.unwrap();
    store.copy_into(&copy).await.unwrap();
    assert_eq!(copy.settings("1").await.unwrap(), store.settings("1").await.unwrap());
    assert_eq!(copy.last_answers_in("7", 2_000).await.unwrap(), store.last_answers_in("7", 2_000).await.unwrap());
    assert_eq!(copy.last_answers_in("7", 2_000).await.unwrap().len(), 1_200);
    assert_eq!(copy.kept_about("5").await.unwrap(), [objection("1", "1", "5"), closed]);
    assert_eq!(copy.gaps("1").await.unwrap(), store.gaps("1").await.unwrap());
    assert_eq!(copy.left_guilds().await.unwrap(), store.left_guilds().await.unwrap());
    // And back into an empty one of the same engine, but never over what is kept.
    let error = copy.copy_into(&store).await.unwrap_err();
    assert!(matches!(error, StoreError::NotEmpty { .. }), "{error}");
    assert_eq!(store.forget_elsewhere_before("retention", "2100").await.unwrap(), 1_202);
    store.forget_about("5").await.unwrap();
    store.rejoin_guild("1").await.unwrap();
    store.set("1", "7", "mode", None).await.unwrap();
    copy.copy_into(&store).await.unwrap();
    assert_eq!(store.gaps("1").await.unwrap(), copy.gaps("1").await.unwrap());
    assert_eq!(store.kept_about("5").await.unwrap(), copy.kept_about("5").await.unwrap());
}

pub(crate) async fn of_all_processes_one_does_an_errand(url: &str) {
    let store = Store::open(url).await.unwrap();
    let record = |title: &str| aide_memoire::incident::Incident { id: "a".to_owned(), title: title.to_owned(), ..starter().swap_remove(0) };
    store.apply(&[Change::put(SHARED, record("One"))], EDIT).await.unwrap();
    store.remember_answers(&[posted("1", "1", 1), posted("2", "2", 9), posted("3", "", 1)]).await.unwrap();
    assert_eq!(store.file_corrections(0).await.unwrap(), 0, "the answers are newer");
    for (guild, title) in [("1", "Own"), (SHARED, "Two")] {
        store.apply(&[Change::put(guild, record(title))], EDIT).await.unwrap();
    }
    // The second answer was made as of a later revision, the third is no guild's.
    assert_eq!(store.file_corrections(1).await.unwrap(), 2);
    assert_eq!(store.file_corrections(1).await.unwrap(), 0, "each once");
    let due = async || store.due_errands(ErrandKind::Annotate, 9).await.unwrap();
    let found = due().await;
    let told: Vec<_> = found.iter().map(|errand| (errand.item.as_str(), errand.wanted.as_str(), errand.channel.as_str())).collect();
    assert_eq!(told, [("1", "3", "7"), ("3", "3", "7")]);
    let (long, ended) = (Duration::from_secs(60), Duration::ZERO);
    let taking = (0..6).map(|_| {
        let (store, errand) = (store.clone(), found[0].clone());
        tokio::spawn(async move { store.hold_errand(&errand, long).await.unwrap() })
    });
    let mut taken = 0;
    for one in taking.collect::<Vec<_>>() {
        taken += usize::from(one.await.unwrap());
    }
    assert_eq!(taken, 1);
    assert_eq!((due().await.len(), store.count_errands(ErrandKind::Annotate).await.unwrap()), (1, 2));
    // Whoever has taken the other one may have died. If that one lives after all, it is no longer for it to say that it is done.
    let slow = found[1].clone();
    assert!(store.hold_errand(&slow, ended).await.unwrap());
    let taken_over = due().await.remove(0);
    assert!(taken_over.item == slow.item && store.hold_errand(&taken_over, long).await.unwrap());
    assert!(!store.complete_errand(&slow).await.unwrap(), "it is another's");
    store.drop_errand(&slow).await.unwrap();
    assert_eq!(store.count_errands(ErrandKind::Annotate).await.unwrap(), 2);
    // Let go for the rest of this test.
    assert!(store.complete_errand(&Errand { wanted: String::new(), ..taken_over }).await.unwrap());
    assert!(store.complete_errand(&found[0]).await.unwrap());
    assert_eq!(due().await.len(), 1);
    assert!(!store.hold_errand(&Errand { taken: 1, ..found[0].clone() }, long).await.unwrap(), "it is done");
    store.apply(&[Change::retract("1", "a")], EDIT).await.unwrap();
    assert_eq!(store.file_corrections(3).await.unwrap(), 1, "it is due again for a later change");
    assert_eq!(due().await.iter().map(|errand| errand.done.as_str()).collect::<Vec<_>>(), ["", "3"].into_iter().rev().collect::<Vec<_>>());
    assert_eq!((store.corrected_until().await.unwrap(), store.set_corrected_until(3).await.unwrap()), (0, ()));
    store.set_corrected_until(2).await.unwrap();
    assert_eq!(store.corrected_until().await.unwrap(), 3);
    store.forget_answer("3").await.unwrap();
    assert_eq!(store.drop_idle_errands().await.unwrap(), 1);
}

pub(crate) async fn what_is_to_be_reviewed_is_due_each_time_it_stands_otherwise(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.file_review(&objection("7", "1", "5")).await.unwrap();
    store.file_review(&objection("8", "", "5")).await.unwrap();
    store.file_reviews().await.unwrap();
    let due = async || store.due_errands(ErrandKind::Review, 9).await.unwrap();
    let found = due().await;
    assert_eq!(
        found.iter().map(|errand| (errand.item.as_str(), errand.wanted.as_str())).collect::<Vec<_>>(),
        [("7", "open")],
        "nobody reviews a direct message"
    );
    let shown = Errand { channel: "250".to_owned(), message: "251".to_owned(), ..found[0].clone() };
    assert!(store.hold_errand(&found[0], Duration::from_secs(60)).await.unwrap() && store.complete_errand(&shown).await.unwrap());
    store.file_reviews().await.unwrap();
    assert_eq!(due().await, []);
    assert!(store.close_review("1", "7", "approved", "6", EDIT.time).await.unwrap());
    store.file_reviews().await.unwrap();
    let found = due().await;
    assert_eq!(found, [Errand { wanted: "closed".to_owned(), done: "open".to_owned(), taken: 1, ..shown.clone() }]);
    assert!(store.hold_errand(&found[0], Duration::from_secs(60)).await.unwrap());
    assert!(store.complete_errand(&found[0]).await.unwrap());
    store.file_reviews().await.unwrap();
    assert_eq!(due().await, []);
    // Shown elsewhere from now on: who heard how it ended hears it no second time.
    store.show_reviews_anew("1").await.unwrap();
    assert_eq!(due().await, []);
    // Whoever wishes to be forgotten is taken out of the message.
    store.forget_about("5").await.unwrap();
    let found = due().await;
    assert_eq!(found.iter().map(|errand| (errand.wanted.as_str(), errand.message.as_str())).collect::<Vec<_>>(), [(FORGOTTEN, "251")]);
    assert!(store.hold_errand(&found[0], Duration::from_secs(60)).await.unwrap());
    store.drop_errand(&found[0]).await.unwrap();
    store.file_reviews().await.unwrap();
    assert_eq!(due().await, []);
}

pub(crate) async fn what_is_begun_is_of_a_guild_and_of_one_who_keeps_so_much(url: &str) {
    let store = Store::open(url).await.unwrap();
    let begun = |id: &str, author: &str, body: &str| Begun {
        id: id.to_owned(),
        guild: "1".to_owned(),
        author: author.to_owned(),
        kind: Work::Draft,
        body: body.to_owned(),
        time: format!("2026-08-06T12:00:0{id}Z"),
    };
    store.put_begun(&begun("1", "5", "a"), 2).await.unwrap();
    store.put_begun(&begun("1", "5", "b"), 2).await.unwrap();
    store.put_begun(&begun("1", "6", "forged"), 2).await.unwrap();
    assert_eq!(store.begun("1", "1", Work::Draft).await.unwrap(), Some(begun("1", "5", "b")));
    assert_eq!(store.begun("2", "1", Work::Draft).await.unwrap(), None, "another guild has none");
    assert_eq!(store.begun("1", "1", Work::Import).await.unwrap(), None);
    for id in ["2", "3"] {
        store.put_begun(&begun(id, "5", "c"), 2).await.unwrap();
    }
    let ids = async || store.begun_by("5").await.unwrap().into_iter().map(|begun| begun.id).collect::<Vec<_>>();
    assert_eq!(ids().await, ["3", "2"]);
    assert!(!store.drop_begun("2", "3").await.unwrap() && store.drop_begun("1", "3").await.unwrap());
    assert!(store.forget_before("1", "2026-08-06T12:00:03Z").await.unwrap() > 0);
    assert_eq!(ids().await, Vec::<String>::new());
}

pub(crate) async fn who_wants_to_be_told_is_told_by_one_process(url: &str) {
    let store = Store::open(url).await.unwrap();
    store.file_gaps(&[gap("1", "a", 1), gap("1", "b", 2)], 9).await.unwrap();
    let asker = |reading: &str, user: &str, second: u8| GapAsker {
        guild: "1".to_owned(),
        reading: reading.to_owned(),
        user: user.to_owned(),
        question: "Is it?".to_owned(),
        language: "en".to_owned(),
        time: format!("2026-08-06T12:00:{second:02}Z"),
        closed: None,
    };
    for _ in 0..2 {
        store.wait_for_gap(&asker("a", "5", 1), 2).await.unwrap();
    }
    store.wait_for_gap(&asker("a", "6", 2), 2).await.unwrap();
    assert_eq!(store.count_askers("1").await.unwrap(), [("a".to_owned(), 2)]);
    assert_eq!(store.gap_askers(None, 1).await.unwrap(), [asker("a", "6", 2)]);
    // The oldest wish goes for a third one.
    for (reading, second) in [("b", 3), ("c", 4)] {
        store.wait_for_gap(&asker(reading, "5", second), 2).await.unwrap();
    }
    assert_eq!(store.gap_askers(Some("5"), 0).await.unwrap(), [asker("b", "5", 3), asker("c", "5", 4)]);
    assert!(store.close_gap("1", "b", "no", EDIT.time).await.unwrap() && !store.close_gap("1", "b", "no", EDIT.time).await.unwrap());
    assert_eq!(readings(&store, "1").await, ["a"]);
    let told = store.gap_askers(Some("5"), 0).await.unwrap();
    assert_eq!(told[0].closed.as_deref(), Some("no"));
    store.file_gaps(&[gap("1", "b", 3)], 9).await.unwrap();
    assert_eq!(readings(&store, "1").await, ["a"], "asked again it stays closed");
    assert!(store.hold_asker(&told[0], Duration::ZERO).await.unwrap());
    assert!(store.hold_asker(&told[0], Duration::from_secs(60)).await.unwrap(), "that one died");
    assert!(!store.hold_asker(&told[0], Duration::from_secs(60)).await.unwrap(), "somebody does it");
    store.drop_asker(&told[0]).await.unwrap();
    assert_eq!(store.gap_askers(Some("5"), 0).await.unwrap().len(), 1);
    store.forget_about("5").await.unwrap();
    assert_eq!(store.gap_askers(None, 0).await.unwrap(), [asker("a", "6", 2)]);
}
