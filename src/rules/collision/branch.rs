//! The state of reading a branch name in a tag: enough to decide how the name can continue and whether it can end
//! (`plan::branch_names`).

use std::collections::BTreeSet;

use crate::plan::branch_names::{COMMIT_DIGITS, HASH_DIGITS, RESERVED_TAGS, TIMESTAMP_DIGITS};

/// The start of a branch name, or all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct BranchState {
    /// The whole name, while it is a prefix of a reserved tag or of another tag's prefix.
    start: Option<String>,
    /// Whether a character was read.
    has_begun: bool,
    /// How far it matches a version.
    version: Version,
    /// The number of hexadecimal digits since the last dash, capped at one more than a hash has; `None` after any other
    /// character.
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
    Complete,
    /// Not a version.
    Other,
}

impl Version {
    fn advance(self, c: char) -> Self {
        match (self, c) {
            (Self::Complete, _) | (Self::Dot, '0'..='9') => Self::Complete,
            (Self::Start, 'v' | 'V') => Self::Letter,
            (Self::Start | Self::Letter | Self::Number, '0'..='9') => Self::Number,
            (Self::Number, '.') => Self::Dot,
            _ => Self::Other,
        }
    }
}

impl BranchState {
    /// The state after `c`; `None` if `c` cannot follow in a branch name, or if the name would begin with a
    /// `reserved` prefix.
    pub(super) fn advance(&self, c: char, reserved: &BTreeSet<String>) -> Option<Self> {
        let is_allowed =
            c.is_ascii_alphanumeric() || c == '_' || self.has_begun && "-.".contains(c);
        if !is_allowed {
            return None;
        }
        let start = if self.has_begun {
            self.start.clone()
        } else {
            Some(String::new())
        };
        let start = start.map(|start| format!("{start}{c}"));
        if start.as_ref().is_some_and(|start| reserved.contains(start)) {
            return None;
        }
        let start = start.filter(|start| {
            let mut following = reserved.range(start.clone()..);
            following.next().is_some_and(|text| text.starts_with(start))
                || RESERVED_TAGS
                    .iter()
                    .any(|tag| tag.starts_with(start.as_str()))
        });
        let is_hex = matches!(c, '0'..='9' | 'a'..='f');
        let before = if self.has_begun { self.hash } else { Some(0) };
        let hash = match c {
            '-' => Some(0),
            _ => before
                .filter(|_| is_hex)
                .map(|digits| (digits + 1).min(HASH_DIGITS + 1)),
        };
        let count = |so_far: usize, continues: bool, max: usize| {
            if continues { (so_far + 1).min(max) } else { 0 }
        };
        Some(Self {
            start,
            has_begun: true,
            version: self.version.advance(c),
            hash,
            hex: count(self.hex, is_hex, COMMIT_DIGITS),
            decimal: count(self.decimal, c.is_ascii_digit(), TIMESTAMP_DIGITS),
        })
    }

    /// Whether a branch can have exactly this name in tags. A name that is reserved, or that ends like a hash or a
    /// unique tag, gets a hash suffix instead.
    pub(super) fn can_end(&self) -> bool {
        let is_reserved = || {
            let start = self.start.as_deref();
            start.is_some_and(|start| RESERVED_TAGS.contains(&start))
                || matches!(self.version, Version::Number | Version::Complete)
        };
        self.has_begun
            && self.hash != Some(HASH_DIGITS)
            && self.hex < COMMIT_DIGITS
            && self.decimal < TIMESTAMP_DIGITS
            && !is_reserved()
    }
}
