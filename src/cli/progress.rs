//! How far a command is with many specs, for who watches: one line at a terminal, drawn over and over.

use std::time::{Duration, Instant};

use super::stream::Stream;
use crate::lang::terminal;

/// How long a drawing stays at least: nobody reads faster.
const PAUSE: Duration = Duration::from_millis(50);

/// How many characters the bar has.
const WIDTH: usize = 24;

/// What takes a terminal back to the beginning of the line, and clears it.
const CLEAR: &str = "\r\x1b[K";

/// The line.
pub(super) struct Progress {
    watched: bool,
    is_drawn: bool,
    drawn: Option<Instant>,
}

impl Progress {
    /// A line that is drawn only if somebody has it `watched`.
    pub(super) fn new(watched: bool) -> Self {
        Self {
            watched,
            is_drawn: false,
            drawn: None,
        }
    }

    /// Draws that `done` of `all` are done, unless it was drawn just now; clears the line when all are.
    pub(super) fn show(&mut self, done: usize, all: usize, messages: &mut Stream) {
        if done >= all {
            self.clear(messages);
        } else if self.watched && self.drawn.is_none_or(|drawn| drawn.elapsed() >= PAUSE) {
            messages.print(&terminal::literal(CLEAR));
            messages.print(&terminal::text(&bar(done, all)));
            self.is_drawn = true;
            self.drawn = Some(Instant::now());
        }
    }

    /// Makes room for what is printed.
    pub(super) fn clear(&mut self, messages: &mut Stream) {
        if self.is_drawn {
            messages.print(&terminal::literal(CLEAR));
            self.is_drawn = false;
            self.drawn = None;
        }
    }
}

/// `done` of `all`, as a bar and in numbers.
fn bar(done: usize, all: usize) -> String {
    let full = (done * WIDTH).checked_div(all).unwrap_or(WIDTH).min(WIDTH);
    let rest = WIDTH - full;
    format!("[{}{}] {done} of {all}", "#".repeat(full), " ".repeat(rest))
}
