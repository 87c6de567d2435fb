//! A key is unknown.
//!
//! ## Why
//! A key that tvgen does not read looks like a setting that works. Most unknown keys are typos, and the message
//! suggests the intended key.
//!
//! ## Fails
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpin = "3.22"
//! ```
//!
//! ## Passes
//! ```toml
//! [base]
//! ruby = "3.4.7"
//! alpine = "3.22"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0002", Check::Reading);
