//! Backups: one file that holds everything at one moment. It is a SQLite database with a last line of text, which SQLite does
//! not read, and by which damage, a missing end and a newer version are seen:
//! `aide-memoire-backup 1 migration=3 revision=402 bytes=1236992 sha256=…`. The sum is of all that stands before it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Connection};

use super::address::{Address, Engine};
use super::copy::Held;
use super::{Keep, MIGRATIONS, Options, Store, StoreError};

/// How the last line begins, and the version of the form.
const MARK: &str = "aide-memoire-backup ";
const VERSION: &str = "1";
/// Longest last line.
const LONGEST: u64 = 256;
/// How a SQLite database begins.
const SQLITE: &[u8] = b"SQLite format 3\0";

/// What a backup says of itself, checked against what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backup {
    /// The register's revision.
    pub revision: i64,
    /// The last migration of its tables.
    pub migration: i64,
    /// The size of the database in it.
    pub bytes: u64,
    /// SHA-256 of what stands before it, in hexadecimal.
    pub sum: String,
}

/// A file that is taken away again unless it was finished.
struct Part(PathBuf);

impl Part {
    /// Makes an empty file beside another, which only its owner can read: it holds what people object to.
    fn beside(file: &Path) -> Result<Self, StoreError> {
        let failed = failed("written", file);
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(&failed)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let part = folder.join(format!(".{name}.{}.part", std::process::id()));
        let _ = fs::remove_file(&part);
        OpenOptions::new().write(true).create_new(true).mode(0o600).open(&part).map_err(&failed)?;
        Ok(Self(part))
    }

    fn address(&self, file: &Path) -> Result<String, StoreError> {
        let path = self.0.to_str().ok_or_else(|| failed("written", file)(io::Error::other("its name is not UTF-8")))?;
        Ok(format!("sqlite:{path}"))
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm", "-journal"] {
            let mut name = self.0.clone().into_os_string();
            name.push(end);
            // What was finished is no longer there.
            let _ = fs::remove_file(name);
        }
    }
}

impl Store {
    /// Writes everything into a new file, as it stands at one moment; writers need not stop. The file appears when it is
    /// whole, and takes the place of one that is there.
    ///
    /// # Errors
    /// A failure of the database or of the file system. What was there under this name then stays.
    pub async fn back_up(&self, file: &Path) -> Result<Backup, StoreError> {
        let is_itself = |own: &Path| own.canonicalize().is_ok_and(|own| file.canonicalize().is_ok_and(|file| file == own));
        if self.address.file().is_some_and(is_itself) {
            return Err(failed("written", file)(io::Error::other("it is the database itself")));
        }
        let part = Part::beside(file)?;
        match self.address.engine() {
            Engine::Sqlite => {
                let mut connection = self.pool.acquire().await.map_err(StoreError::query("write the backup"))?;
                snapshot(&mut connection, &part).await?;
            }
            Engine::Postgres => {
                let options = Options { connections: 1, ..Options::default() };
                let copy = Self::open_keeping(&part.address(file)?, options, Keep::Nothing).await?;
                self.copy(&copy, Held::Kept).await?;
                // So that the file can be read by itself.
                let sql = "pragma journal_mode = delete";
                sqlx::query(sql).execute(&copy.pool).await.map_err(StoreError::query("write the backup"))?;
                copy.close().await;
            }
        }
        finish(&part, file).await
    }

    /// Puts everything that a backup holds into the database at an address; one of an older version is brought up to date on
    /// the way. All or nothing: whatever can be refused is refused before the database is touched, its tables included.
    ///
    /// # Errors
    /// As [`Backup::read`] and [`Store::open`]; [`StoreError::NotEmpty`] if the database holds anything, unless that is to be
    /// replaced; any failure of the database.
    pub async fn restore(url: &str, file: &Path, replace: bool) -> Result<Backup, StoreError> {
        let target = Self::unreached(url)?;
        // Room is needed where the database is, so it is asked for there.
        let beside = target.address.file().map_or_else(|| std::env::temp_dir().join("aide-memoire-restore"), Path::to_owned);
        let part = Part::beside(&beside)?;
        let taken = OpenOptions::new().write(true).open(&part.0).map_err(failed("written", &part.0))?;
        let backup = Backup::copy(file, taken)?;
        let copy = Self::open_keeping(&part.address(file)?, Options::default(), Keep::Nothing).await?;
        if !replace && target.has_changes().await? {
            return Err(StoreError::NotEmpty { name: target.name().to_owned() });
        }
        target.reach().await?;
        let copied = copy.copy(&target, if replace { Held::Dropped } else { Held::Kept }).await;
        copy.close().await;
        target.close().await;
        copied.map(|_| backup)
    }

