//! Compares the services of a fleet: their settings, the conflicts between them, the conditions that select them and the impact
//! of a change.

pub mod argument;
pub mod condition;
pub mod conflict;
pub mod impact;
pub mod setting;
pub mod table;

pub use condition::Condition;
pub use conflict::{Claim, Conflict};
pub use setting::{Cell, Setting};
pub use table::{Mark, Row, Table};
