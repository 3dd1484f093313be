//! The registers that a running program asks: the shared one, and for each guild with records of its own one in which
//! these win over shared ones of the same id. A guild that wants none of the shared one sees its own records alone. Kept in
//! step with the store by following its revisions.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{OnceLock, PoisonError, RwLock};

use super::catalogue::Catalogue;
use super::redirects::Redirects;
use super::warm::{self, Start};
use super::{Register, starter_incidents};
use crate::incident::Incident;
use crate::store::{Change, Edit, Revision, SHARED, Span, State, Store, StoreError, Stored, WarmIndex};
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

/// The registers of a running program. Readers wait only while a change is applied, which is short.
#[derive(Debug)]
pub struct Live {
    pub(super) registers: RwLock<Registers>,
    /// Where the shared one is kept for the next start.
    pub(super) warm: Option<WarmIndex>,
    /// As of which revision it is kept there; 0 if it is not.
    pub(super) kept: AtomicI64,
}

#[derive(Debug)]
pub(super) struct Registers {
    pub(super) shared: View,
    guilds: HashMap<String, Overlay>,
    alone: Alone,
    redirects: Redirects,
    pub(super) as_of: AsOf,
    /// The revision as of which they were read first, and the lineage of the store then; `None` if they are in step with no
    /// store, or with one that was replaced.
    pub(super) origin: Option<(i64, String)>,
}

/// The shared register with what a guild holds of its own over it.
#[derive(Debug)]
struct Overlay {
    view: View,
    /// Ids of its own records; they hide shared ones, even where both say the same.
    own: HashSet<String>,
}

impl Overlay {
    fn over(shared: &View) -> Self {
        Self { view: shared.clone(), own: HashSet::new() }
    }

    fn put(&mut self, incident: Incident) {
        self.own.insert(incident.id.clone());
        self.view.put(incident);
    }
}

/// The registers of guilds that see their own records alone.
#[derive(Debug, Default)]
struct Alone {
    /// By guild; `None` where there are no records.
    guilds: HashMap<String, Option<View>>,
    /// What a guild without records sees.
    nothing: OnceLock<View>,
}

impl View {
    fn new(vocabulary: Vocabulary, incidents: Vec<Incident>) -> Self {
        let incidents: Vec<Incident> = incidents.into_iter().filter_map(Incident::published).collect();
        let catalogue = Catalogue::new(&incidents);
        Self { register: Register::new(vocabulary, incidents), catalogue, as_of: None }
    }

    /// The view with nothing in it, of a store that is reached.
    fn nothing(vocabulary: Vocabulary) -> Self {
        Self { as_of: Some(AsOf::default()), ..Self::new(vocabulary, Vec::new()) }
    }

