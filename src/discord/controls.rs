//! Buttons and menus under a message, and what their ids say: `<version><action><asker>:<page>:<incident>`. What a button
//! needs stands in its id or is kept in the store, so that it works after a restart. At most 100 characters.

use serenity::builder::{CreateActionRow, CreateButton, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption};
use serenity::model::application::ButtonStyle;
use serenity::model::id::UserId;

use super::limits::{OPTION, OPTIONS, shorten};
use super::words::{Language, Words};

/// Raised when ids change their meaning: what an older version posted then says that it is stale.
const VERSION: char = '1';

/// What a control does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Action {
    Why,
    Timeline,
    Sources,
    Dispute,
    Delete,
    Page,
    Pick,
    Card,
    FollowUp,
    TimelinePage,
    Kept,
    Export,
    Erase,
    EraseNow,
    Tell,
    Claims,
}

const ACTIONS: [(Action, char); 16] = [
    (Action::Why, 'w'),
    (Action::Timeline, 't'),
    (Action::Sources, 's'),
    (Action::Dispute, 'd'),
    (Action::Delete, 'x'),
    (Action::Page, 'p'),
    (Action::Pick, 'c'),
    (Action::Card, 'i'),
    (Action::FollowUp, 'f'),
    (Action::TimelinePage, 'q'),
    (Action::Kept, 'k'),
    (Action::Export, 'e'),
    (Action::Erase, 'r'),
    (Action::EraseNow, 'y'),
    (Action::Tell, 'n'),
    (Action::Claims, 'a'),
];

/// What the id of a control says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Control {
    /// What it does.
    pub(super) action: Action,
    /// Who asked, and may delete the answer.
    pub(super) asker: u64,
    /// A page, from 0.
    pub(super) page: usize,
    /// The incident it is about, or that a follow-up was about; may be empty.
    pub(super) incident: String,
}

impl Control {
    /// A control of an answer.
    pub(super) fn new(action: Action, asker: u64) -> Self {
        Self { action, asker, page: 0, incident: String::new() }
    }

    /// The same about an incident.
    pub(super) fn about(self, incident: &str) -> Self {
        Self { incident: incident.to_owned(), ..self }
    }

    /// The same for a page.
    pub(super) fn at(self, page: usize) -> Self {
        Self { page, ..self }
    }

    /// Reads an id; `None` if this version never wrote it.
    pub(super) fn read(id: &str) -> Option<Self> {
        let rest = id.strip_prefix(VERSION)?;
        let letter = rest.chars().next()?;
        let (action, _) = *ACTIONS.iter().find(|(_, known)| *known == letter)?;
        let mut parts = rest.get(1..)?.splitn(3, ':');
        let asker = u64::from_str_radix(parts.next()?, 36).ok()?;
        let page = usize::from_str_radix(parts.next()?, 36).ok()?;
        Some(Self { action, asker, page, incident: parts.next()?.to_owned() })
    }

    /// Who asked. Whatever an id is forged to say, it is one that can be made.
    pub(super) fn user(&self) -> UserId {
        UserId::new(self.asker.clamp(1, u64::MAX - 1))
    }

    /// The id.
    pub(super) fn id(&self) -> String {
        let letter = ACTIONS.iter().find(|(action, _)| *action == self.action).map_or(' ', |(_, letter)| *letter);
        format!("{VERSION}{letter}{}:{}:{}", base_36(self.asker), base_36(self.page as u64), self.incident)
    }

    fn button(&self, label: String) -> CreateButton {
        CreateButton::new(self.id()).label(label).style(ButtonStyle::Secondary)
    }
}

/// An incident to choose.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    /// Its id.
    pub(super) id: String,
    /// Its title.
    pub(super) title: String,
    /// Date and parties.
    pub(super) about: String,
}

/// What stands under an answer.
#[derive(Debug, Clone)]
pub(super) struct Under<'a> {
    /// Who asked.
    pub(super) asker: u64,
    /// The incident that a follow-up is read with, where the message cannot be found by its question; else empty.
    pub(super) focus: &'a str,
    /// The incident that the answer is mainly about, if it has one.
    pub(super) incident: Option<&'a str>,
    /// Incidents to choose from, or the nearest ones.
    pub(super) candidates: &'a [Choice],
    /// The page shown, of how many.
    pub(super) page: (usize, usize),
    /// Whether a reply to the message would reach us without its text, so that a button must do.
    pub(super) follow_up: bool,
    /// Whether somebody may want to be told when it can be answered.
    pub(super) tell: bool,
}

