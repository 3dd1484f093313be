//! Files in and out: what is written is read back unchanged, and whatever is wrong in a file is said with line and field.

use aide_memoire::incident::{
    Aspect, Claim, Credibility, Date, Grade, How, Incident, Kind, Party, Related, Source, SourceType, Stance, check::check,
};
use aide_memoire::transfer::{ExportFormat, ImportError, ImportFormat, MOST_FAULTS, export, import};
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use serde_json::Value;

use crate::store::starter;

const STARTER: &str = include_str!("../../config/register/incidents.jsonl");

fn written(format: ExportFormat, records: &[Incident]) -> Vec<u8> {
    let mut bytes = Vec::new();
    export(&mut bytes, format, records).unwrap();
    bytes
}

fn read(bytes: &[u8], format: ImportFormat) -> Result<Vec<Incident>, ImportError> {
    import(bytes, format, |_| None).map(|records| records.into_iter().map(|(_, incident)| incident).collect())
}

fn faults(bytes: &[u8], format: ImportFormat) -> Vec<String> {
    match import(bytes, format, |_| None) {
        Ok(_) => Vec::new(),
        Err(ImportError::Faults(faults)) => faults.listed.iter().map(ToString::to_string).collect(),
        Err(error @ ImportError::Read(_)) => panic!("{error:?}"),
    }
}

/// That the expected beginnings are those of the faults, in order.
#[track_caller]
fn expect_faults(bytes: &[u8], format: ImportFormat, expected: &[&str]) {
    let found = faults(bytes, format);
    let fit = found.len() == expected.len() && found.iter().zip(expected).all(|(fault, start)| fault.starts_with(start));
    assert!(fit, "{found:#?}");
}

#[test]
fn the_starter_register_comes_out_line_by_line_as_it_went_in() {
    let records = read(STARTER.as_bytes(), ImportFormat::JsonLines).unwrap();
    let exported = String::from_utf8(written(ExportFormat::JsonLines, &records)).unwrap();
    let mut expected: Vec<&str> = STARTER.lines().collect();
    let mut lines: Vec<&str> = exported.lines().collect();
    // Two lines of the starter register name aliases before related links.
    let spelled_otherwise = lines.iter().filter(|line| !expected.contains(line)).count();
    assert_eq!(spelled_otherwise, 2);
    let again = read(exported.as_bytes(), ImportFormat::JsonLines).unwrap();
    assert_eq!(written(ExportFormat::JsonLines, &again), exported.as_bytes());
    assert!(again.is_sorted_by_key(|incident| (incident.date.clone(), incident.id.clone())));
    expected.sort_unstable();
    lines.sort_unstable();
    assert_eq!(expected.len(), lines.len());
}

#[test]
fn of_very_many_faults_the_first_are_listed_and_the_rest_counted() {
    for (bytes, format) in
        [(b"{}\n".repeat(700_000), ImportFormat::JsonLines), ([&b"id,part\n"[..], &b",x\n".repeat(700_000)].concat(), ImportFormat::Csv)]
    {
        let Err(ImportError::Faults(faults)) = import(&bytes[..], format, |_| None) else { panic!("it has faults") };
        assert!(faults.listed.len() == MOST_FAULTS && faults.more > 700_000, "{} and {}", faults.listed.len(), faults.more);
        assert!(faults.listed.iter().all(|fault| fault.line < 500));
    }
}

#[test]
fn the_starter_register_goes_through_a_spreadsheet_unchanged() {
    let sorted = read(&written(ExportFormat::JsonLines, &starter()), ImportFormat::JsonLines).unwrap();
    let csv = written(ExportFormat::Csv, &starter());
    assert_eq!(read(&csv, ImportFormat::Csv).unwrap(), sorted);
    assert_eq!(written(ExportFormat::Csv, &sorted), csv);
}

#[test]
fn no_cell_is_a_formula() {
    let mut record = starter().swap_remove(0);
    record.title = "=HYPERLINK(\"https://evil\")".to_owned();
    record.summary = "+1".to_owned();
    record.aliases = vec!["@SUM(A1)".to_owned(), "'quoted".to_owned()];
    record.claims[0].text = "-2+3".to_owned();
    record.claims[0].by = Some("'=1".to_owned());
    record.claims[1].text = "Iran denied it;=HYPERLINK(1); \"+2; -3".to_owned();
    record.sources[0].publisher = "Agency;@SUM(A1)".to_owned();
    let bytes = written(ExportFormat::Csv, std::slice::from_ref(&record));
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes.as_slice());
    for cell in rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
        assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell}");
    }
    // As a spreadsheet reads it where lists are separated by semicolons or tabs.
    for separator in [b';', b'\t'] {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(bytes.as_slice());
        for cell in rows.records().flat_map(|row| row.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()) {
            let cell = cell.trim_start_matches([' ', '"', '\t', '\r', '\n']);
            assert!(!cell.starts_with(['=', '+', '-', '@']), "{cell}");
        }
    }
    assert_eq!(read(&bytes, ImportFormat::Csv).unwrap(), [record]);
}

