//! The program as people and other programs meet it: output, exit codes and what it says when something is wrong.

use std::fs;
use std::io::Write;
use std::process::Stdio;

use serde_json::{Value, json};

use crate::world::{Done, Place};

const README_QUESTION: &str = "When did Albania cut ties with Iran, and why?";
const SEVERED: &str = "albania-iran-2022-relations-severed";
const STARTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/config/register/incidents.jsonl");

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A record of the starter register.
fn record(id: &str) -> Value {
    objects(&fs::read_to_string(STARTER).unwrap()).into_iter().find(|record| record["id"] == id).unwrap()
}

fn keys(object: &Value) -> Vec<&str> {
    object.as_object().unwrap().keys().map(String::as_str).collect()
}

#[test]
fn the_question_of_the_readme_is_answered_with_date_reason_and_sources() {
    let text = Place::new().run(&["ask", README_QUESTION]).well();
    assert!(text.starts_with("Albania severed diplomatic relations with Iran"), "{text}");
    let first = text.lines().next().unwrap();
    assert!(first.contains("7 September 2022") && first.contains("[1][2]"), "{text}");
    assert!(text.contains("\nWhy: ") && text.contains("cyberattack"), "{text}");
    for n in ["\n[1] ", "\n[2] "] {
        let (_, source) = text.split_once(n).unwrap();
        let source = source.lines().next().unwrap();
        assert!(source.contains("September 2022") && source.contains("https://"), "{source}");
    }
}

#[test]
fn words_of_a_question_need_no_quotes_and_standard_input_is_one_question() {
    let place = Place::new();
    let quoted = place.run(&["ask", README_QUESTION]).well();
    let words: Vec<&str> = ["ask"].into_iter().chain(README_QUESTION.split(' ')).collect();
    assert_eq!(place.run(&words).well(), quoted);
    assert_eq!(place.run_with(&["ask"], format!("{README_QUESTION}\n").as_bytes()).well(), quoted);
}

#[test]
fn json_has_the_fields_of_the_contract_in_order() {
    let place = Place::new();
    let answer: Value = serde_json::from_str(&place.run(&["ask", "--json", "when did albnaia cut ties with iran in 2022"]).well()).unwrap();
    let fields = [
        "question", "outcome", "reason", "confidence", "incidents", "statements", "sources", "candidates", "text", "understood",
        "elapsed_us",
    ];
    assert_eq!(keys(&answer), fields);
    assert_eq!((&answer["outcome"], &answer["reason"]), (&json!("answered"), &Value::Null));
    let confidence = answer["confidence"].as_f64().unwrap() * 100.0;
    assert!((confidence - confidence.round()).abs() < 1e-9, "two decimals: {confidence}");
    assert_eq!(keys(&answer["incidents"][0]), ["id", "title", "date"]);
    assert_eq!((&answer["incidents"][0]["id"], &answer["incidents"][0]["date"]), (&json!(SEVERED), &json!("2022-09-07")));
    assert_eq!(keys(&answer["statements"][0]), ["text", "aspect", "by", "stance", "incident", "sources"]);
    assert_eq!(keys(&answer["sources"][0]), ["n", "url", "publisher", "title", "published", "archived_url"]);
    let understood = &answer["understood"];
    let parts = ["aspects", "initiators", "targets", "parties", "kinds", "period", "intent", "unknown_words", "corrections"];
    assert_eq!(keys(understood), parts);
    assert_eq!([&understood["initiators"], &understood["targets"]], [&json!(["AL"]), &json!(["IR"])]);
    assert_eq!(understood["period"], json!({ "from": "2022-01-01", "to": "2022-12-31" }));
    assert_eq!(understood["intent"], "fact");
    assert_eq!(understood["corrections"], json!([{ "written": "albnaia", "read": "albania" }]));
}

#[test]
fn every_sentence_of_the_json_cites_sources_that_are_listed() {
    let questions = "why did albania break with tehran\nWhich countries cut ties with Qatar in 2017?\nWhat did Iran say about it?\n";
    for answer in objects(&Place::new().run_with(&["ask", "--batch"], questions.as_bytes()).well()) {
        let listed: Vec<&Value> = answer["sources"].as_array().unwrap().iter().map(|source| &source["n"]).collect();
        for statement in answer["statements"].as_array().unwrap() {
            let cited = statement["sources"].as_array().unwrap();
            assert!(!cited.is_empty() && cited.iter().all(|n| listed.contains(&n)), "{answer}");
        }
    }
}

