//! Makes a service's spec of a template: what is asked, what was answered, and where the answers go.

pub mod answers;
pub mod builtin;
pub mod facts;
pub mod file;
pub mod form;
pub mod given;
mod made;
mod shell;

pub use form::Form;
pub use given::Given;
