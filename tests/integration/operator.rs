//! The operator at the terminal: records and sources are retracted and restored, records reverted, merged and promoted;
//! what waits for review is listed, shown and decided on.

use std::fs;

use aide_memoire::incident::Incident;
use aide_memoire::register::keeping::{Keeper, Keeping, Kept, Request};
use aide_memoire::register::starter_incidents;
use aide_memoire::store::{Change, Edit, ReviewItem, Store};

use crate::world::Place;

const GUILD: &str = "7";
const EDIT: Edit<'static> = Edit { author: "500", reason: "because", time: "2026-11-01T12:00:00Z" };

fn record(id: &str, title: &str) -> Incident {
    Incident { id: id.to_owned(), title: title.to_owned(), related: Vec::new(), ..starter_incidents().swap_remove(0) }
}

async fn store(place: &Place) -> Store {
    Store::open(&format!("sqlite:{}", place.path().join("aide-memoire.db").display())).await.unwrap()
}

fn exported(place: &Place, guild: Option<&str>) -> String {
    let of: Vec<&str> = guild.map(|guild| vec!["--guild", guild]).unwrap_or_default();
    place.run(&[&["export"][..], &of].concat()).well()
}

#[tokio::test]
async fn the_operator_retracts_restores_reverts_and_merges_with_a_reason_in_the_history() {
    let place = Place::new();
    let store = store(&place).await;
    let change = |id: &str, title: &str| Change::put("", record(id, title));
    store.apply(&[change("a", "First"), change("b", "Other")], EDIT).await.unwrap();
    store.apply(&[change("a", "Second")], EDIT).await.unwrap();
    let because = ["--reason", "as the ministry says"];
    let run = |arguments: &[&str]| place.run(&[arguments, &because].concat());
    assert_eq!(run(&["record", "retract", "a"]).well(), "a is changed; the register is at revision 4\n");
    assert!(!exported(&place, None).contains("Second"));
    assert_eq!(run(&["record", "retract", "a"]).failed(), "cannot retract \"a\": the record \"a\" is retracted; restore it first");
    assert_eq!(run(&["record", "restore", "b"]).failed(), "cannot restore \"b\": the record \"b\" is not retracted");
    run(&["record", "restore", "a"]).well();
    let source = record("a", "").sources[0].n.to_string();
    run(&["record", "retract", "a", "--source", &source]).well();
    assert!(exported(&place, None).contains("\"retracted\": \"as the ministry says\""));
    assert!(run(&["record", "retract", "a", "--source", "99"]).failed().ends_with("the record has no source 99"));
    run(&["record", "restore", "a", "--source", &source]).well();
    assert!(!exported(&place, None).contains("\"retracted\""));
    run(&["record", "revert", "a", "1"]).well();
    assert!(exported(&place, None).contains("First"));
    let wrong = run(&["record", "revert", "a", "2"]).failed();
    assert_eq!(wrong, "cannot revert \"a\": revision 2 is none of this record; `history` shows those that are");
    assert!(run(&["record", "revert", "none", "1"]).failed().ends_with("there is no record \"none\""));
    run(&["record", "merge", "b", "a"]).well();
    assert_eq!(exported(&place, None).lines().count(), 1);
    assert_eq!(run(&["record", "merge", "b", "a"]).failed(), "cannot merge \"b\" into \"a\": both are the record \"a\"");
    let history = place.run(&["history", "b"]).well();
    assert!(history.contains("Z, tester: as the ministry says\n  retracted"), "{history}");
    assert_eq!(place.run(&["record", "retract", "a"]).code, Some(2), "without a reason");
    assert!(place.run(&["record", "retract", "a", "--reason", " "]).failed().ends_with("a change needs a reason"));
}

