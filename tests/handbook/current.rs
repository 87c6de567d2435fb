//! The generated documents are up to date.

use std::fs;

use tvgen::{
    cli::program,
    handbook::{REGENERATE_COMMAND, SCHEMA_FILE, documents},
};

use crate::{laws::files, support::project::Project};

#[test]
fn the_handbook_is_current() {
    for document in documents(&program()) {
        let path = document.path;
        let text = fs::read_to_string(path).unwrap_or_default();
        // `assert_eq!` would print both texts, which are long; git shows the difference.
        assert!(
            text == document.text,
            "{path} is out of date: run `{REGENERATE_COMMAND}`"
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
            "    wrote  made/spec/tvgen.schema.json\n    wrote  made/spec/reference.md\n    \
             wrote  made/spec/rules.md\n    wrote  made/docs/commands.md\n",
        );
    for document in documents(&program()) {
        let text = project.read(&format!("made/{}", document.path));
        assert!(text == document.text, "{}", document.path);
    }
}

#[test]
fn tvgen_schema_prints_the_schema_file() {
    let file = fs::read_to_string(format!("spec/{SCHEMA_FILE}")).expect("the schema exists");
    let run = Project::new().run(&["schema"]).code(0).stderr("");
    assert!(run.out() == file, "`tvgen schema` prints something else");
}

#[test]
fn the_first_line_of_every_spec_points_an_editor_to_the_schema() {
    for path in files("spec", "toml") {
        let text = fs::read_to_string(&path).expect("the spec exists");
        let first = text.lines().next().unwrap_or_default();
        let named = first
            .strip_prefix("#:schema ")
            .unwrap_or_else(|| panic!("{} begins with `{first}`", path.display()));
        let folder = path.parent().expect("a file has a folder");
        let schema = fs::canonicalize(folder.join(named)).expect("the schema exists");
        let expected = fs::canonicalize(format!("spec/{SCHEMA_FILE}")).expect("the schema exists");
        assert_eq!(schema, expected, "{}", path.display());
    }
}