impl Under<'_> {
    /// The rows.
    pub(super) fn rows(&self, words: &Words, language: Language) -> Vec<CreateActionRow> {
        let control = |action| Control::new(action, self.asker).about(self.focus);
        let mut buttons = vec![control(Action::Why).button(words.say(language, "why-button"))];
        if let Some(incident) = self.incident {
            let about = |action| Control::new(action, self.asker).about(incident);
            buttons.push(about(Action::Timeline).button(words.say(language, "timeline-button")));
            buttons.push(control(Action::Sources).button(words.say(language, "sources-button")));
            buttons.push(about(Action::Dispute).button(words.say(language, "dispute-button")));
        }
        buttons.push(control(Action::Delete).button("✕".to_owned()));
        let mut rows = vec![CreateActionRow::Buttons(buttons)];
        let mut second = Vec::new();
        let (page, pages) = self.page;
        if pages > 1 {
            let to = |page: usize| control(Action::Page).at(page);
            second.push(to(page.saturating_sub(1)).button("◀".to_owned()).disabled(page == 0));
            // Two buttons may not have the same id; that of the last page leads nowhere anyway.
            second.push(to(page + 1).button("▶".to_owned()).disabled(page + 1 >= pages));
        }
        if self.follow_up {
            let incident = self.incident.unwrap_or_default();
            second.push(Control::new(Action::FollowUp, self.asker).about(incident).button(words.say(language, "follow-up-button")));
        }
        if self.tell {
            second.push(control(Action::Tell).button(words.say(language, "gap-tell")));
        }
        if !second.is_empty() {
            rows.push(CreateActionRow::Buttons(second));
        }
        rows.extend(self.menu(words, language));
        rows
    }

    fn menu(&self, words: &Words, language: Language) -> Option<CreateActionRow> {
        if self.candidates.is_empty() {
            return None;
        }
        let option = |choice: &Choice| {
            CreateSelectMenuOption::new(shorten(&choice.title, OPTION), choice.id.clone()).description(shorten(&choice.about, OPTION))
        };
        let options = self.candidates.iter().take(OPTIONS).map(option).collect();
        let (pick, all) = (words.say(language, "pick"), self.candidates.len());
        let placeholder = if all > OPTIONS { format!("{pick} ({OPTIONS}/{all})") } else { pick };
        let id = Control::new(Action::Pick, self.asker).about(self.focus).id();
        let menu = CreateSelectMenu::new(id, CreateSelectMenuKind::String { options }).placeholder(placeholder);
        Some(CreateActionRow::SelectMenu(menu))
    }
}

/// A row of buttons that lead to cards, of at most five.
pub(super) fn cards(asker: u64, incidents: &[(String, String)]) -> Option<CreateActionRow> {
    let button = |(id, label): &(String, String)| Control::new(Action::Card, asker).about(id).button(shorten(label, 38));
    let buttons: Vec<CreateButton> = incidents.iter().take(5).map(button).collect();
    (!buttons.is_empty()).then_some(CreateActionRow::Buttons(buttons))
}

/// A row of these buttons.
pub(super) fn row(buttons: &[(Control, String)]) -> CreateActionRow {
    CreateActionRow::Buttons(buttons.iter().map(|(control, label)| control.button(label.clone())).collect())
}

/// The number in as few digits as letters and figures make.
pub(super) fn base_36(mut number: u64) -> String {
    let mut digits = Vec::new();
    loop {
        digits.push(char::from_digit((number % 36) as u32, 36).unwrap_or('0'));
        number /= 36;
        if number == 0 {
            return digits.iter().rev().collect();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_says_what_it_was_made_of_and_fits() {
        for (action, _) in ACTIONS {
            let control = Control::new(action, u64::MAX).at(99).about(&"i".repeat(80));
            assert!(control.id().len() <= 100, "{}", control.id());
            assert_eq!(Control::read(&control.id()), Some(control));
        }
        assert_eq!(Control::read(&Control::new(Action::Why, 0).id()), Some(Control::new(Action::Why, 0)));
    }

    #[test]
    fn a_forged_asker_breaks_nothing() {
        for asker in [0, 1, u64::MAX] {
            assert!(Control::new(Action::Why, asker).user().get() > 0);
        }
    }

    #[test]
    fn what_was_never_written_is_not_read() {
        for id in ["", "1", "0w1:0:", "1?1:0:", "1w", "1w1", "1w!:0:", "1wzzzzzzzzzzzzzz:0:", "é", "1é1:0:"] {
            assert_eq!(Control::read(id), None, "{id}");
        }
    }
}