    /// Counts one more change.
    fn advance(&mut self, time: &str) {
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

    fn put(&mut self, incident: Incident) {
        self.catalogue.put(&incident);
        let id = incident.id.clone();
        if !self.register.apply(incident) {
            self.catalogue.remove(&id);
        }
    }

    fn remove(&mut self, id: &str) {
        self.catalogue.remove(id);
        self.register.remove(id);
    }

    fn redirect(&mut self, ids: HashMap<String, String>) {
        self.register.redirect(ids.iter().map(|(from, to)| (from.as_str(), to.as_str())));
        self.catalogue.redirect(ids);
    }
}

impl Registers {
    /// Applies one change. What a guild holds of its own hides a shared record, and uncovers it when it is withdrawn.
    fn apply(&mut self, revision: Revision) {
        let Revision { sequence, guild, state, time, incident, .. } = revision;
        self.as_of = AsOf { revision: sequence, time: time.clone() };
        if guild != SHARED {
            self.apply_alone(&guild, state, &incident, &time);
            let name = guild.clone();
            let overlay = self.guilds.entry(guild).or_insert_with(|| Overlay::over(&self.shared));
            overlay.view.advance(&time);
            if state == State::Current {
                overlay.put(incident);
                return;
            }
            if self.redirects.has(&name, &incident.id) {
                overlay.view.remove(&incident.id);
                return;
            }
            overlay.own.remove(&incident.id);
            let shared = self.shared.register.index().incident(&incident.id);
            match shared.filter(|shared| shared.id == incident.id) {
                Some(shared) => overlay.view.put((**shared).clone()),
                None => overlay.view.remove(&incident.id),
            }
            return;
        }
        self.shared.advance(&time);
        for overlay in self.guilds.values_mut() {
            overlay.view.advance(&time);
            if overlay.own.contains(&incident.id) {
                continue;
            }
            match state {
                State::Current => overlay.view.put(incident.clone()),
                State::Retracted => overlay.view.remove(&incident.id),
            }
        }
        match state {
            State::Current => self.shared.put(incident),
            State::Retracted => self.shared.remove(&incident.id),
        }
    }
}

impl Registers {
    /// Lets ids lead where they now do. What a guild merged into another record is hidden from it, a shared record too.
    fn redirect(&mut self, redirects: Redirects) {
        if redirects == self.redirects {
            return;
        }
        self.shared.redirect(redirects.seen_by(SHARED, true));
        for guild in redirects.guilds() {
            let overlay = self.guilds.entry(guild.to_owned()).or_insert_with(|| Overlay::over(&self.shared));
            for id in redirects.of(guild) {
                overlay.own.insert(id.to_owned());
                overlay.view.remove(id);
            }
        }
        for (guild, overlay) in &mut self.guilds {
            overlay.view.redirect(redirects.seen_by(guild, true));
        }
        for (guild, own) in &mut self.alone.guilds {
            if let Some(own) = own {
                own.redirect(redirects.seen_by(guild, false));
            }
        }
        self.redirects = redirects;
    }

    /// Words for a register of its own.
    fn words(&self) -> Vocabulary {
        self.shared.register.vocabulary().clone()
    }

    fn apply_alone(&mut self, guild: &str, state: State, incident: &Incident, time: &str) {
        let words = &self.shared.register;
        let Some(own) = self.alone.guilds.get_mut(guild) else { return };
        let own = own.get_or_insert_with(|| View::nothing(words.vocabulary().clone()));
        own.advance(time);
        match state {
            State::Current => own.put(incident.clone()),
            State::Retracted => own.remove(&incident.id),
        }
    }

