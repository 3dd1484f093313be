//! What several files of tests need: the starter register, read once, the day on which tests ask, and a place in which
//! the program runs.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;

use aide_memoire::incident::Date;
use aide_memoire::register::Register;
use tempfile::TempDir;

static REGISTER: LazyLock<Register> = LazyLock::new(|| Register::starter().unwrap());

/// The starter register.
pub(crate) fn register() -> &'static Register {
    &REGISTER
}

/// The day on which the golden questions are asked, unless they say otherwise.
pub(crate) fn today() -> Date {
    Date::parse("2026-11-01").unwrap()
}

/// What a command left behind.
pub(crate) struct Done {
    pub(crate) code: Option<i32>,
    pub(crate) output: String,
    pub(crate) errors: String,
}

impl Done {
    /// The output of a command that succeeded.
    #[track_caller]
    pub(crate) fn well(self) -> String {
        assert_eq!((self.code, self.errors.as_str()), (Some(0), ""), "{}", self.output);
        self.output
    }

    /// The one sentence of a command that failed.
    #[track_caller]
    pub(crate) fn failed(self) -> String {
        assert_eq!(self.code, Some(1), "{}", self.output);
        assert_eq!(self.errors.lines().count(), 1, "{}", self.errors);
        let sentence = self.errors.strip_prefix("aide-memoire: ").unwrap();
        sentence.trim_end().to_owned()
    }
}

/// A folder in which commands run.
pub(crate) struct Place(TempDir);

impl Place {
    pub(crate) fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub(crate) fn path(&self) -> &Path {
        self.0.path()
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_aide-memoire"));
        command.args(arguments).current_dir(self.path()).env_remove("AIDE_MEMOIRE_DATABASE").env("USER", "tester");
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Done {
        self.run_with(arguments, b"")
    }

    pub(crate) fn run_with(&self, arguments: &[&str], input: &[u8]) -> Done {
        let mut command = self.command(arguments);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdin = child.stdin.take().unwrap();
        let input = input.to_vec();
        // A command that does not read its input closes it.
        let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
        let done = child.wait_with_output().unwrap();
        writer.join().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Done { code: done.status.code(), output: text(done.stdout), errors: text(done.stderr) }
    }

    pub(crate) fn write(&self, name: impl AsRef<OsStr>, text: &str) {
        fs::write(self.path().join(name.as_ref()), text).unwrap();
    }

    pub(crate) fn has(&self, name: &str) -> bool {
        self.path().join(name).exists()
    }
}

/// Numbers that look random and are the same each time.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    pub(crate) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len())]
    }
}
