//! The integration tests, one module per subject.
#![allow(
    clippy::disallowed_macros,
    clippy::disallowed_methods,
    reason = "tests read and write files, run programs and print"
)]

mod absorb;
mod action;
mod bots;
mod bounds;
mod branch_name;
mod cancelled;
mod catalogue;
mod check;
mod cli;
mod collisions;
mod command;
mod compile_inputs;
mod context;
mod crash;
mod docker_hub;
mod docs;
mod edit;
mod emit;
mod escaping;
mod everything;
mod explain;
mod expressions;
mod extends;
mod fleet;
mod gems;
mod handbook;
mod hooks;
mod hostile;
mod inputs;
mod install;
mod laws;
mod limits;
mod lookup;
mod makefile;
mod many;
mod mutated;
mod names;
mod never;
mod new;
mod notify;
mod onboarding;
mod page;
mod properties;
mod published;
mod push;
mod readme;
#[cfg(unix)]
mod reads;
mod report;
mod repository;
mod rules;
mod security;
mod show;
mod story;
mod streams;
mod summary;
mod support;
mod syntax;
mod terminal;
mod today;
mod verify;
