//! A warm index on disk: a line that says of what it is, then parts, each with its length and a sum. It is derived, so it may
//! be deleted at any time, and one that is not whole is not used. What the parts hold is the business of those who call.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use super::StoreError;

/// How the first line begins.
const NAME: &str = "aide-memoire-warm-index ";
/// The same with the version of the form.
const MARK: &str = "aide-memoire-warm-index 1";
/// Longest first line.
const LONGEST: u64 = 512;

/// The place of a warm index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmIndex(PathBuf);

/// Of what a warm index is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WarmHead {
    /// The program and the word lists by which it was made: one word.
    pub made_by: String,
    /// [`super::Store::lineage`] of its revision.
    pub lineage: String,
    /// The last change that is in it.
    pub revision: i64,
    /// When that was made, RFC 3339.
    pub time: String,
    /// How many incidents it holds.
    pub incidents: usize,
}

/// The parts of a warm index, each checked when it is read.
#[derive(Debug)]
pub struct WarmParts {
    name: String,
    file: BufReader<File>,
    /// Bytes that are not read yet.
    left: u64,
    sums: Sums,
    ended: bool,
}

/// A warm index that is being written; nothing is left of it unless it is finished.
#[derive(Debug)]
pub struct WarmWriter<'w> {
    index: &'w WarmIndex,
    part: PathBuf,
    file: File,
    sums: Sums,
    bytes: u64,
}

/// Sums of parts: each is also of the first line and of the place, so that no part stands elsewhere unseen.
#[derive(Debug)]
struct Sums {
    head: u32,
    number: u64,
}

impl Sums {
    fn next(&mut self, part: &[u8]) -> u32 {
        let mut sum = crc32fast::Hasher::new_with_initial(self.head);
        sum.update(&self.number.to_le_bytes());
        sum.update(part);
        self.number += 1;
        sum.finalize()
    }
}

impl WarmHead {
    /// The first line up to its sum.
    fn line(&self) -> String {
        let Self { made_by, lineage, revision, time, incidents } = self;
        format!("{MARK} made-by={made_by} lineage={lineage} revision={revision} time={time} incidents={incidents} sum=")
    }

    fn parse(line: &str) -> Option<Self> {
        let value = |key: &str| line.split(' ').find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        let head = Self {
            made_by: value("made-by")?.to_owned(),
            lineage: value("lineage")?.to_owned(),
            revision: value("revision")?.parse().ok()?,
            time: value("time")?.to_owned(),
            incidents: value("incidents")?.parse().ok()?,
        };
        let begin = head.line();
        (format!("{begin}{:08x}", crc32fast::hash(begin.as_bytes())) == line).then_some(head)
    }
}

impl WarmIndex {
    /// The one at a path, be it there or not.
    pub const fn at(path: PathBuf) -> Self {
        Self(path)
    }

    /// Its path.
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Begins to read it; `None` if there is none.
    ///
    /// # Errors
    /// [`StoreError::File`] if it cannot be read, [`StoreError::UnfitIndex`] if it is none or its first line is damaged.
    pub fn open(&self) -> Result<Option<(WarmHead, WarmParts)>, StoreError> {
        let failed = self.failed("read");
        let file = match File::open(&self.0) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(error)),
        };
        let size = file.metadata().map_err(&failed)?.len();
        let mut file = BufReader::with_capacity(1 << 16, file);
        let mut line = Vec::new();
        file.by_ref().take(LONGEST).read_until(b'\n', &mut line).map_err(&failed)?;
        let text = str::from_utf8(&line).unwrap_or_default();
        let (text, is_whole) = text.strip_suffix('\n').map_or((text, false), |text| (text, true));
        let Some(head) = WarmHead::parse(text).filter(|_| is_whole) else {
            return Err(self.unfit(if text.starts_with(MARK) {
                "its first line is damaged"
            } else {
                "it is none that this program knows"
            }));
        };
        let sums = Sums { head: crc32fast::hash(text.as_bytes()), number: 0 };
        Ok(Some((head, WarmParts { name: self.name(), file, left: size - line.len() as u64, sums, ended: false })))
    }

    /// Begins to write it; `None` while another process does.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn begin(&self, head: &WarmHead) -> Result<Option<WarmWriter<'_>>, StoreError> {
        let failed = self.failed("written");
        // A mistyped path shall not cost anybody a database.
        if !self.is_free().map_err(&failed)? {
            return Err(failed(io::Error::other("another file has that name")));
        }
        let mut part = self.0.clone().into_os_string();
        part.push(".part");
        let part = PathBuf::from(part);
        let file = OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(&part).map_err(&failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(fs::TryLockError::WouldBlock) => return Ok(None),
            Err(fs::TryLockError::Error(error)) => return Err(failed(error)),
        }
        // Another process may have finished between opening and locking: then this is the index itself.
        let is_same = |other: fs::Metadata| file.metadata().is_ok_and(|own| (own.dev(), own.ino()) == (other.dev(), other.ino()));
        if !fs::metadata(&part).is_ok_and(is_same) {
            return Ok(None);
        }
        let line = head.line();
        let line = format!("{line}{:08x}", crc32fast::hash(line.as_bytes()));
        let sums = Sums { head: crc32fast::hash(line.as_bytes()), number: 0 };
        let mut writer = WarmWriter { index: self, part, file, sums, bytes: 0 };
        writer.file.set_len(0).and_then(|()| writer.file.rewind()).map_err(&failed)?;
        writer.write(format!("{line}\n").as_bytes())?;
        Ok(Some(writer))
    }

    /// Whether there is no file, an empty one or a warm index of whatever version.
    fn is_free(&self) -> io::Result<bool> {
        let mut begin = Vec::new();
        match File::open(&self.0).and_then(|file| file.take(NAME.len() as u64).read_to_end(&mut begin)) {
            Ok(_) => Ok(begin.is_empty() || begin == NAME.as_bytes()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
            Err(error) => Err(error),
        }
    }

    fn name(&self) -> String {
        self.0.display().to_string()
    }

    /// For `map_err`: a failure of the file system.
    fn failed(&self, doing: &'static str) -> impl Fn(io::Error) -> StoreError {
        let name = self.name();
        move |source| StoreError::File { name: name.clone(), doing, source }
    }

    /// The error that says why it is not used.
    pub fn unfit(&self, reason: &'static str) -> StoreError {
        StoreError::UnfitIndex { name: self.name(), reason }
    }
}

