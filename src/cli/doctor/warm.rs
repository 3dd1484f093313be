//! The warm index: whether it is there, whole and can be written. A start that cannot use it only takes longer.

use std::path::Path;

use super::Finding;
use crate::cli::output::sentence;
use crate::store::{StoreError, WarmIndex};

const CHECK: &str = "warm index";

pub(super) fn look(path: &Path) -> Finding {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !folder.is_dir() {
        let found = format!("\"{}\" is in a folder that does not exist", path.display());
        return Finding::warning(CHECK, found, "make the folder, or name another one; until then each start reads every record");
    }
    match whole(&WarmIndex::at(path.to_owned())) {
        Ok(None) => Finding::ok(CHECK, format!("\"{}\" is not there yet; `run` writes it", path.display())),
        Ok(Some((revision, incidents))) => {
            Finding::ok(CHECK, format!("\"{}\" is whole, as of revision {revision}, with {incidents} incidents", path.display()))
        }
        Err(error) => {
            let advice = match &error {
                StoreError::UnfitIndex { .. } => "nothing: the next start reads every record, and `run` writes it anew; or delete it",
                _ => "give the user of the bot the right to read and write it, or delete it; until then each start reads every record",
            };
            Finding::warning(CHECK, sentence(&error.into()), advice)
        }
    }
}

/// As of which revision it is, and of how many incidents, read from end to end.
fn whole(warm: &WarmIndex) -> Result<Option<(i64, usize)>, StoreError> {
    let Some((head, parts)) = warm.open()? else { return Ok(None) };
    for part in parts {
        part?;
    }
    Ok(Some((head.revision, head.incidents)))
}
