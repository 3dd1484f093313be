//! The registers that a running program asks, kept in step with the store by following its revisions. What each guild sees
//! in them is for `sights` to say.

use std::collections::HashMap;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use super::catalogue::Catalogue;
use super::redirects::Redirects;
use super::sights::Registers;
use super::warm::{self, Start};
use super::{Register, starter_incidents};
use crate::incident::Incident;
use crate::store::{Change, Edit, SHARED, Store, StoreError, Stored, WarmIndex};
use crate::vocabulary::Vocabulary;

/// The setting by which a guild says whether it sees the shared register.
pub const SHARED_REGISTER: &str = "shared-register";
/// Its value if it does not; without a value it does.
pub const SHARED_OFF: &str = "off";

/// A register with what completes a name that somebody types.
#[derive(Debug, Clone)]
pub struct View {
    /// What is asked.
    pub register: Register,
    /// The names of its incidents.
    pub catalogue: Catalogue,
    /// Up to which change it stands; `None` before the store is reached. Only changes of what it shows count: nobody learns
    /// from it that something is changed elsewhere.
    pub as_of: Option<AsOf>,
}

/// How far the registers follow the store, or how many changes what a guild sees had.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct AsOf {
    /// The number of the last change; in a view the changes of other guilds are not counted.
    pub revision: i64,
    /// When it was made, RFC 3339; empty before the first.
    pub time: String,
}

/// The registers of a running program. Readers wait only while a change is applied, which is short, and those of a guild whose
/// register is not held while it is made.
#[derive(Debug)]
pub struct Live {
    pub(super) registers: RwLock<Registers>,
    /// Whoever changes the registers holds it, and whoever makes one from another: a writer that waited for that would keep
    /// all readers waiting.
    changing: Mutex<()>,
    /// As of when they are. Beside them, so that it can be told while somebody works on what a guild sees: whoever asks for the
    /// registers twice waits for ever if a writer comes in between.
    as_of: Mutex<AsOf>,
    /// Where the shared one is kept for the next start.
    pub(super) warm: Option<WarmIndex>,
    /// As of which revision it is kept there; 0 if it is not.
    pub(super) kept: AtomicI64,
}

impl View {
    pub(super) fn new(vocabulary: Vocabulary, incidents: Vec<Incident>) -> Self {
        let incidents: Vec<Incident> = incidents.into_iter().filter_map(Incident::published).collect();
        let catalogue = Catalogue::new(&incidents);
        Self { register: Register::new(vocabulary, incidents), catalogue, as_of: None }
    }

    /// The view with nothing in it, of a store that is reached.
    pub(super) fn nothing(vocabulary: Vocabulary) -> Self {
        Self { as_of: Some(AsOf::default()), ..Self::new(vocabulary, Vec::new()) }
    }

    /// Counts one more change.
    pub(super) fn advance(&mut self, time: &str) {
        let revision = self.as_of.as_ref().map_or(0, |before| before.revision) + 1;
        self.as_of = Some(AsOf { revision, time: time.to_owned() });
    }

    /// Adds incidents, or puts them in the place of those that have their ids.
    fn extend(&mut self, incidents: Vec<Incident>) {
        let incidents: Vec<Incident> = incidents.into_iter().filter_map(Incident::published).collect();
        for incident in &incidents {
            self.catalogue.put(incident);
        }
        self.register.extend(incidents);
    }

    pub(super) fn put(&mut self, incident: Incident) {
        self.catalogue.put(&incident);
        let id = incident.id.clone();
        if !self.register.apply(incident) {
            self.catalogue.remove(&id);
        }
    }

    pub(super) fn remove(&mut self, id: &str) {
        self.catalogue.remove(id);
        self.register.remove(id);
    }

    pub(super) fn redirect(&mut self, ids: HashMap<String, String>) {
        self.register.redirect(ids.iter().map(|(from, to)| (from.as_str(), to.as_str())));
        self.catalogue.redirect(ids);
    }
}

