//! `tvgen show`.

mod command;
mod effective;
