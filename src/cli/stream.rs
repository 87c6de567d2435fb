//! A stream that the program prints to, and what became of it: every byte on standard output and standard error goes through here.

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
    stop: Stop,
}

/// Who reads a stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reader {
    /// A program, or a file.
    Program,
    /// A person, at a terminal.
    Person,
    /// The runner of GitHub Actions, which takes some lines for commands.
    Runner,
}

/// Whether the runner of GitHub Actions takes lines of the stream for commands.
enum Stop {
    /// It may, from its first line to its last.
    Never,
    /// It is told to stop when the first text is printed.
    Waiting,
    /// It was told to stop, until it reads this token.
    Until(String),
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
    pub(super) fn new(writer: &'a mut dyn Write, reader: Reader) -> Self {
        Self {
            writer,
            state: State::Open,
            reader,
            stop: Stop::Never,
        }
    }

    /// From the first text that is printed to the next [`Self::commands`] the runner takes no line for a command.
    ///
    /// Only one stream can have that: the runner reads both without an order between them, and what stops commands on one stops
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
        match self.reader {
            Reader::Program | Reader::Person => self.write(text.as_str()),
            Reader::Runner => self.write(&github::defused(text.as_str())),
        }
    }

    /// Prints `data` byte by byte, but not to a terminal: there a person reads it.
    pub(super) fn data(&mut self, data: &str) {
        match self.reader {
            Reader::Program | Reader::Runner => self.write(data),
            Reader::Person => self.write(terminal::text(data).as_str()),
        }
    }

    /// Prints `commands`, which the runner takes for such.
    pub(super) fn commands(&mut self, commands: &str) {
        self.resume();
        self.data(commands);
    }

    /// The runner takes lines for commands again.
    fn resume(&mut self) {
        if let Stop::Until(token) = &self.stop {
            let resume = format!("::{token}::\n");
            self.stop = Stop::Never;
            self.write(&resume);
        }
    }

    /// Writes `text`, down to the file or the pipe. After the first failure nothing more is written.
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

    /// The error that text was lost by, if any was.
    pub(super) fn failure(&self) -> Option<&io::Error> {
        match &self.state {
            State::Open | State::Closed => None,
            State::Failed(error) => Some(error),
        }
    }
}

impl Drop for Stream<'_> {
    /// What follows in the same step may print commands, however this program ends.
    fn drop(&mut self) {
        self.resume();
    }
}

/// A token that nothing which is printed can know: the standard library draws the keys of its hashes from the system.
fn token() -> String {
    let [first, second] = [(); 2].map(|()| RandomState::new().hash_one("stop-commands"));
    format!("{first:016x}{second:016x}")
}
