//! How a branch's name becomes part of a tag: one total function, which the scripts repeat.

use crate::hash::sha256;

/// The number of hexadecimal digits of a branch name's hash suffix. A collision of 64 bits takes 2^32 tries
/// to find, and a name with the hash of a given branch 2^64.
pub const HASH_DIGITS: usize = 16;
/// The digits of a commit.
pub const COMMIT_DIGITS: usize = 40;
/// The digits of a moment.
pub const MOMENT_DIGITS: usize = 14;

/// Tags that tools treat as a release or a channel: `latest` is Docker's default, and the others are names that
/// image publishers give to channels.
pub const RESERVED_TAGS: &[&str] = &[
    "latest", "stable", "edge", "nightly", "canary", "lts", "alpha", "beta", "rc",
];
/// The prefixes of tags that hold an image's signatures and attestations (OCI distribution specification, "Referrers tag
/// schema"; cosign uses the same scheme).
pub const RESERVED_PREFIXES: &[&str] = &["sha256-", "sha512-"];

/// How branches are called in tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchNames {
    /// How many characters of a branch's name fit any tag.
    pub room: usize,
    /// How other tags begin that the tag of a branch so called could be: `builder-`.
    pub taken: Vec<String>,
}

impl BranchNames {
    /// How the branch `branch` is called in tags. Characters that no tag has become `-`, those that no tag begins with
    /// are removed, and the prefix of another tag is replaced. If that changes the name, or the name is too long, is
    /// reserved or ends like another tag, it is truncated and gets a hash of the full name. Whether a name is reserved does not
    /// depend on the template around it, so that a branch has the same name in all its tags.
    #[must_use]
    pub fn name(&self, branch: &str) -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        let clean: String = branch
            .chars()
            .map(|c| if allowed(c) { c } else { '-' })
            .collect();
        let mut name = clean.trim_start_matches(['.', '-']).to_owned();
        for (beginning, replacement) in self.replacements() {
            if let Some(rest) = name.strip_prefix(beginning) {
                name = format!("{replacement}{rest}");
            }
        }
        let name: String = name.chars().take(self.room).collect();
        if name == branch && !name.is_empty() && !is_reserved(&name) && !ends_in_hash(&name) {
            return name;
        }
        let hash: String = sha256(branch).chars().take(HASH_DIGITS).collect();
        let kept: String = name.chars().take(self.cut()).collect();
        if kept.is_empty() {
            hash
        } else {
            format!("{kept}-{hash}")
        }
    }

    /// The prefixes of other tags, each with its replacement in branch names: no branch name starts like another tag.
    #[must_use]
    pub fn replacements(&self) -> Vec<(&str, String)> {
        let is_free = |text: &String| {
            let clashes = |taken: &String| taken.starts_with(text) || text.starts_with(taken);
            !self.taken.iter().any(clashes)
        };
        let replacement = |beginning: &str| {
            let stem = beginning.trim_end_matches(['-', '_', '.']);
            let separators = ["_", ".", "-"].map(|separator| format!("{stem}{separator}"));
            let longer = (1..).map(|count| format!("{}{beginning}", "x".repeat(count)));
            separators.into_iter().chain(longer).find(is_free)
        };
        let taken = self.taken.iter();
        let pairs = taken.map(|beginning| Some((beginning.as_str(), replacement(beginning)?)));
        pairs.flatten().collect()
    }

    /// How many characters stay of a name that is cut: those before the dash and the hash.
    #[must_use]
    pub fn cut(&self) -> usize {
        self.room - HASH_DIGITS - 1
    }

    /// The reserved names, as an extended regular expression.
    #[must_use]
    pub fn reserved_pattern() -> String {
        let (words, prefixes) = (RESERVED_TAGS.join("|"), RESERVED_PREFIXES.join("|"));
        format!("^({words})$|^({prefixes}|[vV]?[0-9]+($|\\.[0-9]))")
    }

    /// The names that end in a hash or as a unique tag does, and the empty one, as an extended regular expression.
    #[must_use]
    pub fn ends_pattern() -> String {
        format!(
            "^$|(^|-)[0-9a-f]{{{HASH_DIGITS}}}$|[0-9a-f]{{{COMMIT_DIGITS}}}$|[0-9]{{{MOMENT_DIGITS}}}$"
        )
    }
}

/// Whether the tag `name` has a meaning to tools: a reserved word, the prefix of a signature's tag, or a version, with or
/// without `v`: a single number, or dotted numbers with any suffix.
fn is_reserved(name: &str) -> bool {
    let is_version = || {
        let digits = name.strip_prefix(['v', 'V']).unwrap_or(name);
        let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        after.len() < digits.len()
            && (after.is_empty() || after.strip_prefix('.').is_some_and(is_number))
    };
    RESERVED_TAGS.contains(&name)
        || RESERVED_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
        || is_version()
}

/// Whether `name` ends like a name with its hash behind a dash, or in a commit or a moment.
fn ends_in_hash(name: &str) -> bool {
    let run = |is_digit: fn(char) -> bool| {
        let before = name.trim_end_matches(is_digit);
        name.len() - before.len()
    };
    let is_hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let last = name.rsplit('-').next().unwrap_or(name);
    last.len() == HASH_DIGITS && last.chars().all(is_hex)
        || run(is_hex) >= COMMIT_DIGITS
        || run(|c| c.is_ascii_digit()) >= MOMENT_DIGITS
}
