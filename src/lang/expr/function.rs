//! The functions of GitHub's expressions.

/// A function (actions/languageservices, `expressions/src/funcs.ts`; GitHub documentation, "Evaluate expressions").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Function {
    /// `always()`
    Always,
    /// `cancelled()`
    Cancelled,
    /// `case(condition, value, …, default)`
    Case,
    /// `contains(list or text, item)`
    Contains,
    /// `endsWith(text, end)`
    EndsWith,
    /// `failure()`
    Failure,
    /// `format('{0}', value, …)`
    Format,
    /// `fromJSON(text)`
    FromJson,
    /// `hashFiles(pattern, …)`
    HashFiles,
    /// `join(list, separator)`
    Join,
    /// `startsWith(text, start)`
    StartsWith,
    /// `success()`
    Success,
    /// `toJSON(value)`
    ToJson,
}

/// The most arguments of any function.
const MOST: usize = 255;

impl Function {
    /// Every function, with its name and the least and the most arguments that it takes.
    pub const ALL: &[(Self, &'static str, usize, usize)] = &[
        (Self::Always, "always", 0, 0),
        (Self::Cancelled, "cancelled", 0, 0),
        (Self::Case, "case", 3, MOST),
        (Self::Contains, "contains", 2, 2),
        (Self::EndsWith, "endsWith", 2, 2),
        (Self::Failure, "failure", 0, MOST),
        (Self::Format, "format", 1, MOST),
        (Self::FromJson, "fromJSON", 1, 1),
        (Self::HashFiles, "hashFiles", 1, MOST),
        (Self::Join, "join", 1, 2),
        (Self::StartsWith, "startsWith", 2, 2),
        (Self::Success, "success", 0, MOST),
        (Self::ToJson, "toJSON", 1, 1),
    ];

    /// Parses a name; its case does not count.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(_, known, ..)| known.eq_ignore_ascii_case(name));
        found.map(|(function, ..)| *function)
    }

    /// The name, spelled as GitHub's documentation spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// What is wrong with a call that has `count` arguments.
    pub(super) fn fault(self, count: usize) -> Option<&'static str> {
        let (_, least, most) = self.entry();
        if count < least {
            Some("too few arguments")
        } else if count > most {
            Some("too many arguments")
        } else if self == Self::Case && count.is_multiple_of(2) {
            Some("a default missing")
        } else {
            None
        }
    }

    fn entry(self) -> (&'static str, usize, usize) {
        let mut all = Self::ALL.iter();
        let found = all.find(|(function, ..)| *function == self);
        found.map_or(("", 0, 0), |(_, name, least, most)| (*name, *least, *most))
    }
}
