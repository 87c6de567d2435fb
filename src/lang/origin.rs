//! Where a line came from: keys of the spec, and the part of tvgen that wrote it, with its reason.

use std::cell::Cell;

use crate::place::Place;

thread_local! {
    /// Whether this thread keeps where lines come from.
    static TRACED: Cell<bool> = const { Cell::new(true) };
}

/// What `make` makes, with text that does not know where its lines came from: for who reads no more than the text, and wants
/// it a few times sooner.
pub fn untraced<T>(make: impl FnOnce() -> T) -> T {
    let _before = Before(TRACED.replace(false));
    make()
}

/// Whether this thread keeps where lines come from.
pub(in crate::lang) fn is_traced() -> bool {
    TRACED.get()
}

/// What is so again when this is dropped.
struct Before(bool);

impl Drop for Before {
    fn drop(&mut self) {
        TRACED.set(self.0);
    }
}

/// A line of a text, and one thing that made it what it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The line, from 0.
    pub line: usize,
    /// What made it.
    pub cause: Cause,
}

/// What makes a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A place in the spec, written or not.
    Spec(Place),
    /// tvgen itself.
    Tvgen(Reason),
}

/// Why tvgen writes a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The part of tvgen that does: a template, by its name. Empty until a template prints the line.
    pub part: &'static str,
    /// Why: whole sentences.
    pub why: &'static str,
}

impl Reason {
    /// The same; if it has no part yet, the part `part` gives it.
    pub(in crate::lang) fn of(self, part: &'static str) -> Self {
        match self.part {
            "" => Self { part, ..self },
            _ => self,
        }
    }
}

impl Origin {
    /// The same, of the line `line`.
    pub(in crate::lang) fn on(&self, line: usize) -> Self {
        Self {
            line,
            cause: self.cause.clone(),
        }
    }

    /// The line `line`, written for the reason `why` by a template yet to come.
    pub(in crate::lang) fn because(line: usize, why: &'static str) -> Self {
        Self {
            line,
            cause: Cause::Tvgen(Reason { part: "", why }),
        }
    }

    /// Why tvgen wrote the line, if this tells it.
    pub(in crate::lang) fn reason(&self) -> Option<Reason> {
        match &self.cause {
            Cause::Spec(_) => None,
            Cause::Tvgen(reason) => Some(*reason),
        }
    }
}
