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
        segments::{PipelineValue, map_segments},
        tags::Tag,
    },
    template,
};

#[derive(Serialize)]
struct View {
    max_length: Text<Shell>,
    replacements: Vec<Replacement>,
    reserved: Text<Shell>,
    suffixes: Text<Shell>,
    hash_length: Text<Shell>,
    truncated_length: Text<Shell>,
}

#[derive(Serialize)]
struct Replacement {
    command: Text<Shell>,
}

/// A POSIX shell script that sets `name` to the tag name of `$branch`, like [`BranchNames::tag_name`].
pub(crate) fn branch_name_script(branches: &BranchNames) -> Text<Shell> {
    let number = |number: usize| shell::number(u32::try_from(number).unwrap_or(u32::MAX));
    let replacements = branches.replacements().into_iter();
    let replacements = replacements.map(|(prefix, replacement)| {
        let prefix = prefix.replace('.', r"\.");
        Replacement {
            command: shell::quote(&format!("s/^{prefix}/{replacement}/")),
        }
    });
    let view = View {
        max_length: number(branches.max_length),
        replacements: replacements.collect(),
        reserved: shell::quote(&BranchNames::reserved_pattern()),
        suffixes: shell::quote(&BranchNames::suffix_pattern()),
        hash_length: number(HASH_DIGITS),
        truncated_length: number(branches.truncated_length()),
    };
    fill::<Shell>(template!("branch-name.sh.j2"), &view)
}

/// `tag` as one word, with the variables of the generated script.
pub(super) fn tag_word(tag: &Tag) -> Text<Shell> {
    let literal = |text: &str| shell::Segment::Literal(text.to_owned());
    let variable = |value| {
        shell::Segment::Variable(match value {
            PipelineValue::Branch => "name",
            PipelineValue::Commit => "commit",
            PipelineValue::PullRequest => "NUMBER",
            PipelineValue::Timestamp => "timestamp",
        })
    };
    let segments: Vec<shell::Segment> = map_segments(&tag.segments, literal, variable);
    shell::interpolate(&segments).with_place(&tag.place)
}
