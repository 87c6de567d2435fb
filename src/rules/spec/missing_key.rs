//! A required key is missing.
//!
//! ## Why
//! The key has no sensible default: tvgen would have to guess.
//!
//! ## Fails
//! ```toml
//! [service]
//! title = "Hello"
//! ```
//!
//! ## Passes
//! ```toml
//! [service]
//! name = "hello"
//! title = "Hello"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0004", Check::Reading);
