//! No value breaks out of its place: each arrives unchanged, or the spec is rejected with an error at the value.

mod arrives;
mod borders;
mod every_key;
mod export;
mod readers;
mod shape;
mod slots;
mod values;

pub use values::VALUES;
