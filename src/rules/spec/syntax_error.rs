//! The spec is not TOML.
//!
//! ## Why
//! What cannot be read cannot be checked; every line that can be read is still checked, so that all
//! faults show at once.
//!
//! ## Fails
//! ```toml
//! [service]
//! name = "hello
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0001", Check::Reading);
