//! Edits of the user's own file preserve its comments and layout.

use tvgen::{
    place,
    place::Place,
    source::{
        File, Source,
        base::{ExtendsError, LoadedFile},
        edit::{Change, NewValue, edit},
    },
};

fn text(text: &str) -> NewValue {
    NewValue::String(text.to_owned())
}

/// Asserts that `changes` turn the file `before` into `after`.
#[track_caller]
fn assert_edit(before: &str, changes: &[Change], after: &str) {
    let source = Source::new("tvgen.toml", before);
    assert_eq!(edit(&source, changes).as_deref(), Some(after));
}

fn set(place: &str, value: NewValue) -> Change {
    Change::Set(parse_place(place), value)
}

fn insert(place: &str, item: &str) -> Change {
    Change::Insert(parse_place(place), item.to_owned())
}

fn remove(place: &str) -> Change {
    Change::Remove(parse_place(place))
}

fn parse_place(text: &str) -> Place {
    Place::parse(text).expect("a valid place")
}

#[test]
fn a_value_is_replaced_in_place() {
    let before =
        "# The base\n[base] # of all\nruby = '3.4.7'   # exact\nupgrade=true\nn = 0x10 # ten\n";
    assert_edit(
        before,
        &[
            set("base.ruby", text("3.4.8")),
            set("base.upgrade", NewValue::Boolean(false)),
            set("base.n", NewValue::Integer(17)),
        ],
        "# The base\n[base] # of all\nruby = '3.4.8'   # exact\nupgrade=false\nn = 17 # ten\n",
    );
    assert_edit("a = 'x'\n", &[set("a", text("it's"))], "a = \"it's\"\n");
}

#[test]
fn remaining_list_items_keep_their_lines_and_comments() {
    let list = |items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned());
        NewValue::Strings(items.collect())
    };
    assert_edit(
        "packages = [ # of Alpine\n  \"...\",\n  # for the database\n  \"libpq\", # 16\n  'tzdata',\n]\n",
        &[set("packages", list(&["...", "libpq", "vips"]))],
        "packages = [ # of Alpine\n  \"...\",\n  # for the database\n  \"libpq\", # 16\n  \"vips\",\n]\n",
    );
    assert_edit(
        "packages = [\"git\", \"curl\"] # two\n",
        &[set("packages", list(&["vips", "git"]))],
        "packages = [\"vips\", \"git\"] # two\n",
    );
}

#[test]
fn a_new_value_is_appended_to_its_table() {
    assert_edit(
        "[base]\nruby = \"3.4.7\" # exact\n\n# The builder\n[stages.builder]\n",
        &[set("base.digest", text("sha256:0"))],
        "[base]\nruby = \"3.4.7\" # exact\ndigest = \"sha256:0\"\n\n# The builder\n[stages.builder]\n",
    );
    assert_edit(
        "p = [{ name = \"a\" }, {name = \"b\"}]\n",
        &[
            set("p[0].version", text(">1")),
            set("p[1].version", text(">2")),
        ],
        "p = [{ name = \"a\", version = \">1\" }, {name = \"b\", version = \">2\"}]\n",
    );
}

#[test]
fn a_new_table_is_added_next_to_its_siblings_or_at_the_end() {
    let pin = [
        set("actions.\"actions/checkout\".version", text("v7")),
        set("actions.\"actions/checkout\".sha", text("0")),
    ];
    assert_edit(
        "spec = 1\n\n[base]\nruby = \"3\"\n# the end\n",
        &pin,
        "spec = 1\n\n[base]\nruby = \"3\"\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n# the end\n",
    );
    assert_edit(
        "[actions.\"a/b\"]\nsha = \"1\"\n\n[base]\nruby = \"3\"\n",
        &pin,
        "[actions.\"a/b\"]\nsha = \"1\"\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n\n[base]\nruby = \"3\"\n",
    );
    assert_edit(
        "[actions]\n\"a/b\" = { sha = \"1\" }\n",
        &pin,
        "[actions]\n\"a/b\" = { sha = \"1\" }\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n",
    );
}

#[test]
fn items_are_inserted_and_removed_with_their_comments() {
    let lines =
        "p = [\n  # for gems\n  \"a\", # first\n  \"b\",\n  # for images\n  \"c\", # last\n]\n";
    assert_edit(
        lines,
        &[remove("p[1]")],
        "p = [\n  # for gems\n  \"a\", # first\n  # for images\n  \"c\", # last\n]\n",
    );
    assert_edit(
        lines,
        &[remove("p[0]"), remove("p[2]")],
        "p = [\n  \"b\",\n]\n",
    );
    assert_edit(
        lines,
        &[insert("p[1]", "x"), insert("p[3]", "y")],
        "p = [\n  # for gems\n  \"a\", # first\n  \"x\",\n  \"b\",\n  # for images\n  \"c\", # last\n  \"y\",\n]\n",
    );
    assert_edit("p = [\"a\", \"b\"]\n", &[remove("p[0]")], "p = [\"b\"]\n");
    assert_edit("p = [\"a\", \"b\"]\n", &[remove("p[1]")], "p = [\"a\"]\n");
    assert_edit(
        "p = [\"a\", \"b\"]\n",
        &[
            insert("p[0]", "x"),
            insert("p[1]", "y"),
            insert("p[2]", "z"),
        ],
        "p = [\"x\", \"a\", \"y\", \"b\", \"z\"]\n",
    );
    assert_edit("p = []\n", &[insert("p[0]", "x")], "p = [\"x\"]\n");
    assert_edit("q = 1\n", &[insert("p[0]", "x")], "q = 1\np = [\"x\"]\n");
}

