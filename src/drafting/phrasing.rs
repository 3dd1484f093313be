//! The text of a claim: own short words for the act where its sentence tells all of it, what was said of a quotation, or
//! else the sentence as the article has it.

use super::choose::Told;
use super::claims::Reading;
use super::compose::Whole;
use super::events::Standing;
use super::sentences::Sentence;
use super::titles::{self, Parts};
use crate::incident::{Aspect, Date, Kind, Party, Stance};

/// A quotation stands for its sentence if it makes up so much of it.
const MOST: f32 = 0.6;

impl Whole<'_> {
    /// What a claim says.
    pub(super) fn claim_text(&self, main: &Told, date: Option<&Date>, reading: &Reading) -> Option<String> {
        let sentence = self.sentences.get(reading.sentence)?;
        let own = if reading.aspect == Aspect::What && reading.stance != Stance::Denied {
            self.act_in_own_words(main, date, reading.sentence)
        } else {
            None
        };
        let text = match own {
            Some(text) => text,
            None => {
                let said = reading.by.as_ref().and_then(|_| quotation(sentence, &self.article.text)).map(|said| format!("\"{said}.\""));
                said.or_else(|| self.article.text.get(sentence.start..sentence.end).map(str::to_owned))?
            }
        };
        Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// "Norway expelled 12 diplomats of Russia on 13 March 2024.", if the sentence itself tells both sides.
    fn act_in_own_words(&self, main: &Told, date: Option<&Date>, number: usize) -> Option<String> {
        let same = |one: &[Party], other: &[Party]| one.len() == other.len() && one.iter().all(|party| other.contains(party));
        let event = main.events.iter().filter_map(|at| self.events.get(*at)).find(|event| {
            let whole = same(&event.sides.initiators, &main.sides.initiators) && same(&event.sides.targets, &main.sides.targets);
            event.sentence == number && event.standing == Standing::News && event.kind == main.kind && whole && !event.sides.inferred
        })?;
        if event.sides.initiators.is_empty() || event.sides.targets.is_empty() || !says_all(main.kind) {
            return None;
        }
        let told = event.when.and_then(super::days::When::date).filter(|told| Some(told) == date);
        let parts = Parts {
            kind: main.kind,
            initiators: &event.sides.initiators,
            targets: &event.sides.targets,
            number: self.number_in(event),
            post: self.post_in(event),
        };
        Some(titles::summary(&parts, told.as_ref(), self.vocabulary))
    }
}

/// Whether the words for a kind leave nothing out that an article tells of such an act.
const fn says_all(kind: Kind) -> bool {
    kind.is_about_relations()
        || matches!(
            kind,
            Kind::AmbassadorRecalled
                | Kind::AmbassadorSummoned
                | Kind::AmbassadorExpelled
                | Kind::DiplomatsExpelled
                | Kind::EmbassyClosed
                | Kind::EmbassyOpened
                | Kind::RecognitionGranted
                | Kind::RecognitionWithdrawn
                | Kind::MembershipWithdrawn
                | Kind::MembershipSuspended
                | Kind::AirspaceClosed
                | Kind::BorderClosed
        )
}

/// What is said, if a sentence is one quotation and the name of its speaker.
fn quotation<'a>(sentence: &Sentence, text: &'a str) -> Option<&'a str> {
    let from = sentence.quoted.iter().position(|quoted| *quoted)?;
    let to = sentence.quoted.iter().rposition(|quoted| *quoted)? + 1;
    let whole = sentence.quoted.get(from..to)?.iter().all(|quoted| *quoted);
    let share = (to - from) as f32 / sentence.tokens.len().max(1) as f32;
    let rest = from > 0 || to < sentence.tokens.len();
    let said = sentence.text_of(text, from, to);
    // Half a sentence in quotation marks says nothing by itself.
    let begins = said.chars().next().is_some_and(|first| first.is_uppercase() || first.is_numeric());
    (whole && rest && begins && share >= MOST && to - from > 3).then_some(said)
}
