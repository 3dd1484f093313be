//! Who acts and who is acted upon: active and passive voice, "by", "of", "out of", possessives, joined names.

use super::acts::Act;
use super::clauses::{
    aside_end, clause_break_between, clause_start, is_adjectival, is_passive, joins, joins_back, preposition, subject_auxiliary,
};
use super::foreign::{bare_subject, governed_object, inner_subject, lone_object, lone_subject, open_if_one_sided, verb_last, with_whom};
use super::mentions::{Mention, Role};
use super::sides::{between_both, doers, is_place, join, open, own_side, owners, undertakers};
use crate::incident::Kind;
use crate::vocabulary::{Form, Token, Vocabulary, Voice, WordClass};

/// How the order of words tells who acts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum WordOrder {
    /// As in English.
    English,
    /// As in a language whose small words are known.
    Foreign,
    /// Endings tell it, or nothing that is known does.
    Unread,
}

impl WordOrder {
    /// That of this text.
    pub(super) fn of(tokens: &[Token], foreign: bool, vocabulary: &Vocabulary) -> Self {
        if !foreign {
            return Self::English;
        }
        match vocabulary.words.language(tokens) {
            Some((_, 1..)) => Self::Foreign,
            _ => Self::Unread,
        }
    }
}

/// Gives each mention near an act the role that the words around it tell; the first act that tells it decides.
pub(super) fn assign_roles(acts: &[Act], tokens: &[Token], mentions: &mut [Mention], order: WordOrder) {
    let foreign = order != WordOrder::English;
    let aside = aside_end(tokens);
    speakers(acts, foreign, tokens, mentions);
    if foreign {
        // "L'ambassade saoudienne à Téhéran".
        let at = |mention: &Mention| mention.start.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|token| token.folded() == "a");
        mentions.iter_mut().filter(|mention| mention.form == Form::Seat && at(mention)).for_each(|mention| mention.role = Role::Place);
    }
    for (number, act) in acts.iter().enumerate().filter(|(_, act)| act.start >= aside) {
        let next = acts.get(number + 1).map_or(tokens.len(), |next| next.start);
        let open: Vec<bool> = mentions.iter().map(|mention| mention.role == Role::Either).collect();
        match act.voice {
            Voice::Act if causative(act, clause_start(act.start, tokens), tokens, mentions) => {}
            Voice::Act | Voice::Suffer => verb(act, next, tokens, mentions, foreign),
            Voice::Noun => noun(act, next, tokens, mentions),
            Voice::Both => both(act, tokens, mentions),
        }
        for (mention, _) in mentions.iter_mut().zip(open).filter(|(mention, open)| *open && mention.role != Role::Either) {
            mention.told_by = Some(act.start);
        }
    }
    if foreign {
        open_if_one_sided(mentions);
        lone_subject(acts, tokens, mentions);
        with_whom(acts, tokens, mentions);
        lone_object(acts, tokens, mentions);
        inner_subject(acts, tokens, mentions);
        governed_object(acts, tokens, mentions);
        bare_subject(acts, tokens, mentions);
    }
    owners(acts, tokens, mentions);
    doers(acts, tokens, mentions);
    undertakers(!acts.is_empty(), tokens, mentions);
    join(tokens, mentions);
    own_side(tokens, mentions);
    between_both(mentions);
    for mention in mentions.iter_mut() {
        if mention.role == Role::Either && is_place(mention, tokens) {
            mention.role = Role::Place;
        }
    }
    if order == WordOrder::Unread {
        open(mentions);
    }
}

