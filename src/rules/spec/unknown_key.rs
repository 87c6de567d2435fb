//! A key is not part of the format.
//!
//! ## Why
//! A key that is read by nobody looks like a setting that works. Most are typing errors, and the
//! message names the key that was meant.
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
