//! The promises of the project, one module a subject.

mod rules;
mod support;