/// "What did Pompeo say …": who speaks.
fn speakers(acts: &[Act], foreign: bool, tokens: &[Token], mentions: &mut [Mention]) {
    // "When did Spain call its ambassador home": the verb is part of the act.
    let acted = |at: usize| acts.iter().any(|act| act.words.contains(&at));
    for mention in mentions.iter_mut() {
        let before = (1..=2)
            .filter_map(|back| mention.start.checked_sub(back).and_then(|at| tokens.get(at)))
            .any(|token| token.is(WordClass::Active) || token.is(WordClass::Having) || token.folded() == "how");
        // "What had Macron supposedly said".
        let adverb = tokens.get(mention.end).is_some_and(|token| token.folded().ends_with("ly"));
        let verb = tokens.get(mention.end + usize::from(adverb));
        let of = tokens.get(mention.end + 1).is_some_and(|token| token.folded() == "of");
        // "Come ha reagito il Belgio": in other languages the speaker stands behind the verb.
        let behind = (1..=2)
            .filter_map(|back| mention.start.checked_sub(back).and_then(|at| tokens.get(at)))
            .find(|token| token.weight >= 2 || token.is(WordClass::Saying) || token.is(WordClass::Replying));
        if foreign && mention.stands_alone() && behind.is_some_and(|verb| verb.is(WordClass::Saying) || verb.is(WordClass::Replying)) {
            mention.role = Role::Speaker;
            continue;
        }
        // "On South Africa's behalf".
        if mention.possessive && tokens.get(mention.end).is_some_and(|token| token.folded() == "behalf") {
            mention.role = Role::Initiator;
            continue;
        }
        // "Pretoria's reaction to …".
        let word = mention.possessive.then(|| tokens.get(mention.end)).flatten();
        if word.is_some_and(|word| word.is(WordClass::Replying)) {
            mention.role = Role::Speaker;
        }
        // "Moscow says that …".
        // "What was said by the Greenlandic premier".
        let (before_by, by) = (1..=3)
            .filter_map(|back| mention.start.checked_sub(back))
            .find(|at| tokens.get(*at).is_some_and(|token| token.folded() == "by"))
            .map_or(("", false), |at| (at.checked_sub(1).and_then(|at| tokens.get(at)).map_or("", Token::folded), true));
        if by && matches!(before_by, "said" | "stated" | "claimed" | "told") {
            mention.role = Role::Speaker;
            continue;
        }
        let says = tokens.get(mention.end).is_some_and(|next| next.is(WordClass::Asserts));
        if says && mention.stands_alone() && !mention.possessive {
            mention.role = Role::Speaker;
            continue;
        }
        if before
            && !mention.possessive
            && !acted(mention.end + usize::from(adverb))
            && verb.is_some_and(|verb| verb.is(WordClass::Saying) && (verb.stem != "make" || of))
        {
            mention.role = Role::Speaker;
        }
    }
}

fn verb(act: &Act, next: usize, tokens: &[Token], mentions: &mut [Mention], foreign: bool) {
    if is_adjectival(act, tokens) {
        return;
    }
    let clause = clause_start(act.start, tokens);
    let auxiliary = subject_auxiliary(clause, act.start, tokens, mentions);
    let passive = act.voice == Voice::Suffer || is_passive(act, clause, tokens, mentions);
    let (subject, object) = if passive { (Role::Target, Role::Initiator) } else { (Role::Initiator, Role::Target) };
    let by = |mention: &Mention| preposition(mention, tokens);
    if foreign {
        verb_last(act, [subject, object], tokens, mentions);
    }
    let mut subject_found = false;
    let adjacent = mentions.iter().find(|mention| mention.end == act.start && mention.stands_alone() && !mention.possessive).cloned();
    // "Spain pulling its ambassador", "the envoy being expelled".
    let being = act.start.checked_sub(1).filter(|before| tokens.get(*before).is_some_and(|token| token.folded() == "being"));
    let gerund = being.is_some() || tokens.get(act.start).is_some_and(|token| token.folded().ends_with("ing"));
    let verb_at = being.unwrap_or(act.start);
    for mention in mentions.iter_mut().rev().filter(|mention| mention.end <= act.start && mention.start >= clause) {
        let doing = gerund && mention.end == verb_at;
        if mention.role != Role::Either || !doing && matches!(by(mention), "in" | "over" | "about" | "for" | "between") {
            continue;
        }
        // "How many Iranian diplomats did Albania chuck out": before the auxiliary stands the object, behind it the subject.
        if auxiliary.is_some_and(|auxiliary| mention.end <= auxiliary) {
            mention.role = object;
            continue;
        }
        let far = auxiliary.is_some_and(|auxiliary| mention.start > auxiliary + 2);
        // "who called the Emirates an aggressor and cut ties": the object of the verb before "and".
        let of_other = !subject_found && is_object(mention, clause, act.start, tokens);
        if of_other || far && !joins_back(mention, tokens) && !mention.possessive {
            continue;
        }
        let owns = mention.possessive || !mention.stands_alone();
        let doing = (doing || gerund && joins(mention, tokens)) && mention.stands_alone();
        match by(mention) {
            // "the background to Brazil and Spain pulling their ambassadors": the subject of what they were doing.
            "to" | "of" | "about" | "behind" if doing => {
                mention.role = subject;
                subject_found = true;
            }
            "from" | "against" | "to" if !passive => mention.role = Role::Target,
            // "Iran's ambassador to Albania was expelled": the owner is the subject, "to" names the other side.
            "to" | "from" => mention.role = Role::Initiator,
            _ if subject_found && !owns && !joins(mention, tokens) => mention.role = object,
            // "The Chinese diplomat Ottawa kicked out": a name right before the verb is its only subject.
            _ if owns && adjacent.as_ref().is_some_and(|subject| subject.start > mention.end && !subject.shares(mention)) => {
                mention.role = object;
            }
            _ if owns_post(mention, tokens) && !passive => {}
            _ => {
                mention.role = subject;
                subject_found = true;
            }
        }
    }
    let begins = adjacent.is_some_and(|subject| subject.start.saturating_sub(clause) <= 2);
    match antecedent(clause, tokens, mentions) {
        Some(antecedent) if !subject_found && passive => antecedent.role = subject,
        // "Of the twenty Czechs that Moscow ejected".
        Some(antecedent) if subject_found && !passive && begins && antecedent.form == Form::People => antecedent.role = object,
        _ => {}
    }
    if !subject_found && !passive {
        subject_behind(act, next, tokens, mentions);
    }
    objects(act, next, passive, tokens, mentions);
}

