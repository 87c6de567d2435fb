//! A key that has no default is not there.
//!
//! ## Why
//! There is no sensible value for it: tvgen would have to guess what the service is.
//!
//! ## Fails
//! ```toml
//! [service]
//! title = "Hello"
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//! ```

use crate::{
    finding::Severity,
    rules::{Check, Rule},
};

/// Reported while reading.
pub const RULE: Rule = Rule { code: "TV0004", severity: Severity::Error, check: Check::Reading };
