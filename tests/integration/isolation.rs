//! What one guild keeps cannot be seen, asked, completed, counted or inferred elsewhere: random guilds keep and undo records
//! of their own, and everybody else looks for them by every door there is.
//!
//! `AIDE_MEMOIRE_ISOLATION_STEPS` sets the number of steps; a hundred thousand, in release:
//! `AIDE_MEMOIRE_ISOLATION_STEPS=100000 cargo test --release isolation`.

use aide_memoire::incident::amend::Amendment;
use aide_memoire::incident::{Aspect, Claim, Date, Incident, Stance};
use aide_memoire::register::keeping::{Keeper, Keeping, Kept, Request};
use aide_memoire::register::{Live, starter_incidents, vocabulary};
use aide_memoire::store::Store;

use crate::store::EDIT;
use crate::world::Dice;

/// Guilds, each with a word that stands in all that it keeps and nowhere else.
const GUILDS: [(&str, &str); 4] = [("1", "Quillborne"), ("2", "Vantrask"), ("3", "Ombrecht"), ("4", "Zelwick")];

struct World {
    store: Store,
    live: Live,
    dice: Dice,
    starter: Vec<Incident>,
    /// What was ever filed, by guild: the ids of records and of events.
    filed: Vec<(usize, String, String)>,
    events: usize,
}

#[tokio::test]
async fn what_a_guild_keeps_shows_nowhere_else() {
    let steps = std::env::var("AIDE_MEMOIRE_ISOLATION_STEPS").map_or(1_500, |steps| steps.parse().unwrap());
    let store = Store::open("sqlite::memory:").await.unwrap();
    let live = Live::open(&store, vocabulary(&[]).unwrap(), EDIT.time).await.unwrap();
    let mut world = World { store, live, dice: Dice(0x5EED), starter: starter_incidents(), filed: Vec::new(), events: 0 };
    let (mut changes, mut looks, mut own) = (0, 0, 0);
    for _ in 0..steps {
        if world.dice.below(3) == 0 {
            changes += usize::from(world.keep().await);
        } else {
            own += usize::from(world.look().await);
            looks += 1;
        }
    }
    // The doors are open: who keeps something does find it by them.
    assert!(own > steps / 50, "only {own} of {looks} looks showed what is one's own");
    assert!(changes > steps / 12 && looks > steps / 2, "{changes} changes and {looks} looks are too few to tell anything");
}

impl World {
    /// One guild keeps something of its own; whether that changed anything.
    async fn keep(&mut self) -> bool {
        let at = self.dice.below(GUILDS.len());
        let (guild, word) = GUILDS[at];
        self.events += 1;
        let event = format!("event-{}", self.events);
        let waits = self.dice.below(4) == 0;
        let keeper = Keeper { guild, user: word, is_moderator: true, is_reviewer: true, two_persons: waits, sees_shared: true };
        let store = self.store.clone();
        let keeping = Keeping::new(&store, keeper);
        let reason = format!("as {word} wants it");
        let request = Request { id: &event, reason: &reason, time: EDIT.time };
        let own: Vec<String> = self.filed.iter().filter(|(of, ..)| *of == at).map(|(_, id, _)| id.clone()).collect();
        let target = if own.is_empty() { String::new() } else { self.dice.one(&own).clone() };
        let shared = self.dice.one(&self.starter).clone();
        let (id, kept) = match self.dice.below(9) {
            0..=3 => {
                let record = self.record(word);
                (record.id.clone(), keeping.add(request, record).await)
            }
            4 => {
                let claim =
                    Claim::new(Aspect::Background, format!("{word} had a hand in it."), Some(word.to_owned()), Stance::Asserted, vec![1]);
                (shared.id.clone(), keeping.amend(request, &shared.id, None, &[Amendment::AddClaim(claim)]).await)
            }
            5 => (target.clone(), keeping.retract(request, &target).await),
            6 => (target.clone(), keeping.restore(request, &target).await),
            7 => (target.clone(), keeping.merge(request, &target, &shared.id).await),
            _ => {
                if self.dice.below(2) == 0 {
                    self.live.seclude(guild);
                } else {
                    self.live.include(guild);
                }
                return true;
            }
        };
        let Ok(kept) = kept else { return false };
        self.filed.push((at, id, event));
        self.live.catch_up(&self.store).await.unwrap();
        matches!(kept, Kept::Applied { .. })
    }

