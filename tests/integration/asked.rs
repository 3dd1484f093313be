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

#[test]
fn who_acts_in_other_languages_is_told_by_the_bare_name_wherever_it_stands() {
    let fifteen = "answered: Norway expelled 15 Russian embassy officials";
    for question in [
        "¿Cuántos diplomáticos rusos expulsó Noruega en 2023?",
        "cuantos diplomaticos rusos expulso noruega en 2023",
        "¿Cuántos diplomáticos rusos fueron expulsados por Noruega en 2023?",
        "Combien de diplomates russes la Norvège a-t-elle expulsés en 2023 ?",
        "Wie viele russische Diplomaten hat Norwegen 2023 ausgewiesen?",
        "Wie viele russische Diplomaten wurden 2023 von Norwegen ausgewiesen?",
        "Quantos diplomatas russos a Noruega expulsou em 2023?",
        "Norveç 2023'te kaç Rus diplomatı sınır dışı etti?",
    ] {
        begins(question, fifteen);
    }
    let ten = "answered: Russia expelled ten Norwegian diplomats";
    begins("Combien de diplomates norvégiens ont été expulsés par la Russie en 2023 ?", ten);
    begins("Warum hat Russland zehn norwegische Diplomaten ausgewiesen?", ten);
    begins("¿Cuándo expulsó Rusia a diez diplomáticos noruegos?", ten);
}

#[test]
fn a_reply_to_a_named_act_is_the_reply() {
    begins(
        "How many Britons did the Soviets throw out in reply to the Gordievsky expulsions?",
        "answered: The Soviet Union expelled 25 Britons",
    );
}

#[test]
fn who_only_says_something_has_not_acted() {
    begins(
        "How many dead did the Armenians report from the Azerbaijani offensive in Karabakh in 2023?",
        "answered: Azerbaijan attacked and took",
    );
    begins(
        "how did the kremlin react when trump scrapped the syria sanctions in 2025",
        "unanswered: The register has this incident, but says nothing",
    );
}

#[test]
fn another_number_than_the_one_on_record_is_corrected() {
    begins("How come Norway expelled 20 Russian diplomats in 2023?", "corrected: The register has another number:");
    begins(
        "When Paris kicked out fourteen Russians over Salisbury, how long were they given?",
        "corrected: The register has another number:",
    );
    begins("Why did Norway expel about 20 Russian diplomats in 2023?", "answered: Norway expelled 15 Russian embassy officials");
    begins("when did france expel 4 russians over skripal", "answered: France expelled four Russian diplomats");
}

#[test]
fn what_is_told_before_the_question_is_not_asked() {
    let preamble = "We're doing the Cold War in class and I drew the short straw (presenting first, ugh).";
    begins(
        &format!(
            "{preamble} What lasting communications arrangement came out of the October 1962 standoff between Kennedy and Khrushchev?"
        ),
        "answered: The United States and Soviet Union faced off over missiles in Cuba",
    );
    begins("How many times has Nicaragua broken off relations with another state (suspensions don't count)?", "several: ");
}

#[test]
fn whose_envoy_it_is_may_be_said_beside_who_recalls_it() {
    begins("on what date did trudeau recall canada's ambassador from manila?", "corrected: It was the other way round:");
}

#[test]
fn people_are_sent_away_without_a_word_for_diplomats() {
    begins("what made miliband boot those four russians", "answered: The United Kingdom expelled four Russian diplomats");
}

#[test]
fn who_announces_an_expulsion_is_none_of_those_expelled() {
    for question in [
        "What are the names of the seven Russians Stoltenberg stripped of their NATO accreditation?",
        "What was the name of the Israeli whom the Australians expelled over the Dubai passports?",
    ] {
        begins(question, "unanswered: The register has this incident, but says nothing");
    }
}

#[test]
fn an_expelled_ambassador_is_acted_upon() {
    begins("when was the iranian ambassador expelled", "clarify: ");
    begins("List every apology Israel has issued.", "several: 3 incidents on record:");
}

#[test]
fn what_no_claim_tells_of_somebody_is_not_told() {
    for question in [
        "how old was orkhan asgarov when he got killed in tehran",
        "What was the captain of the Stena Impero called?",
        "What was said by the Greenlandic premier about the August 2025 influence-operation reports?",
    ] {
        begins(question, "unanswered: The register has this incident, but says nothing");
    }
}

#[test]
fn who_reckons_speaks() {
    begins(
        "What did Mike Pompeo reckon the two Iranians booted out of Tirana in December 2018 had been up to?",
        "answered: Albania expelled the Iranian ambassador and another diplomat",
    );
}

