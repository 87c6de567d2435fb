//! A stream that the program prints to, and what became of it: every byte on standard output and standard error goes through here.

use std::io::{self, ErrorKind, Write};

/// Standard output or standard error.
pub(super) struct Stream<'a> {
    writer: &'a mut dyn Write,
    state: State,
}

/// Whether a stream still takes text.
enum State {
    /// It does.
    Open,
    /// Its reader has closed the pipe: nobody misses the rest.
    Closed,
    /// Text was lost.
    Failed(io::Error),
}

impl<'a> Stream<'a> {
    /// The stream that `writer` writes to.
    pub(super) fn new(writer: &'a mut dyn Write) -> Self {
        Self {
            writer,
            state: State::Open,
        }
    }

    /// Prints `text`, down to the file or the pipe. After the first failure nothing more is printed.
    pub(super) fn print(&mut self, text: &str) {
        if !matches!(self.state, State::Open) {
            return;
        }
        let written = self.writer.write_all(text.as_bytes());
        self.state = match written.and_then(|()| self.writer.flush()) {
            Ok(()) => State::Open,
            Err(error) if error.kind() == ErrorKind::BrokenPipe => State::Closed,
            Err(error) => State::Failed(error),
        };
    }

    /// The error that text was lost by, if any was.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        match &self.state {
            State::Open | State::Closed => None,
            State::Failed(error) => Some(error),
        }
    }
}
