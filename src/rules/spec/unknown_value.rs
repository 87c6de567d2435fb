//! A value is not allowed for its key.
//!
//! ## Why
//! The key only accepts a fixed set of values.
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