/// "Which Danish minister had the American chargé called in": who has it done acts, whose person stands between is acted
/// upon. "Which diplomats had Iran expelled" has its subject there.
fn causative(act: &Act, clause: usize, tokens: &[Token], mentions: &mut [Mention]) -> bool {
    let Some(having) = (clause..act.start).find(|at| tokens.get(*at).is_some_and(|token| token.is(WordClass::Having))) else {
        return false;
    };
    let of_person = |mention: &Mention| {
        let next = tokens.get(mention.end);
        let envoy = |next: &Token| next.is(WordClass::Person) || next.is(WordClass::Staying) || next.folded() == "charge";
        mention.form == Form::Adjective && next.is_some_and(envoy)
    };
    let article = |at: usize| tokens.get(at).is_some_and(|token| matches!(token.folded(), "the" | "a" | "an" | "its" | "their"));
    let object = |mention: &Mention| mention.start == having + 2 && article(having + 1) && mention.end < act.start && of_person(mention);
    let subject = |mention: &Mention| mention.end <= having && mention.start >= clause && having - mention.end <= 1;
    let found = mentions.iter().position(subject).zip(mentions.iter().position(object));
    let Some((subject, object)) = found else { return false };
    for (at, role) in [(subject, Role::Initiator), (object, Role::Target)] {
        mentions.iter_mut().skip(at).take(1).for_each(|mention| mention.role = role);
    }
    true
}

/// Whether a verb before "and" in the same clause has the name as its object.
fn is_object(mention: &Mention, clause: usize, verb: usize, tokens: &[Token]) -> bool {
    if verb.checked_sub(1).and_then(|at| tokens.get(at)).is_none_or(|token| token.folded() != "and") {
        return false;
    }
    let before = mention.start.checked_sub(1).filter(|at| *at >= clause);
    let at = before.map(|at| if tokens.get(at).is_some_and(|token| token.folded() == "the") { at.wrapping_sub(1) } else { at });
    at.and_then(|at| tokens.get(at)).is_some_and(|token| token.is(WordClass::Saying) || token.folded().ends_with("ed") && token.weight >= 3)
}

/// "The US ambassador that was expelled": whom the relative clause that begins here is about.
fn antecedent<'m>(clause: usize, tokens: &[Token], mentions: &'m mut [Mention]) -> Option<&'m mut Mention> {
    let relative = tokens.get(clause).is_some_and(|token| matches!(token.folded(), "that" | "who" | "whom" | "which"));
    let near = |mention: &&mut Mention| mention.end <= clause && clause - mention.end <= 2 && mention.role == Role::Either;
    mentions.iter_mut().rev().find(near).filter(|_| relative)
}

