//! Converts branch names to tag names. Generated scripts implement the same function.

use crate::hash::sha256;

/// The number of hexadecimal digits in the hash suffix of a branch name. Finding a collision of 64 bits takes
/// 2^32 tries; finding a name with the hash of a given branch takes 2^64.
pub const HASH_DIGITS: usize = 16;
/// The number of hexadecimal digits in a commit.
pub const COMMIT_DIGITS: usize = 40;
/// The number of digits in a timestamp.
pub const TIMESTAMP_DIGITS: usize = 14;

/// Tags that tools treat as a release or a channel: `latest` is Docker's default, and the others are names that
/// image publishers give to channels.
pub const RESERVED_TAGS: &[&str] = &[
    "latest", "stable", "edge", "nightly", "canary", "lts", "alpha", "beta", "rc",
];
/// The prefixes of tags that hold an image's signatures and attestations (OCI distribution specification, "Referrers tag
/// schema"; cosign uses the same scheme).
pub const SIGNATURE_PREFIXES: &[&str] = &["sha256-", "sha512-"];

/// The names of branches in tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchNames {
    /// The maximum length of a branch name that fits every tag.
    pub max_length: usize,
    /// The prefixes of other tags that the tag of a branch could be confused with: `builder-`.
    pub reserved_prefixes: Vec<String>,
}

impl BranchNames {
    /// The name of `branch` in tags. Characters that tags cannot contain become `-`, leading dots and dashes are removed,
    /// and a reserved prefix is replaced. If that changes the name, or if the name is too long, is reserved or ends like
    /// a hash or a unique tag, it is truncated and gets a hash of the full name. Whether a name is reserved does not
    /// depend on the template around it, so that a branch has the same name in all its tags.
    #[must_use]
    pub fn tag_name(&self, branch: &str) -> String {
        let allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
        let clean: String = branch
            .chars()
            .map(|c| if allowed(c) { c } else { '-' })
            .collect();
        let mut name = clean.trim_start_matches(['.', '-']).to_owned();
        for (prefix, replacement) in self.replacements() {
            if let Some(rest) = name.strip_prefix(prefix) {
                name = format!("{replacement}{rest}");
            }
        }
        let name: String = name.chars().take(self.max_length).collect();
        if name == branch && !name.is_empty() && !is_reserved(&name) && !has_ambiguous_suffix(&name)
        {
            return name;
        }
        let hash: String = sha256(branch).chars().take(HASH_DIGITS).collect();
        let truncated: String = name.chars().take(self.truncated_length()).collect();
        if truncated.is_empty() {
            hash
        } else {
            format!("{truncated}-{hash}")
        }
    }

    /// The reserved prefixes, each with its replacement, so that no branch name starts like a tag of another kind.
    #[must_use]
    pub fn replacements(&self) -> Vec<(&str, String)> {
        let is_free = |text: &String| {
            let conflicts = |prefix: &String| prefix.starts_with(text) || text.starts_with(prefix);
            !self.reserved_prefixes.iter().any(conflicts)
        };
        let replacement = |prefix: &str| {
            let stem = prefix.trim_end_matches(['-', '_', '.']);
            let separators = ["_", ".", "-"].map(|separator| format!("{stem}{separator}"));
            let longer = (1..).map(|count| format!("{}{prefix}", "x".repeat(count)));
            separators.into_iter().chain(longer).find(is_free)
        };
        let prefixes = self.reserved_prefixes.iter();
        let pairs = prefixes.map(|prefix| Some((prefix.as_str(), replacement(prefix)?)));
        pairs.flatten().collect()
    }

    /// The length of a truncated name, without the dash and the hash.
    #[must_use]
    pub fn truncated_length(&self) -> usize {
        self.max_length - HASH_DIGITS - 1
    }

    /// The reserved names, as an extended regular expression.
    #[must_use]
    pub fn reserved_pattern() -> String {
        let (words, prefixes) = (RESERVED_TAGS.join("|"), SIGNATURE_PREFIXES.join("|"));
        format!("^({words})$|^({prefixes}|[vV]?[0-9]+($|\\.[0-9]))")
    }

    /// An extended regular expression that matches the empty name, and names that end in a branch hash, a commit or a timestamp.
    #[must_use]
    pub fn suffix_pattern() -> String {
        format!(
            "^$|(^|-)[0-9a-f]{{{HASH_DIGITS}}}$|[0-9a-f]{{{COMMIT_DIGITS}}}$|[0-9]{{{TIMESTAMP_DIGITS}}}$"
        )
    }
}

/// Whether `name` has a meaning to tools: it is a reserved word or a version, or starts like a signature's tag. A version
/// is a single number, or dotted numbers with any suffix, with or without a leading `v`.
fn is_reserved(name: &str) -> bool {
    let is_version = || {
        let digits = name.strip_prefix(['v', 'V']).unwrap_or(name);
        let after = digits.trim_start_matches(|c: char| c.is_ascii_digit());
        let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit());
        after.len() < digits.len()
            && (after.is_empty() || after.strip_prefix('.').is_some_and(is_number))
    };
    RESERVED_TAGS.contains(&name)
        || SIGNATURE_PREFIXES
            .iter()
            .any(|prefix| name.starts_with(prefix))
        || is_version()
}

/// Whether `name` ends in a hash suffix, a commit or a timestamp.
fn has_ambiguous_suffix(name: &str) -> bool {
    let trailing = |is_digit: fn(char) -> bool| {
        let rest = name.trim_end_matches(is_digit);
        name.len() - rest.len()
    };
    let is_hex = |c: char| matches!(c, '0'..='9' | 'a'..='f');
    let last = name.rsplit('-').next().unwrap_or(name);
    last.len() == HASH_DIGITS && last.chars().all(is_hex)
        || trailing(is_hex) >= COMMIT_DIGITS
        || trailing(|c| c.is_ascii_digit()) >= TIMESTAMP_DIGITS
}
