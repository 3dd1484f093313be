//! Sides of acts that are more than a subject and an object: two sides at once, attacks, accusations, mediation.

use super::sentences::Sentence;
use super::sides::{Reader, Sides, parties};
use super::subjects::preposition;
use super::wordings::{Cue, Wordings, is_participle};
use crate::incident::{Kind, Party};
use crate::question::Mention;

/// Whether a name owns a post of one of these lists: "Pakistan's consulate", "the embassy of Turkey".
fn owns_post(sentence: &Sentence, mention: &Mention, lists: &[&str], wordings: &Wordings) -> bool {
    let post = |at: usize| lists.iter().any(|list| wordings.is_listed(list, &sentence.tokens, at));
    let head = (mention.end..mention.end + 3).any(|at| post(at) && (mention.possessive || !mention.stands_alone()));
    head || preposition(sentence, mention) == "of" && (mention.start.saturating_sub(5)..mention.start).any(post)
}

/// Whose post "the building" is: the owner of the embassy that is named nearest, first before the sentence, then behind.
pub(super) fn post_near(sentences: &[Sentence], number: usize, lists: &[&str], wordings: &Wordings) -> Vec<Party> {
    let before = sentences.get(..number).unwrap_or_default().iter().rev().take(4);
    let behind = sentences.get(number..).unwrap_or_default().iter().take(4);
    let owner = |sentence: &Sentence| {
        let owners = sentence.mentions.iter().filter(|mention| owns_post(sentence, mention, lists, wordings));
        Some(parties(owners.take(1))).filter(|found| !found.is_empty())
    };
    before.chain(behind).find_map(owner).unwrap_or_default()
}

