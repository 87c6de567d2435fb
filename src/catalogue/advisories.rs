//! Versions and commits of actions that public advisories name.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{numbers, read};

/// What a public advisory says of an action.
#[derive(Clone, Debug, Deserialize)]
pub struct Advisory {
    /// Its number: `CVE-2025-30066`.
    pub id: String,
    /// The repository of the action: `tj-actions/changed-files`.
    pub action: String,
    /// What is the matter.
    pub kind: Kind,
    /// Which versions are affected, in words; a phrase in lower case.
    pub affected: String,
    /// The first affected tag; `None` for all up to the last.
    pub first: Option<String>,
    /// The last affected tag; `None` for all before the one that is fixed.
    pub last: Option<String>,
    /// The letters before the number of affected tags, where others are not affected: `v`, or none.
    pub prefix: Option<String>,
    /// Commits known to be bad, 40 hexadecimal digits each; there may be others.
    pub commits: Vec<String>,
    /// The first version that is well.
    pub fixed: Option<Fixed>,
    /// Where it was read.
    pub sources: Vec<String>,
}

/// What is the matter with a version of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Somebody else's code was put in its place.
    Compromised,
    /// Its own code can be abused.
    Vulnerable,
}

/// A version that is well.
#[derive(Clone, Debug, Deserialize)]
pub struct Fixed {
    /// Its tag.
    pub version: String,
    /// Its commit, 40 hexadecimal digits.
    pub sha: String,
}

#[derive(Deserialize)]
struct Advisories {
    advisory: Vec<Advisory>,
}

static ADVISORIES: LazyLock<Advisories> = LazyLock::new(|| read(include_str!("advisories.toml")));

/// All advisories.
#[must_use]
pub fn all() -> &'static [Advisory] {
    &ADVISORIES.advisory
}

/// The advisories about the action `uses`, or about the repository that it is a folder of.
pub fn about(uses: &str) -> impl Iterator<Item = &'static Advisory> {
    let repository: Vec<&str> = uses.split('/').take(2).collect();
    let repository = repository.join("/");
    let about = move |advisory: &&Advisory| advisory.action.eq_ignore_ascii_case(&repository);
    all().iter().filter(about)
}

impl Advisory {
    /// Whether `commit` is known to be bad.
    #[must_use]
    pub fn has_commit(&self, commit: &str) -> bool {
        let mut commits = self.commits.iter();
        commits.any(|bad| bad.eq_ignore_ascii_case(commit))
    }

    /// Whether the tag `tag` was affected.
    #[must_use]
    pub fn has_tag(&self, tag: &str) -> bool {
        let Some((prefix, tag)) = parts(tag) else {
            return false;
        };
        let number = |tag: &String| parts(tag).map(|(_, number)| number);
        let first = self.first.as_ref().and_then(number);
        let last = self.last.as_ref().and_then(number);
        let fixed = self.fixed.as_ref().and_then(|fixed| number(&fixed.version));
        self.prefix.as_ref().is_none_or(|only| only == prefix)
            && first.is_none_or(|first| first <= tag)
            && match last {
                Some(last) => tag <= last,
                None => fixed.is_some_and(|fixed| tag < fixed),
            }
    }
}

/// The letters before the number of a tag, and the number; `None` for the name of a branch.
fn parts(tag: &str) -> Option<(&str, Vec<u32>)> {
    let start = tag.find(|c: char| c.is_ascii_digit())?;
    let (prefix, number) = tag.split_at(start);
    ["", "v"]
        .contains(&prefix)
        .then(|| (prefix, numbers(number)))
}
