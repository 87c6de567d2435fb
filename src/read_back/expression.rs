//! GitHub's expressions, read from their documentation and not from our printer, in one form for all that means the same.

mod read;

use std::fmt;

use self::read::tree;

/// An expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Tree {
    /// A string; `{…}` where it has a hole.
    Text(String),
    /// The value of a context.
    Name(String),
    /// A function.
    Call(String, Vec<Tree>),
    /// Both are the same.
    Same(Box<Tree>, Box<Tree>),
    /// The opposite.
    Not(Box<Tree>),
    /// All hold.
    All(Vec<Tree>),
    /// One holds.
    Any(Vec<Tree>),
}

impl Tree {
    /// The value of the context `name`.
    pub(super) fn name(name: &str) -> Self {
        Self::Name(name.to_owned())
    }

    /// `name == 'text'`.
    pub(super) fn is(name: &str, text: &str) -> Self {
        Self::same(Self::name(name), Self::Text(text.to_owned()))
    }

    /// `one == other`.
    pub(super) fn same(one: Self, other: Self) -> Self {
        Self::Same(Box::new(one), Box::new(other))
    }

    /// The opposite of `tree`.
    pub(super) fn opposite(tree: Self) -> Self {
        if let Self::Not(inner) = tree {
            *inner
        } else {
            Self::Not(Box::new(tree))
        }
    }

    /// All of `trees`.
    pub(super) fn all(trees: Vec<Self>) -> Self {
        let flat = trees.into_iter().flat_map(|tree| {
            if let Self::All(inner) = tree {
                inner
            } else {
                vec![tree]
            }
        });
        Self::joined(flat.collect(), Self::All)
    }

    /// One of `trees`.
    pub(super) fn any(trees: Vec<Self>) -> Self {
        let flat = trees.into_iter().flat_map(|tree| {
            if let Self::Any(inner) = tree {
                inner
            } else {
                vec![tree]
            }
        });
        Self::joined(flat.collect(), Self::Any)
    }

    fn joined(mut trees: Vec<Self>, several: fn(Vec<Self>) -> Self) -> Self {
        if trees.len() == 1 {
            trees.remove(0)
        } else {
            several(trees)
        }
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let row = |f: &mut fmt::Formatter<'_>, trees: &[Self], between: &str| {
            for (number, tree) in trees.iter().enumerate() {
                let before = if number == 0 { "" } else { between };
                write!(f, "{before}{tree}")?;
            }
            Ok(())
        };
        match self {
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Name(name) => f.write_str(name),
            Self::Same(one, other) => write!(f, "{one} == {other}"),
            Self::Not(tree) => write!(f, "!({tree})"),
            Self::Call(name, arguments) => {
                write!(f, "{name}(")?;
                row(f, arguments, ", ")?;
                f.write_str(")")
            }
            Self::All(trees) => {
                f.write_str("(")?;
                row(f, trees, " && ")?;
                f.write_str(")")
            }
            Self::Any(trees) => {
                f.write_str("(")?;
                row(f, trees, " || ")?;
                f.write_str(")")
            }
        }
    }
}

/// The expression `text` in its one form; as it is where it is none.
pub(super) fn condition(text: &str) -> String {
    tree(text).map_or_else(|| text.to_owned(), |tree| tree.to_string())
}

/// The scalar `text`, constants in it read, `{…}` where GitHub evaluates something.
pub(super) fn scalar(text: &str) -> String {
    let mut out = String::new();
    for piece in pieces(text) {
        match piece {
            Piece::Text(text) | Piece::Expression(None, text) => out.push_str(text),
            Piece::Expression(Some(tree), _) => out.push_str(&hole(&tree)),
        }
    }
    out
}

/// A piece of a scalar.
enum Piece<'a> {
    /// What GitHub takes as it stands.
    Text(&'a str),
    /// What it evaluates, read and as it stands.
    Expression(Option<Tree>, &'a str),
}

fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${{") {
        pieces.push(Piece::Text(before));
        let whole = &rest[before.len()..];
        let Some(end) = end(after) else {
            pieces.push(Piece::Expression(None, whole));
            return pieces;
        };
        pieces.push(Piece::Expression(tree(&after[..end]), &whole[..end + 5]));
        rest = &after[end + 2..];
    }
    pieces.push(Piece::Text(rest));
    pieces
}

/// Where the `}}` is that closes the expression which `text` begins with.
fn end(text: &str) -> Option<usize> {
    let mut in_string = false;
    for (at, c) in text.char_indices() {
        in_string ^= c == '\'';
        if !in_string && text[at..].starts_with("}}") {
            return Some(at);
        }
    }
    None
}

/// What `tree` amounts to inside a text: a constant is itself, anything else a hole.
fn hole(tree: &Tree) -> String {
    if let Tree::Text(text) = tree {
        text.clone()
    } else {
        format!("{{{tree}}}")
    }
}
