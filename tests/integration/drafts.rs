//! Articles and their drafts: whole drafts word by word, any text, the command, and the sets of articles as a ratchet:
//! `passing.txt` lists what is read rightly, by article and measure.
//!
//! `UPDATE_ARTICLES=1 cargo test drafts` rewrites the list.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use aide_memoire::cli::eval::{ArticleCase, ScoredArticle, article_failure, score_articles};
use aide_memoire::drafting::{Article, Draft, DraftOutcome, Wordings, draft};
use aide_memoire::incident::{Aspect, Date, check};
use insta::assert_snapshot;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use crate::world::{Place, register};

const ARTICLES: [&str; 6] = [
    include_str!("../data/articles/development.jsonl"),
    include_str!("../data/articles/others.jsonl"),
    include_str!("../data/articles/styles.jsonl"),
    include_str!("../data/articles/news.jsonl"),
    include_str!("../data/articles/fresh.jsonl"),
    include_str!("../data/articles/bureaux.jsonl"),
];
const PASSING: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/articles/passing.txt");

static WORDINGS: LazyLock<Wordings> = LazyLock::new(|| Wordings::new(register().vocabulary()).unwrap());

const EXPULSION: &str = "\
Norway expels 12 Russian diplomats over spying claims

OSLO, March 13 (Example Wire) - Norway is expelling 12 Russian diplomats for espionage, Foreign Minister Espen Barth Eide said on Wednesday.

The diplomats have until March 20 to leave the country, the foreign ministry said in a statement.

\"Their activities are a threat to Norwegian interests,\" Eide told reporters.

Russia's embassy called the accusations groundless. In 2022 Norway expelled three Russian embassy staff.
";

