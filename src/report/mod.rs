//! Findings, shown.

pub mod book;
pub mod explain;
pub mod internal;
pub mod terminal;