/// "rompió Nicaragua relaciones con Israel": behind its verb the subject stands without preposition.
fn subject_behind(act: &Act, next: usize, tokens: &[Token], mentions: &mut [Mention]) {
    let by = |mention: &Mention| preposition(mention, tokens);
    let behind: Vec<usize> = (0..mentions.len())
        .filter(|at| {
            mentions.get(*at).is_some_and(|mention| mention.start >= act.start && mention.start < next && mention.role == Role::Either)
        })
        .collect();
    if let [first, second, ..] = behind.as_slice()
        && let (Some(one), Some(other)) = (mentions.get(*first), mentions.get(*second))
        && by(one).is_empty()
        && by(other) == "with"
        && let Some(subject) = mentions.get_mut(*first)
    {
        subject.role = Role::Initiator;
    }
}

/// The names behind a verb: who is acted upon, where, by whom.
fn objects(act: &Act, next: usize, passive: bool, tokens: &[Token], mentions: &mut [Mention]) {
    let object = if passive { Role::Initiator } else { Role::Target };
    let expels = matches!(act.kinds.first(), Some(Kind::DiplomatsExpelled | Kind::AmbassadorExpelled | Kind::PersonaNonGrata));
    let breaks = act.kinds.first() == Some(&Kind::RelationsSevered);
    let mut object_end = None;
    let acted = mentions.iter().any(|mention| mention.role == Role::Initiator);
    // Possessives behind which another name stands: "Egypt's ties to Assad".
    let behind = |mention: &&Mention| mention.start >= act.start && mention.start < next;
    let last = mentions.iter().filter(behind).map(|mention| mention.start).max();
    let others_behind: Vec<usize> =
        mentions.iter().filter(behind).map(|mention| mention.start).filter(|start| Some(*start) != last).collect();
    for mention in mentions.iter_mut().filter(|mention| mention.start >= act.start && mention.start < next) {
        // Behind the object, "and" begins another act: "dropped Taipei and switched to Beijing".
        if object_end.is_some_and(|end: usize| {
            tokens
                .get(end..mention.start)
                .unwrap_or_default()
                .iter()
                .any(|token| matches!(token.folded(), "and" | "but") || breaks && matches!(token.folded(), "y" | "et" | "und" | "e"))
                && mention.start > end + 2
        }) {
            continue;
        }
        if mention.role != Role::Either || clause_break_between(act.end, mention.start, tokens) {
            continue;
        }
        // "Cut Egypt's ties to Assad": whose ties they are acts, if the other side is named as well.
        let own = breaks && mention.possessive && act.words.contains(&mention.end) && others_behind.contains(&mention.start);
        if !passive && (own || is_inner_subject(mention, act, tokens)) || !acted && owns_measure(mention, act, tokens) {
            mention.role = Role::Initiator;
            continue;
        }
        let directly = mention.start.checked_sub(2).is_some_and(|at| act.words.last() == Some(&at));
        match preposition(mention, tokens) {
            "by" => mention.role = Role::Initiator,
            "to" if directly && breaks && !passive => {
                mention.role = object;
                object_end = Some(mention.end);
            }
            "in" | "at" | "inside" | "over" | "about" | "for" => mention.role = Role::Place,
            // Out of whose country somebody is sent is who sends; out of where one's own envoy is called is the other side.
            "out of" | "from" if passive || expels => mention.role = Role::Initiator,
            "between" => {}
            // "broke with Taipei and switched to Beijing": the new friend is no side of the break.
            "to" if act.kinds.first() == Some(&Kind::RelationsSevered) => mention.role = Role::Place,
            _ if passive && mention.start >= act.end => {}
            _ => {
                mention.role = object;
                object_end = Some(mention.end);
            }
        }
    }
}

/// "The embassies Israel has closed", "every apology Israel has issued": between the thing and the verb stands the subject.
fn is_inner_subject(mention: &Mention, act: &Act, tokens: &[Token]) -> bool {
    let next = tokens.get(mention.end).map_or("", Token::folded);
    let has = matches!(next, "has" | "have" | "had");
    let inside = act.words.first().is_some_and(|first| *first < mention.start) && act.words.last().is_some_and(|last| mention.end <= *last);
    let verb = has || act.words.last() == Some(&mention.end) && (next.ends_with("ed") || next == "shut");
    (inside && verb || mention.start == act.end && has)
        && mention.stands_alone()
        && !mention.possessive
        && preposition(mention, tokens).is_empty()
}

/// "Put on the US sanctions list", "lifted EU sanctions": whose sanctions they are acts.
fn owns_measure(mention: &Mention, act: &Act, tokens: &[Token]) -> bool {
    let measure = |token: &Token| matches!(&*token.stem, "sanction" | "embargo" | "tariff" | "blacklist");
    act.words.contains(&mention.end) && tokens.get(mention.end).is_some_and(measure)
}

