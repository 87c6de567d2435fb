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

/// The maximum number of arguments of any function.
const MAX_ARGUMENTS: usize = 255;

impl Function {
    /// Every function, with its name and its minimum and maximum number of arguments.
    pub const ALL: &[(Self, &'static str, usize, usize)] = &[
        (Self::Always, "always", 0, 0),
        (Self::Cancelled, "cancelled", 0, 0),
        (Self::Case, "case", 3, MAX_ARGUMENTS),
        (Self::Contains, "contains", 2, 2),
        (Self::EndsWith, "endsWith", 2, 2),
        (Self::Failure, "failure", 0, MAX_ARGUMENTS),
        (Self::Format, "format", 1, MAX_ARGUMENTS),
        (Self::FromJson, "fromJSON", 1, 1),
        (Self::HashFiles, "hashFiles", 1, MAX_ARGUMENTS),
        (Self::Join, "join", 1, 2),
        (Self::StartsWith, "startsWith", 2, 2),
        (Self::Success, "success", 0, MAX_ARGUMENTS),
        (Self::ToJson, "toJSON", 1, 1),
    ];

    /// Parses a name, case-insensitively.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let mut all = Self::ALL.iter();
        let found = all.find(|(_, known, ..)| known.eq_ignore_ascii_case(name));
        found.map(|(function, ..)| *function)
    }

    /// The name, as spelled in GitHub's documentation.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.entry().0
    }

    /// The error of a call with `count` arguments, if it has one.
    pub(super) fn argument_error(self, count: usize) -> Option<&'static str> {
        let (_, min, max) = self.entry();
        if count < min {
            Some("too few arguments")
        } else if count > max {
            Some("too many arguments")
        } else if self == Self::Case && count.is_multiple_of(2) {
            Some("missing default")
        } else {
            None
        }
    }

    fn entry(self) -> (&'static str, usize, usize) {
        let mut all = Self::ALL.iter();
        let found = all.find(|(function, ..)| *function == self);
        found.map_or(("", 0, 0), |(_, name, min, max)| (*name, *min, *max))
    }
}
