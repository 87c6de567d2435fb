//! The promises of the project, one module a subject.

mod branch_name;
mod catalogue;
mod check;
mod cli;
mod command;
mod docs;
mod emit;
mod everything;
mod explain;
mod extends;
mod hooks;
mod hostile;
mod inputs;
mod laws;
mod mutated;
mod never;
mod page;
mod properties;
mod push;
mod read_back;
mod readme;
mod repository;
mod rules;
mod support;
mod surroundings;
mod today;
