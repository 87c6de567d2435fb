//! Compares the Makefile, as an independent parser reads it, with the plan.

mod actual;
mod expected;
mod text;

pub(super) use actual::actual;
pub(super) use expected::expected;
