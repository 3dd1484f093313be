//! The shared register as a warm index and back, so that a start need not read every record again. It is as of a revision of
//! one database, made by one program with its word lists; all else is refused, and the register then built from the store.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread::Scope;

use super::catalogue::Reading;
use super::live::{AsOf, Live, View};
use super::{LARGE, Register};
use crate::search::bytes::{Bytes, Unread};
use crate::search::{self, Warming};
use crate::store::{Store, StoreError, WarmHead, WarmIndex, WarmParts};
use crate::vocabulary::Vocabulary;

/// Bytes of a part: about a millisecond for which a change waits.
const PART: usize = 1 << 20;
/// So few changes since are applied at the next start, in about half a second; nothing is written for them.
const FEW: i64 = 1_000;
/// So many parts wait between reading and taking them apart.
const WAITING: usize = 4;
/// Everything from which an index is made, as `build.rs` has summed it.
const SOURCES: &str = env!("AIDE_MEMOIRE_SOURCES");

/// What the first byte of a part tells.
const WORDS: u8 = 0;
const NAMES: u8 = 1;
const INDEX: u8 = 2;

/// How the registers came to be.
#[derive(Debug)]
pub enum Start {
    /// From a warm index as of this revision, and the changes since.
    Warm(i64),
    /// From every record in the store: there is no warm index, or not yet.
    Cold,
    /// The same, since the warm index cannot be used.
    Unfit(StoreError),
}

