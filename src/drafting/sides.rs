//! Who acted towards whom in a sentence that tells an act: subject, object and its owner, agents behind "by", and the
//! part that a preposition gives to a name.

use super::sentences::Sentence;
use super::standing::act_start;
use super::subjects::BOUNDARIES;
use super::wordings::{Cue, EventCue, Frame, Wordings};
use crate::incident::{Kind, Party};
use crate::question::Mention;
use crate::vocabulary::{Form, Found};

/// The sides of an act, as far as a sentence tells them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sides {
    pub(super) initiators: Vec<Party>,
    pub(super) targets: Vec<Party>,
    /// Other parties of the same sentence.
    pub(super) others: Vec<Party>,
    /// Both sides act.
    pub(super) mutual: bool,
    /// The subject is none that acts for a state.
    pub(super) private: bool,
    /// The initiator was taken over from the sentence before or from a pronoun.
    pub(super) inferred: bool,
}

/// Reads the sides of an act; `before` is who acted in the sentences before.
pub(super) fn sides(act: &Found<EventCue>, sentence: &Sentence, before: &[Party], wordings: &Wordings) -> Sides {
    let reader = Reader { act, sentence, verb: act_start(act, sentence), wordings };
    let mut sides = match act.meaning.frame {
        Frame::Both => reader.both(),
        Frame::At => reader.attack(),
        Frame::Broker => reader.broker(),
        Frame::Charge => reader.charge(),
        Frame::On | Frame::Own | Frame::With if act.meaning.passive => reader.passive(),
        Frame::On | Frame::Own | Frame::With => reader.active(),
    };
    let matter = act.meaning.frame == Frame::On && is_of_matter(act.meaning.kind);
    if sides.initiators.is_empty() && (!act.meaning.passive || matter) && act.meaning.frame != Frame::At {
        let collective = is_collective(sentence, reader.verb, wordings)
            || act.meaning.kind == Kind::MembershipSuspended && is_bloc(sentence, reader.verb, wordings);
        let taken: Vec<Party> = before.iter().filter(|party| !collective && !sides.targets.contains(party)).copied().collect();
        sides.inferred = !taken.is_empty();
        sides.initiators = taken;
    }
    settle(&mut sides, act.meaning.kind, &reader);
    // "cancelled each other's visas".
    if sides.initiators.len() == 2 && sides.targets.is_empty() && is_mutual(sentence) {
        sides.mutual = true;
        sides.targets.clone_from(&sides.initiators);
    }
    let verbal = (!sentence.word(reader.verb).ends_with("ing") || sentence.before(reader.verb) == ',')
        && !["ion", "ure", "al", "ment"].iter().any(|end| sentence.word(reader.verb).ends_with(end));
    let framed = matches!(act.meaning.frame, Frame::On | Frame::Own | Frame::With) && !act.meaning.passive;
    // "Rwandan troops crossed", "the flag was raised": wordings that begin with who acts for a state.
    let force = wordings.cues(sentence.tokens.get(reader.verb..=reader.verb).unwrap_or_default());
    let forces = force.iter().any(|cue| matches!(cue.meaning, Cue::Force | Cue::State | Cue::Role)) || sentence.word(reader.verb) == "flag";
    sides.private = framed && verbal && !forces && reader.is_private() || reader.is_of_firm(&sides.targets);
    let mutual = sides.mutual;
    sides.targets.retain(|party| mutual || !sides.initiators.contains(party));
    let quoted = |mention: &&Mention| sentence.quoted.get(mention.start).copied().unwrap_or(false);
    let named = sentence.mentions.iter().filter(|mention| !quoted(mention)).flat_map(|mention| &mention.parties);
    for party in named {
        if !sides.initiators.contains(party) && !sides.targets.contains(party) && !sides.others.contains(party) {
            sides.others.push(*party);
        }
    }
    sides
}

/// An act in its sentence, while its sides are read.
pub(super) struct Reader<'a> {
    pub(super) act: &'a Found<EventCue>,
    pub(super) sentence: &'a Sentence,
    /// Position of the verb.
    pub(super) verb: usize,
    pub(super) wordings: &'a Wordings,
}

impl<'a> Reader<'a> {
    pub(super) fn mentions(&self) -> impl DoubleEndedIterator<Item = &'a Mention> + use<'a> {
        self.sentence.mentions.iter()
    }

    pub(super) fn last(&self) -> usize {
        self.act.words.iter().copied().max().map_or(self.act.end, |last| last + 1)
    }

