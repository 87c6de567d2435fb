//! `tvgen new`: a service's spec from a template, and what it renders.

mod answers;
mod builtin;
mod facts;
mod own;
mod places;
mod terminal;
