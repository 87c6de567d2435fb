//! An array contains `"..."`, but inherits no items.
//!
//! ## Why
//! `"..."` stands for the items of the same array in the base spec. If the base spec has no such array, the placeholder
//! is removed, and the items that were expected are missing.
//!
//! ## Fails
//! ```toml
//! [stages.builder]
//! packages = ["...", "git"]
//! ```
//! ```toml platform.toml
//! [stages.builder]
//! packages = ["build-base"]
//! ```
//! ```toml
//! extends = "platform.toml"
//! [stages.production]
//! packages = ["...", "git"]
//! ```
//!
//! ## Passes
//! ```toml platform.toml
//! [stages.builder]
//! packages = ["build-base"]
//! ```
//! ```toml
//! extends = "platform.toml"
//! [stages.builder]
//! packages = ["...", "git"]
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::warning("TV0011", Check::Reading);
