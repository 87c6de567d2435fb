//! The documents that are made from the code: current, complete, and true.

mod broken;
mod candidates;
mod current;
mod defaults;
mod drawn;
mod examples;
mod explain;
mod file;
mod found;
mod keys;
mod mutated;
mod places;
