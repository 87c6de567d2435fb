//! The origins of a generated line: keys of the spec, or a component of tvgen with its reason.

use std::cell::Cell;

use crate::place::Place;

thread_local! {
    /// Whether this thread records the origins of lines.
    static IS_TRACING: Cell<bool> = const { Cell::new(true) };
}

/// Calls `make` without recording the origins of lines, which is several times faster.
pub fn without_tracing<T>(make: impl FnOnce() -> T) -> T {
    let _restore = Restore(IS_TRACING.replace(false));
    make()
}

/// Whether this thread records the origins of lines.
pub(in crate::lang) fn is_tracing() -> bool {
    IS_TRACING.get()
}

/// Restores the previous setting when dropped.
struct Restore(bool);

impl Drop for Restore {
    fn drop(&mut self) {
        IS_TRACING.set(self.0);
    }
}

/// A line of a text, and one of its causes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The line, from 0.
    pub line: usize,
    /// The cause.
    pub cause: Cause,
}

/// The cause of a generated line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A place in the spec, set or not.
    Spec(Place),
    /// tvgen itself.
    Tvgen(Reason),
}

/// Why tvgen writes a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The name of the template. Empty until a template prints the line.
    pub component: &'static str,
    /// The reason, in full sentences.
    pub explanation: &'static str,
}

impl Reason {
    /// The same reason, with `component` if it has none yet.
    pub(in crate::lang) fn or_component(self, component: &'static str) -> Self {
        match self.component {
            "" => Self { component, ..self },
            _ => self,
        }
    }
}

impl Origin {
    /// The same origin, for the line `line`.
    pub(in crate::lang) fn with_line(&self, line: usize) -> Self {
        Self {
            line,
            cause: self.cause.clone(),
        }
    }

    /// Creates the origin of a line with the reason `explanation`; the template that prints it is not known yet.
    pub(in crate::lang) fn from_explanation(line: usize, explanation: &'static str) -> Self {
        Self {
            line,
            cause: Cause::Tvgen(Reason {
                component: "",
                explanation,
            }),
        }
    }

    /// The reason, if tvgen is the cause.
    pub(in crate::lang) fn reason(&self) -> Option<Reason> {
        match &self.cause {
            Cause::Spec(_) => None,
            Cause::Tvgen(reason) => Some(*reason),
        }
    }
}