#[tokio::test]
async fn the_operator_retracts_one_claim_or_source_and_hears_what_still_says_so() {
    let place = Place::new();
    let store = store(&place).await;
    let mut a = record("a", "Albania severs relations with Iran");
    a.summary = "Albania breaks with Iran and gives its diplomats 24 hours to leave.".to_owned();
    a.claims.truncate(2);
    for (claim, text, source) in [(0, "Albania severed relations with Iran.", 1), (1, "Iranian diplomats got 24 hours to leave.", 2)] {
        (a.claims[claim].text, a.claims[claim].sources) = (text.to_owned(), vec![source]);
    }
    a.sources.truncate(2);
    store.apply(&[Change::put("", a)], EDIT).await.unwrap();
    let run = |arguments: &[&str]| place.run(&[&["record"], arguments, &["--reason", "no source says so"]].concat());
    let answer =
        || place.run(&["ask", "--database", "sqlite:aide-memoire.db", "How long did Iranian diplomats have to leave Albania?"]).well();
    let still = "its summary still says what counts no longer: \"Iranian diplomats got 24 hours to leave.\"\n";
    assert!(answer().contains("24 hours"));
    let done = run(&["retract", "a", "--claim", "2"]).well();
    assert_eq!(done, format!("a is changed; the register is at revision 2\n{still}"));
    assert!(!answer().contains("24 hours"));
    assert!(place.run(&["history", "a"]).well().ends_with("tester: no source says so\n  changed: claims\n"));
    assert_eq!(run(&["retract", "a", "--claim", "24 HOURS"]).failed(), "cannot retract \"a\": it is retracted already");
    assert_eq!(run(&["restore", "a", "--claim", "24 hours"]).well(), "a is changed; the register is at revision 3\n");
    assert!(answer().contains("24 hours"));
    let unclear = run(&["retract", "a", "--claim", "Iran"]).failed();
    assert_eq!(unclear, "cannot retract \"a\": \"Iran\" is none of its claims; give a number from 1 to 2, or words that only one has");
    assert_eq!(run(&["retract", "a", "--source", "2"]).well(), format!("a is changed; the register is at revision 4\n{still}"));
    let last = run(&["retract", "a", "--claim", "1"]).well();
    assert!(last.ends_with("no claim of a counts now, so answers do not know it any more\n"), "{last}");
    assert_eq!(run(&["retract", "a", "--claim", "1", "--source", "1"]).code, Some(2), "one of them at a time");
    assert_eq!(run(&["retract", "none", "--claim", "1"]).failed(), "cannot retract \"none\": there is no record \"none\"");
}

#[tokio::test]
async fn the_operator_promotes_a_servers_record_and_works_on_its_own_ones() {
    let place = Place::new();
    let store = store(&place).await;
    let changes = [Change::put("", record("a", "Shared")), Change::put(GUILD, record("a", "Own")), Change::put(GUILD, record("b", "New"))];
    store.apply(&changes, EDIT).await.unwrap();
    let run = |arguments: &[&str]| place.run(&[arguments, &["--guild", GUILD, "--reason", "sound"]].concat());
    run(&["record", "promote", "a"]).well();
    assert!(exported(&place, None).contains("Own") && !exported(&place, Some(GUILD)).contains("Own"));
    assert!(place.run(&["history", "a"]).well().contains("tester: sound"));
    let again = run(&["record", "promote", "a"]).failed();
    assert_eq!(again, "cannot promote \"a\": the record \"a\" is retracted; restore it first");
    assert_eq!(run(&["record", "promote", "none"]).failed(), "cannot promote \"none\": there is no record \"none\"");
    assert_eq!(place.run(&["record", "promote", "b", "--reason", "sound"]).code, Some(2), "without a server");
    run(&["record", "retract", "b"]).well();
    assert_eq!(exported(&place, Some(GUILD)), "");
    run(&["record", "restore", "b"]).well();
    let shared = run(&["record", "retract", "a"]).failed();
    assert_eq!(shared, "cannot retract \"a\": it is a record of the shared register; without --guild it is retracted there");
    store.set(GUILD, "", "shared-register", Some("off")).await.unwrap();
    assert!(run(&["record", "retract", "a"]).failed().ends_with("the record \"a\" is retracted; restore it first"));
    fs::write(place.path().join("none.db"), "").unwrap();
    assert!(
        place.run(&["record", "retract", "a", "--reason", "x", "--database", "sqlite:no.db"]).failed().contains("there is no database")
    );
}

