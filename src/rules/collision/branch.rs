//! What was read of a branch's name in a tag: as much of it as tells whether the name may go on, and whether it may end
//! (`plan::branch_names`).

use std::collections::BTreeSet;

/// A part of a branch's name, or all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Branch {
    /// All of it, as long as the beginning of another tag begins so too.
    start: Option<String>,
    begun: bool,
    /// How many hexadecimal digits stand since the last dash, 9 for more than a hash has; `None` where there is another
    /// letter among them.
    hash: Option<usize>,
    /// How many hexadecimal digits it ends in, 40 for more than a commit has.
    hex: usize,
    /// How many digits it ends in, 14 for more than a moment has.
    decimal: usize,
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
        });
        let is_hex = matches!(c, '0'..='9' | 'a'..='f');
        let before = if self.begun { self.hash } else { Some(0) };
        let hash = match c {
            '-' => Some(0),
            _ => before.filter(|_| is_hex).map(|count| (count + 1).min(9)),
        };
        let run = |so_far: usize, goes_on: bool, most: usize| {
            if goes_on { (so_far + 1).min(most) } else { 0 }
        };
        Some(Self {
            start,
            begun: true,
            hash,
            hex: run(self.hex, is_hex, 40),
            decimal: run(self.decimal, c.is_ascii_digit(), 14),
        })
    }

    /// Whether a branch can be called so: a name that ends in a hash or as a unique tag does gets a hash behind it.
    pub(super) fn may_end(&self) -> bool {
        self.begun && self.hash != Some(8) && self.hex < 40 && self.decimal < 14
    }
}
