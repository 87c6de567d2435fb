//! Findings, shown.

pub mod terminal;
