//! A claim beside a question: whether it names whom, or has the kind of thing, that is asked for.

use super::choose::Asked;
use crate::incident::{Aspect, Claim, Incident, Party, Stance};
use crate::question::{Question, Role};
use crate::search::Reading;
use crate::vocabulary::Form;

/// The same of a word for who bears a name: "the guard chief", of the head of security.
const NEAR_ROLE: u8 = 4;

/// A claim while it is compared with a question.
pub(super) struct Compared<'c> {
    pub(super) claim: &'c Claim,
    pub(super) reading: &'c Reading,
    pub(super) asked: &'c [Asked<'c>],
    /// How well the claim has each of them.
    pub(super) told: &'c [f32],
    pub(super) incident: &'c Incident,
    /// Position of the word for whom the question asks to name.
    pub(super) named: Option<usize>,
    /// A name is asked for, and whom the claim names speaks in another.
    pub(super) official: bool,
    /// "His name" is asked for.
    pub(super) theirs: bool,
}

impl Compared<'_> {
    /// Whether the claim has every word for a person that the question has, and a name beside the word for whom it asks to name.
    pub(super) fn has_role(&self) -> bool {
        let named = self.named;
        let bears = |asked: &&Asked<'_>| Some(asked.content.position) == named;
        if let Some(asked) = self.asked.iter().find(bears) {
            let near = asked.related.iter().filter(|(_, strength)| *strength >= NEAR_ROLE).map(|(related, _)| *related);
            let envoy = asked.person && self.reading.names_envoy;
            return envoy || std::iter::once(asked.stem).chain(near).any(|stem| self.reading.names_with(stem));
        }
        if named.is_some() || self.theirs {
            // "The name of the Israeli": who serves at a mission, or whom a claim about persons names; not who announced it.
            return !self.official && (self.reading.names_envoy || self.claim.aspect == Aspect::Who && self.claim.by.is_none());
        }
        let tells =
            |asked: &Asked<'_>| self.reading.tells(asked.stem) || asked.related.iter().any(|(related, _)| self.reading.tells(*related));
        self.asked.iter().filter(|asked| asked.person).all(tells)
    }

    /// Whether it names whom the question only calls "him" or "the Indian".
    pub(super) fn names_whom_asked(&self) -> bool {
        let by_party = self.named.is_some_and(|named| self.asked.iter().all(|asked| asked.content.position != named));
        (self.theirs || by_party && self.reading.names_envoy) && self.has_role()
    }

    /// Whether the party whose word is asked for speaks in the claim: not the acting side, unless it is asked what it said.
    pub(super) fn speaks(&self, question: &Question, aspect: Aspect) -> bool {
        let (reading, incident) = (self.reading, self.incident);
        let answers = matches!(
            aspect,
            Aspect::Response | Aspect::Denial | Aspect::Demand | Aspect::Consequence | Aspect::Condition | Aspect::What | Aspect::Status
        );
        // Asked what one said, no other one's words are an answer.
        let spoken = question.says() && question.mentions.iter().any(|mention| mention.role == Role::Speaker);
        let asked = |party: Party| {
            question.mentions.iter().filter(|mention| !spoken || mention.role == Role::Speaker).any(|mention| {
                mention.may_be(party)
                    && match mention.role {
                        Role::Speaker => true,
                        // The side acted upon does or says something of its own.
                        Role::Initiator if answers && incident.targets.contains(&party) && !incident.initiators.contains(&party) => true,
                        // A third party is only named to ask for its part.
                        Role::Either | Role::Initiator | Role::Target => {
                            answers
                                && (incident.others.contains(&party)
                                    || !incident.parties().contains(&party)
                                    || (mention.form == Form::Person && !mention.possessive))
                        }
                        Role::Place => false,
                    }
            })
        };
        let list = match (aspect, reading.speakers.is_empty()) {
            (Aspect::Response | Aspect::Denial | Aspect::Demand, false) => &reading.speakers,
            (Aspect::Response | Aspect::Denial, true) => &reading.subjects,
            _ => &reading.parties,
        };
        list.iter().any(|party| asked(*party))
    }

    /// Whether the claim holds the kind of thing asked for.
    pub(super) fn has_thing(&self, aspect: Aspect, told: bool, question: &Question) -> bool {
        let names = question.asks_name();
        match aspect {
            Aspect::When => self.reading.dated,
            Aspect::HowMany => self.reading.counts,
            Aspect::Deadline => self.reading.dated || self.reading.lasts,
            Aspect::Who => self.names_person() || told && self.names_third_state(question),
            _ if names => self.names_person(),
            Aspect::Denial => self.claim.stance == Stance::Denied,
            _ => false,
        }
    }

    /// Whether the claim tells of a state that is neither a side nor named in the question: "which EU country left its
    /// ambassador there?"
    pub(super) fn names_third_state(&self, question: &Question) -> bool {
        let sides = |party: &Party| self.incident.initiators.contains(party) || self.incident.targets.contains(party);
        let named = |party: &Party| question.mentions.iter().any(|mention| mention.may_be(*party));
        self.reading.parties.iter().any(|party| !party.is_organisation() && !sides(party) && !named(party))
    }

    /// Whether a capitalised word in the claim is neither a party nor the first word nor one of the question's own.
    pub(super) fn names_person(&self) -> bool {
        self.reading.persons.iter().any(|person| !self.asked.iter().any(|asked| asked.stem == *person))
    }
}
