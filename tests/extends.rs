//! A spec that builds on another file.

mod merging;
mod on_disk;
mod outputs;
mod places;