#[test]
fn somebody_whom_the_question_before_was_about_has_a_name() {
    let (_, before) = register().ask("when did nicaragua expel the brazilian ambassador", &today(), None);
    let (answer, _) = register().ask("what was his name", &today(), Some(&before));
    assert!(answer.text().contains("Ambassador Breno de Souza Brasil Dias da Costa"), "{}", answer.text());
    let told = lines(&["when did norway expel russians in 2023", "what were their names"]);
    assert!(told[1].starts_with("unanswered: "), "{}", told[1]);
}

#[test]
fn in_other_languages_the_side_behind_against_or_with_is_acted_upon() {
    let china = "answered: China sanctioned European lawmakers";
    begins("Warum hat China Sanktionen gegen die EU verhängt?", china);
    begins("Por que a China impôs sanções à UE?", china);
    begins("Pourquoi la Chine a-t-elle imposé des sanctions à l'UE ?", china);
    begins("Warum hat die EU Sanktionen gegen China verhängt?", "answered: EU sanctioned Chinese officials");
    begins("ما سبب قطع ألبانيا علاقاتها مع إيران؟", "answered: Albania severed diplomatic relations with Iran");
    begins("متى قطعت السعودية علاقاتها مع إيران؟", "clarify: ");
}

#[test]
fn who_is_asked_for_in_other_languages_acts() {
    let told = lines(&["Wer hat 2018 russische Diplomaten ausgewiesen?"]).swap_remove(0);
    assert!(told.starts_with("clarify: ") || told.starts_with("several: "), "{told}");
    let (answer, _) = register().ask("Wer hat 2018 russische Diplomaten ausgewiesen?", &today(), None);
    assert!(!answer.candidates.is_empty() && answer.candidates.iter().all(|incident| !incident.title.starts_with("Russia ")));
    begins("Welche Länder haben 2024 Palästina anerkannt?", "several: 1 incident on record:");
}

#[test]
fn states_with_short_arabic_names_are_known_in_their_own_script_only() {
    begins("متى قطعت مصر علاقاتها مع قطر؟", "answered: Saudi Arabia, the UAE, Bahrain and Egypt cut ties with Qatar");
    begins("qtr", "unanswered: This register only answers");
}

/// The whole answer to a question asked by itself.
#[track_caller]
fn holds(question: &str, part: &str) {
    let (answer, _) = register().ask(question, &today(), None);
    assert!(answer.text().contains(part), "{question}\n{}", answer.text());
}

#[test]
fn to_call_an_ambassador_home_is_no_speech() {
    begins("when did Morocco call its ambassador home from Spain", "answered: Morocco recalled its ambassador from Spain");
    begins("when did Spain call its ambassador home from Morocco over Ceuta", "corrected: It was the other way round");
}

#[test]
fn who_is_told_to_leave_is_acted_upon() {
    begins(
        "when were the French, the Italians and the Spaniards told to leave Russia in 2022",
        "answered: Russia expelled 85 embassy staff",
    );
    begins("which service did the four expelled Soviet diplomats in France in 1986 belong to", "answered: France expelled four Soviet");
}

#[test]
fn a_helping_have_makes_the_verb_active() {
    begins("who is the last to have left Taipei for Beijing", "answered: Nauru broke with Taiwan");
    begins("who was the latest state to have dropped Taiwan", "answered: Nauru broke with Taiwan");
}

#[test]
fn the_name_of_a_water_names_no_party() {
    begins("when was the Advantage Sweet seized in the Gulf of Oman", "answered: Iran seized the tanker Advantage Sweet");
}

#[test]
fn an_ambassador_is_no_leader_of_the_same_name() {
    begins("which remarks made Algiers recall Ambassador Daoud from Paris", "answered: Algeria recalled its ambassador from France");
}

#[test]
fn capitals_are_known_in_other_languages() {
    begins("متى أعلنت نواكشوط القطع الكامل للعلاقات مع إسرائيل في 2010؟", "answered: Mauritania formally ended relations with Israel");
    holds("Quanti russi mandò via Roma dopo Bucha?", "Italy expelled 30.");
}

