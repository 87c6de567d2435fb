//! Public advisories about versions and commits of actions.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{parse_data, version_numbers};

/// A public advisory about an action.
#[derive(Clone, Debug, Deserialize)]
pub struct Advisory {
    /// The id: `CVE-2025-30066`.
    pub id: String,
    /// The repository of the action: `tj-actions/changed-files`.
    pub action: String,
    /// The kind of problem.
    pub kind: AdvisoryKind,
    /// The affected versions as a phrase in lower case.
    pub affected: String,
    /// The first affected tag; `None` if all tags up to `last` are affected.
    pub first: Option<String>,
    /// The last affected tag; `None` if all tags before `fixed` are affected.
    pub last: Option<String>,
    /// The prefix of affected tags, `v` or empty; `None` if tags with either prefix are affected.
    pub prefix: Option<String>,
    /// Known affected commits, 40 hexadecimal digits each; possibly incomplete.
    pub commits: Vec<String>,
    /// The first fixed version.
    pub fixed: Option<Fixed>,
    /// The sources.
    pub sources: Vec<String>,
}

/// The kind of problem of a version of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AdvisoryKind {
    /// An attacker replaced the code of the action.
    Compromised,
    /// The code of the action has a vulnerability.
    Vulnerable,
}

/// A fixed version.
#[derive(Clone, Debug, Deserialize)]
pub struct Fixed {
    /// The tag.
    pub version: String,
    /// The commit, 40 hexadecimal digits.
    pub sha: String,
}

#[derive(Deserialize)]
struct Advisories {
    advisory: Vec<Advisory>,
}

static ADVISORIES: LazyLock<Advisories> =
    LazyLock::new(|| parse_data(include_str!("advisories.toml")));

/// All advisories.
#[must_use]
pub fn all() -> &'static [Advisory] {
    &ADVISORIES.advisory
}

/// The advisories about the repository of the action `uses`.
pub fn find_advisories(uses: &str) -> impl Iterator<Item = &'static Advisory> {
    let repository: Vec<&str> = uses.split('/').take(2).collect();
    let repository = repository.join("/");
    let about = move |advisory: &&Advisory| advisory.action.eq_ignore_ascii_case(&repository);
    all().iter().filter(about)
}

impl Advisory {
    /// Whether `commit` is known to be affected.
    #[must_use]
    pub fn has_commit(&self, commit: &str) -> bool {
        let mut commits = self.commits.iter();
        commits.any(|known| known.eq_ignore_ascii_case(commit))
    }

    /// Whether the tag `tag` is affected.
    #[must_use]
    pub fn has_tag(&self, tag: &str) -> bool {
        let Some((prefix, tag)) = split_tag(tag) else {
            return false;
        };
        let number = |tag: &String| split_tag(tag).map(|(_, number)| number);
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

/// The prefix and the numbers of a version tag; `None` for a branch name.
fn split_tag(tag: &str) -> Option<(&str, Vec<u32>)> {
    let start = tag.find(|c: char| c.is_ascii_digit())?;
    let (prefix, number) = tag.split_at(start);
    ["", "v"]
        .contains(&prefix)
        .then(|| (prefix, version_numbers(number)))
}
