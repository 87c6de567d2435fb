//! `tvgen new` creates a service's spec from a template and renders its outputs.

mod answers;
mod builtin;
mod facts;
mod own;
mod places;
mod terminal;