#[test]
fn broken_lines_are_all_reported_and_nothing_is_taken() {
    let good = STARTER.lines().next().unwrap();
    let mut bytes = Vec::new();
    for line in [
        good.as_bytes(),
        b"{\"id\": \"x\", ",
        b"",
        b"[1]",
        br#"{"id": "x", "claims": [{"text": 1, "text": 2}]}"#,
        b"\xff\xfe{}",
        good.replace("\"1948-05-14\", \"summary\"", "\"2022-02-30\", \"summary\"").replace("us-israel-1948", "b").as_bytes(),
        good.as_bytes(),
        good.replace("\"sources\": [1, 2]}", "\"sources\": [1, 9]}").replace("us-israel-1948", "c").as_bytes(),
        good.replace("\"aspect\": \"when\"", "\"aspect\": \"whence\"").replace("us-israel-1948", "d").as_bytes(),
    ] {
        bytes.extend_from_slice(line);
        bytes.extend_from_slice(b"\r\n");
    }
    expect_faults(
        &bytes,
        ImportFormat::JsonLines,
        &[
            "line 2: record: cannot be read as JSON: EOF while parsing",
            "line 4: record: must be an object, not a list",
            "line 5: record: cannot be read as JSON: \"text\" stands twice in one object",
            "line 6: record: is not UTF-8 from byte 1 on",
            "line 7: date: \"2022-02-30\" is no EDTF date",
            "line 8: id: \"us-israel-1948-recognition-granted\" is already the id of line 1",
            "line 9: claims[0].sources[1]: the record has no source 9",
            "line 10: claims[0].aspect: \"whence\" is none of what, when",
        ],
    );
}

