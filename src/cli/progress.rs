//! A progress bar for many specs, redrawn on one line of a terminal.

use std::time::{Duration, Instant};

use super::stream::Stream;
use crate::lang::terminal;

/// The minimum time between two redraws.
const PAUSE: Duration = Duration::from_millis(50);

/// The width of the bar, in characters.
const WIDTH: usize = 24;

/// Moves the cursor to the beginning of the line, and clears the line.
const CLEAR: &str = "\r\x1b[K";

/// A progress bar.
pub(super) struct Progress {
    is_terminal: bool,
    is_drawn: bool,
    drawn_at: Option<Instant>,
}

impl Progress {
    /// A bar that is drawn only if messages go to a terminal.
    pub(super) fn new(is_terminal: bool) -> Self {
        Self {
            is_terminal,
            is_drawn: false,
            drawn_at: None,
        }
    }

    /// Draws the bar, unless it was drawn less than [`PAUSE`] ago; clears the line once all are done.
    pub(super) fn show(&mut self, done: usize, all: usize, messages: &mut Stream) {
        if done >= all {
            self.clear(messages);
        } else if self.is_terminal
            && self
                .drawn_at
                .is_none_or(|drawn_at| drawn_at.elapsed() >= PAUSE)
        {
            messages.print(&terminal::literal(CLEAR));
            messages.print(&terminal::text(&render_bar(done, all)));
            self.is_drawn = true;
            self.drawn_at = Some(Instant::now());
        }
    }

    /// Clears the line, so that a message can be printed.
    pub(super) fn clear(&mut self, messages: &mut Stream) {
        if self.is_drawn {
            messages.print(&terminal::literal(CLEAR));
            self.is_drawn = false;
            self.drawn_at = None;
        }
    }
}

/// `done` of `all` as a bar, with numbers.
fn render_bar(done: usize, all: usize) -> String {
    let full = (done * WIDTH).checked_div(all).unwrap_or(WIDTH).min(WIDTH);
    let rest = WIDTH - full;
    format!("[{}{}] {done} of {all}", "#".repeat(full), " ".repeat(rest))
}