#[tokio::test]
async fn the_operator_lists_shows_approves_and_rejects_what_waits() {
    let place = Place::new();
    let store = store(&place).await;
    store.apply(&[Change::put("", record("a", "Shared"))], EDIT).await.unwrap();
    let keeper = Keeper { guild: GUILD, user: "500", is_moderator: true, is_reviewer: false, two_persons: true, sees_shared: true };
    let keeping = Keeping::new(&store, keeper);
    let request = |id: &'static str| Request { id, reason: "found\nit", time: EDIT.time };
    let seen = keeping.edition("a").await.unwrap().unwrap().base;
    assert!(matches!(keeping.edit(request("11"), record("a", "Ours"), &seen).await, Ok(Kept::Filed(_))));
    assert!(matches!(keeping.add(request("12"), record("new", "New")).await, Ok(Kept::Filed(_))));
    let objection = |id: &str, guild: &str| ReviewItem {
        id: id.to_owned(),
        guild: guild.to_owned(),
        incident: "a".to_owned(),
        claim: Some(record("a", "").claims[0].key()),
        text: "It was \u{1b}[2Jearlier.".to_owned(),
        author: "600".to_owned(),
        time: EDIT.time.to_owned(),
        ..ReviewItem::default()
    };
    for (id, guild) in [("21", GUILD), ("22", "")] {
        store.file_review(&objection(id, guild)).await.unwrap();
    }
    let run = |arguments: &[&str]| place.run(&[arguments, &["--guild", GUILD]].concat());
    let listed = run(&["review", "list"]).well();
    let lines: Vec<&str> = listed.lines().collect();
    assert_eq!(
        lines,
        [
            "11, 2026-11-01T12:00:00Z, 500: found it",
            "  change of a: Ours",
            "12, 2026-11-01T12:00:00Z, 500: found it",
            "  new record new: New",
            "21, 2026-11-01T12:00:00Z, 600: It was \u{fffd}[2Jearlier.",
            "  objection to a",
        ]
    );
    assert!(place.run(&["review", "list"]).well().starts_with("22, "), "objections from direct messages are the operator's");
    let shown = run(&["review", "show", "11"]).well();
    assert!(shown.contains("  - title: \"Shared\" → \"Ours\"\n  in-review, edition 1\n"), "{shown}");
    assert!(run(&["review", "show", "21"]).well().contains("  - claim: \""));
    assert_eq!(place.run(&["review", "show", "11"]).failed(), "cannot show \"11\": it belongs to a server; say so by --guild 7");
    assert_eq!(run(&["review", "show", "22"]).failed(), "cannot show \"22\": it belongs to no server; leave --guild out");
    assert_eq!(run(&["review", "approve", "x"]).failed(), "cannot approve \"x\": there is no such proposal or objection");
    let other = run(&["review", "approve", "11", "--edition", "2"]).failed();
    assert_eq!(other, "cannot approve \"11\": the proposal was changed meanwhile");
    assert_eq!(run(&["review", "approve", "11"]).well(), "a is changed; the register is at revision 2\n");
    assert!(exported(&place, Some(GUILD)).contains("Ours"));
    assert_eq!(run(&["review", "approve", "11"]).failed(), "cannot approve \"11\": the proposal is approved already");
    assert_eq!(run(&["review", "reject", "12"]).code, Some(2), "without a reason");
    assert_eq!(run(&["review", "reject", "12", "--reason", "no source"]).well(), "12 is rejected\n");
    assert_eq!(store.proposal("12").await.unwrap().unwrap().decided_reason, "no source");
    assert!(run(&["review", "approve", "21"]).well().starts_with("21 is agreed with"));
    assert!(run(&["review", "reject", "21", "--reason", "no"]).failed().ends_with("the proposal is approved already"));
    assert_eq!(run(&["review", "list"]).well(), "");
    place.run(&["review", "reject", "22", "--reason", "it was not"]).well();
    assert_eq!(store.review("22").await.unwrap().unwrap().outcome, "rejected: it was not");
    assert!(place.run(&["review", "show", "22"]).well().ends_with("  rejected: it was not\n"));
}

#[test]
fn what_people_wrote_neither_forges_a_line_of_history_nor_steers_the_terminal() {
    let place = Place::new();
    place.write("one.jsonl", &serde_json::to_string(&record("a", "First")).unwrap());
    let reason = "right\nrevision 2, 2026-01-01T00:00:00Z, Drita: \u{1b}[2Jwrong";
    place.run(&["import", "--reason", reason, "--author", "a\u{1b}[31m\nb", "one.jsonl"]).well();
    let text = place.run(&["history", "a"]).well();
    assert!(text.lines().count() == 2 && !text.contains('\u{1b}'), "{text:?}");
    place.write("names.csv", "id,part,\"x\u{1b}[2J\ny\"\na,incident,b\n");
    for command in ["check", "import"] {
        let done = place.run(&[command, "names.csv"]);
        let told = done.output + &done.errors;
        assert!(told.contains("names.csv:1: ") && told.contains("is no column"), "{told:?}");
        assert!(!told.contains('\u{1b}') && !told.lines().any(|line| line.starts_with('y')), "{told:?}");
    }
}

