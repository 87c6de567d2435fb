//! A value is none of those that its key can have.
//!
//! ## Why
//! The key knows a few words only, and this is none of them.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "snik"
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "snyk"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0005", Check::Reading);
