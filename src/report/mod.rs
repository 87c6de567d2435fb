//! Findings, shown.

pub mod explain;
pub mod internal;
pub mod terminal;
