//! Generates the schema and the reference pages from the code.

mod alternatives;
mod commands;
mod description;
mod inherited_items;
mod jobs;
mod key_order;
pub mod keys;
mod lints;
mod literal;
mod page;
mod reference;
mod rule_page;
mod rules_by_key;
pub mod schema;
pub mod shape;

use clap::Command;

/// A generated document.
pub struct Document {
    /// The path of its file, relative to the root of the repository.
    pub path: &'static str,
    /// Its text.
    pub text: String,
}

/// The command that regenerates the documents.
pub const REGENERATE_COMMAND: &str = "cargo run -- handbook";

/// The file name of the schema; the first line of each spec in `spec/` refers to it.
pub const SCHEMA_FILE: &str = "tvgen.schema.json";

/// All documents; `program` is the command line interface.
#[must_use]
pub fn documents(program: &Command) -> Vec<Document> {
    vec![
        Document {
            path: "spec/tvgen.schema.json",
            text: schema_text(),
        },
        Document {
            path: "spec/reference.md",
            text: reference::render_reference(),
        },
        Document {
            path: "spec/rules.md",
            text: rule_page::render_rules(),
        },
        Document {
            path: "docs/commands.md",
            text: commands::render_commands(program),
        },
    ]
}

/// The text of the schema file.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema::schema())
}
