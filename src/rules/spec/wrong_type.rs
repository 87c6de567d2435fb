//! A value is of another type than its key.
//!
//! ## Why
//! Versions are strings, because `3.10` and `3.1` would be one number; ports are numbers; lists are
//! lists even with one item.
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