#[test]
fn a_batch_keeps_order_ids_and_conversations() {
    let input = format!(
        "{}\nWhen did Saudi Arabia cut ties with Iran?\r\n\n{}\n{}\n",
        json!({ "id": "a", "q": README_QUESTION, "stratum": "when" }),
        json!({ "id": 7, "q": "And who announced it?", "follows": "a" }),
        json!({ "q": "And who announced it?", "today": "2026-11-01" }),
    );
    let answers = objects(&Place::new().run_with(&["ask", "--batch", "--json"], input.as_bytes()).well());
    let ids: Vec<&Value> = answers.iter().map(|answer| &answer["id"]).collect();
    assert_eq!(ids, [&json!("a"), &json!(2), &json!(3), &json!(7), &json!(5)]);
    assert_eq!(answers[1]["question"], "When did Saudi Arabia cut ties with Iran?");
    assert_eq!(answers[2]["outcome"], "unanswered");
    assert_eq!((&answers[3]["outcome"], &answers[3]["incidents"][0]["id"]), (&json!("answered"), &json!(SEVERED)));
    assert_ne!(answers[4]["incidents"][0]["id"], SEVERED, "by itself the question names nothing");
}

#[test]
fn each_line_of_a_batch_is_answered_before_the_next_is_sent() {
    use std::io::{BufRead, BufReader};
    let place = Place::new();
    let mut child = place.command(&["ask", "--batch"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for question in [README_QUESTION, "hello"] {
        writeln!(stdin, "{question}").unwrap();
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["question"], question);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn broken_lines_are_told_and_the_rest_goes_on() {
    let mut input = b"caf\xe9\n{\"id\": \"a\", \"q\": \n{\"id\": \"b\"}\n{\"id\": \"c\", \"q\": \"x\", \"today\": \"soon\"}\n".to_vec();
    input.extend(b"{\"id\": \"d\", \"q\": \"and why?\", \"follows\": \"nobody\"}\n");
    input.extend(vec![b'x'; (1 << 20) + 1]);
    input.extend(format!("\n{README_QUESTION}").as_bytes());
    let done = Place::new().run_with(&["ask", "--batch"], &input);
    assert_eq!((done.code, done.errors.as_str()), (Some(1), ""));
    let lines = objects(&done.output);
    let told: Vec<(&Value, &str)> = lines.iter().map(|line| (&line["id"], line["error"].as_str().unwrap_or_default())).collect();
    let expected = [
        (json!(1), "line 1 is not UTF-8 from byte 4 on"),
        (json!(2), "line 2 is not JSON: EOF"),
        (json!("b"), "line 3 is no question: missing field `q`"),
        (json!("c"), "line 4 is no question: today: \"soon\" is no EDTF date"),
        (json!("d"), "line 5 follows \"nobody\", which is none of"),
        (json!(6), "line 6 is longer than 1048576 bytes"),
        (json!(7), ""),
    ];
    assert_eq!(told.len(), expected.len());
    for ((id, error), (expected_id, start)) in told.iter().zip(&expected) {
        assert!(*id == expected_id && error.starts_with(start), "{id} {error}");
    }
    assert_eq!(lines[6]["outcome"], "answered");
}

#[test]
fn any_text_gets_an_answer() {
    let long = "Why did Iran ".repeat(8_000);
    let one = "x".repeat(100_000);
    let input = format!("\n \t \n\u{1b}[2J\u{0}\u{7f}\u{202e}\u{feff}\n???\n{long}\n{one}\n🇦🇱💔🇮🇷\n");
    let answers = objects(&Place::new().run_with(&["ask", "--batch"], input.as_bytes()).well());
    assert_eq!(answers.len(), 7);
    assert!(answers.iter().all(|answer| answer["outcome"].is_string()));
    assert_eq!(Place::new().run(&["ask", ""]).code, Some(0));
}

#[test]
fn a_question_that_is_not_utf8_is_refused_in_a_sentence() {
    let sentence = Place::new().run_with(&["ask"], b"caf\xe9").failed();
    assert_eq!(sentence, "cannot read a question from standard input: stream did not contain valid UTF-8");
}

#[test]
fn explaining_tells_reading_matches_and_what_kept_the_others_out() {
    let before = Place::new().run(&["ask", "--explain", "Which embassies closed before 2018?"]).well();
    assert!(before.contains("until 31 December 2017"), "{before}");
    let text = Place::new().run(&["ask", "--explain", "When did Iran expel the ambassadr of Albania in 2016?"]).well();
    for part in [
        "  who acts: Iran",
        "  towards whom: Albania",
        "  period: 1 January 2016 to 31 December 2016",
        "  slips corrected: \"ambassadr\" as \"ambassador\"",
        "the sides are the other way round",
        "it was at another time",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn today_decides_what_last_year_means() {
    let place = Place::new();
    let year = |today: &str| -> Value {
        let text = place.run(&["ask", "--json", "--today", today, "Who cut ties with Iran last year?"]).well();
        serde_json::from_str::<Value>(&text).unwrap()["understood"]["period"]["from"].clone()
    };
    assert_eq!([year("2017-05-01"), year("2023-05-01")], [json!("2016-01-01"), json!("2022-01-01")]);
}

#[test]
fn wrong_usage_is_code_two_with_a_hint() {
    let place = Place::new();
    for arguments in [
        &["ask", "--jsno", "x"][..],
        &["ask", "--today", "tomorrow", "x"],
        &["ask", "--batch", "x"],
        &["export", "--format", "xml"],
        &["import"],
        &["fly"],
        &[],
    ] {
        let done = place.run(arguments);
        assert_eq!((done.code, done.output.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(done.errors.contains("--help") || done.errors.contains("possible values"), "{}", done.errors);
    }
}

#[test]
fn help_has_examples_and_shows_no_password() {
    let place = Place::new();
    for command in ["ask", "eval", "import", "export", "history", "record", "review", "check", "completions"] {
        let done = place.command(&[command, "--help"]).env("AIDE_MEMOIRE_DATABASE", "postgres://me:secret@host/db").output().unwrap();
        let text = String::from_utf8(done.stdout).unwrap();
        assert!(done.status.success() && text.contains("Examples:\n  aide-memoire ") && !text.contains("secret"), "{text}");
    }
}

#[test]
fn a_missing_file_is_one_sentence() {
    let place = Place::new();
    for command in ["import", "eval", "check"] {
        let sentence = place.run(&[command, "nowhere.jsonl"]).failed();
        assert!(
            sentence.starts_with("cannot ") && sentence.contains("\"nowhere.jsonl\"") && sentence.contains("No such file"),
            "{sentence}"
        );
    }
    let sentence = place.run(&["ask", "--vocabulary", "parties.tsv", "x"]).failed();
    assert!(sentence.starts_with("cannot read the word list \"parties.tsv\": "), "{sentence}");
}

#[test]
fn an_operators_translations_are_read_and_a_bad_line_is_named() {
    let place = Place::new();
    let question = "quién fue zwickado por Albania en septiembre de 2022";
    place.write("translations.tsv", "es\tzwickado\texpel\n");
    let read = place.run(&["ask", "--explain", "--vocabulary", "translations.tsv", question]).well();
    assert!(read.contains("act: ") && !place.run(&["ask", "--explain", question]).well().contains("act: "), "{read}");
    place.write("translations.tsv", "es\tzwickado\texpel\nxx\twort\tword\n");
    let sentence = place.run(&["ask", "--vocabulary", "translations.tsv", "x"]).failed();
    assert!(sentence.contains("translations.tsv, line 2: unknown language \"xx\" (es, fr, de, it, pt, tr)"), "{sentence}");
}

#[test]
fn what_is_imported_comes_out_again_and_a_second_import_changes_nothing() {
    let place = Place::new();
    let tried = place.run(&["import", "--dry-run", STARTER]).well();
    assert!(tried.ends_with(": would add 401, change 0 and leave 0\n") && !place.has("aide-memoire.db"), "{tried}");
    let done = place.run(&["import", STARTER]).well();
    assert!(done.ends_with(": 401 added, 0 changed, 0 unchanged; the register is at revision 401\n"), "{done}");
    let exported = place.run(&["export"]).well();
    place.write("out.jsonl", &exported);
    place.write("out.csv", &place.run(&["export", "--format", "csv"]).well());
    let again = place.run(&["import", "out.jsonl", "out.csv"]).well();
    assert_eq!(again.matches("0 added, 0 changed, 401 unchanged; the register is at revision 401").count(), 2, "{again}");
    assert_eq!(place.run(&["import", "--database", "sqlite:second.db", "out.csv"]).code, Some(0));
    assert_eq!(place.run(&["export", "--database", "sqlite:second.db"]).well(), exported);
    for format in ["jsonld", "csl"] {
        let text = place.run(&["export", "--format", format]).well();
        assert!(serde_json::from_str::<Value>(&text).is_ok(), "{format}");
    }
}

#[test]
fn an_import_is_all_or_nothing_and_tells_every_fault() {
    let place = Place::new();
    let mut wrong = record(SEVERED);
    wrong["date"] = json!("2022-02-30");
    wrong["kind"] = json!("quarrel");
    let mut stray = record("albania-iran-2018-ambassador-expelled");
    stray["related"] = json!([{ "id": "nowhere", "how": "follows" }]);
    place.write("new.jsonl", &format!("{}\n{wrong}\n{{\n{stray}\n", record("albania-iran-2020-expulsion-2")));
    let done = place.run(&["import", "new.jsonl"]);
    assert_eq!((done.code, done.output.as_str()), (Some(1), ""));
    let starts = [
        "new.jsonl:2: kind: ",
        "new.jsonl:2: date: ",
        "new.jsonl:3: record: ",
        "new.jsonl:4: related[0].id: ",
        "aide-memoire: cannot import \"new.jsonl\": it has 4 faults; nothing of it was taken",
    ];
    for start in starts {
        assert!(done.errors.lines().any(|line| line.starts_with(start)), "{start}\n{}", done.errors);
    }
    assert_eq!(place.run(&["export"]).well(), "", "nothing was taken");
}

#[test]
fn links_may_lead_to_records_on_file() {
    let place = Place::new();
    let mut first = record(SEVERED);
    first["related"] = json!([]);
    let mut second = record("albania-iran-2018-ambassador-expelled");
    second["related"] = json!([{ "id": SEVERED, "how": "follows" }]);
    place.write("first.jsonl", &first.to_string());
    place.write("second.jsonl", &second.to_string());
    let fault = |done: Done| done.errors.lines().next().unwrap_or_default().to_owned();
    assert!(
        fault(place.run(&["import", "--dry-run", "second.jsonl"])).contains("there is no record \"albania-iran-2022-relations-severed\"")
    );
    place.run(&["import", "--dry-run", "first.jsonl", "second.jsonl"]).well();
    place.run(&["import", "first.jsonl"]).well();
    place.run(&["import", "second.jsonl"]).well();
    // The circle runs through the record on file.
    first["related"] = json!([{ "id": "albania-iran-2018-ambassador-expelled", "how": "follows" }]);
    place.write("first.jsonl", &first.to_string());
    assert!(fault(place.run(&["import", "first.jsonl"])).contains("follows itself"));
}

#[test]
fn history_tells_who_changed_what_when_and_why() {
    let place = Place::new();
    let mut edited = record(SEVERED);
    edited["related"] = json!([]);
    place.write("one.jsonl", &edited.to_string());
    edited["summary"] = json!("Albania breaks off relations with Iran.");
    edited["aliases"] = json!(["the Tirana break"]);
    place.write("two.jsonl", &edited.to_string());
    place.run(&["import", "one.jsonl"]).well();
    place.run(&["import", "--reason", "shorter", "--author", "Drita", "two.jsonl"]).well();
    let text = place.run(&["history", SEVERED]).well();
    let lines: Vec<&str> = text.lines().collect();
    let [first, new, second, changed] = lines[..] else { panic!("{text}") };
    assert!(
        first.starts_with("revision 1, 20")
            && first.ends_with("Z, tester: import of one.jsonl")
            && new.starts_with("  new: Albania severs")
    );
    assert!(second.starts_with("revision 2, 20") && second.ends_with("Z, Drita: shorter") && changed == "  changed: summary, aliases");
    let revisions = objects(&place.run(&["history", "--json", SEVERED]).well());
    assert_eq!(revisions.iter().map(|revision| revision["revision"].as_i64().unwrap()).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(revisions[1]["record"]["summary"], edited["summary"]);
    assert_eq!(place.run(&["history", "nobody"]).failed(), "cannot show the history of \"nobody\": there is no such record");
    let since = objects(&place.run(&["export", "--since", "1"]).well());
    assert_eq!(since.len(), 1);
    assert_eq!(place.run(&["export", "--since", "2"]).well(), "");
}

#[test]
fn a_guilds_records_stay_its_own() {
    let place = Place::new();
    let mut own = record(SEVERED);
    own["related"] = json!([]);
    place.write("own.jsonl", &own.to_string());
    place.run(&["import", "--guild", "7", "own.jsonl"]).well();
    assert_eq!(place.run(&["export"]).well(), "");
    assert_eq!(objects(&place.run(&["export", "--guild", "7"]).well()).len(), 1);
    let ask = |guild: &[&str]| -> Value {
        let arguments = [&["ask", "--json", "--database", "sqlite:aide-memoire.db"], guild, &[README_QUESTION]].concat();
        serde_json::from_str::<Value>(&place.run(&arguments).well()).unwrap()["outcome"].clone()
    };
    assert_eq!([ask(&[]), ask(&["--guild", "8"]), ask(&["--guild", "7"])], [json!("unanswered"), json!("unanswered"), json!("answered")]);
}

#[test]
fn a_database_of_the_starter_register_answers_as_the_register_compiled_in() {
    let place = Place::new();
    place.run(&["import", STARTER]).well();
    let compiled_in = place.run(&["ask", README_QUESTION]).well();
    let done = place.command(&["ask", README_QUESTION]).env("AIDE_MEMOIRE_DATABASE", "sqlite:aide-memoire.db").output().unwrap();
    assert_eq!(String::from_utf8(done.stdout).unwrap(), compiled_in);
}

#[test]
fn what_is_no_database_is_said_and_reading_creates_none() {
    let place = Place::new();
    place.write("notes.db", "these are notes and no database, whatever their name says");
    let sentence = place.run(&["export", "--database", "sqlite:notes.db"]).failed();
    assert!(
        sentence.starts_with("cannot export the register: ") && sentence.contains("\"notes.db\" is not a SQLite database"),
        "{sentence}"
    );
    for arguments in [&["export"][..], &["history", "x"], &["ask", "--database", "sqlite:aide-memoire.db", "x"]] {
        let sentence = place.run(arguments).failed();
        assert!(sentence.contains("there is no database \"aide-memoire.db\""), "{sentence}");
    }
    assert!(!place.has("aide-memoire.db"));
    let sentence = place.run(&["ask", "--database", "mysql://me:secret@host/db", "x"]).failed();
    assert!(sentence.contains("begins with sqlite: or postgres://") && !sentence.contains("secret"), "{sentence}");
}

#[test]
fn what_is_compiled_in_is_sound() {
    assert_eq!(Place::new().run(&["check"]).well(), "starter register: 401 records, no faults\nword lists: no faults\n");
}

#[test]
fn check_reports_every_fault_of_every_file() {
    let place = Place::new();
    let mut wrong = record(SEVERED);
    wrong["claims"][0]["sources"] = json!([99]);
    wrong["ended"] = json!("2020");
    let right = record("albania-iran-2020-expulsion-2");
    place.write("a.jsonl", &format!("{right}\n{wrong}\n"));
    place.write("b.jsonl", &format!("{right}\n"));
    place.write("parties.tsv", "# code\nAL\n\nZZ\ten\tname\tNowhere\n");
    let done = place.run(&["check", "a.jsonl", "b.jsonl", "parties.tsv"]);
    assert_eq!((done.code, done.errors.as_str()), (Some(1), ""));
    for start in [
        "a.jsonl:2: ended: ",
        "a.jsonl:2: claims[0].sources",
        "parties.tsv:2: ",
        "parties.tsv:4: ",
        "a.jsonl: 2 faults",
        "b.jsonl: 1 record, no faults",
        "parties.tsv: 2 faults",
    ] {
        assert!(done.output.lines().any(|line| line.starts_with(start)), "{start}\n{}", done.output);
    }
    place.write("c.jsonl", &format!("{right}\n"));
    let done = place.run(&["check", "b.jsonl", "c.jsonl"]);
    assert!(
        done.output.starts_with("c.jsonl:1: id: \"albania-iran-2020-expulsion-2\" is already the id of b.jsonl:1\n"),
        "{}",
        done.output
    );
}

#[test]
fn eval_counts_by_stratum_and_style_and_lists_failures() {
    let place = Place::new();
    let set = [
        json!({ "id": "1", "q": README_QUESTION, "stratum": "when", "style": "clean", "expect": { "outcome": "answered", "incidents": [SEVERED], "must": ["2022"] } }),
        json!({ "id": "2", "q": "And who announced it?", "follows": "1", "stratum": "follow-up", "style": "clean", "expect": { "outcome": "answered", "incidents": [SEVERED], "must": ["Hoxhaj"] } }),
        json!({ "id": "3", "q": "What is the best pizza?", "stratum": "out-of-scope", "style": "lower", "expect": { "outcome": "unanswered", "reason": "out-of-scope" } }),
    ];
    place.write("set.jsonl", &set.map(|case| case.to_string()).join("\n"));
    let figures: Value = serde_json::from_str(&place.run(&["eval", "--json", "--failures", "set.jsonl"]).well()).unwrap();
    assert_eq!(figures["questions"], 3);
    assert_eq!(figures["correct_of_answerable"], json!({ "part": 1, "of": 2, "share": 0.5 }));
    assert_eq!(figures["incorrect_of_all"]["part"], 1);
    assert_eq!(figures["unanswerable_right"]["share"], 1.0);
    assert_eq!(figures["reason_right"]["share"], 1.0);
    assert_eq!(figures["truthfulness"], 0.3333);
    assert_eq!([&figures["citation_recall"]["share"], &figures["citation_precision"]["share"]], [1.0, 1.0]);
    assert_eq!(figures["strata"]["when"], json!({ "correct": 1, "incorrect": 0, "of": 1 }));
    assert_eq!(figures["styles"]["clean"], json!({ "correct": 1, "incorrect": 1, "of": 2 }));
    assert!(figures["time_us"]["median"].as_f64() <= figures["time_us"]["p99"].as_f64());
    assert_eq!(figures["failures"][0]["what"], "lacks /Hoxhaj/");
    let text = place.run(&["eval", "--failures", "set.jsonl"]).well();
    assert!(text.starts_with("2 [follow-up, clean] And who announced it?\n  incorrect: lacks /Hoxhaj/\n  expected: answered, "), "{text}");
    place.write("bad.jsonl", "{\"id\": 1}\n");
    let sentence = place.run(&["eval", "bad.jsonl"]).failed();
    assert!(sentence.starts_with("cannot read the question set \"bad.jsonl\": line 1: "), "{sentence}");
}

#[test]
fn the_schema_is_of_draft_2020_12_and_names_the_fields_of_a_record() {
    let schema: Value = serde_json::from_str(&Place::new().run(&["schema"]).well()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for field in keys(&record(SEVERED)) {
        assert!(schema["properties"][field].is_object(), "{field}");
    }
}

#[test]
fn shells_get_a_script() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(Place::new().run(&["completions", shell]).well().contains("history"), "{shell}");
    }
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let place = Place::new();
    place.run(&["import", STARTER]).well();
    place.write("set.jsonl", &json!({ "id": "1", "q": "x", "expect": { "outcome": "unanswered" } }).to_string());
    for arguments in [
        &["export"][..],
        &["history", SEVERED],
        &["history", "--json", SEVERED],
        &["schema"],
        &["completions", "zsh"],
        &["check", STARTER],
        &["eval", "--json", "set.jsonl"],
        &["ask", "--json", README_QUESTION],
        &["ask", "--batch"],
    ] {
        let mut child = place.command(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // Gone before anything is written; a command that is faster has nothing to complain of either.
        drop(child.stdout.take());
        drop(child.stdin.take().unwrap().write_all(b"why?\n"));
        let done = child.wait_with_output().unwrap();
        assert_eq!((done.status.code(), String::from_utf8(done.stderr).unwrap().as_str()), (Some(0), ""), "{arguments:?}");
    }
}