impl WarmWriter<'_> {
    /// Writes the next part, which is not empty.
    ///
    /// # Errors
    /// [`StoreError::File`].
    pub fn part(&mut self, part: &[u8]) -> Result<(), StoreError> {
        let length = u32::try_from(part.len()).map_err(|error| self.index.failed("written")(io::Error::other(error)))?;
        let sum = self.sums.next(part);
        self.write(&length.to_le_bytes())?;
        self.write(&sum.to_le_bytes())?;
        self.write(part)
    }

    /// Gives it its name, once all of it is on disk; how many bytes it has.
    ///
    /// # Errors
    /// [`StoreError::File`]; what was there under this name then stays.
    pub fn finish(mut self) -> Result<u64, StoreError> {
        self.part(&[])?;
        let failed = self.index.failed("written");
        self.file.sync_all().map_err(&failed)?;
        fs::rename(&self.part, &self.index.0).map_err(&failed)?;
        let folder = self.index.0.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(&failed)?;
        Ok(self.bytes)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.bytes += bytes.len() as u64;
        self.file.write_all(bytes).map_err(self.index.failed("written"))
    }
}

impl Drop for WarmWriter<'_> {
    fn drop(&mut self) {
        // What was finished is no longer there under this name; the lock keeps others from making one.
        let _ = fs::remove_file(&self.part);
    }
}

impl WarmParts {
    /// Reads the next part into the place of one that is no longer needed; `None` at the end.
    ///
    /// # Errors
    /// [`StoreError::UnfitIndex`] if it is not whole, [`StoreError::File`] if it cannot be read.
    pub fn read(&mut self, mut part: Vec<u8>) -> Result<Option<Vec<u8>>, StoreError> {
        let name = &self.name;
        let unfit = |reason| StoreError::UnfitIndex { name: name.clone(), reason };
        let failed = |source| StoreError::File { name: name.clone(), doing: "read", source };
        let Some(left) = self.left.checked_sub(8) else { return Err(unfit("its end is missing")) };
        let mut frame = [0; 8];
        self.file.read_exact(&mut frame).map_err(failed)?;
        let [length, sum] = [0, 4].map(|at| u32::from_le_bytes([frame[at], frame[at + 1], frame[at + 2], frame[at + 3]]));
        let Some(left) = left.checked_sub(u64::from(length)) else { return Err(unfit("its end is missing")) };
        self.left = left;
        part.clear();
        part.reserve(length as usize);
        self.file.by_ref().take(u64::from(length)).read_to_end(&mut part).map_err(failed)?;
        if self.sums.next(&part) != sum {
            return Err(unfit("it is damaged"));
        }
        if length > 0 {
            return Ok(Some(part));
        }
        if self.left > 0 { Err(unfit("something was added to it")) } else { Ok(None) }
    }
}

impl Iterator for WarmParts {
    type Item = Result<Vec<u8>, StoreError>;

    /// The next part; the last item is an error if it is not whole.
    fn next(&mut self) -> Option<Self::Item> {
        if self.ended {
            return None;
        }
        let part = self.read(Vec::new()).transpose();
        self.ended = !matches!(part, Some(Ok(_)));
        part
    }
}
