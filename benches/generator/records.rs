//! A whole record from its number: title, summary, four to six claims, two to four sources.

use aide_memoire::incident::{Aspect, Claim, Date, Incident, Source, Stance};

use super::random::Random;
use super::wording::{CAUSES, CLAIMS, PUBLISHERS};
use super::{Affair, Fact, Generator, capitalised, fill, names};

impl Generator {
    /// The record with this number.
    pub(crate) fn record(&self, number: u32) -> Incident {
        let mut random = self.random(number);
        let fact = self.fact(number, &mut random);
        let words = Words::new(self, fact, &mut random);
        let wording = fact.wording();
        let sources = sources(fact, &mut random);
        let title = random.pick(wording.titles);
        let title = capitalised(&words.fill(title, &mut random));
        let (_, past) = random.pick(wording.acts);
        let past = words.fill(past, &mut random);
        let summary =
            words.fill(&format!("On {{d}} {{A}} {past} over {{x}}. The dispute drew in {{c}} and lasted for {{h}} days."), &mut random);
        let claims = claims(&words, &past, sources.len(), &mut random);
        Incident {
            id: self.id(fact),
            title,
            kind: fact.kind(),
            initiators: if fact.kind().is_mutual() { vec![words.parties.0, words.parties.1] } else { vec![words.parties.0] },
            targets: if fact.kind().is_mutual() { vec![words.parties.0, words.parties.1] } else { vec![words.parties.1] },
            others: if random.chance(15) { words.third.into_iter().collect() } else { Vec::new() },
            date: words.date.clone(),
            ended: None,
            summary: capitalised(&summary),
            language: None,
            claims,
            sources,
            related: Vec::new(),
            aliases: fact.affair.map(|affair| format!("{} affair", affair.name())).into_iter().collect(),
        }
    }
}

/// The words of one record.
struct Words {
    initiator: (&'static str, &'static str),
    target: (&'static str, &'static str),
    parties: (aide_memoire::incident::Party, aide_memoire::incident::Party),
    third: Option<aide_memoire::incident::Party>,
    person: String,
    place: String,
    cause: &'static str,
    counted: Option<(&'static str, &'static str)>,
    number: usize,
    year: i32,
    date: Date,
}

impl Words {
    fn new(generator: &Generator, fact: Fact, random: &mut Random) -> Self {
        let [one, other] = [fact.initiator, fact.target].map(|state| generator.state(state));
        let third = generator.state(random.below(generator.states.len()) as u16).party;
        let surname = match fact.affair {
            Some(Affair::Person(number)) => number as usize,
            _ => names::any_surname(random),
        };
        let place = match fact.affair {
            Some(Affair::Place(number)) => number as usize,
            _ => names::any_place(random),
        };
        let (year, month, day) = (fact.day / 10_000, fact.day / 100 % 100, fact.day % 100);
        Self {
            initiator: (one.name, one.adjective),
            target: (other.name, other.adjective),
            parties: (one.party, other.party),
            third: (third != one.party && third != other.party).then_some(third),
            person: format!("{} {}", names::first_name(random), names::surname(surname)),
            place: names::place(place),
            counted: fact.wording().counted,
            cause: random.pick(CAUSES),
            number: random.between(2, 60),
            year,
            date: Date::day(year, month as u32, day as u32).expect("every month has 28 days"),
        }
    }

    fn fill(&self, template: &str, random: &mut Random) -> String {
        fill(template, |key| match key {
            "A" => self.initiator.0.to_owned(),
            "B" => self.target.0.to_owned(),
            "a" => self.initiator.1.to_owned(),
            "b" => self.target.1.to_owned(),
            "c" => self.place.clone(),
            "p" => self.person.clone(),
            "n" => self.number.to_string(),
            "h" => (24 * random.between(1, 6)).to_string(),
            "s" => format!("{} Star", names::surname(names::any_surname(random))),
            "d" => self.date.plain(),
            "before" => (self.year - 1).to_string(),
            "after" => (self.year + 1).to_string(),
            "x" => self.fill(self.cause, random),
            other => other.to_owned(),
        })
    }
}

fn claims(words: &Words, past: &str, sources: usize, random: &mut Random) -> Vec<Claim> {
    let count = random.between(4, 6);
    let cite = |random: &mut Random| {
        let first = random.between(1, sources) as u32;
        let second = random.between(1, sources) as u32;
        if second > first && random.chance(50) { vec![first, second] } else { vec![first] }
    };
    let when = capitalised(&words.fill(&format!("{{A}} {past} on {{d}}."), random));
    let mut claims = vec![Claim::new(Aspect::When, when, None, Stance::Confirmed, cite(random))];
    if let Some((whom, _)) = words.counted {
        let text = words.fill(&format!("{{n}} {whom} were concerned."), random);
        claims.push(Claim::new(Aspect::HowMany, text, None, Stance::Reported, cite(random)));
    }
    let mut used: Vec<Aspect> = Vec::new();
    let mut position = 0;
    while claims.len() < count {
        // The reason first, then what comes.
        let (aspect, stance, said, text) = if position == 0 { CLAIMS[random.below(3)] } else { random.pick(CLAIMS) };
        position += 1;
        if used.contains(&aspect) {
            continue;
        }
        used.push(aspect);
        let by = said.then(|| format!("{} Foreign Minister {}", capitalised(words.initiator.1), words.person));
        claims.push(Claim::new(aspect, capitalised(&words.fill(text, random)), by, stance, cite(random)));
    }
    claims
}

fn sources(fact: Fact, random: &mut Random) -> Vec<Source> {
    let (year, month, day) = (fact.day / 10_000, fact.day / 100 % 100, fact.day % 100);
    let count = random.between(2, 4);
    (1..=count as u32)
        .map(|n| {
            let publisher = random.pick(PUBLISHERS);
            let host: String = publisher.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect();
            Source {
                url: Some(format!("https://www.{host}.example/{year}/{month:02}/{}-{n}", fact.number)),
                title: random.chance(30).then(|| format!("Row deepens between capitals ({publisher}, no. {})", random.between(1, 9_000))),
                published: Date::day(year, month as u32, day as u32).filter(|_| random.chance(60)),
                language: Some("en".to_owned()),
                ..Source::new(n, publisher.to_owned())
            }
        })
        .collect()
}
