//! Creates a service's spec from a template and the answers to its questions.

pub mod answers;
pub mod builtin;
pub mod facts;
pub mod file;
pub mod gem_packages;
mod instantiate;
pub mod prefilled;
pub mod questionnaire;
mod shell;

pub use prefilled::Prefilled;
pub use questionnaire::Questionnaire;
