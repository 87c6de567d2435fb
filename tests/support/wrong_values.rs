//! Values of every type.

/// A value of each type, and arrays and tables of them.
pub const WRONG_VALUES: &[&str] = &[
    "7",
    "-1",
    "1.5",
    "true",
    "\"x\"",
    "\"\"",
    "[]",
    "[[]]",
    "{}",
    "{ x = 1 }",
    "2027-03-01",
    "[\"a\", 1, {}]",
];
