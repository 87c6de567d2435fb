//! The spec is not valid TOML.
//!
//! ## Why
//! A line that cannot be parsed cannot be checked. tvgen still checks every other line, so that all errors are reported
//! in one run.
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