#[test]
fn a_file_of_faults_is_not_told_line_by_line_to_its_end() {
    let place = Place::new();
    place.write("many.jsonl", &"{}\n".repeat(2_000));
    let done = place.run(&["import", "many.jsonl"]);
    let lines: Vec<&str> = done.errors.lines().collect();
    let (last, listed) = lines.split_last().unwrap();
    assert!(done.code == Some(1) && listed.len() == 501 && listed[0].starts_with("many.jsonl:1: "), "{}", listed.len());
    let more = listed[500].strip_prefix("many.jsonl: and ").unwrap().strip_suffix(" more faults").unwrap().parse::<usize>().unwrap();
    assert!(last.ends_with(&format!("it has {} faults; nothing of it was taken", more + 500)), "{last}");
    let output = place.run(&["check", "many.jsonl"]).output;
    assert!(output.contains(&format!("many.jsonl: and {more} more faults\nmany.jsonl: {} faults\n", more + 500)), "{output}");
}

#[test]
fn a_server_that_is_no_number_is_refused() {
    let place = Place::new();
    for guild in ["a b\n", "", "0", "-7", "07", "server"] {
        for command in [&["import", "x.jsonl"][..], &["export"], &["history", "x"], &["record", "promote", "x", "--reason", "x"]] {
            let guild = format!("--guild={guild}");
            let done = place.run(&[command, &[guild.as_str()]].concat());
            assert!(done.code == Some(2) && done.errors.contains("the id of a server is a number"), "{}", done.errors);
        }
    }
    assert!(!place.has("aide-memoire.db"));
}

#[tokio::test]
async fn a_guild_asked_for_at_the_terminal_sees_what_it_sees_in_the_chat() {
    const QUESTION: &str = "When did Albania cut ties with Iran, and why?";
    let place = Place::new();
    let store = store(&place).await;
    let severed = starter_incidents().into_iter().find(|record| record.id == "albania-iran-2022-relations-severed").unwrap();
    let mut own = Incident { id: "ours".to_owned(), related: Vec::new(), ..severed.clone() };
    own.claims.iter_mut().for_each(|claim| claim.text = format!("Ours: {}", claim.text));
    store.apply(&[Change::put("", Incident { related: Vec::new(), ..severed.clone() })], EDIT).await.unwrap();
    let ask = |guild: &str| place.run(&["ask", "--database", "sqlite:aide-memoire.db", "--guild", guild, QUESTION]).well();
    let shared = ask(GUILD);
    let there = Incident { related: Vec::new(), ..severed.clone() };
    store.apply(&[Change::put(GUILD, own), Change::put(GUILD, there), Change::merge(GUILD, &severed.id, "ours")], EDIT).await.unwrap();
    let merged = ask(GUILD);
    assert!(merged.contains("Ours: ") && !merged.contains("several"), "{merged}");
    assert_eq!(ask("8"), shared);
    store.set("8", "", "shared-register", Some("off")).await.unwrap();
    assert_ne!(ask("8"), shared);
    assert!(!ask("8").contains("7 September 2022"), "it sees its own records alone");
}

#[tokio::test]
async fn a_file_of_what_a_guild_sees_gives_it_no_editions_of_what_is_shared() {
    let place = Place::new();
    let store = store(&place).await;
    store.apply(&[Change::put("", record("a", "First")), Change::put("", record("b", "Second"))], EDIT).await.unwrap();
    let line = |record: &Incident| serde_json::to_string(record).unwrap();
    place.write("seen.jsonl", &[line(&record("a", "First")), line(&record("b", "Ours")), line(&record("c", "New"))].join("\n"));
    let import = |more: &[&str]| place.run(&[&["import", "--guild", GUILD], more, &["seen.jsonl"]].concat()).well();
    assert_eq!(import(&["--dry-run"]), "seen.jsonl: would add 1, change 1 and leave 1\n");
    import(&[]);
    let own: Vec<String> = store.load_of(GUILD).await.unwrap().into_iter().map(|stored| stored.incident.id).collect();
    assert_eq!(own, ["b", "c"]);
    assert_eq!(import(&["--dry-run"]), "seen.jsonl: would add 0, change 0 and leave 3\n");
}
