//! Many services beside each other: how they differ, in what they get into each other's way, which of them a condition
//! chooses, and what a change does to each.

pub mod clash;
pub mod condition;
pub mod consequence;
pub mod setting;
pub mod table;
pub mod written;

pub use clash::{Clash, Owned};
pub use condition::Condition;
pub use setting::{Cell, Setting};
pub use table::{Mark, Row, Table};
