//! A PostgreSQL server of its own for a test: started from the installed binaries, stopped and removed when dropped.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use aide_memoire::store::Store;
use rcgen::{BasicConstraints, CertificateParams, IsCa, Issuer, KeyPair};
use sqlx::{AnyConnection, AssertSqlSafe, Connection};
use tempfile::TempDir;

/// The user and group `nobody`: PostgreSQL refuses to run as root.
const NOBODY: u32 = 65_534;

/// A running server with no databases but its own.
pub(crate) struct Server {
    programs: PathBuf,
    folder: TempDir,
    as_nobody: bool,
}

impl Server {
    /// Starts a server; `None`, with a word on standard error, where PostgreSQL is not installed.
    ///
    /// Panics there if `AIDE_MEMOIRE_REQUIRE_POSTGRES` is 1, as it is in CI.
    pub(crate) fn start() -> Option<Self> {
        let Some(programs) = programs() else {
            assert!(std::env::var("AIDE_MEMOIRE_REQUIRE_POSTGRES").as_deref() != Ok("1"), "PostgreSQL is required but not installed");
            eprintln!("skipped: PostgreSQL (initdb, pg_ctl) is not installed");
            return None;
        };
        // In /tmp since the path of a socket is limited to 107 bytes.
        let folder = tempfile::Builder::new().prefix("aide-memoire-postgres-").tempdir_in("/tmp").unwrap();
        let as_nobody = is_root(folder.path());
        if as_nobody {
            std::os::unix::fs::chown(folder.path(), Some(NOBODY), Some(NOBODY)).unwrap();
        }
        let server = Self { programs, folder, as_nobody };
        server.run("initdb", &["--username=bot", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync"]);
        server.revive();
        Some(server)
    }

    /// Starts it, at first or again.
    pub(crate) fn revive(&self) {
        // Without fsync: the machine does not go down in a test, and what a killed server has written the system keeps.
        let options = format!("-c listen_addresses= -c fsync=off -c unix_socket_directories={}", self.folder.path().display());
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["start", "-w", "-t", "60", "-l", &log, "-o", &options]);
    }

    /// Ends it without letting it finish anything.
    pub(crate) fn kill(&self) {
        self.run("pg_ctl", &["stop", "-m", "immediate", "-w"]);
    }

    /// Sends a signal to all of its processes.
    pub(crate) fn signal(&self, signal: &str) {
        let leader = std::fs::read_to_string(self.folder.path().join("data/postmaster.pid")).unwrap().lines().next().unwrap().to_owned();
        let children = Command::new("ps").args(["-o", "pid=", "--ppid", &leader]).output().unwrap();
        let children = String::from_utf8(children.stdout).unwrap();
        let all = children.split_whitespace().chain([leader.as_str()]);
        let _ = Command::new("kill").arg(format!("-{signal}")).args(all).status().unwrap();
    }

    /// The address of a new, empty database.
    pub(crate) async fn database(&self, name: &str) -> String {
        // The store installs the drivers of `Any`.
        drop(Store::open("sqlite::memory:").await.unwrap());
        let mut connection = AnyConnection::connect(&self.url("postgres")).await.unwrap();
        sqlx::query(AssertSqlSafe(format!("create database {name}"))).execute(&mut connection).await.unwrap();
        connection.close().await.unwrap();
        self.url(name)
    }

    /// Lets a database take no writes in connections from now on, or lets it take them again. Those that are open end.
    pub(crate) async fn read_only(&self, name: &str, on: bool) {
        drop(Store::open("sqlite::memory:").await.unwrap());
        let mut connection = AnyConnection::connect(&self.url("postgres")).await.unwrap();
        for sql in [
            format!("alter database {name} set default_transaction_read_only = {}", if on { "on" } else { "off" }),
            format!("select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}'"),
        ] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        connection.close().await.unwrap();
    }

    /// Lets it listen on a port of this machine too, by TLS with this certificate and its key; the address of the port.
    pub(crate) fn listen_by_tls(&self, (certificate, key): (&str, &str)) -> u16 {
        use std::os::unix::fs::PermissionsExt;
        let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        for (name, text) in [("server.crt", certificate), ("server.key", key)] {
            let path = self.folder.path().join("data").join(name);
            std::fs::write(&path, text).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
            if self.as_nobody {
                std::os::unix::fs::chown(&path, Some(NOBODY), Some(NOBODY)).unwrap();
            }
        }
        // Nobody is let in without TLS.
        let allowed = "local all all trust\nhostssl all all 127.0.0.1/32 trust\n";
        std::fs::write(self.folder.path().join("data/pg_hba.conf"), allowed).unwrap();
        self.kill();
        let settings = self.folder.path().join("data/postgresql.auto.conf");
        std::fs::write(&settings, format!("listen_addresses = '127.0.0.1'\nport = {port}\nssl = on\n")).unwrap();
        let options = format!("-c fsync=off -c unix_socket_directories={}", self.folder.path().display());
        let log = self.folder.path().join("log").display().to_string();
        self.run("pg_ctl", &["start", "-w", "-t", "60", "-l", &log, "-o", &options]);
        port
    }

    /// Where it listens.
    pub(crate) fn socket(&self) -> PathBuf {
        self.folder.path().join(".s.PGSQL.5432")
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://bot@localhost/{database}?host={}", self.folder.path().display())
    }

    fn command(&self, program: &str) -> Command {
        let program = self.programs.join(program);
        let mut command = if self.as_nobody {
            let mut command = Command::new("setpriv");
            let nobody = NOBODY.to_string();
            command.args(["--reuid", &nobody, "--regid", &nobody, "--clear-groups"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(self.folder.path()).arg("-D").arg(self.folder.path().join("data"));
        // Not piped: the server would keep the pipe open.
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::inherit());
        command
    }

    fn run(&self, program: &str, arguments: &[&str]) {
        let status = self.command(program).args(arguments).status().unwrap();
        if !status.success() {
            let log = std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default();
            panic!("{program} failed: {status}\n{log}");
        }
    }
}

impl Drop for Server {
    /// Runs when a test panics, too.
    fn drop(&mut self) {
        // One that was stopped would not end.
        if self.folder.path().join("data/postmaster.pid").exists() {
            self.signal("CONT");
        }
        let _ = self.command("pg_ctl").args(["stop", "-m", "immediate", "-w"]).stderr(Stdio::null()).status();
    }
}

/// The folder with initdb and pg_ctl: one on the path, else the newest of Debian's.
fn programs() -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let mut versions: Vec<PathBuf> =
        std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten().map(|entry| entry.path().join("bin")).collect();
    versions.sort();
    folders.extend(versions.into_iter().rev());
    folders.into_iter().find(|folder| ["initdb", "pg_ctl", "postgres"].iter().all(|program| folder.join(program).is_file()))
}

/// Whether this process, which made the folder, runs as root.
fn is_root(folder: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    std::fs::metadata(folder).unwrap().uid() == 0
}

#[tokio::test]
async fn a_server_is_spoken_to_by_tls_and_only_with_a_certificate_that_fits() {
    let Some(server) = Server::start() else { return };
    drop(server.database("tls").await);
    let mut authority = CertificateParams::new(Vec::new()).unwrap();
    authority.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
    let authority_key = KeyPair::generate().unwrap();
    let file = server.folder.path().join("ca.pem");
    std::fs::write(&file, authority.self_signed(&authority_key).unwrap().pem()).unwrap();
    let key = KeyPair::generate().unwrap();
    let issuer = Issuer::new(authority, authority_key);
    let certificate = CertificateParams::new(vec!["localhost".to_owned()]).unwrap().signed_by(&key, &issuer).unwrap();
    let port = server.listen_by_tls((&certificate.pem(), &key.serialize_pem()));
    let root = format!("&sslrootcert={}", file.display());
    for (host, end, opens) in [
        ("localhost", String::new(), true),
        ("localhost", "?sslmode=require".to_owned(), true),
        ("localhost", format!("?sslmode=verify-full{root}"), true),
        // By another name, by an authority that nobody named, and without TLS.
        ("127.0.0.1", format!("?sslmode=verify-full{root}"), false),
        ("localhost", "?sslmode=verify-full".to_owned(), false),
        ("localhost", "?sslmode=disable".to_owned(), false),
    ] {
        let opened = Store::open(&format!("postgres://bot@{host}:{port}/tls{end}")).await;
        assert_eq!(opened.is_ok(), opens, "{host} {end}: {:?}", opened.err());
        if let Ok(store) = opened {
            store.close().await;
        }
    }
}

#[test]
fn a_server_ends_with_its_test_even_if_that_panics() {
    let Some(server) = Server::start() else { return };
    let folder = server.folder.path().to_owned();
    let process = std::fs::read_to_string(folder.join("data/postmaster.pid")).unwrap().lines().next().unwrap().to_owned();
    // Empty for a process that has ended but that nobody has asked after yet.
    let command_line = || std::fs::read(Path::new("/proc").join(&process).join("cmdline")).unwrap_or_default();
    assert!(!command_line().is_empty());
    let test = std::thread::spawn(move || {
        let _server = server;
        panic!("as a failing test does");
    });
    assert!(test.join().is_err());
    assert!(!folder.exists());
    assert!(command_line().is_empty());
}