#[test]
fn links_are_checked_within_the_file_and_against_what_is_on_file() {
    let linked = |id: &str, to: &str| {
        let related = vec![Related { id: to.to_owned(), how: How::Follows }];
        Incident { id: id.to_owned(), related, ..starter().swap_remove(0) }
    };
    let cycle = written(ExportFormat::JsonLines, &[linked("a", "b"), linked("b", "c"), linked("c", "a")]);
    expect_faults(&cycle, ImportFormat::JsonLines, &["line 1: related: the record follows itself: a → b → c → a"]);
    let open = written(ExportFormat::JsonLines, &[linked("a", "on-file")]);
    expect_faults(&open, ImportFormat::JsonLines, &["line 1: related[0].id: there is no record \"on-file\""]);
    let on_file: &[Related] = &[];
    assert!(import(open.as_slice(), ImportFormat::JsonLines, |id| (id == "on-file").then_some(on_file)).is_ok());
    // A link to a record that is itself faulty is not a second fault.
    let faulty = [open, br#"{"id": "on-file"}"#.to_vec()].concat();
    assert!(faults(&faulty, ImportFormat::JsonLines).iter().all(|fault| fault.starts_with("line 2")));
}

#[test]
fn an_overlong_line_is_a_fault_of_that_line() {
    let mut bytes = vec![b'x'; aide_memoire::transfer::LONGEST_LINE + 10];
    bytes.extend_from_slice(b"\n{}\n");
    let found = faults(&bytes, ImportFormat::JsonLines);
    assert_eq!(found[0], "line 1: record: is longer than 4194304 bytes");
    assert!(found[1].starts_with("line 2: id: is missing"), "{}", found[1]);
}

const SHEET: &str = "\u{feff}ID;Part;Title;Kind;Initiators;Targets;Date;Summary;Aspect;Text;Stance;Sources;n;url;publisher\r\n\
    a;source;;;;;;;;;;;1;https://example.org/;Example\r\n\
    a;claim;;;;;;;when;\"It was; then\";reported;1\r\n\
    ;;;;;;;;;;;;;;\r\n\
    a;Incident;A title;other;AL, US;IR;2020;Some words;;;;;;;\r\n";

#[test]
fn a_sheet_of_another_country_in_any_order_is_read() {
    let records = read(SHEET.as_bytes(), ImportFormat::Csv).unwrap();
    assert_eq!(records.len(), 1);
    assert_eq!(records[0].initiators, [Party::parse("AL").unwrap(), Party::parse("US").unwrap()]);
    assert_eq!(records[0].claims[0].text, "It was; then");
    assert!(check(&records[0]).is_empty());
}

#[test]
fn faults_of_a_sheet_name_row_and_column() {
    for (from, to, expected) in [
        ("2020", "2020-13", "line 5: date: "),
        ("reported;1", "reported;2", "line 3: sources: the record has no source 2"),
        ("reported;1", "rumoured;x", "line 3: stance: "),
        (";1;https", ";one;https", "line 2: n: must be a whole number"),
        ("https://example.org/", "example.org", "line 2: url: "),
        ("a;Incident", "b;Incident", "line 2: part: \"a\" has no row of part incident"),
        ("a;Incident", "a;event", "line 5: part: must be incident, claim or source"),
        ("a;claim;", "a;claim;stray", "line 3: title: does not belong in a row of part claim"),
        ("Stance", "Stanze", "line 1: stanze: is no column"),
        ("Stance", "Aspect", "line 1: aspect: is the name of two columns"),
        ("ID;", "title;", "line 1: title: is the name of two columns"),
    ] {
        let found = faults(SHEET.replacen(from, to, 1).as_bytes(), ImportFormat::Csv);
        assert!(found.iter().any(|fault| fault.starts_with(expected)), "{to}: {found:#?}");
    }
    let broken: Vec<u8> = SHEET.bytes().map(|byte| if byte == b'S' { 0xff } else { byte }).collect();
    assert!(faults(&broken, ImportFormat::Csv).iter().any(|fault| fault.starts_with("line 1: ")));
    let broken: Vec<u8> = SHEET.replace("Some words", "Some \u{1}").bytes().map(|byte| if byte == 1 { 0xff } else { byte }).collect();
    assert_eq!(faults(&broken, ImportFormat::Csv)[0], "line 5: summary: is not UTF-8");
}

#[test]
fn linked_data_attributes_every_claim_to_its_sources() {
    let value: Value = serde_json::from_slice(&written(ExportFormat::JsonLd, &starter())).unwrap();
    let graph = value["@graph"].as_array().unwrap();
    let ids: std::collections::HashSet<&str> = graph.iter().map(|node| node["@id"].as_str().unwrap()).collect();
    assert_eq!(ids.len(), graph.len(), "every node has an id of its own");
    let claims: Vec<&Value> = graph.iter().filter(|node| node["@type"] == "Claim").collect();
    assert_eq!(claims.len(), starter().iter().map(|incident| incident.claims.len()).sum::<usize>());
    for claim in claims {
        assert!(ids.contains(claim["about"]["@id"].as_str().unwrap()));
        let sources = claim["appearance"].as_array().unwrap();
        assert!(!sources.is_empty() && sources.iter().all(|source| ids.contains(source["@id"].as_str().unwrap())));
    }
}

#[test]
fn sources_come_as_csl() {
    let record = starter().into_iter().find(|incident| incident.sources.iter().any(|source| source.url.is_none())).unwrap();
    let value: Value = serde_json::from_slice(&written(ExportFormat::Csl, std::slice::from_ref(&record))).unwrap();
    let items = value.as_array().unwrap();
    assert_eq!(items.len(), record.sources.len());
    let print = items.iter().find(|item| item["type"] == "document").unwrap();
    assert_eq!(print["issued"]["date-parts"], serde_json::json!([[2022, 9, 7]]));
}

#[test]
fn what_is_retracted_stays_in_the_formats_that_are_read_and_leaves_the_others() {
    let mut record = starter().swap_remove(0);
    record.claims[0].text = "A withdrawn sentence.".to_owned();
    record.claims[0].retracted = Some("it was wrong".to_owned());
    record.sources[0].title = Some("A withdrawn title".to_owned());
    record.sources[0].retracted = Some("taken down".to_owned());
    for (_, format) in ExportFormat::ALL {
        let text = String::from_utf8(written(*format, std::slice::from_ref(&record))).unwrap();
        let keeps = matches!(format, ExportFormat::JsonLines | ExportFormat::Csv);
        for told in ["A withdrawn title", "taken down"] {
            assert_eq!(text.contains(told), keeps, "{format:?}");
        }
        assert!(keeps || !text.contains("A withdrawn sentence."), "{format:?}");
    }
    for claim in &mut record.claims {
        claim.retracted = Some("all of it was wrong".to_owned());
    }
    let linked: Value = serde_json::from_slice(&written(ExportFormat::JsonLd, &[record])).unwrap();
    assert_eq!(linked["@graph"].as_array().map(Vec::len), Some(0));
}

#[test]
fn an_empty_register_is_written_and_read() {
    for (name, format) in ExportFormat::ALL {
        let bytes = written(*format, &[]);
        if let Some((_, format)) = ImportFormat::ALL.iter().find(|(own, _)| own == name) {
            assert!(read(&bytes, *format).unwrap().is_empty());
            assert!(read(b"", *format).unwrap().is_empty());
        } else {
            serde_json::from_slice::<Value>(&bytes).unwrap();
        }
    }
}

/// A text as people may write it, with all that formats trip over.
fn text() -> impl Strategy<Value = String> {
    proptest::string::string_regex("[=+@'\"a-zA-Z0-9é中;,\\\\-]([ -~éλ中🕊;,|\\\\]{0,30}[!-~é中])?").unwrap()
}

fn parties() -> impl Strategy<Value = Vec<Party>> {
    let all: Vec<Party> = Party::all().collect();
    subsequence(all, 0..4)
}

fn date() -> impl Strategy<Value = Date> {
    let texts = ["1948", "1949~", "2022-09", "2022-09-07", "2023-03-11~", "2019-05/2019-07-03", "2020?", "2020/..", "199X"];
    select(texts.to_vec()).prop_map(|text| Date::parse(text).unwrap())
}

fn source(n: u32) -> impl Strategy<Value = Source> {
    let url = select(vec!["https://example.org/a?b=1&c=d,e;f#g", "http://xn--e1aybc.xn--p1ai/%D0%B0", "https://example.org/=1"]);
    (url.prop_map(str::to_owned), text(), proptest::option::of(text()), proptest::option::of(date())).prop_map(
        move |(url, publisher, title, published)| Source {
            url: Some(url),
            title,
            published,
            language: Some("pt-BR".to_owned()),
            source_type: (n == 1).then_some(SourceType::Wire),
            grade: (n == 2).then_some(Grade::B),
            copy_of: (n == 3).then_some(1),
            retracted: (n == 3).then(|| "=withdrawn; '1'".to_owned()),
            ..Source::new(n, publisher)
        },
    )
}

fn claim() -> impl Strategy<Value = Claim> {
    let closed = (select(Aspect::ALL.to_vec()), select(Stance::ALL.to_vec()), subsequence(vec![1, 2, 3], 1..=3).prop_shuffle());
    let judged = (proptest::option::of(select(Credibility::ALL.to_vec())), proptest::option::of(text()));
    (closed, text(), proptest::option::of(text()), judged).prop_map(|((aspect, stance, sources), text, by, (credibility, retracted))| {
        let language = (stance == Stance::Denied).then(|| "fr".to_owned());
        Claim { credibility, retracted, language, ..Claim::new(aspect, text, by, stance, sources) }
    })
}

/// No two with the same words.
fn claims() -> impl Strategy<Value = Vec<Claim>> {
    proptest::collection::vec(claim(), 1..4).prop_map(|mut claims| {
        let mut known: Vec<String> = Vec::new();
        claims.retain(|claim| {
            let is_new = !known.contains(&claim.text);
            known.push(claim.text.clone());
            is_new
        });
        claims
    })
}

prop_compose! {
    fn incident()(
        id in "[a-z]{1,5}(-[a-z0-9]{1,5}){0,3}",
        title in text(),
        kind in select(Kind::ALL.to_vec()),
        (initiators, targets, others) in (parties(), parties(), parties()),
        date in date(),
        summary in text(),
        claims in claims(),
        sources in (source(1), source(2), source(3)),
        aliases in proptest::collection::btree_set(text(), 0..4),
        language in proptest::option::of(select(vec!["fr".to_owned(), "sr-Latn".to_owned()])),
    ) -> Incident {
        let (aliases, sources) = (aliases.into_iter().collect(), vec![sources.0, sources.1, sources.2]);
        let related = Vec::new();
        Incident { id, title, kind, initiators, targets, others, date, ended: None, summary, language, claims, sources, related, aliases }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn records_come_back_from_both_formats_unchanged(record in incident()) {
        prop_assert_eq!(check(&record), vec![]);
        for (name, format) in [("jsonl", ExportFormat::JsonLines), ("csv", ExportFormat::Csv)] {
            let bytes = written(format, std::slice::from_ref(&record));
            let format = ImportFormat::ALL.iter().find(|(own, _)| *own == name).unwrap().1;
            prop_assert_eq!(&read(&bytes, format).unwrap()[0], &record);
        }
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), cut in 0..6_000_usize, change in any::<u8>()) {
        for (_, format) in ImportFormat::ALL {
            let _ = read(&bytes, *format);
        }
        for (format, out) in [(ImportFormat::JsonLines, ExportFormat::JsonLines), (ImportFormat::Csv, ExportFormat::Csv)] {
            let mut bytes = written(out, &starter()[..2]);
            let cut = cut % bytes.len();
            bytes[cut] = change;
            let _ = read(&bytes, format);
            bytes.truncate(cut);
            let _ = read(&bytes, format);
        }
    }
}