/// All records of a store, the shared ones read into a view, and as of when they are.
async fn all(store: &Store, vocabulary: Vocabulary) -> Result<(View, Vec<Stored>, AsOf), StoreError> {
    // The number first: what changes while the records are read is then applied once more, never missed.
    let revision = store.revision().await?;
    let time = store.revisions_since(revision - 1).await?.into_iter().next().map(|last| last.time).unwrap_or_default();
    let mut view = View::new(vocabulary, Vec::new());
    let (mut own, mut after) = (Vec::new(), 0);
    loop {
        // Page by page: a million records at once would take twice the memory of the register.
        let page = store.load_page(after).await?;
        let Some(last) = page.last() else { break };
        after = last.revision;
        let (shared, owned): (Vec<Stored>, Vec<Stored>) = page.into_iter().partition(|stored| stored.guild == SHARED);
        own.extend(owned);
        view.extend(shared.into_iter().map(|stored| stored.incident).collect());
    }
    view.register.prepare();
    Ok((view, own, AsOf { revision, time }))
}

impl Live {
    /// Reads the store into registers. An empty store first gets the starter register, as of `time`.
    ///
    /// # Errors
    /// A failure of the store.
    pub async fn open(store: &Store, vocabulary: Vocabulary, time: &str) -> Result<Self, StoreError> {
        Self::open_with(store, vocabulary, time, None).await.map(|(live, _)| live)
    }

