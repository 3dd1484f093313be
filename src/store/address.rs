//! Database addresses as people write them: which engine, what to connect to, and a name without password to show.

use std::path::{Path, PathBuf};

use url::Url;

use super::StoreError;

/// The databases there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Engine {
    Sqlite,
    Postgres,
}

/// A database address.
#[derive(Clone)]
pub(super) struct Address {
    engine: Engine,
    url: String,
    name: String,
    /// The file of a SQLite database.
    file: Option<PathBuf>,
}

impl Address {
    /// Reads `sqlite:PATH`, `sqlite:///PATH` or `postgres://…`.
    pub(super) fn parse(text: &str) -> Result<Self, StoreError> {
        if let Some(path) = text.strip_prefix("sqlite:") {
            return Self::sqlite(path.strip_prefix("//").unwrap_or(path));
        }
        if !matches!(scheme(text).to_ascii_lowercase().as_str(), "postgres" | "postgresql") {
            return Err(StoreError::Address { scheme: scheme(text) });
        }
        let url = Url::parse(text).map_err(|source| StoreError::Unreadable { source })?;
        let mut name = url;
        let url = text.to_owned();
        // Fails only for addresses that cannot have a password.
        let _ = name.set_password(None);
        name.set_query(None);
        name.set_fragment(None);
        Ok(Self { engine: Engine::Postgres, url, name: name.into(), file: None })
    }

    /// A path is taken as it stands, but for a question mark: sqlx's options after it are ours to set.
    fn sqlite(path: &str) -> Result<Self, StoreError> {
        if path == ":memory:" {
            let url = "sqlite::memory:".to_owned();
            return Ok(Self { engine: Engine::Sqlite, url, name: "memory".to_owned(), file: None });
        }
        let refused = |reason| StoreError::Place { name: path.to_owned(), reason };
        let path = path.strip_suffix("?mode=rwc").unwrap_or(path);
        if path.is_empty() {
            return Err(refused("no file is named"));
        }
        if path.contains('?') {
            return Err(refused("options after a question mark are not supported"));
        }
        let file = Path::new(path);
        if file.is_dir() {
            return Err(refused("it is a folder"));
        }
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let folder = folder.canonicalize().map_err(|_| refused("its folder does not exist or is not accessible"))?;
        let full: PathBuf = file.file_name().map(|name| folder.join(name)).ok_or_else(|| refused("no file is named"))?;
        let text = full.to_str().ok_or_else(|| refused("its folder's name is not UTF-8"))?;
        let url = format!("sqlite://{}?mode=rwc", encoded(text));
        Ok(Self { engine: Engine::Sqlite, url, name: path.to_owned(), file: Some(full) })
    }

    pub(super) const fn engine(&self) -> Engine {
        self.engine
    }

    /// What sqlx connects to; may contain a password.
    pub(super) fn url(&self) -> &str {
        &self.url
    }

    /// The name to show.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// The file of a SQLite database, unless it lives in memory.
    pub(super) fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Whether the database lives in memory only.
    pub(super) fn is_memory(&self) -> bool {
        self.url == "sqlite::memory:"
    }
}

/// What stands before the colon, if it can be a scheme: the rest may hold a password and is not repeated.
fn scheme(text: &str) -> String {
    let scheme = text.split_once(':').map_or("", |(scheme, _)| scheme);
    if scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()) { scheme.to_owned() } else { String::new() }
}

/// A path for sqlx's address, which decodes percent signs.
fn encoded(path: &str) -> String {
    let mut encoded = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_have_no_password() {
        for text in ["postgres://bot:secret@db.example.org/register?sslmode=require", "postgresql://bot@db/x?password=secret"] {
            let address = Address::parse(text).unwrap_or_else(|error| panic!("{error}"));
            assert!(!address.name().contains("secret"), "{}", address.name());
            assert_eq!(address.url(), text);
        }
    }

    #[test]
    fn addresses_that_cannot_be_used_are_refused_without_repeating_a_password() {
        for text in [
            "mysql://a:secret@b/c",
            "register.db",
            "",
            "sqlite:",
            "sqlite:/",
            "sqlite:/nowhere/secrets/x.db",
            "sqlite:x.db?mode=ro",
            "postgres//a:secret@b",
            "postgres://u:secret pw@[bad/x",
        ] {
            let error = Address::parse(text).err().map(|error| error.to_string()).unwrap_or_default();
            assert!(!error.is_empty() && !error.contains("secret@") && !error.contains("secret pw"), "{text}: {error}");
        }
    }

    #[test]
    fn an_address_of_postgresql_that_cannot_be_read_is_not_told_to_be_of_another_engine() {
        let error = Address::parse("postgres://u:secret pw@[bad/x").err().unwrap();
        assert!(matches!(error, StoreError::Unreadable { .. }), "{error}");
    }
}
