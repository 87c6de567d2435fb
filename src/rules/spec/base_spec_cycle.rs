//! Base specs form a cycle.
//!
//! ## Why
//! A spec overrides the base spec that it extends. In a cycle each file overrides every other one, and no value is
//! final.
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
