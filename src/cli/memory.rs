//! What came of specs, kept for a day in the user's cache folder: where nothing changed since, nothing is compiled again.
//!
//! To compile is a function of its inputs alone: the program, the day, the texts of the spec and of what it builds on, and what
//! rules asked the repository. A record keeps all of these with what came of them, so it can be recalled only where compiling
//! again would come to the same. Nothing is kept of a spec that anything was found in.

mod record;

use std::{
    env,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

pub(super) use self::record::{Asking, Record};
use super::input::{Bases, Input};
use crate::{compile::Outcome, disk, hash::sha256};

/// What came of specs on one day, as this program sees them from one folder.
pub(super) struct Memory {
    folder: PathBuf,
    here: PathBuf,
}

impl Memory {
    /// What is remembered of the day `today`; `None` where the user has no cache folder.
    pub(super) fn of(today: Date) -> Option<Self> {
        let program = disk::state(&env::current_exe().ok()?)?;
        let home = || Some(PathBuf::from(env::var_os("HOME")?).join(".cache"));
        let cache = env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
        let cache = cache.filter(|cache| cache.is_absolute()).or_else(home)?;
        Some(Self {
            folder: cache.join("tvgen").join(format!("{today}-{program}")),
            here: env::current_dir().ok()?,
        })
    }

    /// What came of the spec at `path`, rendered below `folder`, if that would come of it now too.
    pub(super) fn recall(&self, path: &Path, folder: &Path, bases: &Bases) -> Option<Record> {
        let text = disk::recall(&self.place(&path.to_string_lossy(), folder))?;
        let record = Record::parse(&text)?;
        record.holds(path, bases).then_some(record)
    }

    /// Remembers what came of `input`, rendered below `folder`, and what was `asked` for that; unless something was found.
    pub(super) fn keep(&self, input: &Input, folder: &Path, asked: &Asking, outcome: &Outcome) {
        let is_clean = outcome.findings.is_empty() && outcome.differences.is_empty();
        let record = is_clean.then(|| Record::of(input, asked, outcome));
        if let Some(record) = record.flatten() {
            let place = self.place(&input.source.own.name, folder);
            disk::remember(&place, &record.text());
        }
    }

    /// Where the record of the spec called `name` is, rendered below `folder`.
    fn place(&self, name: &str, folder: &Path) -> PathBuf {
        let (here, folder) = (self.here.to_string_lossy(), folder.to_string_lossy());
        let whole = [&*here, name, &*folder].join("\0");
        self.folder.join(sha256(&whole))
    }
}
