//! An array would keep inherited items, and inherits none.
//!
//! ## Why
//! `"..."` stands for the items of the same array in the spec that this file builds on. Where there is no such array it is
//! left out, and the items that were counted on are not there.
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