/// "Russia's last consulate had to shut": the owner of a post need not be who shuts it.
fn owns_post(mention: &Mention, tokens: &[Token]) -> bool {
    (mention.possessive || !mention.stands_alone())
        && tokens
            .get(mention.end..mention.end + 2)
            .unwrap_or_default()
            .iter()
            .any(|token| matches!(&*token.stem, "consul" | "consulat" | "embassi" | "mission"))
}

/// "A made up with B": both are sides; which is named first tells nothing.
fn both(act: &Act, tokens: &[Token], mentions: &mut [Mention]) {
    let near = |mention: &&mut Mention| mention.role == Role::Either && mention.end + 8 >= act.start && mention.start <= act.end + 6;
    for mention in mentions.iter_mut().filter(near) {
        if !matches!(preposition(mention, tokens), "in" | "over" | "about" | "for" | "by" | "at" | "inside")
            && !clause_break_between(act.end.min(mention.start), act.start.max(mention.start), tokens)
        {
            mention.role = if mention.start < act.start { Role::Initiator } else { Role::Target };
        }
    }
}

/// "What penalties did Wellington impose on Israel": the noun of an act before its subject and its object.
fn fronted_noun(act: &Act, next: usize, tokens: &[Token], mentions: &mut [Mention]) -> bool {
    let is_auxiliary = |at: usize| tokens.get(at).is_some_and(|token| token.is(WordClass::Active) || token.is(WordClass::Having));
    let Some(auxiliary) = (act.end..act.end + 2).find(|at| is_auxiliary(*at)) else { return false };
    let subject = |mention: &&mut Mention| mention.start == auxiliary + 1 || mention.start == auxiliary + 2;
    let Some(subject) = mentions.iter_mut().find(subject).filter(|mention| mention.role == Role::Either && mention.stands_alone()) else {
        return false;
    };
    subject.role = Role::Initiator;
    let behind = subject.end;
    for mention in mentions.iter_mut().filter(|mention| mention.start > behind && mention.start < next && mention.role == Role::Either) {
        if !clause_break_between(behind, mention.start, tokens)
            && matches!(preposition(mention, tokens), "on" | "against" | "to" | "with" | "for" | "from" | "")
        {
            mention.role = Role::Target;
        }
    }
    true
}

fn noun(act: &Act, next: usize, tokens: &[Token], mentions: &mut [Mention]) {
    if fronted_noun(act, next, tokens, mentions) {
        return;
    }
    let (mut of_or_by, mut suspended_from) = (false, false);
    for mention in mentions.iter_mut().filter(|mention| mention.start >= act.end && mention.start < next && mention.role == Role::Either) {
        if clause_break_between(act.end, mention.start, tokens) {
            break;
        }
        match preposition(mention, tokens) {
            // Away from whom something is taken is the other side; from where somebody is sent acts.
            "from" if sends_away(act) => {
                mention.role = Role::Initiator;
                of_or_by = true;
                suspended_from = true;
            }
            "from" if act.kinds.first() != Some(&Kind::AmbassadorRecalled) => {}
            "of" | "against" | "on" | "with" | "to" | "from" => {
                mention.role = Role::Target;
                of_or_by = true;
            }
            "by" => {
                mention.role = Role::Initiator;
                of_or_by = true;
            }
            _ => {}
        }
    }
    for mention in
        mentions.iter_mut().filter(|mention| mention.end <= act.start && act.start - mention.end <= 3 && mention.role == Role::Either)
    {
        let between = tokens.get(mention.end..act.start).unwrap_or_default();
        if between.iter().any(|token| token.is(WordClass::Boundary) || token.word.before != ' ') {
            continue;
        }
        if of_or_by && !matches!(preposition(mention, tokens), "of" | "by") {
            // "Guinea's suspension from the African Union": who is named first is acted upon.
            mention.role = if suspended_from { Role::Target } else { Role::Initiator };
        }
    }
}

/// "The expulsion from Moscow", "Guinea's suspension from the African Union".
fn sends_away(act: &Act) -> bool {
    matches!(
        act.kinds.first(),
        Some(
            Kind::DiplomatsExpelled
                | Kind::AmbassadorExpelled
                | Kind::PersonaNonGrata
                | Kind::MembershipSuspended
                | Kind::MembershipWithdrawn
        )
    )
}
