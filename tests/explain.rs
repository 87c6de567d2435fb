//! `tvgen explain` explains every line of an output, and lists the lines of every key of a spec.

mod command;
mod keys;
mod lines;
