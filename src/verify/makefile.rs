//! The Makefile, as an unrelated parser reads it.

mod actual;
mod expected;
mod text;

pub(super) use actual::actual;
pub(super) use expected::expected;
