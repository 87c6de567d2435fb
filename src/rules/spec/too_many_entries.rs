//! A table or an array has more entries than are read.
//!
//! ## Why
//! Nobody reads a spec of hundreds of stages or packages, and neither GitHub nor Docker takes what would be rendered from
//! it. It comes from a program that went wrong, or from a `"..."` that is written more than once, as here.
//!
//! ## Fails
//! ```toml ten.toml
//! [stages.builder.run]
//! before_bundle = ["true", "true", "true", "true", "true", "true", "true", "true", "true", "true"]
//! ```
//! ```toml hundred.toml
//! extends = "ten.toml"
//! [stages.builder.run]
//! before_bundle = ["...", "...", "...", "...", "...", "...", "...", "...", "...", "..."]
//! ```
//! ```toml
//! extends = "hundred.toml"
//! [stages.builder.run]
//! before_bundle = ["...", "...", "...", "...", "...", "...", "...", "...", "...", "..."]
//! ```
//!
//! ## Passes
//! ```toml ten.toml
//! [stages.builder.run]
//! before_bundle = ["true", "true", "true", "true", "true", "true", "true", "true", "true", "true"]
//! ```
//! ```toml
//! extends = "ten.toml"
//! [stages.builder.run]
//! before_bundle = ["..."]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV0012", Check::Reading);
