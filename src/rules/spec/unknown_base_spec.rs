//! The spec builds on a file that cannot be read.
//!
//! ## Why
//! `extends` names the file from the folder of the file that says it. Without that file only a part of the spec is known, and
//! nothing can be said about the whole.
//!
//! ## Fails
//! ```toml platform.toml
//! [base]
//! packages = ["libpq"]
//! ```
//! ```toml
//! extends = "platfrom.toml"
//! ```
//! ```toml
//! extends = ""
//! ```
//!
//! ## Passes
//! ```toml platform.toml
//! [base]
//! packages = ["libpq"]
//! ```
//! ```toml
//! extends = "platform.toml"
//! ```

use crate::{
    finding::Severity,
    rules::{Check, Rule},
};

/// Reported while reading.
pub const RULE: Rule = Rule { code: "TV0009", severity: Severity::Error, check: Check::Reading };
