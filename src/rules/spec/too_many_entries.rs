//! A table or an array has too many entries.
//!
//! ## Why
//! Nobody reads a spec with hundreds of stages or packages, and GitHub and Docker reject what would be generated from
//! it. The cause is usually a faulty generator, or a repeated `"..."`, as in the example below.
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
