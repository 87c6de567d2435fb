//! The base spec cannot be read, or is outside the repository.
//!
//! ## Why
//! `extends` names a file relative to the folder of the file that contains it. Without the base spec, only a part of
//! the spec is known, and the whole cannot be checked.
//!
//! The base spec must be in the git repository of the spec; without git, in the spec's folder. A pull request can
//! change a spec, and messages quote files that cannot be parsed: `extends = "/etc/passwd"` would print that file into
//! a public log. `--allow-base-dir DIR` allows the files in another folder.
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

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0009", Check::Reading);