    /// What a guild sees.
    fn view(&self, guild: Option<&str>) -> &View {
        let Some(guild) = guild else { return &self.shared };
        match self.alone.guilds.get(guild) {
            Some(Some(own)) => own,
            Some(None) => self.alone.nothing.get_or_init(|| View::nothing(self.words())),
            None => self.guilds.get(guild).map_or(&self.shared, |overlay| &overlay.view),
        }
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

/// As of when somebody sees these registers together.
fn seen_as_of(shared: Option<&Span>, own: Option<&Span>) -> AsOf {
    let spans = || [shared, own].into_iter().flatten();
    let last = spans().max_by_key(|span| span.last);
    AsOf { revision: spans().map(|span| span.changes).sum(), time: last.map(|last| last.time.clone()).unwrap_or_default() }
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
        let (start, mut shared, own, as_of) = match warmed {
            Ok(Some((shared, as_of))) => (Start::Warm(as_of.revision), shared, store.load_own().await?, as_of),
            other => {
                let (shared, own, as_of) = all(store, vocabulary).await?;
                (other.err().map_or(Start::Cold, Start::Unfit), shared, own, as_of)
            }
        };
        let spans = store.spans(as_of.revision).await?;
        let of_shared = spans.iter().find(|span| span.guild == SHARED);
        shared.as_of = Some(seen_as_of(of_shared, None));
        let mut guilds: HashMap<String, Overlay> = HashMap::new();
        for span in spans.iter().filter(|span| span.guild != SHARED) {
            let mut overlay = Overlay::over(&shared);
            overlay.view.as_of = Some(seen_as_of(of_shared, Some(span)));
            guilds.insert(span.guild.clone(), overlay);
        }
        for Stored { guild, incident, .. } in own {
            guilds.entry(guild).or_insert_with(|| Overlay::over(&shared)).put(incident);
        }
        let origin = if warm.is_some() { store.lineage(as_of.revision).await?.map(|sum| (as_of.revision, sum)) } else { None };
        let mut registers = Registers { shared, guilds, alone: Alone::default(), redirects: Redirects::default(), as_of, origin };
        registers.redirect(Redirects::new(store.redirects().await?));
        let kept = if let Start::Warm(revision) = start { revision } else { 0 };
        let live = Self { registers: RwLock::new(registers), warm, kept: AtomicI64::new(kept) };
        for (guild, _) in store.set_by_guilds(SHARED_REGISTER).await?.iter().filter(|(_, value)| value == SHARED_OFF) {
            live.seclude(store, guild).await?;
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
        let (guilds, alone, redirects, as_of) = (HashMap::new(), Alone::default(), Redirects::default(), AsOf::default());
        let registers = Registers { shared, guilds, alone, redirects, as_of, origin: None };
        Self { registers: RwLock::new(registers), warm, kept: AtomicI64::new(0) }
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
        let words = self.registers.read().unwrap_or_else(PoisonError::into_inner).words();
        let (anew, start) = Self::open_with(store, words, time, self.warm.clone()).await?;
        let Self { registers, kept, .. } = anew;
        *self.registers.write().unwrap_or_else(PoisonError::into_inner) = registers.into_inner().unwrap_or_else(PoisonError::into_inner);
        self.kept.store(kept.into_inner(), Ordering::Relaxed);
        Ok(start)
    }

    /// From now on the guild sees its own records alone.
    ///
    /// # Errors
    /// A failure of the store; the guild sees what it saw then.
    pub async fn seclude(&self, store: &Store, guild: &str) -> Result<(), StoreError> {
        loop {
            let known = self.as_of().revision;
            let own: Vec<Incident> = store.load_of(guild).await?.into_iter().map(|stored| stored.incident).collect();
            let reading = || self.registers.read().unwrap_or_else(PoisonError::into_inner);
            let words = || reading().words();
            let as_of = seen_as_of(None, store.span_of(guild, known).await?.as_ref());
            let view = (as_of.revision > 0).then(|| View { as_of: Some(as_of), ..View::new(words(), own) });
            // Made here rather than while somebody waits for an answer.
            let first = view.is_none() && reading().alone.nothing.get().is_none();
            let nothing = first.then(|| View::nothing(words()));
            let registers = &mut *self.registers.write().unwrap_or_else(PoisonError::into_inner);
            // What was applied between reading and now would be missing.
            if registers.as_of.revision == known {
                let view = view.map(|mut view| {
                    view.redirect(registers.redirects.seen_by(guild, false));
                    view
                });
                registers.alone.guilds.insert(guild.to_owned(), view);
                if let Some(nothing) = nothing {
                    // Another guild may have been first.
                    let _ = registers.alone.nothing.set(nothing);
                }
                return Ok(());
            }
        }
    }

    /// From now on the guild sees the shared register again.
    pub fn include(&self, guild: &str) {
        self.registers.write().unwrap_or_else(PoisonError::into_inner).alone.guilds.remove(guild);
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
                self.registers.write().unwrap_or_else(PoisonError::into_inner).origin = None;
            }
            let revisions = store.revisions_since(known).await?;
            if revisions.is_empty() {
                return Ok(count);
            }
            count += revisions.len();
            // Read after the changes, so that it is as new as they are; what is newer still changes nothing that is there.
            let redirects = Redirects::new(store.redirects().await?);
            self.registers.write().unwrap_or_else(PoisonError::into_inner).redirect(redirects);
            for revision in revisions {
                self.registers.write().unwrap_or_else(PoisonError::into_inner).apply(revision);
            }
        }
    }

    /// Works on what a guild sees; `None` is a direct message, which sees the shared register.
    pub fn with<T>(&self, guild: Option<&str>, work: impl FnOnce(&View) -> T) -> T {
        let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
        work(registers.view(guild))
    }

    /// How far the registers follow the store.
    pub fn as_of(&self) -> AsOf {
        self.registers.read().unwrap_or_else(PoisonError::into_inner).as_of.clone()
    }
}