impl Start {
    /// Tells why the warm index cannot be used, if there is one and it cannot.
    pub fn unfit(&self, tell: impl FnOnce(&(dyn std::error::Error + 'static))) {
        if let Self::Unfit(error) = self {
            tell(error);
        }
    }
}

/// The parts of a view that are still to be written.
struct Parts {
    words: usize,
    /// The last incident whose names are written.
    named: Option<String>,
    index: search::Parts,
}

impl Parts {
    fn of(view: &View) -> Self {
        Self { words: 0, named: None, index: view.register.index.parts() }
    }

    /// The next part; `None` after the last. The view must be the same as before.
    fn next(&mut self, view: &View) -> Option<Vec<u8>> {
        let mut bytes = Bytes::default();
        bytes.u8(WORDS);
        let written = self.words;
        for word in view.register.vocabulary.spelling.learned().skip(written) {
            bytes.text(word);
            self.words += 1;
            if bytes.count() >= PART {
                break;
            }
        }
        if self.words > written {
            return Some(bytes.finish());
        }
        let mut bytes = Bytes::default();
        bytes.u8(NAMES);
        if let Some(last) = view.catalogue.write(self.named.as_deref(), PART, &mut bytes) {
            self.named = Some(last.to_owned());
            return Some(bytes.finish());
        }
        let mut part = self.index.next(&view.register.index, PART)?;
        part.insert(0, INDEX);
        Some(part)
    }
}

/// The program and the word lists by which a warm index is made.
fn made_by(vocabulary: &Vocabulary) -> String {
    format!("{}-{SOURCES}-{:016x}", env!("CARGO_PKG_VERSION"), vocabulary.added)
}

/// Reads a view of so many incidents. The file is read and its parts are taken apart at once, and meanwhile is made what the
/// first slip of the fingers would wait for.
fn read(mut vocabulary: Vocabulary, incidents: usize, parts: WarmParts, unfit: impl Fn() -> StoreError) -> Result<View, StoreError> {
    let mut words = Some(&mut vocabulary);
    let mut names = Some(Reading::default());
    let mut warming = Warming::default();
    let catalogue = std::thread::scope(|scope| {
        let (given, used) = gathered(scope, parts);
        let mut catalogue = None;
        for part in given {
            let part = part?;
            let (kind, inner) = part.split_first().ok_or_else(&unfit)?;
            // What stands before is whole by now.
            if let Some(vocabulary) = words.take_if(|_| *kind > WORDS).filter(|_| incidents > LARGE) {
                scope.spawn(|| vocabulary.spelling.prepare());
            }
            if let Some(names) = names.take_if(|_| *kind > NAMES) {
                catalogue = Some(scope.spawn(|| names.finish()));
            }
            let taken = match (*kind, &mut words, &mut names) {
                (WORDS, Some(vocabulary), _) => learn(vocabulary, inner),
                (NAMES, _, Some(names)) => names.take(inner),
                (INDEX, ..) => warming.take(inner),
                _ => None,
            };
            taken.ok_or_else(&unfit)?;
            // If nobody reads any more, nobody needs it.
            let _ = used.send(part);
        }
        let catalogue = catalogue.ok_or_else(&unfit)?;
        Ok(catalogue.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })?;
    let index = warming.finish().filter(|index| index.len() == incidents && catalogue.len() == incidents).ok_or_else(&unfit)?;
    Ok(View { register: Register { vocabulary, index }, catalogue, as_of: None })
}

/// A part of a warm index, or why it cannot be read.
type Part = Result<Vec<u8>, StoreError>;

/// Parts as another thread reads them, and where those go that are no longer needed: the next ones take their place.
fn gathered<'scope>(scope: &'scope Scope<'scope, '_>, mut parts: WarmParts) -> (Receiver<Part>, Sender<Vec<u8>>) {
    let (give, given) = sync_channel(WAITING);
    let (used, free) = channel();
    scope.spawn(move || {
        while let Some(part) = parts.read(free.try_recv().unwrap_or_default()).transpose() {
            let failed = part.is_err();
            // Nobody takes more of one that is unfit.
            if give.send(part).is_err() || failed {
                break;
            }
        }
    });
    (given, used)
}

fn learn(vocabulary: &mut Vocabulary, part: &[u8]) -> Option<()> {
    let mut unread = Unread::new(part);
    while !unread.is_empty() {
        vocabulary.learn(&[unread.text()?.to_owned()]);
    }
    Some(())
}

/// The shared register from a warm index, if there is one that fits the store.
pub(super) async fn view(store: &Store, vocabulary: &Vocabulary, warm: &WarmIndex) -> Result<Option<(View, AsOf)>, StoreError> {
    let Some((head, parts)) = warm.open()? else { return Ok(None) };
    if head.made_by != made_by(vocabulary) {
        return Err(warm.unfit("it is of another version of the program, or of other word lists"));
    }
    if store.lineage(head.revision).await? != Some(head.lineage) {
        return Err(warm.unfit("it is of another database, or of one that was restored since"));
    }
    // A change takes about twice as long as a record when all are read.
    let changes = usize::try_from(store.revision().await? - head.revision).unwrap_or_default();
    if changes > LARGE.max(head.incidents / 2) {
        return Err(warm.unfit("so much has changed since that the records are read faster"));
    }
    let view = read(vocabulary.clone(), head.incidents, parts, || warm.unfit("it is not as this program writes it"))?;
    Ok(Some((view, AsOf { revision: head.revision, time: head.time })))
}

impl Live {
    /// What a warm index of the register as it now stands says of itself; `None` if there is to be none, or the one that is there
    /// is new enough.
    ///
    /// # Errors
    /// A failure of the store; [`StoreError::UnfitIndex`] if the database was replaced under the running program, whose
    /// register is then of neither.
    pub async fn warm_head(&self, store: &Store) -> Result<Option<WarmHead>, StoreError> {
        let Some(warm) = &self.warm else { return Ok(None) };
        let (as_of, origin, made_by, incidents) = {
            let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
            let register = &registers.shared.register;
            (registers.as_of.clone(), registers.origin.clone(), made_by(&register.vocabulary), register.index.len())
        };
        let kept = self.kept.load(Ordering::Relaxed);
        if self.is_unreached() || kept > 0 && as_of.revision - kept < FEW {
            return Ok(None);
        }
        let replaced = || warm.unfit("the database was replaced while the program ran; start it again");
        let (revision, lineage) = origin.ok_or_else(replaced)?;
        if store.lineage(revision).await? != Some(lineage) {
            return Err(replaced());
        }
        let lineage = store.lineage(as_of.revision).await?.ok_or_else(replaced)?;
        Ok(Some(WarmHead { made_by, lineage, revision: as_of.revision, time: as_of.time, incidents }))
    }

    /// Writes the warm index that was so described; how many bytes, or `None` if the register changed meanwhile or another
    /// process writes. Takes its time; questions do not wait for it, and changes at most for one part.
    ///
    /// # Errors
    /// [`StoreError::File`]; the warm index that was there stays.
    pub fn write_warm(&self, head: &WarmHead) -> Result<Option<u64>, StoreError> {
        let Some(warm) = &self.warm else { return Ok(None) };
        let Some(mut writer) = warm.begin(head)? else { return Ok(None) };
        let mut parts = None;
        loop {
            let part = {
                let registers = self.registers.read().unwrap_or_else(PoisonError::into_inner);
                if registers.as_of.revision != head.revision {
                    return Ok(None);
                }
                parts.get_or_insert_with(|| Parts::of(&registers.shared)).next(&registers.shared)
            };
            match part {
                Some(part) => writer.part(&part)?,
                None => break,
            }
        }
        let bytes = writer.finish()?;
        self.kept.store(head.revision, Ordering::Relaxed);
        Ok(Some(bytes))
    }
}
