//! A proposal that waits, as its author may still change it and take it back: what of it is to be changed is chosen from a
//! menu, and a form is filled in with what is proposed, over the record as it stands by then. Reviewers are shown it anew.

use serenity::builder::{CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption};
use serenity::model::application::{ButtonStyle, ComponentInteraction, ComponentInteractionDataKind, ModalInteraction};

use super::edited::{Edited, asked, correction, fields, keep_own, standing};
use super::form::{Typed, carried, sent, value};
use super::{Member, Step, Topic};
use crate::discord::bot::Bot;
use crate::discord::escape::plain;
use crate::discord::incoming::Incoming;
use crate::discord::limits::{OPTION, OPTIONS, shorten};
use crate::discord::reply::Reply;
use crate::discord::words::Language;
use crate::incident::amend::Amendment;
use crate::incident::difference::{Difference, differences};
use crate::incident::{ClaimKey, Incident};
use crate::register::keeping::{Conflict, Made, Rebased, Refusal};
use crate::store::{Proposal, ProposalAct, StoreError};

/// What is chosen to be changed, beside the keys of claims.
const RECORD: &str = "record";
const SIDES: &str = "sides";

/// The proposal of a step, and the edition that was seen.
fn named(step: &Step) -> (&str, i64) {
    let edition = step.argument(1).and_then(|number| number.parse().ok()).unwrap_or_default();
    (step.argument(0).unwrap_or_default(), edition)
}

/// The revisions of the record, and of the one that a merge takes in, that the form is filled in from.
fn made_from(made: &Made) -> [i64; 2] {
    [made.base.revision, made.other.as_ref().map(|(_, base)| base.revision).unwrap_or_default()]
}

fn step_of(act: char, (id, edition): (&str, i64), part: &str, made: &Made) -> Step {
    let [into, from] = made_from(made);
    Step::new(Topic::Review, act, 0).with(id).with(edition).with(part).with(into).with(from)
}

/// The revisions that the form of a step was filled in from.
fn seen(step: &Step) -> [i64; 2] {
    [3, 4].map(|position| step.argument(position).and_then(|number| number.parse().ok()).unwrap_or_default())
}

/// What the form of a step is about; whether it is the second one of the record.
fn part(step: &Step) -> (Edited, bool) {
    let part = step.argument(2).unwrap_or_default();
    (ClaimKey::parse(part), part == SIDES)
}

impl Bot {
    /// The buttons under a proposal of one's own.
    pub(super) fn for_author(&self, language: Language, proposal: &Proposal) -> CreateActionRow {
        let button = |act: char, key: &str| {
            let id = Step::new(Topic::Review, act, 0).with(&proposal.id).with(proposal.edition).id();
            CreateButton::new(id).label(self.words.say(language, key)).style(ButtonStyle::Secondary)
        };
        let changes = matches!(proposal.act, ProposalAct::Put | ProposalAct::Merge);
        let revise = changes.then(|| button('e', "proposal-revise"));
        CreateActionRow::Buttons(revise.into_iter().chain([button('w', "proposal-withdraw")]).collect())
    }

    /// A button or menu of one's own proposal was used.
    pub(super) async fn own_pressed(&self, incoming: &Incoming, interaction: &ComponentInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let (id, edition) = named(step);
        if step.act == 'w' {
            return self.withdraw(incoming, &member, id).await;
        }
        let Some(proposal) = self.own_open(incoming, &member, id).await? else { return Ok(()) };
        let Some(Rebased { made, differences }) = self.stands_now(incoming, &member, &proposal).await? else { return Ok(()) };
        if step.act == 'e' {
            incoming.send(self.what_to_change(&proposal, (&made.incident, &differences), incoming.language())).await;
            return Ok(());
        }
        let chosen = match &interaction.data.kind {
            ComponentInteractionDataKind::StringSelect { values } => values.first().map(String::as_str),
            _ => step.argument(2),
        };
        let form = step_of('f', (id, edition), chosen.unwrap_or_default(), &made);
        let (edited, second) = part(&form);
        let Some(mut typed) = standing(&made.incident, edited) else { return self.told(incoming, "refused-no-claim").await };
        typed.insert("reason", proposal.reason.clone());
        typed.extend(carried(fields(edited), Some(&interaction.message)));
        incoming.respond(self.form(incoming.language(), &form, &made.incident.title, (asked(edited, second), &typed))).await;
        Ok(())
    }

    /// The proposal over the record as it stands; if there is none such, that is said.
    async fn stands_now(&self, incoming: &Incoming, member: &Member, proposal: &Proposal) -> Result<Option<Rebased>, StoreError> {
        match member.keeping(&self.store).rebased(proposal).await {
            Ok(rebased) => Ok(Some(rebased)),
            Err(Refusal::Store(error)) => Err(error),
            Err(refusal) => {
                self.refuse(incoming, &refusal).await;
                Ok(None)
            }
        }
    }

    async fn withdraw(&self, incoming: &Incoming, member: &Member, id: &str) -> Result<(), StoreError> {
        if let Err(refusal) = member.keeping(&self.store).withdraw(id, &(self.clock.now)()).await {
            self.refuse(incoming, &refusal).await;
            return Ok(());
        }
        self.errands.wake();
        incoming.update(Reply::private(self.words.say(incoming.language(), "proposal-withdrawn"))).await;
        Ok(())
    }

