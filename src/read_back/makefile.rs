//! The Makefile, as an unrelated parser reads it.

mod found;
mod planned;
mod text;

pub(super) use found::found;
pub(super) use planned::planned;
