//! A string has a line break or another control character in it.
//!
//! ## Why
//! Most places in a Dockerfile, a Makefile or a workflow hold one line. A value that ended the line
//! would go on as something else.
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
