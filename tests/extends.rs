//! Specs that extend base specs.

mod merging;
mod on_disk;
mod outputs;
mod places;
