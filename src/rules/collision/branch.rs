//! What was read of a branch's name in a tag: as much of it as tells whether the name may go on, and whether it may end
//! (`plan::branch_names`).

use std::collections::BTreeSet;

use crate::plan::branch_names::{COMMIT_DIGITS, HASH_DIGITS, MOMENT_DIGITS, RESERVED_TAGS};

/// A part of a branch's name, or all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Branch {
    /// The whole name, while it is a prefix of a reserved tag or of another tag's prefix.
    start: Option<String>,
    begun: bool,
    /// How far it matches a version.
    version: Version,
    /// The number of hexadecimal digits since the last dash, capped at one more than a hash has; `None` if there is
    /// another letter among them.
    hash: Option<usize>,
    /// The number of trailing hexadecimal digits, capped at the length of a commit.
    hex: usize,
    /// The number of trailing digits, capped at the length of a timestamp.
    decimal: usize,
}

/// How far the start of a name matches a version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
enum Version {
    /// Nothing yet.
    #[default]
    Start,
    /// A `v`.
    Letter,
    /// One number.
    Number,
    /// One number and a dot.
    Dot,
    /// Two numbers with a dot: a version, whatever follows.
    Whole,
    /// Not a version.
    Other,
}

impl Version {
    fn after(self, c: char) -> Self {
        match (self, c) {
            (Self::Whole, _) | (Self::Dot, '0'..='9') => Self::Whole,
            (Self::Start, 'v' | 'V') => Self::Letter,
            (Self::Start | Self::Letter | Self::Number, '0'..='9') => Self::Number,
            (Self::Number, '.') => Self::Dot,
            _ => Self::Other,
        }
    }
}

impl Branch {
    /// The name with `c` behind it; `None` where no branch is called so in a tag.
    pub(super) fn after(&self, c: char, taken: &BTreeSet<String>) -> Option<Self> {
        let is_inside = c.is_ascii_alphanumeric() || c == '_' || self.begun && "-.".contains(c);
        if !is_inside {
            return None;
        }
        let start = if self.begun {
            self.start.clone()
        } else {
            Some(String::new())
        };
        let start = start.map(|start| format!("{start}{c}"));
        if start.as_ref().is_some_and(|start| taken.contains(start)) {
            return None;
        }
        let start = start.filter(|start| {
            let mut following = taken.range(start.clone()..);
            following.next().is_some_and(|text| text.starts_with(start))
                || RESERVED_TAGS
                    .iter()
                    .any(|tag| tag.starts_with(start.as_str()))
        });
        let is_hex = matches!(c, '0'..='9' | 'a'..='f');
        let before = if self.begun { self.hash } else { Some(0) };
        let hash = match c {
            '-' => Some(0),
            _ => before
                .filter(|_| is_hex)
                .map(|count| (count + 1).min(HASH_DIGITS + 1)),
        };
        let run = |so_far: usize, goes_on: bool, most: usize| {
            if goes_on { (so_far + 1).min(most) } else { 0 }
        };
        Some(Self {
            start,
            begun: true,
            version: self.version.after(c),
            hash,
            hex: run(self.hex, is_hex, COMMIT_DIGITS),
            decimal: run(self.decimal, c.is_ascii_digit(), MOMENT_DIGITS),
        })
    }

    /// Whether a branch can have this name in tags: a name that is reserved, or ends like a hash or a unique tag, gets a hash
    /// suffix.
    pub(super) fn may_end(&self) -> bool {
        let is_reserved = || {
            let start = self.start.as_deref();
            start.is_some_and(|start| RESERVED_TAGS.contains(&start))
                || matches!(self.version, Version::Number | Version::Whole)
        };
        self.begun
            && self.hash != Some(HASH_DIGITS)
            && self.hex < COMMIT_DIGITS
            && self.decimal < MOMENT_DIGITS
            && !is_reserved()
    }
}
