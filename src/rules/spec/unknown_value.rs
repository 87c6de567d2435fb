//! A value is none of those that its key can have.
//!
//! ## Why
//! The key knows a few words only, and this is none of them.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "snik"
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "snyk"
//! ```

use crate::{
    finding::Severity,
    rules::{Check, Rule},
};

/// Reported while reading.
pub const RULE: Rule = Rule { code: "TV0005", severity: Severity::Error, check: Check::Reading };
