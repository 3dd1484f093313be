//! What happened between parties over time: exactly those incidents that fit a filter, in their order, each with the sources
//! of the claim that tells it.

use serenity::builder::CreateActionRow;

use super::bot::Bot;
use super::card::{name, with_flag};
use super::controls::{Action, Control, cards, row};
use super::dates::Dates;
use super::escape::{escape, plain};
use super::incoming::Incoming;
use super::reply::Reply;
use super::sheet::{Frame, LINES, Piece, Sheet};
use super::tongues::Tongues;
use super::words::Language;
use crate::answer::{Citations, Said};
use crate::incident::{Aspect, Date, Incident, Kind, Party};
use crate::register::{Register, View};

/// Between the parts of a filter in few characters; a date may hold commas.
const SEPARATOR: &str = "|";

/// Which incidents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Filter {
    /// A side of them.
    pub(super) party: Party,
    /// Another party that matters in them.
    pub(super) with: Option<Party>,
    /// What they are filed under.
    pub(super) kind: Option<Kind>,
    /// Not before.
    pub(super) from: Option<Date>,
    /// Not after.
    pub(super) to: Option<Date>,
}

/// With which incident a page begins, and how many stand on it at most.
type Page = (usize, usize);

impl Filter {
    /// What an incident is part of: what else happened between its sides.
    pub(super) fn around(incident: &Incident) -> Option<Self> {
        let parties = incident.parties();
        let party = *incident.initiators.first().or(parties.first())?;
        let with = incident.targets.iter().chain(&parties).find(|other| **other != party).copied();
        Some(Self { party, with, kind: None, from: None, to: None })
    }

    /// Reads what [`Filter::in_words`] wrote.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut parts = text.split(SEPARATOR);
        let mut part = || parts.next().filter(|part| !part.is_empty());
        let party = Party::parse(part()?).ok()?;
        let with = part().and_then(|code| Party::parse(code).ok());
        let kind = part().and_then(Kind::from_name);
        let mut day = || part().and_then(|day| Date::parse(day).ok());
        Some(Self { party, with, kind, from: day(), to: day() })
    }

    /// In few characters.
    pub(super) fn in_words(&self) -> String {
        let day = |date: &Option<Date>| date.as_ref().map(|date| date.as_str().to_owned()).unwrap_or_default();
        let with = self.with.map_or("", Party::code);
        let kind = self.kind.map_or("", Kind::name);
        [self.party.code(), with, kind, &day(&self.from), &day(&self.to)].join(SEPARATOR)
    }

    /// The slots of the incidents that fit, oldest first.
    pub(super) fn select(&self, register: &Register) -> Vec<u32> {
        let mut slots = self.fitting(register);
        slots.sort_by_cached_key(|slot| register.index().entry(*slot).map(|entry| (entry.first, *slot)));
        slots
    }

    /// The same in no order that matters. Only what the index has of the party is looked at.
    pub(super) fn fitting(&self, register: &Register) -> Vec<u32> {
        let index = register.index();
        let fits = |slot: &u32| {
            index.entry(*slot).is_some_and(|entry| {
                let matters = |party| entry.is_side(party) || entry.others().contains(&party);
                matters(self.party)
                    && self.with.is_none_or(matters)
                    && self.kind.is_none_or(|kind| entry.kind == kind)
                    && self.from.as_ref().is_none_or(|from| entry.last >= from.first())
                    && self.to.as_ref().is_none_or(|to| entry.first <= to.last())
            })
        };
        match self.with {
            Some(with) => index.between(self.party, with).into_iter().filter(fits).collect(),
            None => index.of_party(self.party).filter(fits).collect(),
        }
    }
}

