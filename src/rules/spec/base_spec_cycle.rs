//! Specs build on each other in a circle.
//!
//! ## Why
//! Each file wins over the one that it builds on. In a circle none does, so there is no telling what holds.
//!
//! ## Fails
//! ```toml platform.toml
//! extends = "rails.toml"
//! ```
//! ```toml rails.toml
//! extends = "platform.toml"
//! ```
//! ```toml
//! extends = "rails.toml"
//! ```
//! ```toml
//! extends = "tvgen.toml"
//! ```
//!
//! ## Passes
//! ```toml platform.toml
//! [base]
//! packages = ["libpq"]
//! ```
//! ```toml rails.toml
//! extends = "platform.toml"
//! ```
//! ```toml
//! extends = "rails.toml"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0010", Check::Reading);
