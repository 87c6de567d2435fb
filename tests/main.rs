//! The promises of the project, one module a subject.

mod cli;
mod command;
mod emit;
mod laws;
mod never;
mod readme;
mod rules;
mod support;