/// A stretch of a timeline as it is laid out: its lines and what they rest on.
fn stretch(register: &Register, slots: &[u32], dates: Dates<'_>) -> Sheet {
    let (mut citations, mut pieces) = (Citations::default(), Vec::new());
    for incident in slots.iter().filter_map(|slot| register.index().incident_in(*slot)) {
        let label = format!("**{}** ", escape(&dates.plain(&incident.date)));
        let of = |aspect: Aspect| incident.claims.iter().find(|claim| claim.aspect == aspect);
        let claim = of(Aspect::When).or_else(|| of(Aspect::What)).or_else(|| incident.claims.first());
        let statement = claim.and_then(|claim| citations.state(Said::AsRecorded(incident.title.clone()), &incident, claim));
        // A line for each, so that lines can be counted; no record without a source is taken in.
        let piece = statement.map(|statement| Piece::stated(&label, &statement, dates));
        pieces.push(piece.unwrap_or_else(|| Piece::line(label.trim_end().to_owned())));
    }
    Sheet::new(pieces, citations.into_sources(), dates)
}

impl Bot {
    /// A page of a timeline. Only what is shown is opened and laid out, however many incidents there are.
    pub(super) fn timeline(&self, view: &View, filter: &Filter, (asker, place): (u64, usize), language: Language) -> Reply {
        let register = &view.register;
        let names = [Some(filter.party), filter.with].into_iter().flatten();
        let names = names.map(|party| with_flag(party, name(party, register, language)));
        let names = names.collect::<Vec<_>>().join(" – ");
        let slots = filter.select(register);
        if slots.is_empty() {
            let none = self.words.say_with(language, "timeline-none", &[("parties", names.into())]);
            return Reply::private(none);
        }
        let head = self.words.say_with(language, "timeline-head", &[("parties", names.into()), ("count", slots.len().into())]);
        let ((from, most), dates) = (read_place(place), self.dates(language));
        let page = slots.get(from..).unwrap_or(&slots).iter().take(most);
        let mut tongues = Tongues::default();
        page.filter_map(|slot| register.index().incident_in(*slot)).for_each(|incident| tongues.add(incident.language()));
        let frame = Frame { head: format!("{head}\n"), foot: self.foot(view.as_of.as_ref(), &tongues, language) };
        // Some may have been retracted since the button was made.
        let (from, most) = if from < slots.len() { (from, most) } else { before(register, &slots, (&frame, dates)) };
        let rest = slots.get(from..).unwrap_or_default();
        let (content, lines) = stretch(register, rest.get(..most).unwrap_or(rest), dates).first(&frame, from == 0 && rest.len() <= most);
        let back = (from > 0).then(|| before(register, slots.get(..from).unwrap_or_default(), (&frame, dates)));
        let on = (lines < rest.len()).then_some((from + lines.max(1), LINES));
        Reply { content, rows: turning(filter, asker, (back, on)), ..Reply::default() }
    }
}