impl Reader<'_> {
    /// "Iran and Saudi Arabia restored ties", "a clash between Indian and Chinese troops"; of one who resumes ties "with"
    /// another, that one acts.
    pub(super) fn both(&self) -> Sides {
        let from = self.clause_start(self.act.start);
        let near = |mention: &&Mention| {
            let governed = matches!(self.preposition(mention), "in" | "at" | "by" | "over" | "near" | "after" | "under" | "from");
            mention.start >= from && mention.start <= self.last() + 10 && !governed && !self.crosses(self.last(), mention.start)
        };
        let mut sides = parties(self.mentions().filter(near));
        let subject = self.subject(self.verb);
        let one_acts = subject.len() == 1 && self.act.meaning.kind == Kind::RelationsRestored && !self.is_agreed();
        if sides.len() < 2 {
            sides = subject.iter().copied().chain(parties(self.mentions())).fold(Vec::new(), |mut all, party| {
                if !all.contains(&party) && all.len() < 2 {
                    all.push(party);
                }
                all
            });
        }
        // "at the United Nations in New York" is only the place.
        if sides.iter().filter(|party| !party.is_organisation()).count() > 1 {
            sides.retain(|party| !party.is_organisation());
        }
        sides.truncate(4);
        if one_acts {
            let targets = sides.into_iter().filter(|party| !subject.contains(party)).collect();
            return Sides { initiators: subject, targets, ..Sides::default() };
        }
        let targets = if sides.len() > 1 { sides.clone() } else { Vec::new() };
        Sides { initiators: sides, targets, mutual: true, ..Sides::default() }
    }

    /// "agreed to restore", "a joint statement": both sides have a part in it.
    pub(super) fn is_agreed(&self) -> bool {
        (0..self.sentence.tokens.len()).any(|at| {
            matches!(
                self.sentence.word(at),
                "agree" | "agreed" | "agrees" | "joint" | "jointly" | "mutual" | "mutually" | "between" | "both"
            )
        })
    }

    /// "Protesters stormed the British embassy in Tehran": the owner is struck; a state acts only if its forces do.
    pub(super) fn attack(&self) -> Sides {
        let (from, to) = (self.act.start, self.last());
        // "Six French workers were taken hostage".
        let passive = self.act.meaning.passive || matches!(self.sentence.word(from), "is" | "are" | "was" | "were" | "been" | "being");
        let cues = self.wordings.cues(&self.sentence.tokens);
        let mut targets = parties(self.mentions().filter(|mention| {
            let open = |word: usize| (mention.end..=word).all(|at| self.sentence.before(at) == ' ');
            let head = self.act.words.iter().any(|word| *word >= mention.end && *word <= mention.end + 3 && open(*word));
            head && (passive || mention.start > from) && !matches!(self.preposition(mention), "in" | "at")
        }));
        if targets.is_empty() {
            let behind =
                |mention: &&Mention| mention.start >= to && mention.start <= to + 4 && matches!(self.preposition(mention), "of" | "");
            targets = parties(self.mentions().filter(behind).take(1));
        }
        if targets.is_empty() {
            targets = parties(self.mentions().filter(|mention| self.owns_post(mention)).take(1));
        }
        let subject_end = if self.act.meaning.passive { self.sentence.tokens.len() } else { from };
        let forces = |mention: &&Mention| {
            let head = mention.end..mention.end + 4;
            let alone = mention.stands_alone() && !mention.possessive && mention.end == from;
            let force = cues.iter().any(|cue| cue.meaning == Cue::Force && head.contains(&cue.start));
            let agent = !self.act.meaning.passive || self.preposition(mention) == "by" || mention.start > self.verb;
            let crowd = cues.iter().any(|cue| cue.meaning == Cue::Crowd && head.contains(&cue.start));
            mention.end <= subject_end
                && (force || alone)
                && !crowd
                && agent
                && !mention.parties.iter().any(|party| targets.contains(party))
        };
        let initiators = parties(self.mentions().filter(forces).take(1));
        Sides { initiators, targets, ..Sides::default() }
    }

    /// "Pakistan's consulate", "the Korean embassy", "the ambassador of Turkey".
    pub(super) fn owns_post(&self, mention: &Mention) -> bool {
        owns_post(self.sentence, mention, &["embassy", "consulate", "anyenvoy"], self.wordings)
    }

    pub(super) fn broker(&self) -> Sides {
        let by = self.mentions().filter(|mention| {
            mention.start >= self.act.start
                && (self.preposition(mention) == "by"
                    || self.preposition(mention) == "of"
                        && (self.last().saturating_sub(1)..=self.last()).any(|at| self.sentence.word(at) == "of"))
        });
        let mut initiators = parties(by.take(1));
        if initiators.is_empty() {
            // "with Angola as mediator".
            initiators = parties(self.mentions().filter(|mention| mention.end == self.act.start));
        }
        if initiators.is_empty() {
            initiators = self.subject(self.verb);
        }
        let between: Vec<&Mention> = self
            .mentions()
            .filter(|mention| mention.start >= self.act.start && !matches!(self.preposition(mention), "in" | "at" | "by"))
            .collect();
        let mut targets: Vec<Party> = parties(between.into_iter()).into_iter().filter(|party| !initiators.contains(party)).collect();
        if targets.len() < 2 {
            targets = parties(self.mentions()).into_iter().filter(|party| !initiators.contains(party)).collect();
        }
        targets.truncate(3);
        Sides { initiators, targets, ..Sides::default() }
    }

    /// "A Polish teacher has been detained in Belarus and charged with spying": who is charged is no accuser.
    fn charged(&self) -> Option<Sides> {
        let is = |at: &usize| matches!(self.sentence.word(*at), "is" | "are" | "was" | "were" | "been" | "being");
        let aux = (self.verb.saturating_sub(9)..self.verb).rev().find(is)?;
        let verb = self.sentence.tokens.get(self.verb).is_some_and(is_participle);
        let open = (aux + 1..=self.verb).all(|at| self.sentence.before(at) == ' ') && !self.crosses(aux, self.verb);
        let suspects = self.subject(aux);
        let of_suspects = |mention: &Mention| mention.parties.iter().any(|party| suspects.contains(party));
        if self.act.meaning.kind != Kind::EspionageCase || !verb || !open || suspects.is_empty() {
            return None;
        }
        let agent = self.mentions().find(|mention| mention.start > aux && self.preposition(mention) == "by" && !of_suspects(mention));
        let place = self.mentions().find(|mention| mention.start > aux && self.preposition(mention) == "in" && !of_suspects(mention));
        let employer = self
            .mentions()
            .find(|mention| mention.start > self.act.start && matches!(self.preposition(mention), "for" | "to") && !of_suspects(mention));
        let initiators = parties(agent.or(place).into_iter());
        let targets = employer.map_or(suspects, |mention| mention.parties.clone());
        (!initiators.is_empty() && initiators != targets).then(|| Sides { initiators, targets, ..Sides::default() })
    }

    /// "steered by Russian military intelligence", "selling charts to the Chinese secret service".
    fn is_service(&self, mention: &Mention) -> bool {
        let service = matches!(self.sentence.word(mention.end), "intelligence" | "military" | "secret");
        service && (mention.start >= self.act.start || matches!(self.preposition(mention), "by" | "of" | "for" | "to"))
    }

    /// "accused Russia of", "charged a man with spying for Iran".
    pub(super) fn charge(&self) -> Sides {
        if let Some(sides) = self.charged() {
            return sides;
        }
        let mut initiators = self.subject(self.verb);
        // "Canada said that a group working for China had been behind the intrusion".
        let done = ["behind", "carried", "conducted", "launched", "committed", "mounted", "staged", "carries", "launches"];
        if self.act.meaning.kind == Kind::CyberattackAttributed && self.act.words.iter().any(|at| done.contains(&self.sentence.word(*at))) {
            let accused = parties(self.mentions().filter(|mention| mention.end <= self.verb).rev().take(1));
            let tellers = self.teller(&accused);
            if !accused.is_empty() {
                return Sides { initiators: tellers, targets: accused, ..Sides::default() };
            }
        }
        // "Beijing-backed hackers": who stands behind them is accused.
        let backed = |mention: &&Mention| {
            matches!(
                self.sentence.word(mention.end),
                "backed"
                    | "sponsored"
                    | "linked"
                    | "state"
                    | "aligned"
                    | "affiliated"
                    | "hackers"
                    | "hacking"
                    | "hacker"
                    | "spies"
                    | "spy"
                    | "agents"
            ) || self.is_service(mention)
        };
        let accused = parties(self.mentions().filter(|mention| !mention.possessive && backed(mention)));
        initiators.retain(|party| !accused.contains(party));
        if initiators.is_empty() && self.act.meaning.kind == Kind::CyberattackAttributed {
            initiators = self.teller(&accused);
        }
        if !accused.is_empty() {
            return Sides { initiators, targets: accused, ..Sides::default() };
        }
        let apart = |mention: &&Mention| !mention.parties.iter().any(|party| initiators.contains(party));
        let charged = |mention: &&Mention| {
            mention.start >= self.act.start && apart(mention) && !matches!(self.preposition(mention), "in" | "at" | "over")
        };
        let mut targets = parties(self.mentions().filter(charged).take(1));
        if targets.is_empty() {
            targets = parties(self.mentions().filter(|mention| apart(mention) && mention.start < self.act.start).take(1));
        }
        Sides { initiators, targets, ..Sides::default() }
    }
}