    /// The same, from a warm index where there is one that fits; how it came about.
    ///
    /// # Errors
    /// A failure of the store. None of the warm index: then all records are read.
    pub async fn open_with(
        store: &Store,
        vocabulary: Vocabulary,
        time: &str,
        warm: Option<WarmIndex>,
    ) -> Result<(Self, Start), StoreError> {
        if store.revision().await? == 0 {
            let changes: Vec<Change> = starter_incidents().into_iter().map(|incident| Change::put(SHARED, incident).over(0)).collect();
            let edit = Edit { author: "aide-memoire", reason: "starter register", time };
            match store.apply(&changes, edit).await {
                // Another process that started at the same moment was first.
                Ok(_) | Err(StoreError::Conflict { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let warmed = match &warm {
            Some(warm) => warm::view(store, &vocabulary, warm).await,
            None => Ok(None),
        };
        let (start, shared, own, as_of) = match warmed {
            Ok(Some((shared, as_of))) => (Start::Warm(as_of.revision), shared, store.load_own().await?, as_of),
            other => {
                let (shared, own, as_of) = all(store, vocabulary).await?;
                (other.err().map_or(Start::Cold, Start::Unfit), shared, own, as_of)
            }
        };
        let spans = store.spans(as_of.revision).await?;
        let origin = if warm.is_some() { store.lineage(as_of.revision).await?.map(|sum| (as_of.revision, sum)) } else { None };
        let mut registers = Registers::new(shared, own, as_of, spans);
        registers.origin = origin;
        registers.redirect(Redirects::new(store.redirects().await?));
        let kept = if let Start::Warm(revision) = start { revision } else { 0 };
        let live = Self::over(registers, warm, kept);
        for (guild, _) in store.set_by_guilds(SHARED_REGISTER).await?.iter().filter(|(_, value)| value == SHARED_OFF) {
            live.seclude(guild);
        }
        if matches!(start, Start::Warm(_)) {
            live.catch_up(store).await?;
        }
        Ok((live, start))
    }

    /// The starter register, for as long as the store is not reached: somebody who asks gets an answer meanwhile. Where it is
    /// kept warm counts once it is.
    pub fn unreached(vocabulary: Vocabulary, warm: Option<WarmIndex>) -> Self {
        let shared = View::new(vocabulary, starter_incidents());
        Self::over(Registers::new(shared, Vec::new(), AsOf::default(), Vec::new()), warm, 0)
    }

    fn over(registers: Registers, warm: Option<WarmIndex>, kept: i64) -> Self {
        let as_of = Mutex::new(registers.as_of.clone());
        Self { registers: RwLock::new(registers), changing: Mutex::new(()), as_of, warm, kept: AtomicI64::new(kept) }
    }

    /// Whether the store was never read: one that was has a revision, be it that of the starter register.
    pub fn is_unreached(&self) -> bool {
        self.as_of().revision == 0
    }

    /// Reads the store, now that it is reached, into registers that take the place of these; how that came about.
    ///
    /// # Errors
    /// A failure of the store; everybody sees what they saw then.
    pub async fn reach(&self, store: &Store, time: &str) -> Result<Start, StoreError> {
        let words = self.reading().words();
        let (anew, start) = Self::open_with(store, words, time, self.warm.clone()).await?;
        let Self { registers, kept, .. } = anew;
        let registers = registers.into_inner().unwrap_or_else(PoisonError::into_inner);
        let before = self.change(|mine| std::mem::replace(mine, registers));
        drop(before);
        self.kept.store(kept.into_inner(), Ordering::Relaxed);
        Ok(start)
    }

    /// From now on the guild sees its own records alone.
    pub fn seclude(&self, guild: &str) {
        // Made here rather than while somebody waits for an answer.
        let words = self.reading().lacks_nothing(guild);
        let nothing = words.map(View::nothing);
        self.change(|registers| registers.seclude(guild, nothing));
    }

    /// From now on the guild sees the shared register again.
    pub fn include(&self, guild: &str) {
        self.change(|registers| registers.include(guild));
    }

    /// Applies what changed in the store since; how many changes that were.
    ///
    /// # Errors
    /// A failure of the store; what was applied before it stays.
    pub async fn catch_up(&self, store: &Store) -> Result<usize, StoreError> {
        let mut count = 0;
        loop {
            let known = self.as_of().revision;
            let revision = store.revision().await?;
            if revision == known {
                return Ok(count);
            }
            if revision < known {
                // Numbers never go back but where a database takes the place of another.
                self.change(|registers| registers.origin = None);
            }
            let revisions = store.revisions_since(known).await?;
            if revisions.is_empty() {
                return Ok(count);
            }
            count += revisions.len();
            // Read after the changes, so that it is as new as they are; what is newer still changes nothing that is there.
            let redirects = Redirects::new(store.redirects().await?);
            self.change(|registers| registers.redirect(redirects));
            for revision in revisions {
                self.change(|registers| registers.apply(revision));
            }
        }
    }

    /// Works on what a guild sees; `None` is a direct message, which sees the shared register.
    pub fn with<T>(&self, guild: Option<&str>, work: impl FnOnce(&View) -> T) -> T {
        let registers = self.reading();
        if let Some(view) = registers.seen_by(guild) {
            return work(view);
        }
        drop(registers);
        // Held to the end of the work, so that no other guild takes its place before.
        let _changing = self.changing();
        if let Some(guild) = guild {
            self.make(guild);
        }
        let registers = self.reading();
        work(registers.seen_by(guild).unwrap_or_else(|| registers.nothing()))
    }

    /// Makes the register of a guild unless it is held. Others are answered meanwhile; changes wait.
    fn make(&self, guild: &str) {
        let registers = self.reading();
        let made = registers.seen_by(Some(guild)).is_none().then(|| registers.make(guild));
        drop(registers);
        let dropped = made.map(|made| self.registers.write().unwrap_or_else(PoisonError::into_inner).hold(guild, made));
        // No longer in the way of anybody.
        drop(dropped);
    }

    /// How many registers of guilds are held beside the shared one.
    pub fn held(&self) -> usize {
        self.reading().held()
    }

    /// How far the registers follow the store.
    pub fn as_of(&self) -> AsOf {
        self.as_of.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn reading(&self) -> RwLockReadGuard<'_, Registers> {
        self.registers.read().unwrap_or_else(PoisonError::into_inner)
    }

    fn changing(&self) -> MutexGuard<'_, ()> {
        self.changing.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change<T>(&self, work: impl FnOnce(&mut Registers) -> T) -> T {
        let _changing = self.changing();
        let registers = &mut *self.registers.write().unwrap_or_else(PoisonError::into_inner);
        let done = work(registers);
        self.as_of.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&registers.as_of);
        done
    }
}