#[test]
fn in_other_languages_who_acts_stands_between_the_verb_and_its_thing() {
    begins("¿Cuántas veces ha roto Nicaragua relaciones diplomáticas con otro país?", "several: 4 incidents on record:");
    begins("combien de russes la france a expulsés après skripal", "answered: France expelled four Russian diplomats");
    holds("¿Cómo se llamaba la embajadora que Rabat llamó a consultas en la crisis de Ceuta?", "Ambassador Karima Benyaich");
    holds("Krasikov'u kim serbest bıraktı?", "Germany released Vadim Krasikov");
}

#[test]
fn to_like_to_know_asks_for_no_opinion() {
    begins("I'd like to know when Albania severed ties with Iran", "answered: Albania severed diplomatic relations with Iran");
}

#[test]
fn what_a_side_said_is_not_what_the_other_did() {
    begins("What did France say in answer to Burkina Faso's expulsion of three diplomats in April 2024?", "unanswered: ");
}

#[test]
fn measures_are_told_by_their_units() {
    holds("how deep inside Mali was the wreck of the drone, according to Bamako", "9.5 km inside its territory");
    holds("what share of Guyana is the land that Venezuela voted to claim", "about 70 per cent of Guyana");
}

#[test]
fn somebody_is_named_whom_only_the_demonym_tells() {
    holds("what is the name of the Indian whom Pakistan threw out in 2016", "Surjeet Singh");
    holds("Which pair of Turkish ministers did the Treasury sanction over Brunson?", "Abdulhamit Gül");
    holds("British attaché in Moscow, booted in may 2024: what was his name?", "Adrian Coghill");
    holds("Who expelled the most diplomats when Belgium, the Netherlands, Ireland and Czechia acted together in March 2022?", "21");
}

#[test]
fn of_two_names_before_a_colon_the_first_to_act_is_told() {
    begins(
        "Khartoum or Abu Dhabi: in December 2023, who was first to throw the other's diplomats out?",
        "answered: The United Arab Emirates expelled three senior Sudanese attachés on 9 December 2023.",
    );
}

#[test]
fn by_somebodys_count_names_nobody_who_acts() {
    let twenty = "Of the twenty Czechs that Moscow ejected over Vrbětice, how many were diplomats by Prague's count?";
    begins(twenty, "answered: Russia expelled 20 Czech embassy staff");
    holds(twenty, "16 diplomats");
}

#[test]
fn the_name_of_an_affair_turns_no_sides_round() {
    let germans = "Were the two Germans sent home from Moscow in the Tiergarten murder row told when to be gone?";
    begins(germans, "answered: Russia expelled two German diplomats");
}

#[test]
fn what_was_the_other_way_round_is_told_so() {
    begins("How come São Tomé ditched Beijing for Taiwan in December 2016?", "corrected: It was the other way round");
    begins("When did Pakistan recall its envoy over the abduction of his daughter in Kabul?", "corrected: It was the other way round");
    begins("Why did Kenya expel the Somali ambassador in November 2020?", "corrected: It was the other way round");
    begins("What argument did Gambia give for leaving the Commonwealth in 2010?", "corrected: The register has no such incident in 2010");
}

#[test]
fn things_are_listed_only_where_they_are_incidents_or_states() {
    begins("Which of its neighbours has Chad shut its border to?", "several: 2 incidents on record:");
    begins("name some countries that left the Commonwealth", "several: 4 incidents on record:");
    holds("Name some airlines that steered clear of Belarus once EU leaders had met in May 2021.", "Lufthansa");
    begins("whats the best way to get red wine out of a carpet lol asking for my ambassador", "unanswered: This register only answers");
}

#[test]
fn chats_shorten_words() {
    holds("who spoke for Bahrain when it broke w/ Iran", "media minister Isa al-Hamadi");
    begins("why did the belgian goverment expell the russian diplomats in 2022", "answered: Belgium, the Netherlands, Ireland");
}

#[test]
fn the_year_of_a_treaty_is_not_that_of_the_act() {
    let article = "Which article of the 1961 Vienna treaty did Venezuela invoke when it broke with Peru?";
    begins(article, "answered: Venezuela broke off diplomatic relations with Peru");
}

#[test]
fn who_came_next_in_a_post_is_told_only_where_a_claim_does() {
    begins("Who took over from Luc Hallade as ambassador in Ouagadougou?", "unanswered: The register has this incident, but says nothing");
}

#[test]
fn names_that_are_small_words_elsewhere_stay_names() {
    begins("why did kim expel the malaysian ambassador", "answered: North Korea expelled the Malaysian ambassador");
    let (_, turn) = register().ask("what did George W. Bush say about Libya", &today(), None);
    assert!(turn.question.tokens.iter().all(|token| token.folded() != "with"));
}