    fn active(&self) -> Sides {
        let particle = self.act.words.len() == 2
            && self.act.meaning.kind == Kind::DiplomatsExpelled
            && self.act.words.last().is_some_and(|at| matches!(self.sentence.word(*at), "out" | "packing"));
        if particle {
            return self.direct();
        }
        if self.act.words.len() == 1
            && !matches!(self.act.meaning.kind, Kind::VerbalDispute | Kind::ApologyIssued | Kind::MembershipWithdrawn)
        {
            return self.direct();
        }
        let mut initiators = self.subject(self.verb);
        // "open an embassy of Ireland in Armenia": what is the initiator's own has its name.
        if self.is_deplored() {
            initiators.clear();
        }
        let owner = self.own_post(&initiators);
        if let Some(owner) = owner {
            initiators.clone_from(&owner.parties);
        }
        // "the expulsion of Ukraine's ambassador by Georgia".
        if let Some(agent) = self.agent_of_noun() {
            initiators.clone_from(&agent.parties);
        }
        let mut targets = self.owners(self.verb + 1, self.last(), &initiators);
        if targets.is_empty() {
            targets = self.behind(owner.map_or_else(|| self.last(), |owner| owner.end), &initiators);
        }
        Sides { initiators, targets, ..Sides::default() }
    }

    /// "France condemns the detention of …": who condemns it did not do it.
    fn is_deplored(&self) -> bool {
        let article = self.verb.checked_sub(1).is_some_and(|at| matches!(self.sentence.word(at), "the" | "this" | "that"));
        let cues = self.wordings.cues(self.sentence.tokens.get(..self.verb).unwrap_or_default());
        article && cues.iter().any(|cue| matches!(cue.meaning, Cue::Charges | Cue::Denies) && self.verb - cue.end <= 3)
    }