#[test]
fn changes_of_one_list_use_its_original_indices() {
    assert_edit(
        "p = [\"a\", \"b\", \"c\"]\n",
        &[
            remove("p[1]"),
            insert("p[1]", "x"),
            insert("p[1]", "y"),
            set("p[2]", text("z")),
        ],
        "p = [\"a\", \"x\", \"y\", \"z\"]\n",
    );
}

#[test]
fn line_endings_and_the_byte_order_mark_are_preserved() {
    assert_edit(
        "\u{feff}# x\r\n[base]\r\nruby = \"3\" # y\r\n\r\n[service]\r\n",
        &[
            set("base.ruby", text("4")),
            set("base.alpine", text("3.22")),
        ],
        "\u{feff}# x\r\n[base]\r\nruby = \"4\" # y\r\nalpine = \"3.22\"\r\n\r\n[service]\r\n",
    );
}

#[test]
fn a_key_is_removed_with_its_comment() {
    assert_edit(
        "[base]\nruby = \"3\"\ndigest = \"x\" # pinned\nalpine = \"3.22\"\n",
        &[remove("base.digest")],
        "[base]\nruby = \"3\"\nalpine = \"3.22\"\n",
    );
    assert_edit(
        "a = { b = 1, c = 2 }\n",
        &[remove("a.c")],
        "a = { b = 1 }\n",
    );
}

#[test]
fn only_the_users_own_file_is_changed() {
    let own = "extends = \"base.toml\"\np = [\"x\", \"...\", \"y\"]\n";
    let found = |name: &str, text: &str| LoadedFile {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    let source = Source::load(found("tvgen.toml", own), |path| match path {
        "base.toml" => Ok(found(path, "q = 1\np = [\"a\", \"b\"]\nr = [\"c\"]\n")),
        _ => Err(ExtendsError::default()),
    });
    // The merged items are x, a, b, y.
    let apply = |change: Change| edit(&source, &[change]);
    assert_eq!(apply(Change::Remove(place!("p").item(1))), None);
    assert_eq!(apply(Change::Remove(place!("r").item(0))), None);
    assert_eq!(
        apply(Change::Remove(place!("p").item(3))).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\"]\n")
    );
    assert_eq!(
        apply(Change::Insert(place!("p").item(4), "z".to_owned())).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\", \"y\", \"z\"]\n")
    );
    assert_eq!(
        apply(Change::Set(place!("q"), NewValue::Integer(2))).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\", \"y\"]\nq = 2\n")
    );
}

#[test]
fn items_on_a_shared_line_are_edited_without_moving_comments() {
    let lines = "p = [\n  \"a\", \"b\", # two\n  \"c\", \"d\", \"e\", # three\n]\n";
    assert_edit(
        lines,
        &[remove("p[2]")],
        "p = [\n  \"a\", \"b\", # two\n  \"d\", \"e\", # three\n]\n",
    );
    assert_edit(
        lines,
        &[remove("p[1]")],
        "p = [\n  \"a\", # two\n  \"c\", \"d\", \"e\", # three\n]\n",
    );
    assert_edit(
        lines,
        &[remove("p[4]")],
        "p = [\n  \"a\", \"b\", # two\n  \"c\", \"d\", # three\n]\n",
    );
    assert_edit(
        lines,
        &[insert("p[3]", "x"), insert("p[5]", "y")],
        "p = [\n  \"a\", \"b\", # two\n  \"c\", \"x\", \"d\", \"e\", \"y\", # three\n]\n",
    );
}

#[test]
fn a_last_item_without_a_comma_gets_one_when_it_needs_it() {
    let lines = "p = [\n\t\"a\",\t# one\n\t\"b\"\t# no comma\n]\n";
    assert_edit(lines, &[remove("p[1]")], "p = [\n\t\"a\",\t# one\n]\n");
    assert_edit(
        lines,
        &[insert("p[2]", "c")],
        "p = [\n\t\"a\",\t# one\n\t\"b\",\t# no comma\n\t\"c\",\n]\n",
    );
    assert_edit(
        "p = [ \"a\" ]\n",
        &[insert("p[1]", "b")],
        "p = [ \"a\" , \"b\"]\n",
    );
}
