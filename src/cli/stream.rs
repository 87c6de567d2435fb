//! Writes to standard output and standard error, and records failed writes: every byte goes through here.

use std::{
    collections::hash_map::RandomState,
    hash::BuildHasher,
    io::{self, ErrorKind, Write},
};

use crate::{
    lang::{
        Text,
        terminal::{self, Terminal},
    },
    report::github,
};

/// Standard output or standard error.
pub(super) struct Stream<'a> {
    writer: &'a mut dyn Write,
    state: State,
    reader: Reader,
    has_colour: bool,
    stop: Stop,
}

/// The reader of a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A program, or a file.
    Program,
    /// A person, at a terminal.
    Person,
    /// The GitHub Actions runner, which interprets some lines as commands.
    Runner,
}

/// Whether the GitHub Actions runner interprets lines of the stream as commands.
enum Stop {
    /// Commands are interpreted in the whole stream.
    Never,
    /// Commands are stopped before the first text is printed.
    Waiting,
    /// Commands are stopped until this token is printed.
    Until(String),
}

/// The state of a stream.
enum State {
    /// Text is written.
    Open,
    /// The reader closed the pipe: the rest is discarded.
    Closed,
    /// A write failed.
    Failed(io::Error),
}

impl<'a> Stream<'a> {
    /// The stream that `writer` writes to.
    pub(super) fn new(writer: &'a mut dyn Write, reader: Reader) -> Self {
        Self {
            writer,
            state: State::Open,
            reader,
            has_colour: false,
            stop: Stop::Never,
        }
    }

    /// The reader of the stream.
    pub(super) fn reader(&self) -> Reader {
        self.reader
    }

    /// Keeps the styles of printed text if `has_colour`.
    pub(super) fn set_colour(&mut self, has_colour: bool) {
        self.has_colour = has_colour;
    }

    /// Makes the runner ignore workflow commands from the first printed text until the next call of [`Self::commands`].
    ///
    /// Only one stream may be guarded: the runner reads both in no defined order, and stopping commands on one stops
    /// them on both.
    pub(super) fn guard(&mut self) {
        self.stop = Stop::Waiting;
    }

    /// Prints `text` for a person.
    pub(super) fn print(&mut self, text: &Text<Terminal>) {
        if matches!(self.stop, Stop::Waiting) {
            let token = token();
            self.write(&format!("::stop-commands::{token}\n"));
            self.stop = Stop::Until(token);
        }
        let text = if self.has_colour {
            text.clone()
        } else {
            terminal::unstyled(text)
        };
        match self.reader {
            Reader::Program | Reader::Person => self.write(text.as_str()),
            Reader::Runner => self.write(&github::defuse_commands(text.as_str())),
        }
    }

    /// Prints `data` unchanged; on a terminal, where a person reads it, escaped.
    pub(super) fn data(&mut self, data: &str) {
        match self.reader {
            Reader::Program | Reader::Runner => self.write(data),
            Reader::Person => self.write(terminal::text(data).as_str()),
        }
    }

    /// Prints workflow commands, which the runner executes.
    pub(super) fn commands(&mut self, commands: &str) {
        self.resume();
        self.data(commands);
    }

    /// Resumes commands.
    fn resume(&mut self) {
        if let Stop::Until(token) = &self.stop {
            let resume = format!("::{token}::\n");
            self.stop = Stop::Never;
            self.write(&resume);
        }
    }

    /// Writes and flushes `text`. After the first failure nothing more is written.
    fn write(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
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

    /// The error of the first failed write.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        match &self.state {
            State::Open | State::Closed => None,
            State::Failed(error) => Some(error),
        }
    }
}

impl Drop for Stream<'_> {
    /// Resumes commands for later programs of the same step, even after a panic.
    fn drop(&mut self) {
        self.resume();
    }
}

/// An unpredictable token: the standard library seeds its hash keys from the operating system.
fn token() -> String {
    let [first, second] = [(); 2].map(|()| RandomState::new().hash_one("stop-commands"));
    format!("{first:016x}{second:016x}")
}