    /// Who stands behind "by" where the act is told by a noun: "the expulsion of … by Georgia".
    fn agent_of_noun(&self) -> Option<&'a Mention> {
        let noun = (self.verb + 1..self.last()).any(|at| self.sentence.word(at) == "of") || self.sentence.word(self.verb + 1) == "of";
        let last = self.last();
        let by = |mention: &&Mention| mention.start >= last && mention.start <= last + 6 && self.preposition(mention) == "by";
        self.mentions().find(by).filter(|mention| noun && !self.crosses(last, mention.start))
    }

    /// The name behind "embassy of" where nobody else acts and the post is the initiator's own.
    fn own_post(&self, initiators: &[Party]) -> Option<&'a Mention> {
        let last = self.last();
        let owner = self.mentions().find(|mention| mention.start > last && mention.start <= last + 3)?;
        let own = initiators.is_empty() || initiators == owner.parties;
        (self.act.meaning.frame == Frame::Own && own && self.preposition(owner) == "of" && self.sentence.word(last) == "of")
            .then_some(owner)
    }

    /// A verb alone is an act only towards a party that stands right behind it: "expelled 25 Britons".
    fn direct(&self) -> Sides {
        let initiators = self.subject(self.verb);
        let near = |mention: &&Mention| {
            mention.start > self.verb
                && mention.start <= self.last().max(self.verb + 1) + 2
                && self.preposition(mention).is_empty()
                && !self.crosses(self.verb + 1, mention.start)
        };
        let mut targets = parties(self.mentions().filter(near).take(1));
        if !targets.is_empty() {
            targets = self.behind(self.mentions().find(near).map_or(self.verb + 1, |mention| mention.start), &initiators);
        }
        Sides { initiators, targets, ..Sides::default() }
    }

    /// Position of who or what a passive act is done to.
    fn thing(&self) -> usize {
        let listed = |at: &usize| {
            ["diplomat", "anyenvoy", "ambassador", "embassy", "consulate", "ship", "citizen"]
                .iter()
                .any(|list| self.wordings.is_listed(list, &self.sentence.tokens, *at))
        };
        // "The attaché at the Guatemalan embassy in Belmopan was declared persona non grata": the person stands before the act.
        let person = |at: &usize| {
            ["diplomat", "anyenvoy", "ambassador"].iter().any(|list| self.wordings.is_listed(list, &self.sentence.tokens, *at))
        };
        let before = || (0..self.act.start).rev().find(person).filter(|_| self.act.meaning.kind == Kind::PersonaNonGrata);
        self.act.words.iter().copied().find(listed).or_else(before).unwrap_or(self.act.start)
    }

    /// "Two Russian diplomats were expelled by Norway", "Iran's ambassador to France has been recalled".
    fn passive(&self) -> Sides {
        let thing = self.thing();
        let thing_end = thing + 1;
        let from = self.noun_start(thing);
        let mut owners = parties(self.mentions().filter(|mention| {
            mention.start >= from && mention.end <= thing_end && !matches!(self.preposition(mention), "in" | "at" | "over")
        }));
        if owners.is_empty() {
            // "the ambassador of Russia was …"
            let of = |mention: &&Mention| mention.start >= thing_end && mention.start <= thing_end + 3 && self.preposition(mention) == "of";
            owners = parties(self.mentions().filter(of));
        }
        if owners.is_empty() {
            owners = self.owner_of_post(thing_end);
        }
        let agent = |mention: &&Mention| {
            mention.start > self.verb && mention.start <= self.verb + 14 && matches!(self.preposition(mention), "by" | "from")
        };
        let agents = parties(self.mentions().filter(agent).take(1));
        let post = |mention: &&Mention| {
            mention.start >= thing_end && mention.end <= self.verb && matches!(self.preposition(mention), "to" | "in" | "at" | "from")
        };
        let posts = parties(self.mentions().filter(post));
        let posts: Vec<Party> = posts.into_iter().filter(|party| !owners.contains(party)).take(1).collect();
        let called_to = |mention: &&Mention| {
            let verb = mention.start.checked_sub(2).filter(|at| *at != thing && self.act.words.contains(at));
            verb.is_some() && self.preposition(mention) == "to"
        };
        let behind = |mention: &&Mention| {
            mention.start > self.verb
                && !self.crosses(self.verb, mention.start)
                && (matches!(self.preposition(mention), "to" | "in" | "at" | "from" | "by" | "out of")
                    || self.sentence.word(self.verb) == "leave" && mention.start <= self.verb + 2)
        };
        let places: Vec<Party> =
            parties(self.mentions().filter(behind).take(1)).into_iter().filter(|party| !owners.contains(party)).collect();
        let other_side = [&agents, &posts, &places].into_iter().find(|found| !found.is_empty()).cloned().unwrap_or_default();
        if self.act.meaning.frame == Frame::On && is_of_matter(self.act.meaning.kind) {
            return self.passive_matter(thing_end, owners, agents);
        }
        match self.act.meaning.frame {
            // "Ambassador Ovelar has been called to Asunción": to the capital of who calls.
            Frame::Own if owners.is_empty() && agents.is_empty() && self.mentions().any(|mention| called_to(&mention)) => {
                let initiators = parties(self.mentions().filter(called_to).take(1));
                let away =
                    |mention: &&Mention| mention.start > self.verb && !mention.parties.iter().any(|party| initiators.contains(party));
                Sides { targets: parties(self.mentions().filter(away).take(1)), initiators, ..Sides::default() }
            }
            // The thing is called back by its owner.
            Frame::Own if agents.is_empty() || agents == owners => Sides { initiators: owners, targets: other_side, ..Sides::default() },
            Frame::With => Sides { initiators: owners, targets: other_side, ..Sides::default() },
            _ => {
                let mut initiators = other_side;
                if initiators.is_empty() {
                    // "…, Norway said": who tells it has done it.
                    initiators = self.teller(&owners);
                }
                Sides { initiators, targets: owners, ..Sides::default() }
            }
        }
    }

    /// "Five diplomats at the Russian embassy in Santiago": whose embassy it is.
    fn owner_of_post(&self, thing_end: usize) -> Vec<Party> {
        let post = |at: usize| ["embassy", "consulate"].iter().any(|list| self.wordings.is_listed(list, &self.sentence.tokens, at));
        let owns = |mention: &&Mention| {
            (thing_end..thing_end + 4).contains(&mention.start)
                && matches!(self.preposition(mention), "at" | "from" | "of" | "in")
                && post(mention.end)
        };
        // "six employees of the Embassy of Finland in Moscow".
        let of_post = |mention: &&Mention| {
            let word = |back: usize| mention.start.checked_sub(back).filter(|at| *at >= thing_end);
            (thing_end..thing_end + 8).contains(&mention.start)
                && self.preposition(mention) == "of"
                && [2, 3].into_iter().filter_map(word).any(post)
        };
        parties(self.mentions().find(owns).or_else(|| self.mentions().find(of_post)).into_iter())
    }

    /// "the ambassador of Iraq to the State of Kuwait": whose ambassador, and to whom.
    fn accredited(&self) -> Option<(Vec<Party>, Vec<Party>)> {
        let envoy = |at: usize| ["anyenvoy", "ambassador"].iter().any(|list| self.wordings.is_listed(list, &self.sentence.tokens, at));
        let filler =
            |at: usize| matches!(self.sentence.word(at), "of" | "the" | "to" | "state" | "kingdom" | "republic" | "sisterly" | "friendly");
        let said = |from: usize, to: usize, word: &str| (from..to).all(filler) && (from..to).any(|at| self.sentence.word(at) == word);
        let of = self.mentions().find(|of| {
            let near = of.start.saturating_sub(7)..of.start;
            near.into_iter().any(|at| envoy(at) && said(at + 1, of.start, "of"))
        })?;
        let to = self.mentions().find(|to| to.start > of.end && to.start <= of.end + 5 && said(of.end, to.start, "to"))?;
        Some((of.parties.clone(), to.parties.clone())).filter(|(of, to)| of != to)
    }

    /// "Visas for Moldovans were suspended", "a note was handed to the Dutch embassy": the target is a complement of the
    /// thing or of the verb.
    fn passive_matter(&self, thing_end: usize, owners: Vec<Party>, agents: Vec<Party>) -> Sides {
        let complement = |mention: &&Mention| {
            mention.start >= thing_end
                && matches!(self.preposition(mention), "with" | "on" | "against" | "for" | "of" | "to" | "from")
                && !mention.parties.iter().any(|party| agents.contains(party))
                && !self.crosses(thing_end, mention.start)
        };
        let complements = parties(self.mentions().filter(complement).take(1));
        // "Kenyan passport holders need a visa for Belgium": who wants one acts.
        let wants = self.act.meaning.kind == Kind::VisaRestricted
            && !self.sentence.word(self.act.start).starts_with("visa")
            && self.act.words.iter().any(|at| matches!(self.sentence.word(*at), "need" | "needs" | "require" | "enter"));
        let (targets, told) =
            if complements.is_empty() || wants && !owners.is_empty() { (owners, complements) } else { (complements, Vec::new()) };
        let tellers = || Some(self.teller(&targets)).filter(|found| !found.is_empty()).unwrap_or(told);
        let initiators = if agents.is_empty() { tellers() } else { agents };
        Sides { initiators, targets, ..Sides::default() }
    }

    /// Who says it in the same sentence.
    pub(super) fn teller(&self, apart: &[Party]) -> Vec<Party> {
        let said = |mention: &&Mention| {
            let from = mention.end;
            (from..from + 6).any(|at| {
                matches!(
                    self.sentence.word(at),
                    "said" | "says" | "announced" | "confirmed" | "concluded" | "concludes" | "found" | "stated" | "declared" | "revealed"
                )
            }) || self.is_told_by(mention)
        };
        let fits = |mention: &&Mention| said(mention) && !mention.parties.iter().any(|party| apart.contains(party));
        let Some(first) = self.mentions().find(fits) else { return Vec::new() };
        // "the Irish and British governments said".
        let joined =
            self.mentions().find(|mention| mention.start == first.end + 1 && self.sentence.word(first.end) == "and" && fits(mention));
        parties([first].into_iter().chain(joined))
    }

    /// "…, says Latvia".
    fn is_told_by(&self, mention: &Mention) -> bool {
        let verb = mention.start.checked_sub(1);
        verb.is_some_and(|at| matches!(self.sentence.word(at), "says" | "said") && self.sentence.before(at) == ',')
    }

    /// Where the noun phrase begins that ends here.
    fn noun_start(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|position| {
                self.sentence.before(position + 1) != ' '
                    || BOUNDARIES.contains(&self.sentence.word(*position))
                    || matches!(self.sentence.word(*position), "said" | "says" | "and" | "over")
            })
            .map_or(0, |position| position + 1)
    }

    /// Names between two positions: the owners of the object, "two Russian and three Belarusian diplomats".
    fn owners(&self, from: usize, to: usize, apart: &[Party]) -> Vec<Party> {
        let inside = |mention: &&Mention| {
            mention.start >= from
                && mention.start < to
                && !matches!(self.preposition(mention), "in" | "at" | "by" | "over" | "for")
                && !mention.parties.iter().any(|party| apart.contains(party))
        };
        parties(self.mentions().filter(inside))
    }

    /// The name behind the object that a preposition makes the target.
    pub(super) fn behind(&self, from: usize, apart: &[Party]) -> Vec<Party> {
        let allowed = |mention: &Mention| match self.preposition(mention) {
            "" => mention.start == from || mention.start == from + 1,
            "over" | "about" | "by" | "near" | "amid" | "after" => false,
            "at" | "into" | "inside" | "in" if self.act.meaning.kind == Kind::TerritorialClash => true,
            "in" | "at" => {
                matches!(self.act.meaning.frame, Frame::Own | Frame::With)
                    || matches!(self.act.meaning.kind, Kind::ConsulateClosed | Kind::SanctionsImposed)
            }
            _ => true,
        };
        let mut found: Vec<Party> = Vec::new();
        let mut last: Option<&Mention> = None;
        for mention in self.mentions().filter(|mention| mention.start >= from) {
            if self.crosses(from, mention.start) || mention.parties.iter().any(|party| apart.contains(party)) {
                continue;
            }
            let joined = last.is_some_and(|last| {
                (last.end..mention.start).all(|at| matches!(self.sentence.word(at), "and" | "the"))
                    && (mention.start > last.end || self.sentence.before(mention.start) == ',')
            });
            if (found.is_empty() && allowed(mention)) || joined {
                found.extend(&mention.parties);
                last = Some(mention);
            }
        }
        found
    }
}

