//! A severity is unknown.
//!
//! ## Why
//! The severities are low, medium, high and critical. With another word a scanner fails before it scans the image or,
//! worse, finds nothing.
//!
//! ## Fails
//! ```toml
//! [scan]
//! tool = "trivy"
//! severity = "HIGH"
//! ```
//!
//! ```toml
//! [scan]
//! tool = "snyk"
//! severity = "urgent"
//! ```
//!
//! ## Passes
//! ```toml
//! [scan]
//! tool = "trivy"
//! severity = "high"
//! ```

use crate::rules::prelude::*;

pub const RULE: Rule = Rule::error("TV1004", Check::Reading);
