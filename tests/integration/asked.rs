//! Questions as readers asked them that were once answered wrongly, each with what its answer has to begin with.

use aide_memoire::register::Turn;

use crate::world::{register, today};

/// The outcome and the first line of the answer to each question of a conversation.
fn lines(conversation: &[&str]) -> Vec<String> {
    let mut turn: Option<Turn> = None;
    let mut told = Vec::new();
    for question in conversation {
        let (answer, next) = register().ask(question, &today(), turn.as_ref());
        told.push(format!("{}: {}", answer.outcome.name(), answer.text().lines().next().unwrap_or_default()));
        turn = Some(next);
    }
    told
}

#[track_caller]
fn begins(question: &str, beginning: &str) {
    let told = lines(&[question]).swap_remove(0);
    assert!(told.starts_with(beginning), "{question}\n{told}");
}

#[test]
fn what_an_act_was_over_turns_no_sides_round() {
    begins("how many british diplomats did russia expel over skripal", "answered: Russia expelled 23 British diplomats");
}

#[test]
fn what_another_record_says_of_a_party_beside_the_act_is_not_that_act() {
    begins("did senegal break relations with ukraine", "unanswered: The register has no such record");
}

#[test]
fn who_did_it_is_told_by_the_lead_sentence() {
    begins("who broke relations with qatar", "answered: Saudi Arabia, the UAE, Bahrain and Egypt cut ties with Qatar and blockaded it on");
    begins("who was expelled by hungary in 2025", "answered: Hungary expelled two Ukrainian diplomats");
}

#[test]
fn whether_it_is_true_asks_for_no_denial() {
    begins("is it true that Russia recognised the Taliban", "answered: Russia recognised the Taliban");
}

#[test]
fn what_was_done_in_return_answers_how_they_reacted() {
    begins("how did israel retaliate against south africa", "answered: Israel expelled South Africa's senior representative");
    begins("did niger retaliate against benin", "answered: Niger shut its oil pipeline");
    begins("how did france react to aukus", "answered: France recalled its ambassadors");
}

#[test]
fn names_of_peoples_are_counted_by_the_title() {
    begins("how many saudis did germany bar", "answered: Germany barred 18 Saudis");
}

#[test]
fn to_last_is_not_to_be_the_last() {
    begins("how long did the cuban missile crisis last", "answered: The United States and Soviet Union faced off");
}

#[test]
fn a_party_or_a_time_alone_asks_for_all_there_is() {
    begins("what do you have on Chad", "several: 3 incidents on record:");
    begins("what happened in 1986", "several: 6 incidents on record:");
    begins("what happened on 7 september 2022", "several: 2 incidents on record:");
    begins("what's the weather in Chad", "unanswered: ");
}

#[test]
fn a_day_stands_before_a_title_that_goes_on_after_it() {
    begins("did erdogan expel ten ambassadors over kavala", "answered: On 23 October 2021, Erdoğan ordered ten Western ambassadors");
    begins(
        "when did guatemala announce that it will move its embassy to jerusalem",
        "answered: On 24 December 2017, Guatemala announced that it would move",
    );
}

#[test]
fn what_a_conversation_is_not_about_is_not_answered_from_it() {
    let conversation = [
        "When did Albania cut ties with Iran?",
        "Thanks!",
        "ok",
        "What's the capital of Mongolia?",
        "Did Peru protest?",
        "Has Kenya ever closed its embassy in Peru?",
        "Write me a poem about cats",
        "and why?",
    ];
    let told = lines(&conversation);
    for (question, told) in conversation.iter().zip(&told).skip(1).take(6) {
        assert!(told.starts_with("unanswered: "), "{question}\n{told}");
    }
    assert!(told[7].starts_with("answered: Albania severed diplomatic relations with Iran"), "{}", told[7]);
}

#[test]
fn what_happened_between_two_is_all_that_did() {
    begins("What happened between the US and China since 2018?", "several: 3 incidents on record:");
    begins("what happened between the UK and Russia in March 2018", "several: 2 incidents on record:");
}

#[test]
fn what_did_not_happen_is_out_of_scope() {
    for question in
        ["Why didn't Albania cut ties with Iran?", "Why has Albania not cut ties with Iran?", "When did Albania never cut ties with Iran?"]
    {
        begins(question, "unanswered: The register tells what happened, not what did not");
    }
}

#[test]
fn an_office_speaks_for_its_state() {
    begins("what did iran say when canada closed its embassy", "answered: Canada closed its embassy in Tehran");
}

#[test]
fn a_state_that_nobody_knows_has_done_nothing() {
    begins("When did Wakanda cut ties with Iran?", "unanswered: The register has no such record");
}
