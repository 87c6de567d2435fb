//! Findings, shown.

pub mod internal;
pub mod terminal;
