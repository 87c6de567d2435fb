//! A value has the wrong type.
//!
//! ## Why
//! Versions are strings, because `3.10` and `3.1` would be the same number. Ports are numbers. Lists are arrays, even
//! with a single item.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = 3.4
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0003", Check::Reading);
