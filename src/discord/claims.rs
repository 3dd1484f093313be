//! Why an answer says what it says: each claim of its incidents with speaker, stance and sources; and how the question was read.

use super::bot::Bot;
use super::controls::{Action, Control, row};
use super::escape::escape;
use super::limits::{LEFT_OUT, MESSAGE, cut, length, more};
use super::reply::Reply;
use super::sheet::{Frame, Piece, Sheet};
use super::words::Language;
use crate::answer::{Answer, Citations};
use crate::incident::{Claim, Incident};
use crate::register::{Turn, View, explain};

impl Bot {
    /// A page of the claims of these incidents. The pages of one are turned by buttons: its id fits into theirs.
    pub(super) fn claims(&self, view: &View, ids: &[&str], (asker, page): (u64, usize), language: Language) -> Reply {
        let (mut citations, dates) = (Citations::default(), self.dates(language));
        let mut pieces = Vec::new();
        for incident in ids.iter().filter_map(|id| view.register.index().incident(id)) {
            pieces.push(Piece::line(format!("**{}** ({})", escape(&incident.title), dates.plain(&incident.date))));
            for claim in &incident.claims {
                let by = claim.by.as_ref().map(|by| format!("{}, ", escape(by))).unwrap_or_default();
                let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
                let standing = self.standing(&incident, claim, language);
                if let Some(statement) = citations.state(claim.text.clone(), &incident, claim) {
                    pieces.push(Piece::stated(&format!("- {aspect} ({by}{standing}): "), &statement));
                }
            }
        }
        let pages = Sheet::new(pieces, citations.into_sources(), dates)
            .pages(&Frame { head: String::new(), foot: self.foot(view.as_of.as_ref(), language) });
        let shown = page.min(pages.len().saturating_sub(1));
        let (count, rest) = (pages.len(), pages.len() - 1 - shown);
        let mut content = pages.into_iter().nth(shown).unwrap_or_default();
        if let ([id], true) = (ids, count > 1) {
            let to = |page: usize| Control::new(Action::Claims, asker).about(id).at(page);
            let before = (shown > 0).then(|| (to(shown - 1), "◀".to_owned()));
            let after = (rest > 0).then(|| (to(shown + 1), "▶".to_owned()));
            let buttons: Vec<(Control, String)> = before.into_iter().chain(after).collect();
            return Reply { rows: vec![row(&buttons)], ..Reply::private(content) };
        }
        if rest > 0 {
            let told = self.words.say_with(language, "pages-left", &[("count", rest.into())]);
            if length(&content) + length(&told) < MESSAGE {
                content = format!("{content}\n-# {told}");
            }
        }
        Reply::private(content)
    }

    /// "asserted, probably true, one independent source": the stance of a claim, how credible it is, and how many of its sources
    /// are independent of each other, if that is fewer than are shown.
    pub(super) fn standing(&self, incident: &Incident, claim: &Claim, language: Language) -> String {
        let stance = self.words.say(language, &format!("stance-{}", claim.stance.name()));
        let credible = claim.credibility.map(|credibility| self.words.say(language, &format!("credibility-{}", credibility.name())));
        let independent = incident.independent_sources(&claim.sources);
        let shown = claim.sources.iter().filter_map(|n| incident.source(*n)).filter(|source| source.retracted.is_none()).count();
        let counted = (independent < shown).then(|| self.words.say_with(language, "independent-sources", &[("count", independent.into())]));
        [Some(stance), credible, counted].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    /// How a question was read, what matched and why not the others.
    pub(super) fn reading(&self, view: &View, answer: &Answer, turn: &Turn) -> Reply {
        let told = explain(&view.register, answer, turn);
        let (mut content, mut left_out) = (String::new(), 0);
        for line in told.lines() {
            let line = match line.strip_prefix("  ") {
                Some(inner) => format!("- {}", cut(&escape(inner.trim_start()), 400)),
                None => format!("**{}**", escape(line)),
            };
            if left_out > 0 || length(&content) + length(&line) + 1 + LEFT_OUT > MESSAGE {
                left_out += 1;
                continue;
            }
            content.push_str(&line);
            content.push('\n');
        }
        if left_out > 0 {
            content.push_str(&more(left_out));
        }
        Reply::private(content.trim_end().to_owned())
    }
}