/// The page that ends with the last of these: with which one it begins, and how many stand on it.
fn before(register: &Register, slots: &[u32], (frame, dates): (&Frame, Dates<'_>)) -> Page {
    let earliest = slots.len().saturating_sub(LINES);
    let fits = |from: &usize| {
        let page = slots.get(*from..).unwrap_or_default();
        stretch(register, page, dates).first(frame, false).1 >= page.len()
    };
    let from = (earliest..slots.len()).find(fits).unwrap_or(slots.len().saturating_sub(1));
    (from, slots.len() - from)
}

/// A page as one number. With how many stand on it, so that what was turned back ends where the page before began.
const fn place((from, most): Page) -> usize {
    from.saturating_mul(LINES).saturating_add(LINES.saturating_sub(most))
}

/// Reads what [`place`] wrote; 0 is the first page.
const fn read_place(place: usize) -> Page {
    (place / LINES, LINES - place % LINES)
}

impl Bot {
    /// How relations between two parties stand, with the incidents that decide it; `None` if none does.
    pub(super) fn relations(&self, view: &View, pair: (Party, Party), day: Option<&Date>, incoming: &Incoming) -> Option<Reply> {
        let language = incoming.language();
        let answer = view.register.relations(pair, day, &self.today())?;
        let sides = [pair.0, pair.1].map(|party| with_flag(party, name(party, &view.register, language))).join(" – ");
        let sheet = Sheet::of(&answer, self.dates(language));
        let foot = self.foot(view.as_of.as_ref(), &Tongues::of(&answer, &[], view), language);
        let content = self.first_of(&sheet, &Frame { head: format!("**{sides}**\n"), foot }, language);
        let asker = incoming.user.get();
        let deciding: Vec<(String, String)> = answer.incidents.iter().map(|named| (named.id.clone(), plain(&named.title))).collect();
        let mut rows: Vec<CreateActionRow> = cards(asker, &deciding).into_iter().collect();
        rows.push(row(&[(Control::new(Action::Delete, asker), "✕".to_owned())]));
        Some(Reply { content, rows, ..Reply::default() })
    }
}

impl Bot {
    /// The first page; of more, how many there are, and where to read them.
    fn first_of(&self, sheet: &Sheet, frame: &Frame, language: Language) -> String {
        let mut pages = sheet.pages(frame);
        // A longer foot makes pages shorter, and perhaps one more.
        for _ in 0..2 {
            if pages.len() > 1 {
                let left = self.words.say_with(language, "pages-left", &[("count", (pages.len() - 1).into())]);
                pages = sheet.pages(&Frame { head: frame.head.clone(), foot: format!("-# {left}\n{}", frame.foot) });
            }
        }
        pages.into_iter().next().unwrap_or_default()
    }
}

fn turning(filter: &Filter, asker: u64, (back, on): (Option<Page>, Option<Page>)) -> Vec<CreateActionRow> {
    let to = |page| Control::new(Action::TimelinePage, asker).about(&filter.in_words()).at(place(page));
    let arrows = [(back, "◀"), (on, "▶")].into_iter().filter_map(|(page, arrow)| Some((to(page?), arrow.to_owned())));
    let mut buttons: Vec<(Control, String)> = arrows.collect();
    buttons.push((Control::new(Action::Delete, asker), "✕".to_owned()));
    vec![row(&buttons)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_can_be_read_again_and_fits_into_an_id() {
        let full = Filter {
            party: Party::parse("ARAB-LEAGUE").unwrap(),
            with: Party::parse("SUHH").ok(),
            kind: Some(Kind::CyberattackAttributed),
            from: Date::parse("1990-01-01").ok(),
            to: Date::parse("2026-11-01").ok(),
        };
        let bare = Filter { party: Party::parse("AL").unwrap(), with: None, kind: None, from: None, to: None };
        for filter in [full, bare] {
            assert!(filter.in_words().len() <= 80, "{}", filter.in_words());
            assert_eq!(Filter::read(&filter.in_words()), Some(filter));
        }
        for text in ["", "|", "zz", "AL,IR"] {
            assert_eq!(Filter::read(text), None, "{text}");
        }
    }

    #[test]
    fn exactly_what_fits_is_selected_in_its_order() {
        let register = Register::starter().unwrap();
        let filter = Filter::read("AL|IR|||").unwrap();
        let index = register.index();
        let found: Vec<i32> = filter.select(&register).iter().map(|slot| index.entry(*slot).unwrap().first).collect();
        assert!(!found.is_empty() && found.is_sorted());
        let of_kind = Filter { kind: Some(Kind::RelationsSevered), ..filter.clone() }.select(&register);
        assert!(!of_kind.is_empty() && of_kind.len() < found.len() || found.len() == 1);
        // The index knows of one party what a look at everything finds: sides and third parties, once each.
        let alone = Filter { with: None, ..filter.clone() }.select(&register);
        let party = filter.party;
        let mut all: Vec<u32> = index
            .slots()
            .filter(|slot| index.entry(*slot).is_some_and(|entry| entry.is_side(party) || entry.others().contains(&party)))
            .collect();
        all.sort_by_key(|slot| (index.entry(*slot).unwrap().first, *slot));
        assert!(alone.len() > found.len() && alone == all);
        let late = Filter { from: Date::parse("2100").ok(), ..filter }.select(&register);
        assert!(late.is_empty());
    }
}