    /// A record with the word in every text, between parties that the starter register has as well.
    fn record(&mut self, word: &str) -> Incident {
        let like = self.dice.one(&self.starter).clone();
        let title = format!("{word}: {}", like.title);
        let claims = like.claims.iter().map(|claim| Claim { text: format!("{} So {word} has it.", claim.text), ..claim.clone() }).collect();
        Incident {
            id: format!("{}-{}", word.to_lowercase(), self.events),
            title,
            claims,
            aliases: vec![format!("{word} affair")],
            related: Vec::new(),
            date: Date::parse(&format!("20{:02}-03-0{}", 10 + self.dice.below(15), 1 + self.dice.below(9))).unwrap(),
            ended: None,
            ..like
        }
    }

    /// Somebody looks for what a guild keeps; whether that somebody saw something of the own.
    async fn look(&mut self) -> bool {
        let viewer = self.dice.below(GUILDS.len() + 1);
        let guild = GUILDS.get(viewer).map(|(guild, _)| *guild);
        // One in four looks is for the own, to see that there is something to be found.
        let own = self.dice.below(4) == 0;
        let foreign: Vec<(usize, String, String)> = self.filed.iter().filter(|(of, ..)| own == (*of == viewer)).cloned().collect();
        let (of, id, event) = if foreign.is_empty() { (0, String::new(), String::new()) } else { self.dice.one(&foreign).clone() };
        let word = GUILDS[of].1;
        let like = self.dice.one(&self.starter).clone();
        let door = self.dice.below(8);
        let seen = match door {
            0 => self.ask(guild, &format!("what happened in the {word} affair?"), &like.title),
            1 => self.ask(guild, &format!("When did {}?", like.title), &format!("and what about {word}?")),
            2 => self.ask(guild, &format!("list all incidents about {word}"), &format!("how many incidents has {word}?")),
            3 => self.live.with(guild, |view| {
                let found = view.register.index().incident(&id).map(|record| format!("{:?}", *record));
                let exact = view.catalogue.exact(&format!("{word}: {}", like.title)).map(str::to_owned);
                format!("{found:?} {exact:?}")
            }),
            4 => self.live.with(guild, |view| {
                let typed = &word[..2 + like.title.len() % 4];
                let near = view.catalogue.complete(&like.title, 25);
                let found: Vec<&str> = view.catalogue.complete(typed, 25).into_iter().chain(near).collect();
                found.join(" ")
            }),
            5 => {
                let keeper = Keeper {
                    guild: guild.unwrap_or(""),
                    user: "who looks",
                    is_moderator: true,
                    is_reviewer: true,
                    two_persons: true,
                    sees_shared: true,
                };
                let keeping = Keeping::new(&self.store, keeper);
                let edition = keeping.edition(&id).await.unwrap();
                let history = keeping.history(&id, i64::MAX, 20).await.unwrap();
                let (proposal, queue) = (keeping.proposal(&event).await.unwrap(), keeping.queue(0, 50).await.unwrap());
                format!("{edition:?} {history:?} {proposal:?} {queue:?}")
            }
            6 => {
                let reviews = self.store.open_reviews(guild.unwrap_or("")).await.unwrap();
                let own = self.store.load_of(guild.unwrap_or("")).await.unwrap();
                format!("{reviews:?} {own:?}")
            }
            _ => {
                // The shared register is as it was, whatever guilds keep.
                assert_eq!(self.live.with(None, |view| view.register.index().len()), self.starter.len());
                String::new()
            }
        };
        for (other, (_, word)) in GUILDS.iter().enumerate().filter(|(other, _)| *other != viewer) {
            let hides = !seen.contains(word) && !seen.contains(&word.to_lowercase());
            assert!(hides, "{guild:?} sees by door {door} what {other} keeps: {seen}");
        }
        GUILDS.get(viewer).is_some_and(|(_, word)| seen.contains(word) || seen.contains(&word.to_lowercase()))
    }

    /// The answers to a question and to one after it, with everything in them.
    fn ask(&self, guild: Option<&str>, text: &str, then: &str) -> String {
        let today = Date::parse("2026-11-01").unwrap();
        self.live.with(guild, |view| {
            let (first, turn) = view.register.ask(text, &today, None);
            let (second, _) = view.register.ask(then, &today, Some(&turn));
            format!("{} {:?} {} {:?}", first.text(), first.incidents, second.text(), second.candidates)
        })
    }
}
