//! A string contains a line break or another control character.
//!
//! ## Why
//! Most places in a Dockerfile, a Makefile or a workflow hold a single line. After a line break, the rest of the value
//! would be parsed as something else.
//!
//! ## Fails
//! ```toml
//! [cache]
//! trunk = "main\nother"
//! ```
//!
//! ## Passes
//! ```toml
//! [cache]
//! trunk = "main"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0007", Check::Reading);
