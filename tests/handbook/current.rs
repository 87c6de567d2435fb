//! The documents in `spec/` are what the code makes.

use std::fs;

use tvgen::handbook::{REFRESH, SCHEMA_FILE, documents};

use crate::{laws::files, support::project::Project};

#[test]
fn the_handbook_is_current() {
    for document in documents() {
        let path = format!("spec/{}", document.name);
        let text = fs::read_to_string(&path).unwrap_or_default();
        // The texts are long, and the difference is what git shows.
        assert!(
            text == document.text,
            "{path} is out of date: run `{REFRESH}`"
        );
    }
}

#[test]
fn the_command_writes_the_handbook() {
    let project = Project::new();
    project
        .run(&["handbook", "--out", "made"])
        .code(0)
        .stderr("")
        .stdout(
            "    wrote  made/tvgen.schema.json\n    wrote  made/reference.md\n    wrote  made/rules.md\n",
        );
    for document in documents() {
        let text = project.read(&format!("made/{}", document.name));
        assert!(text == document.text, "{}", document.name);
    }
}

#[test]
fn tvgen_schema_prints_the_file_of_the_schema() {
    let file = fs::read_to_string(format!("spec/{SCHEMA_FILE}")).expect("it is there");
    let run = Project::new().run(&["schema"]).code(0).stderr("");
    assert!(run.out() == file, "`tvgen schema` prints something else");
}

#[test]
fn the_first_line_of_every_spec_leads_an_editor_to_the_schema() {
    for path in files("spec", "toml") {
        let text = fs::read_to_string(&path).expect("the spec is there");
        let first = text.lines().next().unwrap_or_default();
        let named = first
            .strip_prefix("#:schema ")
            .unwrap_or_else(|| panic!("{} begins with `{first}`", path.display()));
        let folder = path.parent().expect("it lies in a folder");
        let schema = fs::canonicalize(folder.join(named)).expect("the schema is there");
        let ours = fs::canonicalize(format!("spec/{SCHEMA_FILE}")).expect("it is there");
        assert_eq!(schema, ours, "{}", path.display());
    }
}