    /// The member's own proposal, if it can still be changed; else it is said why not.
    async fn own_open(&self, incoming: &Incoming, member: &Member, id: &str) -> Result<Option<Proposal>, StoreError> {
        let proposal = member.keeping(&self.store).proposal(id).await?;
        let refusal = match proposal {
            Some(proposal) if proposal.author != member.user => Refusal::NotAllowed,
            Some(proposal) if !proposal.state.is_open() => Refusal::Decided(proposal.state),
            Some(proposal) => return Ok(Some(proposal)),
            None => Refusal::NoProposal,
        };
        self.refuse(incoming, &refusal).await;
        Ok(None)
    }

    /// A menu of what can be changed: the record's own fields, and its claims, as many as fit; under what is different in the
    /// record since it was proposed.
    fn what_to_change(&self, proposal: &Proposal, (made, differences): (&Incident, &[Difference]), language: Language) -> Reply {
        let say = |key: &str| self.words.say(language, key);
        let mut options =
            vec![CreateSelectMenuOption::new(say("proposal-record"), RECORD), CreateSelectMenuOption::new(say("sides-button"), SIDES)];
        let mut keys: Vec<ClaimKey> = Vec::new();
        for (number, claim) in (1..).zip(&made.claims) {
            if options.len() < OPTIONS && !keys.contains(&claim.key()) {
                keys.push(claim.key());
                let aspect = say(&format!("aspect-{}", claim.aspect.name()));
                let label = shorten(&plain(&format!("{number}. {aspect}: {}", claim.text)), OPTION);
                options.push(CreateSelectMenuOption::new(label, claim.key().to_string()));
            }
        }
        let menu = Step::new(Topic::Review, 'm', 0).with(&proposal.id).with(proposal.edition).id();
        let menu = CreateSelectMenu::new(menu, CreateSelectMenuKind::String { options }).placeholder(say("proposal-what"));
        let content = match differences {
            [] => say("proposal-what"),
            since => self.listed(say("proposal-moved"), since.iter().map(|difference| self.difference(difference, language))),
        };
        Reply { rows: vec![CreateActionRow::SelectMenu(menu)], ..Reply::private(content) }
    }

    /// The form is sent: it takes the place of what was proposed, if that is still as it was seen.
    pub(super) async fn own_sent(&self, incoming: &Incoming, interaction: &ModalInteraction, step: &Step) -> Result<(), StoreError> {
        let Some(member) = self.moderator(incoming).await else { return Ok(()) };
        let (id, edition) = named(step);
        let Some(proposal) = self.own_open(incoming, &member, id).await? else { return Ok(()) };
        let Some(Rebased { made, .. }) = self.stands_now(incoming, &member, &proposal).await? else { return Ok(()) };
        let (mut edited, second) = part(step);
        let mut typed = standing(&made.incident, edited).unwrap_or_default();
        typed.extend(carried(fields(edited), interaction.message.as_deref()));
        typed.extend(sent(fields(edited), interaction));
        let keeping = member.keeping(&self.store);
        let revised = if proposal.edition == edition && seen(step) != made_from(&made) {
            // What was filled in is of another edition: whoever sends it is to see what is there now.
            match keeping.rebased_at(&proposal, seen(step)).await {
                Ok(before) => {
                    let before = before.map_or_else(|| proposal.incident.clone(), |before| before.made.incident);
                    edited = keep_own(&mut typed, edited, (&before, &made.incident));
                    let differences = differences(&before, &made.incident);
                    Err(Refusal::Conflict(Box::new(Conflict { id: made.incident.id.clone(), now: None, differences })))
                }
                Err(refusal) => Err(refusal),
            }
        } else {
            match self.revised(incoming, &made.incident, (edited, &typed)) {
                Ok(incident) => keeping.revise(id, edition, Made { incident, ..made.clone() }, value(&typed, "reason")).await,
                Err(refusal) => Err(refusal),
            }
        };
        match revised {
            Ok(proposal) => {
                self.errands.wake();
                let put_in = [("incident", plain(&proposal.incident.id).into()), ("proposal", proposal.id.as_str().into())];
                let content = self.words.say_with(incoming.language(), "proposal-revised", &put_in);
                let rows = vec![self.for_author(incoming.language(), &proposal)];
                incoming.send(Reply { rows, ..Reply::private(content) }).await;
            }
            Err(refusal) => {
                let part = edited.map_or_else(|| if second { SIDES } else { RECORD }.to_owned(), |key| key.to_string());
                let again = step_of('F', (id, edition), &part, &made);
                self.offer_again(incoming, &refusal, (fields(edited), &typed), &[(again, "correct-button")]).await;
            }
        }
        Ok(())
    }

    /// The proposed record with what was typed.
    fn revised(&self, incoming: &Incoming, proposed: &Incident, (edited, typed): (Edited, &Typed)) -> Result<Incident, Refusal> {
        match edited {
            None => self.edited_record(incoming, proposed, typed).map_err(Refusal::Faults),
            Some(claim) => {
                let by = correction(typed).map_err(Refusal::Faults)?;
                Ok(proposed.amended(&[Amendment::Correct { claim, by }])?)
            }
        }
    }
}
