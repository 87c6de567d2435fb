//! A key that has no default is not there.
//!
//! ## Why
//! There is no sensible value for it: tvgen would have to guess what the service is.
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
