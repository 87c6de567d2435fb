//! `tvgen schema`: the JSON Schema of a spec.

use clap::Args;

use super::{ExitStatus, output::Output};
use crate::handbook;

/// Print the JSON Schema of the spec, for editors
///
/// Editors with a TOML language server (Taplo, Even Better TOML, Tombi) use it to complete and check a spec as you type.
#[derive(Args, Debug)]
#[command(after_long_help = "\
To use it, write the schema to a file next to the spec:

    tvgen schema > tvgen.schema.json

Then make this the first line of `tvgen.toml`:

    #:schema ./tvgen.schema.json")]
pub(super) struct Schema {}

pub(super) fn run(output: &mut Output) -> ExitStatus {
    output.data(&handbook::schema_text());
    ExitStatus::Clean
}
