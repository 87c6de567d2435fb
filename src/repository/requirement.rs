//! Which versions of Ruby a file allows.

use std::cmp::Ordering;

use super::Said;
use crate::catalogue::numbers;

/// The Ruby that a file wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Where it says so.
    pub said: Said,
    /// Which versions it allows.
    pub requirement: Requirement,
}

/// Which versions a file allows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Requirement {
    /// Those that begin with these numbers: all of `3.4` for `3.4`.
    Series(Vec<u32>),
    /// Those that each of these holds for, as in a Gemfile.
    Each(Vec<Comparison>),
}

/// A comparison with a version, as gems are required: `~> 3.4.0`.
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
    /// `~>`: from this version on, up to the next of its last number but one.
    About,
}

/// The longer ones first, so that the first that fits is the one that was meant.
const OPERATORS: [(&str, Operator); 7] = [
    ("!=", Operator::NotEqual),
    (">=", Operator::MoreOrEqual),
    ("<=", Operator::LessOrEqual),
    ("~>", Operator::About),
    ("=", Operator::Equal),
    (">", Operator::More),
    ("<", Operator::Less),
];

impl Requirement {
    /// The one version that is allowed, if it is but one: three numbers.
    #[must_use]
    pub fn exact(&self) -> Option<String> {
        let version = match self {
            Self::Series(series) => series,
            Self::Each(comparisons) => match comparisons.as_slice() {
                [only] if only.operator == Operator::Equal => &only.version,
                _ => return None,
            },
        };
        let [major, minor, patch] = version.as_slice() else {
            return None;
        };
        Some(format!("{major}.{minor}.{patch}"))
    }

    /// Whether `version`, an exact one, is allowed.
    #[must_use]
    pub fn allows(&self, version: &str) -> bool {
        let version = numbers(version);
        match self {
            Self::Series(series) => version.starts_with(series),
            Self::Each(comparisons) => comparisons.iter().all(|each| each.holds(&version)),
        }
    }
}

impl Comparison {
    /// Reads `text` as `RubyGems` does: without an operator, the version itself is meant.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let (operator, rest) = OPERATORS
            .iter()
            .find_map(|(sign, operator)| Some((*operator, text.strip_prefix(sign)?)))
            .unwrap_or((Operator::Equal, text));
        let version = numbers(rest.trim());
        (!version.is_empty()).then_some(Self { operator, version })
    }

    fn holds(&self, version: &[u32]) -> bool {
        let order = compare(version, &self.version);
        match self.operator {
            Operator::Equal => order == Ordering::Equal,
            Operator::NotEqual => order != Ordering::Equal,
            Operator::More => order == Ordering::Greater,
            Operator::Less => order == Ordering::Less,
            Operator::MoreOrEqual => order != Ordering::Less,
            Operator::LessOrEqual => order != Ordering::Greater,
            Operator::About => {
                let kept = self.version.len().saturating_sub(1).max(1);
                order != Ordering::Less && version.starts_with(&self.version[..kept])
            }
        }
    }
}

/// Compares versions: what one of them does not say is 0.
fn compare(one: &[u32], other: &[u32]) -> Ordering {
    let longest = one.len().max(other.len());
    let filled = |version: &[u32]| {
        let rest = std::iter::repeat(0);
        let numbers = version.iter().copied().chain(rest).take(longest);
        numbers.collect::<Vec<u32>>()
    };
    filled(one).cmp(&filled(other))
}
