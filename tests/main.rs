//! The promises of the project, one module a subject.

mod emit;
mod laws;
mod rules;
mod support;
