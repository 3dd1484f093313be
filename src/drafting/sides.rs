//! Who acted towards whom in a sentence that tells an act: subject, object and its owner, agents behind "by", and the
//! part that a preposition gives to a name.

use super::events::act_start;
use super::sentences::Sentence;
use super::subjects::BOUNDARIES;
use super::wordings::{EventCue, Frame, Wordings};
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
    let reader = Reader { act, sentence, verb: act_start(act), wordings };
    let mut sides = match act.meaning.frame {
        Frame::Both => reader.both(),
        Frame::At => reader.attack(),
        Frame::Broker => reader.broker(),
        Frame::Charge => reader.charge(),
        Frame::On | Frame::Own | Frame::With if act.meaning.passive => reader.passive(),
        Frame::On | Frame::Own | Frame::With => reader.active(),
    };
    if sides.initiators.is_empty() && !act.meaning.passive && act.meaning.frame != Frame::At {
        let taken: Vec<Party> = before.iter().filter(|party| !sides.targets.contains(party)).copied().collect();
        sides.inferred = !taken.is_empty();
        sides.initiators = taken;
    }
    let verbal = !sentence.word(reader.verb).ends_with("ing")
        && !["ion", "ure", "al", "ment"].iter().any(|end| sentence.word(reader.verb).ends_with(end));
    let framed = matches!(act.meaning.frame, Frame::On | Frame::Own | Frame::With) && !act.meaning.passive;
    sides.private = framed && verbal && reader.is_private();
    let mutual = sides.mutual;
    sides.targets.retain(|party| mutual || !sides.initiators.contains(party));
    let named = sentence.mentions.iter().flat_map(|mention| &mention.parties);
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
        if self.act.words.len() == 1
            && !matches!(self.act.meaning.kind, Kind::VerbalDispute | Kind::ApologyIssued | Kind::MembershipWithdrawn)
        {
            return self.direct();
        }
        let initiators = self.subject(self.verb);
        let mut targets = self.owners(self.verb + 1, self.last(), &initiators);
        if targets.is_empty() {
            targets = self.behind(self.last(), &initiators);
        }
        Sides { initiators, targets, ..Sides::default() }
    }

    /// A verb alone is an act only towards a party that stands right behind it: "expelled 25 Britons".
    fn direct(&self) -> Sides {
        let initiators = self.subject(self.verb);
        let near = |mention: &&Mention| mention.start > self.verb && mention.start <= self.verb + 3 && self.preposition(mention).is_empty();
        let mut targets = parties(self.mentions().filter(near).take(1));
        if !targets.is_empty() {
            targets = self.behind(self.mentions().find(near).map_or(self.verb + 1, |mention| mention.start), &initiators);
        }
        Sides { initiators, targets, ..Sides::default() }
    }

    /// "Two Russian diplomats were expelled by Norway", "Iran's ambassador to France has been recalled".
    fn passive(&self) -> Sides {
        let listed = |at: &usize| {
            self.sentence.tokens.get(*at).is_some_and(|token| {
                ["diplomat", "anyenvoy", "ambassador", "embassy", "consulate", "ship", "citizen"]
                    .iter()
                    .any(|list| self.wordings.is_listed(list, token))
            })
        };
        let thing = self.act.words.iter().copied().find(listed).unwrap_or(self.act.start);
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
        let agent = |mention: &&Mention| {
            mention.start > self.verb && mention.start <= self.verb + 14 && matches!(self.preposition(mention), "by" | "from")
        };
        let agents = parties(self.mentions().filter(agent).take(1));
        let post = |mention: &&Mention| {
            mention.start >= thing_end && mention.end <= self.verb && matches!(self.preposition(mention), "to" | "in" | "at" | "from")
        };
        let posts = parties(self.mentions().filter(post).take(1));
        let behind = |mention: &&Mention| {
            mention.start > self.verb && matches!(self.preposition(mention), "to" | "in" | "at" | "from" | "by" | "out of")
        };
        let places: Vec<Party> =
            parties(self.mentions().filter(behind).take(1)).into_iter().filter(|party| !owners.contains(party)).collect();
        let other_side = [&agents, &posts, &places].into_iter().find(|found| !found.is_empty()).cloned().unwrap_or_default();
        match self.act.meaning.frame {
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

    /// Who says it in the same sentence.
    fn teller(&self, apart: &[Party]) -> Vec<Party> {
        let said = |mention: &&Mention| {
            let from = mention.end;
            (from..from + 6).any(|at| matches!(self.sentence.word(at), "said" | "says" | "announced" | "confirmed"))
                && !mention.parties.iter().any(|party| apart.contains(party))
        };
        parties(self.mentions().filter(said).take(1))
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
                && mention.end <= to
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
            "in" | "at" => matches!(self.act.meaning.frame, Frame::Own | Frame::With) || self.act.meaning.kind == Kind::ConsulateClosed,
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
