//! The rights to files: who else can read the token and what people object to, or change what the bot does.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use super::Finding;
use super::database::file;

const CHECK: &str = "files";
/// Rights of those who are neither owner nor in the group.
const READ: u32 = 0o004;
const WRITE: u32 = 0o002;

pub(super) fn look(settings: Option<&Path>, (address, warm): (Option<&str>, Option<&Path>), token: Option<&Path>) -> Vec<Finding> {
    let has_password = |path: &Path| fs::read_to_string(path).is_ok_and(|text| text.lines().any(is_address_with_password));
    let mut findings: Vec<Finding> = Vec::new();
    if let Some(path) = token {
        findings.extend(rights(path, READ | WRITE, "holds the token"));
    }
    if let Some(path) = settings {
        let (rights_of_others, holds) =
            if has_password(path) { (READ | WRITE, "holds a password") } else { (WRITE, "says what the bot does") };
        findings.extend(rights(path, rights_of_others, holds));
    }
    if let Some(path) = address.and_then(file) {
        findings.extend(rights(path, WRITE, "is the register"));
        if mode(path).is_some_and(|mode| mode & READ != 0) {
            let found =
                format!("\"{}\" holds what people object to, with their ids, and everybody on the machine can read it", path.display());
            findings.push(Finding::warning(CHECK, found, format!("chmod o-r \"{}\"", path.display())));
        }
    }
    if let Some(path) = warm.filter(|path| path.is_file()) {
        findings.extend(rights(path, WRITE, "is read as the register"));
    }
    if findings.is_empty() {
        findings.push(Finding::ok(CHECK, "nobody else can read or change what should be private"));
    }
    findings
}

fn rights(path: &Path, unwanted: u32, holds: &str) -> Option<Finding> {
    let shown = path.display();
    let Some(mode) = mode(path) else {
        return Some(Finding::warning(CHECK, format!("\"{shown}\" cannot be looked at"), "see that the path is right"));
    };
    let can = match mode & unwanted {
        0 => return None,
        rights if rights & WRITE != 0 => "change",
        _ => "read",
    };
    let found = format!("\"{shown}\" {holds}, and everybody on the machine can {can} it (mode {mode:03o})");
    Some(Finding::fault(CHECK, found, format!("chmod o-rw \"{shown}\"")))
}

/// The rights to a file; none to others where its folder lets nobody through.
fn mode(path: &Path) -> Option<u32> {
    const PASS: u32 = 0o001;
    let mode = |path: &Path| fs::metadata(path).ok().map(|about| about.permissions().mode() & 0o777);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let is_closed = mode(folder).is_some_and(|folder| folder & PASS == 0);
    mode(path).map(|mode| if is_closed { mode & 0o770 } else { mode })
}

/// `database = "postgres://bot:secret@…"`
fn is_address_with_password(line: &str) -> bool {
    let address = line.split_once("://").map(|(_, rest)| rest).unwrap_or_default();
    let is_comment = line.trim_start().starts_with('#');
    !is_comment && (address.split_once('@').is_some_and(|(user, _)| user.contains(':')) || address.contains("password="))
}
