//! The documents that are generated from the code are current, complete and true.

mod broken;
mod candidates;
mod current;
mod defaults;
mod examples;
mod explain;
mod file;
mod findings;
mod keys;
mod mutated;
mod places;
mod random;
