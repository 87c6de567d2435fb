//! A file to write: its path, its text, and for each line the keys of the spec that it came from and why it is there.

use crate::{
    hash::sha256,
    lang::{Comment, Reason},
    place::Place,
};

/// A generated file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Artifact {
    /// The name of the output, as `[outputs]` and `--only` call it.
    pub name: &'static str,
    /// Where it is written, relative to the folder of the spec.
    pub path: String,
    /// The whole text, header included; every line ends with a line feed.
    pub text: String,
    /// For each line, the places in the spec that it was made from; none for what is the same in every output. Empty, like
    /// the reasons, if the output was made [untraced](crate::lang::untraced).
    pub origins: Vec<Vec<Place>>,
    /// For each line, the part of tvgen that wrote it, and why; none where no template gives a reason.
    pub reasons: Vec<Option<Reason>>,
}

/// What the first lines of an output tell of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header<'a> {
    /// The version of tvgen that made it.
    pub version: &'a str,
    /// The name of the spec that it was made from.
    pub spec: &'a str,
    /// Where it was written, relative to the folder that its spec renders into.
    pub path: &'a str,
    /// The checksum that its body was written with.
    pub checksum: &'a str,
    /// Whether the body still has the checksum that it was written with.
    pub intact: bool,
}

/// The version that makes outputs.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
/// The comments that a header can be.
const COMMENTS: [Comment; 2] = [Comment::Hash, Comment::Markup];
const MADE_BY: &str = "Made by tvgen ";
const FROM: &str = " from ";
const CHANGE_THAT: &str = ". Change that file and run `tvgen render`: a change made here is lost.";
const REST: &str = "The rest of ";
const CHECKSUM: &str = " has the checksum ";

/// How many lines of an output are its header; a blank line follows.
pub const HEADER_LINES: usize = 2;

/// Why each line of the header is there, and the blank one after it.
pub const HEADER_REASONS: [Reason; 3] = [
    Reason {
        part: "header",
        why: "Every output says which tvgen made it from which spec, so that a change goes into the spec and is not lost.",
    },
    Reason {
        part: "header",
        why: "The checksum of all lines below, so that a file edited by hand is told from one that is merely out of date.",
    },
    Reason {
        part: "header",
        why: "A blank line parts the header from the body that the checksum is of.",
    },
];

/// What the output at `path` begins with, made from the spec that is called `spec`: comments of its language.
#[must_use]
pub fn header(comment: Comment, spec: &str, path: &str, body: &str) -> String {
    let (open, close) = comment.marks();
    let (spec, path) = (named(spec, comment), named(path, comment));
    format!(
        "{open}{MADE_BY}{VERSION}{FROM}{spec}{CHANGE_THAT}{close}\n\
         {open}{REST}{path}{CHECKSUM}{}.{close}\n\n",
        checksum(body)
    )
}

/// `spec`, as a comment can say it: what would end the comment, and what is no letter, is a question mark.
fn named(spec: &str, comment: Comment) -> String {
    let (_, close) = comment.marks();
    let plain = |c: char| (c.is_ascii_graphic() || c == ' ') && (c != '>' || close.is_empty());
    spec.chars()
        .map(|c| if plain(c) { c } else { '?' })
        .collect()
}

/// Whether `text` begins as the output at `path`, made from the spec that is called `spec`.
#[must_use]
pub fn is_made_as(text: &str, spec: &str, path: &str) -> bool {
    let mut lines = text.lines();
    let made = lines.next().and_then(made).zip(lines.next().and_then(kept));
    made.is_some_and(|((_, of_spec), (of_path, _))| {
        let mut comments = COMMENTS.into_iter();
        comments.any(|comment| of_spec == named(spec, comment) && of_path == named(path, comment))
    })
}

/// Reads the header of `text`; `None` for a file that tvgen did not make. Line ends may have become CRLF.
#[must_use]
pub fn read_header(text: &str) -> Option<Header<'_>> {
    let (first, rest) = text.split_once('\n')?;
    let (second, rest) = rest.split_once('\n')?;
    let (blank, body) = rest.split_once('\n')?;
    let (version, spec) = made(first)?;
    let (path, written) = kept(second)?;
    Some(Header {
        version,
        spec,
        path,
        checksum: written,
        intact: blank.trim_end_matches('\r').is_empty() && written == checksum(body),
    })
}

/// The version and the spec that `line` names, the first of a header.
fn made(line: &str) -> Option<(&str, &str)> {
    let (version, spec) = words(line)?.strip_prefix(MADE_BY)?.split_once(FROM)?;
    Some((version, spec.strip_suffix(CHANGE_THAT).unwrap_or(spec)))
}

/// The path and the checksum that `line` names, the second of a header.
fn kept(line: &str) -> Option<(&str, &str)> {
    let rest = words(line)?.strip_prefix(REST)?.strip_suffix('.')?;
    rest.rsplit_once(CHECKSUM)
}

/// `text` without its header, the blank line after that included; all of it if it has none.
#[must_use]
pub fn body(text: &str) -> &str {
    match read_header(text) {
        Some(_) => text.splitn(HEADER_LINES + 1, '\n').last(),
        None => None,
    }
    .unwrap_or(text)
}

/// What the comment `line` says, in whichever language.
fn words(line: &str) -> Option<&str> {
    let line = line.trim_end_matches('\r');
    let mut read = COMMENTS.into_iter().filter_map(|style| {
        let (open, close) = style.marks();
        line.strip_prefix(open)?.strip_suffix(close)
    });
    read.next()
}

/// The SHA-256 of `body`, its line ends as line feeds.
fn checksum(body: &str) -> String {
    let digits = if body.contains('\r') {
        sha256(&body.replace("\r\n", "\n"))
    } else {
        sha256(body)
    };
    format!("sha256:{digits}")
}
