//! Whole questions to whole answers, as readers see them. A change of one word shows here.
//! `cargo insta test --review --test integration` (from the crate `cargo-insta`) rewrites those that should change.
use aide_memoire::register::Turn;
use insta::assert_snapshot;

use crate::world::{register, today};

/// The outcome and the text of the answer to the last question of a conversation.
fn answer<const N: usize>(conversation: [&str; N]) -> String {
    let (mut turn, mut told) = (None::<Turn>, String::new());
    for question in conversation {
        let (answer, next) = register().ask(question, &today(), turn.as_ref());
        let reason = answer.reason.map_or_else(String::new, |reason| format!(" ({})", reason.name()));
        told = format!("{}{reason}\n{}", answer.outcome.name(), answer.text());
        turn = Some(next);
    }
    told
}

#[test]
fn the_question_of_the_readme() {
    assert_snapshot!(answer(["When did Albania cut ties with Iran, and why?"]), @r#"
    answered
    Albania severed diplomatic relations with Iran over a cyberattack on 7 September 2022. [1][2][3]
    According to Prime Minister Edi Rama, the break was announced on 7 September 2022 and applied at once. [1][2][3]
    Why: Albania said that a cyberattack on 15 July 2022 against its government systems had been organised and sponsored by Iran through four groups. [4][5][6][7][3] Rama described the step as extreme but proportionate to an attack that, he said, had threatened to paralyse public services and erase state data. [4][1][7][3] Hoxha's letter called the move fully proportionate to a cyberattack organised and sponsored by a state against a sovereign country. [3] Iran's foreign ministry rejected the accusation as baseless and called the break ill-considered and short-sighted. [8][9]

    [1] Deutsche Welle, "Albania cuts ties with Iran amid cyberattack allegations", 7 September 2022, https://www.dw.com/en/albania-cuts-ties-with-iran-amid-cyberattack-allegations/a-63043309
    [2] KRDO / Associated Press, 7 September 2022, https://krdo.com/news/ap-national-news/2022/09/07/albania-cuts-diplomatic-ties-with-iran-over-july-cyberattack/
    [3] Arab News, "Albania cuts ties with Iran over ‘cyberattack’", 7 September 2022
    [4] Taiwan News (DW), 7 September 2022, https://www.taiwannews.com.tw/en/news/4651056
    [5] The Media Line, 7 September 2022, https://themedialine.org/headlines/albania-cuts-ties-with-iran-after-accusing-tehran-of-massive-cyberattack/
    [6] Sputnik, "Albania Accuses Iran of Cyberattack and Breaks Off Diplomatic Relations, Prime Minister Says", 7 September 2022, https://sputniknews.com/20220907/albania-accuses-iran-of-cyberattack-and-breaks-off-diplomatic-relations-prime-minister-says-1100493676.html
    [7] Novinite / Reuters, 7 September 2022, https://www.novinite.com/view_news.php?id=216623
    [8] Mehr News Agency, "Iran rejects Albania claims for cutting ties as unfounded", 7 September 2022, https://en.mehrnews.com/news/191177/Iran-rejects-Albania-claims-for-cutting-ties-as-unfounded
    [9] Reuters (via Devdiscourse), "Iran strongly condemns Albania's decision to cut its diplomatic ties", 7 September 2022, https://www.devdiscourse.com/article/law-order/2171332-iran-strongly-condemns-albanias-decision-to-cut-its-diplomatic-ties
    "#);
}

#[test]
fn capitals_stand_for_governments() {
    assert_snapshot!(answer(["Why did Bamako break off with Kyiv?"]), @r#"
    answered
    Mali broke off diplomatic relations with Ukraine on 4 August 2024. [1][2][3]
    Why: Mali cited remarks by Andriy Yusov of Ukraine's military intelligence that the rebels had received the information they needed. [1][2][4] Mali said that Ukraine's conduct violated its sovereignty and supported international terrorism. [5] Mali also accused Ukraine's ambassador in Senegal, Yurii Pivovarov, of openly supporting terrorism. [4] Ukraine rejected the accusation and called the decision short-sighted and hasty. [4]

    [1] Adnkronos, "Ukraine, Niger cuts diplomatic relations after Mali", 8 August 2024, https://www.adnkronos.com/internazionale/akieng/ukraine-niger-cuts-diplomatic-relations-after-mali_1i6cAg6ebHVFmL1KXOxAAO
    [2] Zambian Observer, 8 August 2024, https://zambianobserver.com/nigers-junta-cuts-diplomatic-ties-with-ukraine/
    [3] Le Magazine du Mali, "Le Mali rompt ses relations diplomatiques avec l'Ukraine", https://lemagazinedumali.com/blog/page/21
    [4] UAWire, "Niger follows Mali in cutting diplomatic ties with Ukraine over Tuareg rebel support", 7 August 2024, https://www.uawire.org/niger-follows-mali-in-cutting-diplomatic-ties-with-ukraine-over-tuareg-rebel-support
    [5] Axar.az, "Mali cut off diplomatic relations with Ukraine", 5 August 2024, https://en.axar.az/news/world/886105.html
    "#);
}

#[test]
fn an_accusation_comes_with_its_denial() {
    assert_snapshot!(answer(["Did Iran admit to hacking Albania?"]), @r#"
    answered
    Albania blamed Iran for a cyberattack on its government systems on 7 September 2022. [1][2][3]
    Iran denied being behind the attack and called the break in relations hasty and based on unfounded insinuations. [2]

    [1] Daily Observer (Bangladesh) / AFP, "Iran strongly condemns US sanctions over Albania hacking", 11 September 2022, https://www.observerbd.com/news.php?id=383300
    [2] RFE/RL, "U.S. Imposes Sanctions On Iranian Ministry Over Cyberattack On NATO Ally Albania", https://www.rferl.org/amp/iran-albania-cyberattack-sanctions-united-states/32026299.html
    [3] Cyber Security Minute, "NATO Condemns Alleged Iranian Cyberattack on Albania", https://cybersecurityminute.com/security-blogs/nato-condemns-alleged-iranian-cyberattack-on-albania/
    "#);
}

#[test]
fn a_deadline_in_few_words() {
    assert_snapshot!(answer(["How much time did Caracas give the EU ambassador in 2021?"]), @r#"
    answered
    Venezuela expelled the EU ambassador over sanctions on 24 February 2021. [1][2]
    She was given 72 hours. [1][2]

    [1] Wilton Bulletin (AP), "Sanctions prompt Venezuela to expel head of EU delegation", 24 February 2021, https://www.wiltonbulletin.com/news/article/Sanctions-prompt-Venezuela-to-expel-head-of-EU-15976180.php
    [2] France 24, 24 February 2021, https://www.france24.com/en/americas/20210224-venezuela-expels-eu-ambassador-in-response-to-sanctions-on-top-officials
    "#);
}

#[test]
fn a_list_of_last_year() {
    assert_snapshot!(answer(["Which consulates had to shut last year?"]), @r#"
    several
    2 incidents on record:
    - 19 November 2025: Poland orders the closure of the last Russian consulate, in Gdańsk. [1][2][3][4]
    - 27 November 2025: Russia orders the last Polish consulate, in Irkutsk, to close. [1][5][3][4]

    [1] TRT World, "Russia to close Polish consulate in Siberia as a retaliatory step", 27 November 2025, https://www.trtworld.com/article/16fe2576b6a6
    [2] SEE News, https://see.news/russia-to-close-polish-consulate-in-retaliation
    [3] CEE News, https://ceenews.org/russia-will-close-polands-consulate
    [4] UNN, 27 November 2025, https://unn.ua/en/news/russia-closes-polands-last-consulate-in-response-to-warsaw
    [5] The Moscow Times, 27 November 2025, https://www.themoscowtimes.com/2025/11/27/russia-shutters-polands-consulate-in-irkutsk-in-tit-for-tat-measure-a91254
    "#);
}

#[test]
fn a_list_of_one() {
    assert_snapshot!(answer(["Which countries cut ties with Qatar in 2017?"]), @r#"
    several
    1 incident on record:
    - 5 June 2017: Saudi Arabia, the UAE, Bahrain and Egypt cut ties with Qatar and blockade it. [1][2][3]

    [1] Rilek1Corner (agency copy), "Bahrain, Egypt, Saudi Arabia And The UAE Cut Diplomatic Ties With Qatar", 5 June 2017, https://rilek1corner.com/2017/06/05/bahrain-egypt-saudi-arabia-and-the-uae-cut-diplomatic-ties-with-qatar/
    [2] Sputnik, 23 June 2017, https://sputniknews.com/middleeast/201706231054899583-kuwait-qatar-demands-gulf-states/
    [3] News First, 5 June 2017, http://newsfirst.lk/english/2017/06/five-countries-cut-ties-qatar-terrorism-support/168323
    "#);
}

#[test]
fn a_count_names_what_it_counts() {
    assert_snapshot!(answer(["How many ships has Iran seized?"]), @r#"
    several
    2 incidents on record:
    - 19 July 2019: Iran seizes the British-flagged tanker Stena Impero. [1][2]
    - 27 April 2023: Iran seizes the tanker Advantage Sweet in the Gulf of Oman. [3][4][5]

    [1] The Guardian, "Iran to release British-flagged tanker seized in strait of Hormuz", 22 September 2019, https://www.theguardian.com/world/2019/sep/22/iran-to-release-british-flagged-tanker-seized-in-strait-of-hormuz
    [2] The Drive / The War Zone, 19 July 2019, https://www.thedrive.com/the-war-zone/29076/iran-has-followed-through-with-its-threat-to-capture-a-british-tanker-in-the-middle-east
    [3] Geo News, 28 April 2023, https://geo.tv/latest/484211
    [4] The Maritime Executive, "US 5th Fleet: Iran Seized Marshall Island Registered Suezmax Tanker", 27 April 2023, https://maritime-executive.com/article/us-5th-fleet-iran-seized-marshall-island-registered-suezmax-tanker
    [5] The Jerusalem Post / Reuters, "Iran seizes oil tanker in Gulf, US Navy says", 27 April 2023, https://www.jpost.com/breaking-news/article-741447
    "#);
}

#[test]
fn the_first_of_its_kind() {
    assert_snapshot!(answer(["Who was first to recognise the Taliban government?"]), @r#"
    answered
    Russia recognised the Taliban government of Afghanistan on 3 July 2025. [1][2][3]
    Ambassador Dmitry Zhirnov told Foreign Minister Amir Khan Muttaqi of the decision. [1][2][3]

    [1] Dawn, "Russia first country to recognise Afghan Taliban", 4 July 2025, https://www.dawn.com/news/1921955/russia-first-country-to-recognise-afghan-taliban
    [2] WION, 4 July 2025, https://www.wionews.com/world/russia-becomes-the-1st-country-to-recognise-taliban-government-1751575058741
    [3] Daily8 / UPI, "Russia officially recognizes Afghan Taliban government", 4 July 2025, https://test.daily8.com/en/article/6101541aa3fce3f317eb61c99ec201ba
    "#);
}

#[test]
fn the_last_of_its_kind() {
    assert_snapshot!(answer(["Which country dropped Taiwan most recently?"]), @r#"
    answered
    Nauru broke with Taiwan and recognised China on 15 January 2024. [1][2]
    Nauru said that the change was in the best interests of the country and an important step for its development. [1][2] Nauru said that it would no longer develop official relations or exchanges with Taiwan. [1] According to Deputy Foreign Minister Tien Chung-kwang, Taiwan accused China of timing the announcement deliberately to follow its election. [2] China welcomed the decision as the start of a new chapter based on the one-China principle. [3] Taiwan ended ties with immediate effect and was left with 12 diplomatic allies, the Vatican among them. [4][2][5]

    [1] Brisbane Times, 15 January 2024, https://www.brisbanetimes.com.au/world/asia/nauru-severs-ties-with-taiwan-switches-diplomatic-allegiance-to-china-20240115-p5exh1.html
    [2] Newser / Associated Press, 15 January 2024, https://www.newser.com/story/345086/taiwan-is-down-to-12-diplomatic-allies.html
    [3] Republic World, 8 February 2024, https://www.republicworld.com/world-news/asia/nauru-switches-diplomatic-ties-from-taiwan-to-china-following-presidential-election/
    [4] The Japan News (Reuters), "Republic of Nauru to Sever Diplomatic Ties with Taiwan, Recognise China", 15 January 2024, https://japannews.yomiuri.co.jp/news-services/reuters/20240115-162273/
    [5] WebJosh / Voice of America, "Taiwan Loses Nauru to China Following Ruling Party's Election Victory", 15 January 2024, https://www.webjosh.com/article/taiwan-loses-nauru-to-china-following-ruling-party-s-election-victory-%C2%A0-1705324772-12807
    "#);
}

#[test]
fn the_state_of_relations_today() {
    assert_snapshot!(answer(["Do Albania and Iran have diplomatic relations at the moment?"]), @r#"
    answered
    As of 1 November 2026, going by the register, Albania and Iran have had no diplomatic relations since 7 September 2022. [1][2][3]
    Albania severed diplomatic relations with Iran over a cyberattack on 7 September 2022. [1][2][3]

    [1] Deutsche Welle, "Albania cuts ties with Iran amid cyberattack allegations", 7 September 2022, https://www.dw.com/en/albania-cuts-ties-with-iran-amid-cyberattack-allegations/a-63043309
    [2] KRDO / Associated Press, 7 September 2022, https://krdo.com/news/ap-national-news/2022/09/07/albania-cuts-diplomatic-ties-with-iran-over-july-cyberattack/
    [3] Arab News, "Albania cuts ties with Iran over ‘cyberattack’", 7 September 2022
    "#);
}

#[test]
fn the_state_of_relations_on_a_day() {
    assert_snapshot!(answer(["Were Saudi Arabia and Iran on speaking terms on 1 March 2020?"]), @r#"
    answered
    As of 1 March 2020, going by the register, Saudi Arabia and Iran have had no diplomatic relations since 3 January 2016. [1]
    Saudi Arabia broke off diplomatic relations with Iran after its embassy was stormed on 3 January 2016. [2][3] The two countries agreed on 10 March 2023 to restore relations. [1]
    Saudi Arabia and Iran agreed to restore diplomatic relations in March 1991. [4]

    [1] The Hill, "Iran, Saudi Arabia agree to restore relations, reopen embassies", 10 March 2023, https://thehill.com/policy/international/3893648-iran-saudi-arabia-agree-to-restore-relations-reopen-embassies/
    [2] The Times of Israel, "Bahrain, Sudan, UAE limit ties with Iran over Saudi embassy attack", https://www.timesofisrael.com/bahrain-sudan-uae-limit-ties-with-iran-over-saudi-embassy-attack/
    [3] Streetwise Journal / BNO News, "Saudi Arabia cuts ties with Iran after execution row, embassy attack", https://streetwisejournal.com/saudi-arabia-cuts-ties-with-iran-after-execution-row-embassy-attack/
    [4] Los Angeles Times, "Saudis, Iran Settling Bitter Dispute Over Mecca Pilgrimage, May Soon Resume Ties : Persian Gulf: Relations were severed three years ago after riots left hundreds dead. But now they are putting aside their differences.", 19 March 1991, https://www.latimes.com/archives/la-xpm-1991-03-19-mn-540-story.html
    "#);
}

#[test]
fn a_membership_given_up() {
    assert_snapshot!(answer(["Is Niger still in ECOWAS?"]), @r#"
    answered
    As of 1 November 2026, going by the register, Niger and ECOWAS have been apart, the membership having been given up, since 29 January 2025. [1][2]
    Mali, Burkina Faso and Niger formally left ECOWAS on 29 January 2025. [1][2]
    Mali, Burkina Faso and Niger announced they were leaving ECOWAS on 28 January 2024. [3]

    [1] allAfrica, https://allafrica.com/stories/202412160050.html
    [2] EIN News, "Niger, Mali, Burkina Faso officially exit ECOWAS after a year of strife", https://braincancer.einnews.com/search/Mali?page=4&search_site=no
    [3] USAfrica, 28 January 2024, https://usafricaonline.com/2024/01/28/niger-mali-and-burkina-faso-quit-ecowas-for-failure-to-assist-in-their-existential-fight-against-terrorism-insecurity/
    "#);
}

#[test]
fn the_wrong_direction_is_corrected() {
    assert_snapshot!(answer(["Why did Belgium cut ties with Rwanda?"]), @"
    corrected
    It was the other way round:
    Rwanda severed diplomatic relations with Belgium on 17 March 2025. [1][2] Rwanda said that Belgium had consistently undermined it before and during the conflict in the Democratic Republic of the Congo and clung to neocolonial delusions. [1][2]

    [1] The Independent (Uganda) / Xinhua, 17 March 2025, https://www.independent.co.ug/now-rwanda-cuts-diplomatic-ties-with-belgium/
    [2] Al Jazeera, 17 March 2025, https://www.aljazeera.com/news/2025/3/17/rwanda-severs-diplomatic-ties-with-belgium
    ");
}

#[test]
fn the_wrong_year_is_corrected() {
    assert_snapshot!(answer(["When did Albania cut ties with Iran in 2021?"]), @r#"
    corrected
    The register has no such incident in 2021. What it has:
    Albania severed diplomatic relations with Iran over a cyberattack on 7 September 2022. [1][2][3]

    [1] Deutsche Welle, "Albania cuts ties with Iran amid cyberattack allegations", 7 September 2022, https://www.dw.com/en/albania-cuts-ties-with-iran-amid-cyberattack-allegations/a-63043309
    [2] KRDO / Associated Press, 7 September 2022, https://krdo.com/news/ap-national-news/2022/09/07/albania-cuts-diplomatic-ties-with-iran-over-july-cyberattack/
    [3] Arab News, "Albania cuts ties with Iran over ‘cyberattack’", 7 September 2022
    "#);
}

#[test]
fn the_wrong_country_is_corrected() {
    assert_snapshot!(answer(["When did the Gambia cut ties with China in 2013?"]), @"
    corrected
    The register has no such incident between these parties. What it has:
    The Gambia broke off relations with Taiwan on 14 November 2013. [1]

    [1] China Digital Times / BBC, November 2013, https://chinadigitaltimes.net/2013/11/gambia-cuts-diplomatic-ties-taiwan
    ");
}

#[test]
fn several_that_fit_are_shown_to_choose_from() {
    assert_snapshot!(answer(["When did Russia expel British diplomats?"]), @"
    clarify
    3 incidents fit. Which one do you mean?
    - Russia expels four British diplomats over the Litvinenko row (19 July 2007)
    - Russia expels 23 British diplomats and shuts the British Council (17 March 2018)
    - Russia expels the British defence attaché (16 May 2024)
    ");
}

#[test]
fn no_record() {
    assert_snapshot!(answer(["When did Brazil break off relations with Argentina?"]), @"
    unanswered (no-record)
    The register has no such record about Brazil and Argentina.
    ");
}

#[test]
fn no_claim() {
    assert_snapshot!(answer(["What deadline did Truman set Israel?"]), @"
    unanswered (no-claim)
    The register has this incident, but says nothing about what you asked: The United States recognises Israel minutes after its proclamation (14 May 1948).
    ");
}

#[test]
fn out_of_scope() {
    assert_snapshot!(answer(["What's the capital of Mongolia?"]), @"
    unanswered (out-of-scope)
    This register only answers questions about recorded diplomatic incidents.
    ");
}

#[test]
fn what_did_not_happen_is_out_of_scope() {
    assert_snapshot!(answer(["Which countries did not recognise Kosovo?"]), @"
    unanswered (out-of-scope)
    The register tells what happened, not what did not; this question is out of its scope.
    ");
}

#[test]
fn typing_errors_are_read() {
    assert_snapshot!(answer(["When did Ukrane break of realtions with Rusia?"]), @r#"
    answered
    Ukraine broke off diplomatic relations with Russia on 24 February 2022. [1][2][3]
    The break was announced on 24 February 2022. [1][2][3]

    [1] Al Arabiya / AFP, "Ukraine cuts diplomatic ties with Russia", 24 February 2022, https://english.alarabiya.net/News/world/2022/02/24/Ukraine-breaks-diplomatic-ties-with-Russia
    [2] The New Voice of Ukraine, "Ukraine cuts diplomatic ties with Russia", 24 February 2022, https://english.nv.ua/nation/ukraine-cuts-diplomatic-ties-with-russia-50219568.html
    [3] Caspian News, "Ukraine Cuts Diplomatic Ties with Russia After Invasion", 24 February 2022, https://caspiannews.com/news-detail/ukraine-cuts-diplomatic-ties-with-russia-after-invasion-2022-2-24-31/
    "#);
}

#[test]
fn a_question_in_russian() {
    assert_snapshot!(answer(["Когда Грузия разорвала отношения с Россией?"]), @r#"
    answered
    Georgia broke with Russia after it recognised Abkhazia and South Ossetia on 29 August 2008. [1][2]
    Georgia announced on Friday 29 August 2008 that it would withdraw its diplomats from Moscow. [1][2]

    [1] France 24 / AFP, "Georgia, Russia cut diplomatic ties", 30 August 2008, http://www.france24.com/en/20080829-georgia-russia-cut-diplomatic-ties-georgia-russia
    [2] mbl.is, 29 August 2008, http://mbl.is/frettir/erlent/2008/08/29/georgia_slitur_stjornmalatengsl_vid_russa
    "#);
}

#[test]
fn a_question_in_arabic() {
    assert_snapshot!(answer(["لماذا قطعت الجزائر علاقاتها مع المغرب؟"]), @r#"
    answered
    Algeria broke off diplomatic relations with Morocco on 24 August 2021. [1][2][3]
    Why: Algeria said that Morocco had never ceased hostile acts against it. [1][2] Algeria said it had evidence of Moroccan cooperation with the groups MAK and Rachad, which it linked to deadly fires in Kabylia. [2] Algeria also objected to remarks against it that Israel's foreign minister had made in Morocco in the presence of Nasser Bourita. [2] Morocco regretted the decision, called it entirely unjustified though expected, and rejected the grounds given as fallacious. [1][3]
    Algeria said that citizens of both countries would not be affected and that consular services would go on as normal. [3] On 18 August 2021 Algeria's High Security Council, chaired by President Tebboune, had decided to review relations with Morocco. [4] Foreign Minister Ramtane Lamamra announced it at a press conference in Algiers. [1][2][3]

    [1] Daily Observer / AFP, 26 August 2021, https://www.observerbd.com/news.php?id=328131
    [2] Echorouk, 24 August 2021, https://www.echoroukonline.com/ramtane-lamamra-algeria-decides-to-cut-diplomatic-relations-with-morocco-starting-today
    [3] KapitalAfrik, "Algérie breaks diplomatic relations with Maroc which regrets "unwarranted" decision", 25 August 2021, https://www.kapitalafrik.com/2021/08/25/algerie-breaks-diplomatic-relations-with-maroc-which-regrets-unwarranted-decision/
    [4] G1 Globo, August 2021, https://g1.globo.com/mundo/noticia/2021/08/24/argelia-rompe-relacoes-diplomaticas-com-marrocos.ghtml
    "#);
}

#[test]
fn two_are_compared_in_time() {
    assert_snapshot!(answer(["Did Panama leave Taiwan before or after Honduras did?"]), @r#"
    answered
    Panama broke with Taiwan and established relations with China on 12 June 2017. [1][2]
    President Juan Carlos Varela announced the switch on television on Monday 12 June 2017 (13 June in Asia). [1][2]
    Honduras broke with Taiwan and established relations with China on 25 March 2023. [3][4]
    Honduras announced the break on 25 March 2023. [3][4]
    So 12 June 2017 came before 25 March 2023.

    [1] La Prensa (Panama), "Taiwán cuts diplomatic ties to Panama", 13 June 2017, http://www.prensa.com/in_english/Taiwan-Panama-establecer-relaciones-China_21_4779482007.html
    [2] GEAB / South China Morning Post, "Panama establishes diplomatic ties with Beijing in blow to Taiwan", 13 June 2017, http://geab.eu/en/panama-establishes-diplomatic-ties-with-beijing-in-blow-to-taiwan/
    [3] Local News 8 / CNN, 25 March 2023, https://localnews8.com/news/2023/03/25/honduras-formally-cuts-diplomatic-ties-with-taiwan/
    [4] Taiwan News / DW, 26 March 2023, https://www.taiwannews.com.tw/en/news/4847032
    "#);
}

#[test]
fn an_answer_to_another_act() {
    assert_snapshot!(answer(["What did Moscow do in return for the British expulsions over Skripal?"]), @r#"
    answered
    Russia expelled 23 British diplomats and shut the British Council on 17 March 2018. [1][2][3]
    Russia ordered the British Council to stop its activity in the country. [1][2][3] Russia withdrew its agreement to a British consulate general in St Petersburg. [2][4] Moscow threatened more measures if Britain took further unfriendly steps. [2] The measures were announced as British ambassador Laurie Bristow was summoned to the foreign ministry. [1][4] Bristow said the UK would always do what is needed to defend itself and its allies against such an attack. [2] The Foreign Office said it had expected such a step and that it did not change the facts of the case. [4]

    [1] TheJournal.ie, http://www.thejournal.ie/russia-expels-23-diplomats-spy-poisoning-3909587-Mar2018/
    [2] Metro, 17 March 2018, http://metro.co.uk/2018/03/17/russia-expels-23-british-diplomats-retaliation-7394188/
    [3] Starr FM (citing BBC), "Russia to expel 23 British diplomats", 17 March 2018, http://starrfmonline.com/2018/03/17/russia-expel-23-british-diplomats/
    [4] i, "Theresa May considering ‘next steps’ as Russia expels 23 diplomats", 17 March 2018, https://inews.co.uk/news/uk/russia-expels-23-diplomats-theresa-may-136108
    "#);
}

#[test]
fn a_follow_up_stays_with_the_incident() {
    let conversation = ["What did Moscow do in return for the British expulsions over Skripal?", "How long did those people have to pack?"];
    assert_snapshot!(answer(conversation), @r#"
    answered
    Russia expelled 23 British diplomats and shut the British Council on 17 March 2018. [1][2][3]
    They were given a week to leave. [1][2][3]

    [1] TheJournal.ie, http://www.thejournal.ie/russia-expels-23-diplomats-spy-poisoning-3909587-Mar2018/
    [2] Metro, 17 March 2018, http://metro.co.uk/2018/03/17/russia-expels-23-british-diplomats-retaliation-7394188/
    [3] Starr FM (citing BBC), "Russia to expel 23 British diplomats", 17 March 2018, http://starrfmonline.com/2018/03/17/russia-expel-23-british-diplomats/
    "#);
}

#[test]
fn a_follow_up_asks_who_said_what() {
    assert_snapshot!(answer(["Who shot the Russian ambassador in Ankara?", "what did Putin say?"]), @r#"
    answered
    Russian ambassador Andrei Karlov was shot dead in Ankara on 19 December 2016. [1][2]
    Putin called the killing a provocation meant to spoil Russian-Turkish normalisation and the Syrian peace process. [3][2] Erdoğan called the killing an open provocation against relations between the two countries, which would not change them. [3]

    [1] Wikipedia, "Assassination of Andrei Karlov", https://en.wikipedia.org/wiki/Assassination_of_Andrei_Karlov
    [2] Slate, "Russia's Ambassador to Turkey Shot Dead in Ankara", 19 December 2016, https://slate.com/news-and-politics/2016/12/russias-ambassador-to-turkey-shot-in-ankara.html
    [3] Politico Europe, https://www.politico.eu/article/russian-ambassador-shot-in-ankara/
    "#);
}

#[test]
fn a_follow_up_of_a_follow_up() {
    let conversation =
        ["When did Albania cut ties with Iran, and why?", "And who announced it?", "How long did their embassy people get to leave?"];
    assert_snapshot!(answer(conversation), @r#"
    answered
    Albania severed diplomatic relations with Iran over a cyberattack on 7 September 2022. [1][2][3]
    All staff of the Iranian embassy, security personnel included, were ordered to leave within 24 hours. [4][5][2][6][3]

    [1] Deutsche Welle, "Albania cuts ties with Iran amid cyberattack allegations", 7 September 2022, https://www.dw.com/en/albania-cuts-ties-with-iran-amid-cyberattack-allegations/a-63043309
    [2] KRDO / Associated Press, 7 September 2022, https://krdo.com/news/ap-national-news/2022/09/07/albania-cuts-diplomatic-ties-with-iran-over-july-cyberattack/
    [3] Arab News, "Albania cuts ties with Iran over ‘cyberattack’", 7 September 2022
    [4] Taiwan News (DW), 7 September 2022, https://www.taiwannews.com.tw/en/news/4651056
    [5] The Media Line, 7 September 2022, https://themedialine.org/headlines/albania-cuts-ties-with-iran-after-accusing-tehran-of-massive-cyberattack/
    [6] Novinite / Reuters, 7 September 2022, https://www.novinite.com/view_news.php?id=216623
    "#);
}

#[test]
fn a_new_topic_leaves_the_conversation() {
    let conversation =
        ["When did Honduras dump Taiwan?", "and how did Taipei take it?", "When did Armenia break off relations with Hungary?"];
    assert_snapshot!(answer(conversation), @"
    unanswered (no-record)
    The register has no such record about Armenia and Hungary.
    ");
}

#[test]
fn a_record_that_names_both_in_passing_is_no_answer() {
    assert_snapshot!(answer(["when did sweden join nato"]), @"
    unanswered (out-of-scope)
    This register only answers questions about recorded diplomatic incidents.
    ");
}

#[test]
fn a_thing_that_the_record_never_mentions_is_not_answered() {
    assert_snapshot!(answer(["Which bank did Britain use to pay Iran the 393.8 million pounds?"]), @"
    unanswered (no-claim)
    The register has this incident, but says nothing about what you asked: Iran frees Zaghari-Ratcliffe and Ashoori as Britain settles a tank debt (16 March 2022).
    ");
}

#[test]
fn what_followed_an_event_is_listed_in_order() {
    assert_snapshot!(answer(["what came after prague threw out 18 russians in april 2021?"]).lines().take(4).collect::<Vec<_>>().join("\n"), @"
    several
    2 incidents on record:
    - 18 April 2021: Russia expels 20 Czech embassy staff in answer to Prague. [1]
    - 22 April 2021: The Czech Republic caps the Russian embassy and sends home 63 more staff. [2]
    ");
}

#[test]
fn questions_in_other_languages_are_read_beyond_their_names() {
    let told = answer(["Wer hat den russischen Botschafter in Ankara erschossen?"]);
    assert_snapshot!(told.lines().take(2).collect::<Vec<_>>().join("\n"), @"
    answered
    Russian ambassador Andrei Karlov was shot dead in Ankara on 19 December 2016. [1][2]
    ");
}

#[test]
fn an_embassy_in_one_city_is_none_in_another() {
    let told = answer(["¿qué grupo atacó la embajada de EEUU en Teherán?"]);
    assert_snapshot!(told.lines().nth(1).unwrap_or_default(), @"Iranian students seized the US embassy in Tehran and took hostages on 4 November 1979. [1][2][3]");
}

#[test]
fn a_group_asked_for_by_what_it_is_of_is_found() {
    let told = answer(["what group of hackers did albania blame"]);
    assert_snapshot!(told.lines().nth(1).unwrap_or_default(), @"Albania blamed Iran for a cyberattack on its government systems on 7 September 2022. [1][2][3]");
}

#[test]
fn a_state_with_an_article_keeps_it_small_inside_a_sentence() {
    let told = answer(["do britain and libya have relations today?"]);
    assert_snapshot!(told.lines().nth(1).unwrap_or_default(), @"As of 1 November 2026, going by the register, the United Kingdom and Libya have diplomatic relations again since 7 July 1999. [1]");
}

#[test]
fn a_state_with_an_article_begins_a_sentence_with_it() {
    let told = answer(["why did britain expel an israeli diplomat in 2010"]);
    assert_snapshot!(told.lines().nth(1).unwrap_or_default(), @"The United Kingdom expelled an Israeli diplomat over forged British passports on 23 March 2010. [1][2][3]");
}

/// "zeland" was held to be a word that is known, from "Nový Zéland", "swdn" for what "swedn" was meant to be, and "scam" to
/// be a slip.
#[test]
fn slips_inside_names_are_read_in_their_names() {
    for (question, begins) in [
        ("What measures did New Zeland take against Israel after the passport scam in 2004?", "New Zealand froze high-level contact"),
        ("Why did Saudi Arabai recall its ambassador from Swedn in 2015?", "Saudi Arabia recalled its ambassador from Sweden"),
    ] {
        let answer = answer([question]);
        assert!(answer.lines().nth(1).is_some_and(|line| line.starts_with(begins)), "{question}\n{answer}");
    }
}

/// Asked for a name or a thing that no claim has, claims that share other words with the question were shown.
#[test]
fn names_and_things_that_no_claim_has_are_said_to_be_missing() {
    for question in [
        "What were the names of the two Ukrainian diplomats Hungary threw out as spies in May 2025?",
        "What was the name of the judge who gave Brittney Griner nine years?",
        "Which hosptial was the Afghan ambassadors daughter taken to in Islamabad?",
    ] {
        let answer = answer([question]);
        assert!(answer.contains("says nothing about what you asked"), "{question}\n{answer}");
    }
}

/// The roles were misread, so that a right question was "corrected", or everything on record was listed.
#[test]
fn what_is_asked_rightly_is_not_corrected() {
    for (question, begins) in [
        ("Which Danish minister had the American chargé called in over Greenland?", "Denmark summoned the top US diplomat"),
        ("Who was the last Russian the UK threw out?", "The United Kingdom expelled the Russian defence attaché"),
        ("Egypt threw out Ankara's ambassador in November 2013, how did Ankara hit back?", "Turkey"),
    ] {
        let answer = answer([question]);
        let mut lines = answer.lines();
        assert_eq!(lines.next(), Some("answered"), "{question}\n{answer}");
        assert!(lines.next().is_some_and(|line| line.starts_with(begins)), "{question}\n{answer}");
    }
    let nothing = answer(["Can you fix my Python code? It says IndexError: list index out of range"]);
    assert!(nothing.starts_with("unanswered"), "{nothing}");
}
