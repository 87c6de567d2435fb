//! Values of every type.

/// Values of each type, including arrays and tables.
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
