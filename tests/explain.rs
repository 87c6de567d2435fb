//! Every line of an output can be explained, and every key of a spec leads to its lines.

mod command;
mod keys;
mod lines;