/// What a kind tells about its sides: an organisation suspends its member; a spy works for the target.
fn settle(sides: &mut Sides, kind: Kind, reader: &Reader<'_>) {
    let organisations = |parties: &[Party]| !parties.is_empty() && parties.iter().all(|party| party.is_organisation());
    if kind == Kind::MembershipSuspended && organisations(&sides.targets) && !organisations(&sides.initiators) {
        std::mem::swap(&mut sides.initiators, &mut sides.targets);
    }
    // "Central Africa's regional grouping": it is no state that suspends.
    if kind == Kind::MembershipSuspended && !organisations(&sides.initiators) && is_bloc(reader.sentence, reader.verb, reader.wordings) {
        sides.initiators.clear();
    }
    // "summoned the ambassador of Iraq to Kuwait": to whom an ambassador is sent summons that one.
    if matches!(kind, Kind::AmbassadorSummoned | Kind::ProtestNote)
        && let Some((of, to)) = reader.accredited()
        && (sides.initiators.is_empty() || sides.initiators == of)
    {
        (sides.initiators, sides.targets) = (to, of);
    }
    if kind == Kind::EspionageCase {
        // "three Azerbaijani men suspected of spying for Iran".
        let suspects = reader
            .mentions()
            .filter(|mention| mention.form == Form::People || reader.wordings.is_listed("citizen", &reader.sentence.tokens, mention.end));
        let suspects = parties(suspects.filter(|mention| mention.end <= reader.act.start));
        let employers =
            parties(reader.mentions().filter(|mention| mention.start > reader.act.start && reader.preposition(mention) == "for").take(1));
        if !suspects.is_empty() && !employers.is_empty() {
            sides.initiators.retain(|party| !suspects.contains(party));
            sides.targets = employers;
        }
    }
}