    /// Whether there is a database with changes, whatever the version of its tables.
    async fn has_changes(&self) -> Result<bool, StoreError> {
        if self.address.is_memory() || self.address.file().is_some_and(|file| !file.exists()) {
            return Ok(false);
        }
        Ok(Self::glance(&self.address, self.patience).await?.1 > 0)
    }
}

impl Backup {
    /// Reads a backup from end to end.
    ///
    /// # Errors
    /// [`StoreError::NoBackup`] and [`StoreError::Damaged`] if it is none or not whole, [`StoreError::Newer`] if a newer version of
    /// the program wrote it, [`StoreError::File`] if it cannot be read.
    pub fn read(file: &Path) -> Result<Self, StoreError> {
        Self::copy(file, io::sink())
    }

    /// Reads a backup and writes the database that is in it.
    fn copy(file: &Path, mut to: impl Write) -> Result<Self, StoreError> {
        let reading = failed("read", file);
        let mut from = File::open(file).map_err(&reading)?;
        let size = from.metadata().map_err(&reading)?.len();
        let line = last_line(file, &mut from, size)?;
        let backup = Self::parse(file, &line)?;
        if backup.bytes + line.len() as u64 != size {
            return Err(damaged(file, "something is missing, or was added"));
        }
        from.rewind().map_err(&reading)?;
        let mut sum = Sha256::new();
        if pour(&mut from, backup.bytes, &mut sum, &mut to).map_err(failed("copied", file))? < backup.bytes {
            return Err(damaged(file, "something is missing"));
        }
        sum.update(backup.head());
        if hexadecimal(&sum.finalize()) != backup.sum {
            return Err(damaged(file, "it is not as it was written"));
        }
        Ok(backup)
    }

    fn parse(file: &Path, line: &str) -> Result<Self, StoreError> {
        let words: Vec<&str> = line.trim_start_matches(MARK).split_whitespace().collect();
        let name = || file.display().to_string();
        let known = known();
        let unreadable = || damaged(file, "its last line is not readable");
        let (Some(version), Ok(ours)) = (words.first().and_then(|word| word.parse::<i64>().ok()), VERSION.parse()) else {
            return Err(unreadable());
        };
        if version > ours {
            return Err(StoreError::NewerBackup { name: name() });
        }
        let value = |key: &str| words.iter().find_map(|word| word.strip_prefix(key)?.strip_prefix('='));
        let number = |key: &str| value(key).and_then(|value| value.parse::<i64>().ok()).filter(|value| *value >= 0);
        let read = || {
            let bytes = u64::try_from(number("bytes")?).ok()?;
            Some(Self { revision: number("revision")?, migration: number("migration")?, bytes, sum: value("sha256")?.to_owned() })
        };
        let backup = read().filter(|backup| format!("{}{}\n", backup.head(), backup.sum) == line).ok_or_else(unreadable)?;
        if backup.migration > known {
            return Err(StoreError::Newer { name: name(), found: backup.migration, known });
        }
        Ok(backup)
    }

    /// The last line up to the sum.
    fn head(&self) -> String {
        format!("{MARK}{VERSION} migration={} revision={} bytes={} sha256=", self.migration, self.revision, self.bytes)
    }
}

/// Keeps a SQLite database as it is before it is brought up to date; the connection that will do that keeps writers waiting.
pub(super) async fn before_migration(address: &Address, version: i64) -> Result<(), StoreError> {
    let Some(file) = address.file() else { return Ok(()) };
    let mut name = file.as_os_str().to_owned();
    name.push(format!(".before-{:04}.backup", version + 1));
    let file = PathBuf::from(name);
    let part = Part::beside(&file)?;
    let mut connection = AnyConnection::connect(address.url()).await.map_err(|error| StoreError::opening(address, error))?;
    snapshot(&mut connection, &part).await?;
    connection.close().await.map_err(StoreError::query("write the backup"))?;
    finish(&part, &file).await.map(drop)
}

