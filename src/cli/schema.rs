//! `tvgen schema`: the JSON Schema of a spec.

use clap::Args;

use super::{ExitStatus, output::Output};
use crate::handbook;

/// Print the JSON Schema of the spec, for editors
///
/// Write it beside a spec, and name it in the spec's first line; an editor with a TOML language server (Taplo, Even Better
/// TOML, Tombi) then completes and checks the spec as it is typed.
#[derive(Args, Debug)]
#[command(after_help = "\
Once:

    tvgen schema > tvgen.schema.json

and as the first line of tvgen.toml:

    #:schema ./tvgen.schema.json")]
pub(super) struct Schema {}

pub(super) fn run(output: &mut Output) -> ExitStatus {
    output.data(&handbook::schema_text());
    ExitStatus::Clean
}
