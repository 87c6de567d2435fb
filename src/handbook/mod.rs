//! Our own documents, made from the code: the schema for editors, the reference of the keys, the book of the rules.

mod default;
mod jobs;
mod joined;
pub mod keys;
mod lints;
mod literal;
mod order;
mod page;
mod pointed;
mod reference;
mod rules;
pub mod schema;
pub mod shape;
mod spread;

/// A document of ours.
pub struct Document {
    /// The name of its file in `spec/`.
    pub name: &'static str,
    /// Its whole text.
    pub text: String,
}

/// What is typed to write the documents anew.
pub const REFRESH: &str = "cargo run -- handbook";

/// The name of the schema's file, which the first line of each spec here names.
pub const SCHEMA_FILE: &str = "tvgen.schema.json";

/// All documents.
#[must_use]
pub fn documents() -> Vec<Document> {
    vec![
        Document {
            name: SCHEMA_FILE,
            text: schema_text(),
        },
        Document {
            name: "reference.md",
            text: reference::reference(),
        },
        Document {
            name: "rules.md",
            text: rules::rules(),
        },
    ]
}

/// The schema, as its file has it.
#[must_use]
pub fn schema_text() -> String {
    format!("{:#}\n", schema::schema())
}
