//! Scripts that the workflow and the Makefile share.

use serde::Serialize;

use crate::{
    lang::{
        Text,
        shell::{self, Shell},
        template::fill,
    },
    plan::{
        branch_names::{BranchNames, HASH_DIGITS},
        pieces::{Hole, spell},
        tags::Tag,
    },
    template,
};

#[derive(Serialize)]
struct View {
    room: Text<Shell>,
    replaced: Vec<Replaced>,
    reserved: Text<Shell>,
    ends: Text<Shell>,
    hash: Text<Shell>,
    cut: Text<Shell>,
}

#[derive(Serialize)]
struct Replaced {
    command: Text<Shell>,
}

/// Sets `name` to what the branch `$branch` is called in tags: `BranchNames::name`, in POSIX shell.
pub(crate) fn branch_name(branches: &BranchNames) -> Text<Shell> {
    let number = |number: usize| shell::number(u32::try_from(number).unwrap_or(u32::MAX));
    let replacements = branches.replacements().into_iter();
    let replaced = replacements.map(|(beginning, replacement)| {
        let beginning = beginning.replace('.', r"\.");
        Replaced {
            command: shell::word(&format!("s/^{beginning}/{replacement}/")),
        }
    });
    let view = View {
        room: number(branches.room),
        replaced: replaced.collect(),
        reserved: shell::word(&BranchNames::reserved_pattern()),
        ends: shell::word(&BranchNames::ends_pattern()),
        hash: number(HASH_DIGITS),
        cut: number(branches.cut()),
    };
    fill::<Shell>(template!("branch-name.sh.j2"), &view)
}

/// `tag` as one word, made of the variables of a script of ours.
pub(super) fn tag(tag: &Tag) -> Text<Shell> {
    let literal = |text: &str| shell::Piece::Literal(text.to_owned());
    let variable = |hole| {
        shell::Piece::Variable(match hole {
            Hole::Branch => "name",
            Hole::Commit => "commit",
            Hole::PullRequest => "NUMBER",
            Hole::Timestamp => "timestamp",
        })
    };
    let pieces: Vec<shell::Piece> = spell(&tag.pieces, literal, variable);
    shell::interpolated(&pieces).at(&tag.at)
}
