//! Why an answer says what it says: each claim of its incidents with speaker, stance and sources; and how the question was read.

use super::bot::Bot;
use super::card::name;
use super::controls::{Action, Control, row};
use super::dates::Dates;
use super::escape::escape;
use super::limits::{LEFT_OUT, MESSAGE, cut, length, more};
use super::reply::Reply;
use super::sheet::{Frame, Piece, Sheet};
use super::tongues::Tongues;
use super::words::Language;
use crate::answer::{Answer, Citations, Said};
use crate::incident::{Aspect, Claim, Date, Incident, Kind, Party};
use crate::register::{Register, Teller, Turn, View, explain_by};

impl Bot {
    /// A page of the claims of these incidents. The pages of one are turned by buttons: its id fits into theirs.
    pub(super) fn claims(&self, view: &View, ids: &[&str], (asker, page): (u64, usize), language: Language) -> Reply {
        let (mut citations, dates) = (Citations::default(), self.dates(language));
        let (mut pieces, mut tongues) = (Vec::new(), Tongues::default());
        for incident in ids.iter().filter_map(|id| view.register.index().incident(id)) {
            pieces.push(Piece::line(format!("**{}** ({})", escape(&incident.title), dates.plain(&incident.date))));
            tongues.add(incident.language());
            for claim in &incident.claims {
                tongues.add(incident.language_of(claim));
                let by = claim.by.as_ref().map(|by| format!("{}, ", escape(by))).unwrap_or_default();
                let aspect = self.words.say(language, &format!("aspect-{}", claim.aspect.name()));
                let standing = self.standing(&incident, claim, language);
                if let Some(statement) = citations.state(Said::AsRecorded(claim.text.clone()), &incident, claim) {
                    pieces.push(Piece::stated(&format!("- {aspect} ({by}{standing}): "), &statement, dates));
                }
            }
        }
        let pages = Sheet::new(pieces, citations.into_sources(), dates)
            .pages(&Frame { head: String::new(), foot: self.foot(view.as_of.as_ref(), &tongues, language) });
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
            let told = format!("\n-# {told}");
            if length(&content) + length(&told) <= MESSAGE {
                content.push_str(&told);
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
    pub(super) fn reading(&self, view: &View, answer: &Answer, turn: &Turn, language: Language) -> Reply {
        let teller = Told { dates: self.dates(language), register: &view.register };
        let told = explain_by(&teller, &view.register, answer, turn);
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

/// Tells in the reader's language how an answer came about; in English as at the terminal.
struct Told<'a> {
    dates: Dates<'a>,
    register: &'a Register,
}

impl Told<'_> {
    fn named(&self, list: &str, name: &str) -> String {
        let Dates { words, language } = self.dates;
        if language == Language::default() { name.to_owned() } else { words.say(language, &format!("{list}-{name}")) }
    }
}

impl Teller for Told<'_> {
    fn say(&self, key: &'static str, _: &'static str, put_in: &[(&'static str, &str)]) -> String {
        let put_in: Vec<_> = put_in.iter().map(|(name, text)| (*name, (*text).into())).collect();
        self.dates.words.say_with(self.dates.language, key, &put_in)
    }

    fn party(&self, party: Party) -> String {
        name(party, self.register, self.dates.language).to_owned()
    }

    fn date(&self, date: &Date) -> String {
        self.dates.plain(date)
    }

    fn kind(&self, kind: Kind) -> String {
        self.named("kind", kind.name())
    }

    fn aspect(&self, aspect: Aspect) -> String {
        self.named("aspect", aspect.name())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::discord::words::Words;
    use crate::register::explain;

    /// Questions of every outcome, in which what can be read of one is read.
    const QUESTIONS: [&str; 12] = [
        "When did Albania cut ties with Iran, and why?",
        "Why did Iran cut ties with Albania?",
        "When did France cut ties with Albania?",
        "List all expulsions of Russian diplomats since 2018",
        "How many incidents were there in 2022?",
        "What was the first incident between Iran and Israel before 1990?",
        "Does Iran have relations with Saudi Arabia?",
        "Who did not expel Russian diplomats?",
        "How are you?",
        "When did Albnia cut ties with Iran in 2019 over the zzyzx?",
        "What did Iran say in Vienna?",
        "Why were ambassadors recalled?",
    ];

    #[test]
    fn how_a_question_was_read_is_told_in_every_language_and_in_english_as_at_the_terminal() {
        let (words, register) = (Words::new().unwrap(), Register::starter().unwrap());
        let today = Date::parse("2026-11-01").unwrap();
        for question in QUESTIONS {
            let (answer, turn) = register.ask(question, &today, None);
            let told = |code: &str| {
                let dates = Dates { words: &words, language: Language::of(code).unwrap() };
                explain_by(&Told { dates, register: &register }, &register, &answer, &turn)
            };
            let english = explain(&register, &answer, &turn);
            assert_eq!(told("en"), english);
            for code in ["es", "fr", "de", "pt", "tr", "ar"] {
                let told = told(code);
                assert_eq!(told.lines().count(), english.lines().count(), "{code}: {told}");
                for line in told.lines().filter(|line| !line.contains(':')) {
                    assert!(!english.lines().any(|same| same == line), "{code}: {line}");
                }
                assert!(!["explain-", "kind-", "aspect-", "{"].iter().any(|key| told.contains(key)), "{code}: {told}");
            }
        }
    }
}
