//! A part of the format that this version cannot render.
//!
//! ## Why
//! The format is ahead of the program. A spec that uses such a part is refused by name rather than
//! rendered without it.
//!
//! ## Fails
//! ```toml
//! [hooks]
//! steps = []
//! ```
//!
//! ## Passes
//! ```toml
//! [workflow]
//! name = "Build and deploy"
//! ```

use crate::{
    finding::Severity,
    rules::{Check, Rule},
};

/// Reported while reading.
pub const RULE: Rule = Rule { code: "TV0006", severity: Severity::Error, check: Check::Reading };
