//! The spec builds on a file that cannot be read, or may not be.
//!
//! ## Why
//! `extends` names the file from the folder of the file that says it. Without that file only a part of the spec is known, and
//! nothing can be said about the whole.
//!
//! The file lies in the git repository of the spec; without git, in the spec's folder. A spec is text that others may propose
//! in a pull request, and what cannot be parsed is shown: `extends = "/etc/passwd"` would print that file into a public log.
//! `--allow-base-dir DIR` allows the files in another folder.
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
