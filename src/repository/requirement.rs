//! Requirements on the version of Ruby.

use std::cmp::Ordering;

use super::Claim;
use crate::catalogue::version_numbers;

/// The version of Ruby that a file requires.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubyRequirement {
    /// The source.
    pub claim: Claim,
    /// The allowed versions.
    pub requirement: Requirement,
}

/// A set of allowed versions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Versions that start with these numbers: all of 3.4 for `3.4`.
    Series(Vec<u32>),
    /// Versions that satisfy all comparisons, as in a Gemfile.
    All(Vec<Comparison>),
}

/// A comparison with a version, in the syntax of `RubyGems`: `~> 3.4.0`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    operator: Operator,
    version: Vec<u32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Operator {
    Equal,
    NotEqual,
    More,
    Less,
    MoreOrEqual,
    LessOrEqual,
    /// `~>`: at least this version, with all numbers but the last fixed.
    Pessimistic,
}

/// Longer operators first, because shorter ones are their prefixes.
const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::NotEqual),
    (">=", Operator::MoreOrEqual),
    ("<=", Operator::LessOrEqual),
    ("~>", Operator::Pessimistic),
    ("=", Operator::Equal),
    (">", Operator::More),
    ("<", Operator::Less),
];

impl Requirement {
    /// The only allowed version, if it is exact: three numbers.
    #[must_use]
    pub fn exact_version(&self) -> Option<String> {
        let version = match self {
            Self::Series(series) => series,
            Self::All(comparisons) => match comparisons.as_slice() {
                [only] if only.operator == Operator::Equal => &only.version,
                _ => return None,
            },
        };
        let [major, minor, patch] = version.as_slice() else {
            return None;
        };
        Some(format!("{major}.{minor}.{patch}"))
    }

    /// Whether the exact version `version` is allowed.
    #[must_use]
    pub fn allows(&self, version: &str) -> bool {
        let version = version_numbers(version);
        match self {
            Self::Series(series) => version.starts_with(series),
            Self::All(comparisons) => comparisons
                .iter()
                .all(|comparison| comparison.matches(&version)),
        }
    }
}

impl Comparison {
    /// Parses `text` as `RubyGems` does; the default operator is `=`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (operator, rest) = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
            .unwrap_or((Operator::Equal, text));
        let version = version_numbers(rest.trim());
        (!version.is_empty()).then_some(Self { operator, version })
    }

    fn matches(&self, version: &[u32]) -> bool {
        let order = compare(version, &self.version);
        match self.operator {
            Operator::Equal => order == Ordering::Equal,
            Operator::NotEqual => order != Ordering::Equal,
            Operator::More => order == Ordering::Greater,
            Operator::Less => order == Ordering::Less,
            Operator::MoreOrEqual => order != Ordering::Less,
            Operator::LessOrEqual => order != Ordering::Greater,
            Operator::Pessimistic => {
                let fixed = self.version.len().saturating_sub(1).max(1);
                order != Ordering::Less && version.starts_with(&self.version[..fixed])
            }
        }
    }
}

/// Compares versions; missing numbers are 0.
fn compare(left: &[u32], right: &[u32]) -> Ordering {
    let length = left.len().max(right.len());
    let pad = |version: &[u32]| {
        let rest = std::iter::repeat(0);
        let numbers = version.iter().copied().chain(rest).take(length);
        numbers.collect::<Vec<u32>>()
    };
    pad(left).cmp(&pad(right))
}