fn cases() -> Vec<ArticleCase> {
    ARTICLES.iter().flat_map(|articles| articles.lines()).map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn read(text: &str, published: &str) -> Draft {
    let article = Article {
        text: text.to_owned(),
        url: Some("https://example.org/a".to_owned()),
        publisher: Some("Example Wire".to_owned()),
        published: Some(Date::parse(published).unwrap()),
    };
    hold(&article)
}

/// Reads an article, and checks what holds for every draft.
fn hold(article: &Article) -> Draft {
    let found = draft(article, register().vocabulary(), &WORDINGS);
    assert_eq!(found, draft(article, register().vocabulary(), &WORDINGS));
    assert_eq!(found.text(register().vocabulary()), found.text(register().vocabulary()));
    for evidence in &found.evidence {
        let [start, end] = evidence.span;
        assert_eq!(article.text.get(start..end), Some(evidence.quote.as_str()));
    }
    assert_eq!(found.record.is_none(), found.outcome == DraftOutcome::None);
    if let Some(record) = &found.record {
        assert_eq!(found.evidence.len(), record.claims.len());
        assert!(record.claims.iter().all(|claim| claim.sources == [1]));
    }
    found
}

#[test]
fn articles_that_are_read_rightly_stay_so() {
    let scored = score_articles(register(), &WORDINGS, cases());
    let right = |one: &ScoredArticle| -> Vec<String> {
        one.judged.iter().filter(|(_, right, _)| *right).map(|(measure, ..)| format!("{} {measure}", one.case.id)).collect()
    };
    let passing: BTreeSet<String> = scored.iter().flat_map(right).collect();
    if std::env::var_os("UPDATE_ARTICLES").is_some_and(|value| value == "1") {
        let list: String = passing.iter().map(|line| format!("{line}\n")).collect();
        std::fs::write(PASSING, list).unwrap();
        return;
    }
    let list = std::fs::read_to_string(PASSING).unwrap();
    let listed: BTreeSet<String> = list.lines().map(str::to_owned).collect();
    let failures: String = scored.iter().filter(|one| !one.is_right()).map(article_failure).collect();
    let lost: Vec<&String> = listed.difference(&passing).collect();
    assert!(lost.is_empty(), "these were right before: {lost:?}\n{failures}");
    let gained: Vec<&String> = passing.difference(&listed).collect();
    assert!(gained.is_empty(), "these are right now: {gained:?}; list them with UPDATE_ARTICLES=1 cargo test drafts");
}

/// The kind, sides and day of a draft, in words.
fn told(text: &str) -> String {
    let found = read(text, "2026-05-21");
    found.record.map_or_else(|| "none".to_owned(), |record| record.summary)
}

#[test]
fn every_complete_draft_is_a_sound_record() {
    for case in cases() {
        let url = case.url.or_else(|| Some("https://example.org/a".to_owned()));
        let article = Article { text: case.text, url, publisher: case.publisher, published: case.published };
        let found = draft(&article, register().vocabulary(), &WORDINGS);
        if let Some(record) = found.record.and_then(|record| record.complete()) {
            let faults: Vec<String> = check::check(&record).iter().map(ToString::to_string).collect();
            assert!(faults.is_empty(), "{}: {faults:?}", case.id);
        }
    }
}

#[test]
fn words_around_an_act_tell_whether_it_happened() {
    for (text, expected) in [
        // A month is no auxiliary, a name no danger.
        ("On 18 May the Estonian government closed its border with Russia.", "Estonia closed its border with Russia on 18 May 2026."),
        ("Canada should recall its ambassador to Venezuela and impose sanctions on its generals.", "none"),
        ("Uruguay is considering recalling its ambassador from Venezuela.", "none"),
        // What will be on a Saturday lies ahead.
        (
            "Peru expelled the ambassador of Nicaragua on Tuesday. He is to leave on Saturday.",
            "Peru expelled the ambassador of Nicaragua on 19 May 2026.",
        ),
        // Who said something was done is not whom it was done to.
        (
            "Visas for citizens of Moldova were suspended by Kazakhstan on Monday.",
            "Kazakhstan restricted visas for Moldova on 18 May 2026.",
        ),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

#[test]
fn firms_and_clubs_cut_no_relations_of_states() {
    for text in [
        "Italian shoe brand cuts ties with Turkish tannery\n\nThe shoe brand Vellato has cut all ties with a Turkish tannery, it said on Tuesday.",
        "A Danish pension fund has broken off relations with an Israeli bank over its lending, the fund said on Wednesday.",
        "The Dutch cycling team Oranje suspended ties with its Russian sponsor on Monday, the team said in a statement.",
    ] {
        assert_eq!(told(text), "none", "{text}");
    }
    assert_eq!(
        told("Chad severed ties with Serbia on Tuesday, a day after a Serbian bank left."),
        "Chad severed relations with Serbia on 19 May 2026."
    );
}

#[test]
fn what_is_denied_has_not_happened() {
    for text in [
        "Kenya's foreign ministry on Tuesday denied what it called fake news that it had recalled its ambassador from Somalia.",
        "The foreign ministry of Chile rejected on Wednesday stories circulating online about the expulsion of the Bolivian ambassador.",
        "Reports that Ghana had closed its border with Togo were false, the interior minister said on Monday.",
        "There is no truth in claims that Oman has severed relations with Jordan, the foreign ministry said on Tuesday.",
        "Finland's opposition wants embassy in Minsk shut\n\nThe opposition leader said on Wednesday that Finland had to close its embassy.",
        "Iran and Oman signed a contract on Monday, ending talks that had been suspended twice.",
        "A choir from Vilnius sang in Grodno on Sunday, although Lithuania has closed its border with Belarus.",
        "Lawmakers in Dublin voted on Tuesday to ask the government to close the Israeli embassy.",
    ] {
        assert_eq!(told(text), "none", "{text}");
    }
    assert_eq!(
        told("China dismissed the reports of spying and expelled two Czech diplomats on Tuesday."),
        "China expelled 2 diplomats of the Czech Republic on 19 May 2026."
    );
}

#[test]
fn anniversaries_and_credentials_are_no_news() {
    for text in [
        "It is fifty years since Angola and Cuba established diplomatic relations, and the embassy in Havana is holding a concert.",
        "Thirty years after Vietnam and Chile opened diplomatic relations, their chefs met in Santiago on Tuesday for a contest.",
        "The King of Norway on Tuesday received the credentials of the new ambassador of Chile. He thanked Chile for having closed its embassy in Minsk.",
        "The summer the Finns shut the gates\n\nMoscow had recalled its ambassador to Finland. The Finns closed the border with the Soviet Union.",
    ] {
        assert_eq!(told(text), "none", "{text}");
    }
    assert_eq!(
        told("Belarus on Tuesday withdrew the credentials of the Lithuanian ambassador and gave him 48 hours to leave."),
        "Belarus expelled the ambassador of Lithuania on 19 May 2026."
    );
}

#[test]
fn the_day_of_an_act_is_not_that_of_what_is_told_beside_it() {
    for (text, expected) in [
        // Since when somebody is held.
        ("Two Swiss nurses have been held in Niger since Sunday, the ministry in Bern said on Wednesday.", "on 17 May 2026"),
        // The sentence behind tells when it was.
        ("Lorries queued yesterday after Zambia closed its border with Angola. The barriers fell at noon on Monday.", "on 18 May 2026"),
        (
            "Senegal's navy seized a Spanish trawler and was towing it on Wednesday to Dakar. The ship was boarded on Monday night.",
            "on 18 May 2026",
        ),
        // Announced on one day, done on another.
        ("Iraq announced on Tuesday that it had called its ambassador home from Sweden on Sunday.", "on 17 May 2026"),
        ("Tanzania said on Wednesday it had summoned the Burundian ambassador the previous day.", "on 19 May 2026"),
        ("On Monday the ministry was silent. The same evening Cyprus expelled the Turkish consul, officials said today.", "on 18 May 2026"),
        // A place and day before the text.
        ("Lima, 20 May (Sur).- Peru and Iran broke off their diplomatic relations on Tuesday.", "on 19 May 2026"),
        ("Bishkek. May 20. KyrTag - Kyrgyzstan today summoned the ambassador of Tajikistan.", "on 20 May 2026"),
        (
            "Lebanon is closing its embassy in Venezuela after shots were fired on Friday night, the foreign minister said on Tuesday.",
            "on 19 May 2026",
        ),
        ("Tunisia has called off a visit to Italy. Rome was silent. The decision was made public on Tuesday.", "on 19 May 2026"),
    ] {
        assert!(told(text).contains(expected), "{text}: {}", told(text));
    }
}

#[test]
fn sides_are_those_of_who_acts_and_who_is_meant() {
    for (text, expected) in [
        (
            "A clerk was arrested on Tuesday on suspicion of selling secrets to Russian military intelligence. He lives in Riga.",
            "Latvia uncovered a case of espionage for Russia on 19 May 2026.",
        ),
        (
            "A Polish teacher has been detained in Belarus and charged with spying, her school said on Tuesday.",
            "Belarus detained a citizen of Poland on 19 May 2026.",
        ),
        (
            "The intrusion was the work of hackers in the pay of the Chinese state, the Danish and Swedish governments said on Tuesday.",
            "Denmark and Sweden blamed China for a cyberattack on 19 May 2026.",
        ),
        (
            "The pan-African bloc suspended Madagascar on Monday. The African Union said that its doors stayed open.",
            "The African Union suspended Madagascar on 18 May 2026.",
        ),
        ("BY ANA LIMA\n\nZambia closed its border with Angola on Monday.", "Zambia closed its border with Angola on 18 May 2026."),
        (
            "Holders of Kenyan passports need a visa for Belgium, the foreign ministry in Brussels said on Monday.",
            "Belgium restricted visas for Kenya on 18 May 2026.",
        ),
        ("Chad and Israel re-established diplomatic relations on Tuesday.", "Chad restored relations with Israel on 19 May 2026."),
        (
            "The government of Croatia adopted a decision by which an attache of the embassy of Serbia is proclaimed persona non grata.",
            "Croatia declared an envoy of Serbia persona non grata on 21 May 2026.",
        ),
        (
            "Armed men have been holding seven staff of the Chilean consulate since Monday.",
            "Unknown attackers took hostages of Chile on 18 May 2026.",
        ),
        ("Peru on Monday ended the visa requirement for citizens of Turkey.", "none"),
        ("The Greek coast guard rescued 40 migrants from a Turkish boat off Lesbos on Tuesday and took the boat to port.", "none"),
        ("Hungary will hold a vote on leaving NATO, the government said on Monday.", "none"),
        ("The Iraqi embassy is open, and a flag was burnt outside the Iraqi embassy in Oslo on Monday.", "none"),
    ] {
        assert_eq!(told(text), expected, "{text}");
    }
}

/// The first number of a title.
fn number_of(title: &str) -> Option<u64> {
    title.split_whitespace().find_map(|word| word.parse().ok())
}

#[test]
fn a_number_in_a_title_counts_people_and_no_hours() {
    for (text, expected) in [
        (
            "Peru expelled Bolivian diplomats on Tuesday and gave them 72 hours to leave, the foreign ministry said.",
            "Peru expels diplomats of Bolivia",
        ),
        ("Mali expelled French diplomats on Tuesday and gave the French embassy 48 hours.", "Mali expels diplomats of France"),
        ("Chile expelled Cuban diplomats on Tuesday, two days to go before a summit.", "Chile expels diplomats of Cuba"),
        ("Kenya expelled Somali diplomats on Tuesday; the envoys have seven days to pack.", "Kenya expels diplomats of Somalia"),
        ("After 40 protests outside its embassy, Peru expelled three Bolivian diplomats on Tuesday.", "Peru expels 3 diplomats of Bolivia"),
        ("Given 72 hours to leave, 14 Bolivian diplomats were expelled by Peru on Tuesday.", "Peru expels 14 diplomats of Bolivia"),
    ] {
        let record = read(text, "2026-05-21").record;
        let title = record.as_ref().map_or("none", |record| record.title.as_str());
        assert_eq!(title, expected, "{text}");
        let number = number_of(expected);
        let texts = record.iter().flat_map(|record| record.claims.iter().map(|claim| &claim.text).chain([&record.summary]));
        for own in texts.filter(|own| own.ends_with("2026.")) {
            let told = own.split(" on ").next().and_then(number_of);
            assert_eq!(told, number, "{own}");
        }
    }
}

#[test]
fn a_number_in_a_title_is_one_that_a_careful_reader_takes() {
    let mut numbered = 0;
    let mut wrong = Vec::new();
    for one in score_articles(register(), &WORDINGS, cases()) {
        let Some(title) = one.draft.record.as_ref().map(|record| record.title.clone()) else { continue };
        let Some(number) = number_of(&title) else { continue };
        numbered += 1;
        if !one.case.expect.counts.contains(&number) {
            wrong.push(format!("{}: {title}; {:?}", one.case.id, one.case.expect.counts));
        }
    }
    assert!(numbered > 10, "{numbered}");
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_time_limit_of_the_answer_is_not_that_of_the_act() {
    for answer in [
        "Togo expelled three Ghanaian diplomats in response on Wednesday and gave them until Saturday to leave.",
        "In response Togo gave three Ghanaian diplomats until Saturday to leave.",
    ] {
        let text = format!("Ghana expelled two Togolese diplomats on Tuesday, the foreign ministry said. {answer}");
        let found = read(&text, "2026-05-21");
        assert_eq!(found.record.as_ref().map(|record| record.title.as_str()), Some("Ghana expels 2 diplomats of Togo"));
        assert_eq!(found.deadline, None, "{answer}");
    }
    let own = "Ghana expelled two Togolese diplomats on Tuesday. Togo's diplomats were given until Saturday to leave.";
    assert_eq!(read(own, "2026-05-21").deadline, Date::parse("2026-05-23").ok());
}

#[test]
fn a_closed_post_is_told_as_that_of_its_owner() {
    for (text, expected) in [
        ("Sweden closed its consulate in Saint Petersburg, Russia, on Tuesday.", "Sweden closes its consulate in Russia"),
        ("Poland on Tuesday closed the Russian consulate in Poznan.", "Poland closes a consulate of Russia"),
        ("Poland closed Russia's consulate in Krakow on Tuesday.", "Poland closes a consulate of Russia"),
        ("Norway closed its embassy in Mali on Tuesday.", "Norway closes its embassy in Mali"),
    ] {
        assert_eq!(read(text, "2026-05-21").record.map(|record| record.title).as_deref(), Some(expected), "{text}");
    }
}

#[test]
fn the_sentence_of_the_act_is_no_reason_for_it() {
    let bare = "Peru expelled three Bolivian diplomats on Tuesday, the foreign ministry said.";
    let record = read(bare, "2026-05-21").record.unwrap();
    assert!(record.claims.iter().all(|claim| claim.aspect != Aspect::Why), "{:?}", record.claims);
    let reasoned = "Peru expelled three Bolivian diplomats for spying on Tuesday, the foreign ministry said.";
    let record = read(reasoned, "2026-05-21").record.unwrap();
    assert!(record.claims.iter().any(|claim| claim.aspect == Aspect::Why), "{:?}", record.claims);
}

#[test]
fn a_claim_is_told_in_own_words_only_where_its_sentence_tells_both_sides() {
    let found = read(
        "Albania severed relations with Iran on Tuesday. \"We had no other choice left to us,\" the prime minister said.",
        "2026-05-21",
    );
    let record = found.record.unwrap();
    let texts: Vec<&str> = record.claims.iter().map(|claim| claim.text.as_str()).collect();
    assert_eq!(texts, ["Albania severed relations with Iran on 19 May 2026.", "\"We had no other choice left to us.\""]);
    let quotes: Vec<&str> = found.evidence.iter().map(|evidence| evidence.quote.as_str()).collect();
    assert_eq!(quotes[0], "Albania severed relations with Iran on Tuesday.");
    let inferred = read("Albania's prime minister spoke. It has severed relations with Iran, he said on Tuesday.", "2026-05-21");
    let record = inferred.record.unwrap();
    assert!(inferred.doubtful.iter().any(|doubt| doubt.contains("Albania is assumed")), "{:?}", inferred.doubtful);
    assert!(record.claims.iter().all(|claim| claim.text != record.summary));
}

#[test]
fn a_whole_draft_reads_like_a_note() {
    let found = read(EXPULSION, "2024-03-13");
    assert_snapshot!(found.text(register().vocabulary()), @r#"
    Proposed: Norway expels 12 diplomats of Russia.

      Kind      diplomats-expelled
      Who       Norway
      Towards   Russia
      When      13 March 2024
      Deadline  20 March 2024
      Numbers   12 Russian diplomats; three Russian embassy
      Persons   Espen Barth Eide (Foreign Minister, Norway)

    It rests on these claims:
      1. Norway expelled 12 diplomats of Russia on 13 March 2024. [what, asserted by Foreign Minister Espen Barth Eide]
      2. Norway is expelling 12 Russian diplomats for espionage, Foreign Minister Espen Barth Eide said on Wednesday. [why, asserted by Foreign Minister Espen Barth Eide]
      3. The diplomats have until March 20 to leave the country, the foreign ministry said in a statement. [deadline, asserted by the foreign ministry]
      4. "Their activities are a threat to Norwegian interests." [why, asserted by Foreign Minister Espen Barth Eide]
      5. Russia's embassy called the accusations groundless. [denial, denied by Russia's embassy]
      6. In 2022 Norway expelled three Russian embassy staff. [background, reported]

    Nothing is written until somebody approves it.
    "#);
}

#[test]
fn a_whole_draft_has_every_field_in_json() {
    let found = serde_json::to_value(read(EXPULSION, "2024-03-13")).unwrap();
    let fields: Vec<String> = found.as_object().unwrap().iter().map(|(name, value)| format!("{name}: {value}")).collect();
    assert_snapshot!(fields.join("\n"), @r#"
    outcome: "proposed"
    reason: null
    record: {"id":"norway-russia-2024-03-13-diplomats-expelled","title":"Norway expels 12 diplomats of Russia","kind":"diplomats-expelled","initiators":["NO"],"targets":["RU"],"others":[],"date":"2024-03-13","summary":"Norway expelled 12 diplomats of Russia on 13 March 2024.","claims":[{"aspect":"what","text":"Norway expelled 12 diplomats of Russia on 13 March 2024.","by":"Foreign Minister Espen Barth Eide","stance":"asserted","sources":[1]},{"aspect":"why","text":"Norway is expelling 12 Russian diplomats for espionage, Foreign Minister Espen Barth Eide said on Wednesday.","by":"Foreign Minister Espen Barth Eide","stance":"asserted","sources":[1]},{"aspect":"deadline","text":"The diplomats have until March 20 to leave the country, the foreign ministry said in a statement.","by":"the foreign ministry","stance":"asserted","sources":[1]},{"aspect":"why","text":"\"Their activities are a threat to Norwegian interests.\"","by":"Foreign Minister Espen Barth Eide","stance":"asserted","sources":[1]},{"aspect":"denial","text":"Russia's embassy called the accusations groundless.","by":"Russia's embassy","stance":"denied","sources":[1]},{"aspect":"background","text":"In 2022 Norway expelled three Russian embassy staff.","stance":"reported","sources":[1]}],"sources":[{"n":1,"url":"https://example.org/a","publisher":"Example Wire","title":"Norway expels 12 Russian diplomats over spying claims","published":"2024-03-13"}]}
    evidence: [{"claim":1,"span":[87,195],"quote":"Norway is expelling 12 Russian diplomats for espionage, Foreign Minister Espen Barth Eide said on Wednesday."},{"claim":2,"span":[87,195],"quote":"Norway is expelling 12 Russian diplomats for espionage, Foreign Minister Espen Barth Eide said on Wednesday."},{"claim":3,"span":[197,294],"quote":"The diplomats have until March 20 to leave the country, the foreign ministry said in a statement."},{"claim":4,"span":[296,372],"quote":"\"Their activities are a threat to Norwegian interests,\" Eide told reporters."},{"claim":5,"span":[374,425],"quote":"Russia's embassy called the accusations groundless."},{"claim":6,"span":[426,478],"quote":"In 2022 Norway expelled three Russian embassy staff."}]
    missing: []
    doubtful: []
    candidates: []
    existing: null
    deadline: "2024-03-20"
    deadline_words: "until March 20"
    counts: [{"value":12,"what":"12 Russian diplomats"},{"value":3,"what":"three Russian embassy"}]
    persons: [{"name":"Espen Barth Eide","role":"Foreign Minister","party":"NO"}]
    "#);
}

#[test]
fn a_complete_draft_is_a_sound_record() {
    let found = read(EXPULSION, "2024-03-13");
    let record = found.record.unwrap().complete().unwrap();
    let faults: Vec<String> = check::check(&record).iter().map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{faults:?}");
}

#[test]
fn what_is_only_threatened_is_no_incident() {
    let text = "Slovakia threatens to expel Ukrainian ambassador\n\nSlovakia could expel the Ukrainian ambassador, a minister said.";
    let found = read(text, "2024-03-13");
    assert_snapshot!(found.text(register().vocabulary()), @r#"No record is proposed: it tells no act between states that has happened; what it may mention is only threatened, planned, asked for or denied."#);
}

#[test]
fn an_event_on_record_makes_the_article_a_source_for_it() {
    let text = "Albania cuts ties with Iran\n\nAlbania severed diplomatic relations with Iran on Wednesday, Prime Minister Edi Rama said.";
    let place = Place::new();
    place.write("article.txt", text);
    let printed = place.run(&["draft", "--json", "--published", "2022-09-08", "article.txt"]).well();
    let found: Value = serde_json::from_str(&printed).unwrap();
    assert_eq!((&found["outcome"], &found["existing"]["id"]), (&json!("on-record"), &json!("albania-iran-2022-relations-severed")));
    assert_eq!(found["record"]["date"], json!("2022-09-07"));
    let note = place.run(&["draft", "--published", "2022-09-08", "article.txt"]).well();
    assert!(note.starts_with("On record already: "), "{note}");
}

#[test]
fn the_article_comes_from_a_file_or_from_standard_input() {
    let place = Place::new();
    place.write("article.txt", EXPULSION);
    let of_file = place.run(&["draft", "--published", "2024-03-13", "article.txt"]).well();
    assert_eq!(place.run_with(&["draft", "--published", "2024-03-13"], EXPULSION.as_bytes()).well(), of_file);
    assert_eq!(place.run_with(&["draft", "--published", "2024-03-13", "-"], EXPULSION.as_bytes()).well(), of_file);
    assert!(!place.has("aide-memoire.db"));
}

#[test]
fn what_is_no_article_is_told_in_one_sentence() {
    let place = Place::new();
    assert_eq!(
        place.run_with(&["draft"], b" \n").failed(),
        "cannot read an article from standard input: it is empty; paste the text of an article"
    );
    assert_eq!(
        place.run_with(&["draft", "-"], b"Norway \xff").failed(),
        "cannot read an article from standard input: it is no UTF-8 text from byte 7 on"
    );
    assert!(place.run(&["draft", "missing.txt"]).failed().starts_with("cannot read the article \"missing.txt\": "));
    let failed = place.run_with(&["draft", "--url", "example"], EXPULSION.as_bytes()).failed();
    assert_eq!(failed, "cannot use the address \"example\": an http or https address is expected");
    assert_eq!(place.run(&["draft", "--published", "yesterday"]).code, Some(2));
}

#[test]
fn a_long_text_is_read_quickly() {
    let text = EXPULSION.repeat(100_000 / EXPULSION.len() + 1);
    LazyLock::force(&WORDINGS);
    let begin = Instant::now();
    let article = Article { text, ..Article::default() };
    draft(&article, register().vocabulary(), &WORDINGS);
    let unbroken = Article { text: "diplomat ".repeat(12_000), ..Article::default() };
    draft(&unbroken, register().vocabulary(), &WORDINGS);
    // A debug build on a busy machine; a quadratic step would take minutes.
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
}

fn text() -> impl Strategy<Value = String> {
    let pieces: Vec<String> = ARTICLES
        .iter()
        .flat_map(|articles| articles.lines())
        .flat_map(|line| {
            serde_json::from_str::<Value>(line).unwrap()["text"].as_str().unwrap().split(' ').map(str::to_owned).collect::<Vec<_>>()
        })
        .chain(
            ["\n\n", "“", "”", "\"", "—", "…", ".", "?", "31 February", "the 99th", "\u{202e}", "é", "İ", "0", "99999999999999999999"]
                .map(str::to_owned),
        )
        .collect();
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..300).prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned()),
        any::<String>(),
        proptest::collection::vec(select(pieces), 0..120).prop_map(|words| words.join(" ")),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_text_has_a_draft_whose_quotes_stand_in_it(text in text(), dated in any::<bool>()) {
        let published = dated.then(|| Date::parse("2024-03-13").unwrap());
        hold(&Article { text, published, ..Article::default() });
    }
}