/// "The 27 agreed", "the bloc suspended": an organisation that only its name elsewhere tells.
pub(super) fn is_collective(sentence: &Sentence, verb: usize, wordings: &Wordings) -> bool {
    (1..verb.min(4)).any(|at| {
        let number = sentence.tokens.get(at).is_some_and(crate::vocabulary::Token::is_number);
        sentence.word(at - 1) == "the" && (number && sentence.word(at).len() == 2 || wordings.is_listed("bloc", &sentence.tokens, at))
    })
}

/// "West Africa's regional bloc suspended", "Southern grouping suspends": a bloc not named acts.
pub(super) fn is_bloc(sentence: &Sentence, verb: usize, wordings: &Wordings) -> bool {
    (0..verb.min(8)).any(|at| wordings.is_listed("bloc", &sentence.tokens, at))
}

/// "each other", "one another".
fn is_mutual(sentence: &Sentence) -> bool {
    (1..sentence.tokens.len()).any(|at| match sentence.word(at) {
        "other" | "others" => sentence.word(at - 1) == "each",
        "another" => matches!(sentence.word(at - 1), "one" | "1"),
        _ => false,
    })
}

/// Kinds in which what is acted upon is no person or post of the target: visas, flights, a border, sanctions, a note.
const fn is_of_matter(kind: Kind) -> bool {
    matches!(
        kind,
        Kind::VisaRestricted
            | Kind::AirspaceClosed
            | Kind::BorderClosed
            | Kind::SanctionsImposed
            | Kind::SanctionsLifted
            | Kind::ProtestNote
            | Kind::TalksSuspended
            | Kind::RelationsSevered
            | Kind::RelationsSuspended
            | Kind::RelationsDowngraded
    )
}

/// The parties of mentions, each once; persons and things stand for their states.
pub(super) fn parties<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Vec<Party> {
    let mut found = Vec::new();
    for party in mentions.filter(|mention| mention.form != Form::Group || mention.parties.len() <= 4).flat_map(|mention| &mention.parties) {
        if !found.contains(party) {
            found.push(*party);
        }
    }
    found
}
