//! A severity is none that scanners know.
//!
//! ## Why
//! Vulnerabilities are low, medium, high or critical. With another word a scanner stops before it has looked at the image,
//! or, worse, finds nothing.
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