async fn snapshot(connection: &mut AnyConnection, part: &Part) -> Result<(), StoreError> {
    let path = part.0.to_string_lossy().into_owned();
    sqlx::query("vacuum into $1").bind(path).execute(connection).await.map(drop).map_err(StoreError::query("write the backup"))
}

/// Writes the last line and gives the file its name, each on disk before the next.
async fn finish(part: &Part, file: &Path) -> Result<Backup, StoreError> {
    let writing = failed("written", file);
    let (migration, revision) = state(part, file).await?;
    let mut written = OpenOptions::new().read(true).append(true).open(&part.0).map_err(&writing)?;
    let mut sum = Sha256::new();
    let bytes = pour(&mut written, u64::MAX, &mut sum, &mut io::sink()).map_err(&writing)?;
    let mut backup = Backup { revision, migration, bytes, sum: String::new() };
    sum.update(backup.head());
    backup.sum = hexadecimal(&sum.finalize());
    written.write_all(format!("{}{}\n", backup.head(), backup.sum).as_bytes()).map_err(&writing)?;
    written.sync_all().map_err(&writing)?;
    fs::rename(&part.0, file).map_err(&writing)?;
    let folder = part.0.parent().unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(&writing)?;
    Ok(backup)
}

/// The last migration and the revision of the database in a file.
async fn state(part: &Part, file: &Path) -> Result<(i64, i64), StoreError> {
    let failed = StoreError::query("read the backup");
    let address = Address::parse(&part.address(file)?)?;
    let mut connection = AnyConnection::connect(address.url()).await.map_err(&failed)?;
    let migration = "select max(version) from _sqlx_migrations";
    let migration = sqlx::query_scalar(migration).fetch_one(&mut connection).await.map_err(&failed)?;
    let revision = "select value from counter where name = 'revision'";
    let revision = sqlx::query_scalar(revision).fetch_one(&mut connection).await.map_err(&failed)?;
    connection.close().await.map_err(&failed)?;
    Ok((migration, revision))
}

/// The last line of a file, if it is that of a backup.
fn last_line(file: &Path, from: &mut File, size: u64) -> Result<String, StoreError> {
    let reading = failed("read", file);
    let mut begin = Vec::new();
    Read::by_ref(from).take(SQLITE.len() as u64).read_to_end(&mut begin).map_err(&reading)?;
    if begin != SQLITE {
        return Err(StoreError::NoBackup { name: file.display().to_string() });
    }
    from.seek(SeekFrom::Start(size.saturating_sub(LONGEST))).map_err(&reading)?;
    let mut end = Vec::new();
    from.read_to_end(&mut end).map_err(&reading)?;
    let at = end.windows(MARK.len()).rposition(|window| window == MARK.as_bytes());
    let line = at.and_then(|at| end.get(at..)).and_then(|line| str::from_utf8(line).ok());
    line.map(str::to_owned).ok_or_else(|| damaged(file, "its end is missing, or it is a database and no backup"))
}

/// Adds so many bytes to the sum on their way, or as many as there are; how many there were.
fn pour(from: &mut impl Read, most: u64, sum: &mut Sha256, to: &mut impl Write) -> io::Result<u64> {
    let mut buffer = vec![0; 1 << 20];
    let mut poured = 0;
    loop {
        let wanted = usize::try_from(most - poured).unwrap_or(usize::MAX).min(buffer.len());
        let count = from.read(&mut buffer[..wanted])?;
        if count == 0 {
            return Ok(poured);
        }
        sum.update(&buffer[..count]);
        to.write_all(&buffer[..count])?;
        poured += count as u64;
    }
}

/// The last migration of this program.
pub(super) fn known() -> i64 {
    MIGRATIONS.iter().map(|migration| migration.version).max().unwrap_or_default()
}

pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn failed(doing: &'static str, file: &Path) -> impl Fn(io::Error) -> StoreError {
    let name = file.display().to_string();
    move |source| StoreError::File { name: name.clone(), doing, source }
}

fn damaged(file: &Path, reason: &'static str) -> StoreError {
    StoreError::Damaged { name: file.display().to_string(), reason }
}
