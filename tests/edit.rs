//! Changes to the user's own file keep its comments and its layout.

use tvgen::{
    at,
    place::Place,
    source::{
        File, Source,
        base::{Found, Unread},
        edit::{Change, Said, edit},
    },
};

fn text(text: &str) -> Said {
    Said::String(text.to_owned())
}

/// The file `before` is `after` when `changes` were made.
#[track_caller]
fn becomes(before: &str, changes: &[Change], after: &str) {
    let source = Source::new("tvgen.toml", before);
    assert_eq!(edit(&source, changes).as_deref(), Some(after));
}

fn set(place: &str, said: Said) -> Change {
    Change::Set(place_of(place), said)
}

fn insert(place: &str, item: &str) -> Change {
    Change::Insert(place_of(place), item.to_owned())
}

fn remove(place: &str) -> Change {
    Change::Remove(place_of(place))
}

fn place_of(text: &str) -> Place {
    Place::parse(text).expect("it is a place")
}

#[test]
fn a_value_is_replaced_where_it_stands() {
    let before =
        "# The base\n[base] # of all\nruby = '3.4.7'   # exact\nupgrade=true\nn = 0x10 # ten\n";
    becomes(
        before,
        &[
            set("base.ruby", text("3.4.8")),
            set("base.upgrade", Said::Boolean(false)),
            set("base.n", Said::Integer(17)),
        ],
        "# The base\n[base] # of all\nruby = '3.4.8'   # exact\nupgrade=false\nn = 17 # ten\n",
    );
    becomes("a = 'x'\n", &[set("a", text("it's"))], "a = \"it's\"\n");
}

#[test]
fn the_items_that_stay_in_a_list_keep_their_lines_and_comments() {
    let list = |items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned());
        Said::Strings(items.collect())
    };
    becomes(
        "packages = [ # of Alpine\n  \"...\",\n  # for the database\n  \"libpq\", # 16\n  'tzdata',\n]\n",
        &[set("packages", list(&["...", "libpq", "vips"]))],
        "packages = [ # of Alpine\n  \"...\",\n  # for the database\n  \"libpq\", # 16\n  \"vips\",\n]\n",
    );
    becomes(
        "packages = [\"git\", \"curl\"] # two\n",
        &[set("packages", list(&["vips", "git"]))],
        "packages = [\"vips\", \"git\"] # two\n",
    );
}

#[test]
fn a_value_that_was_not_written_comes_behind_the_others_of_its_table() {
    becomes(
        "[base]\nruby = \"3.4.7\" # exact\n\n# The builder\n[stages.builder]\n",
        &[set("base.digest", text("sha256:0"))],
        "[base]\nruby = \"3.4.7\" # exact\ndigest = \"sha256:0\"\n\n# The builder\n[stages.builder]\n",
    );
    becomes(
        "p = [{ name = \"a\" }, {name = \"b\"}]\n",
        &[
            set("p[0].version", text(">1")),
            set("p[1].version", text(">2")),
        ],
        "p = [{ name = \"a\", version = \">1\" }, {name = \"b\", version = \">2\"}]\n",
    );
}

#[test]
fn a_table_that_was_not_written_comes_last_or_beside_its_like() {
    let pin = [
        set("actions.\"actions/checkout\".version", text("v7")),
        set("actions.\"actions/checkout\".sha", text("0")),
    ];
    becomes(
        "spec = 1\n\n[base]\nruby = \"3\"\n# the end\n",
        &pin,
        "spec = 1\n\n[base]\nruby = \"3\"\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n# the end\n",
    );
    becomes(
        "[actions.\"a/b\"]\nsha = \"1\"\n\n[base]\nruby = \"3\"\n",
        &pin,
        "[actions.\"a/b\"]\nsha = \"1\"\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n\n[base]\nruby = \"3\"\n",
    );
    becomes(
        "[actions]\n\"a/b\" = { sha = \"1\" }\n",
        &pin,
        "[actions]\n\"a/b\" = { sha = \"1\" }\n\n[actions.\"actions/checkout\"]\nversion = \"v7\"\nsha = \"0\"\n",
    );
}

#[test]
fn items_come_and_go_with_their_comments() {
    let lines =
        "p = [\n  # for gems\n  \"a\", # first\n  \"b\",\n  # for images\n  \"c\", # last\n]\n";
    becomes(
        lines,
        &[remove("p[1]")],
        "p = [\n  # for gems\n  \"a\", # first\n  # for images\n  \"c\", # last\n]\n",
    );
    becomes(
        lines,
        &[remove("p[0]"), remove("p[2]")],
        "p = [\n  \"b\",\n]\n",
    );
    becomes(
        lines,
        &[insert("p[1]", "x"), insert("p[3]", "y")],
        "p = [\n  # for gems\n  \"a\", # first\n  \"x\",\n  \"b\",\n  # for images\n  \"c\", # last\n  \"y\",\n]\n",
    );
    becomes("p = [\"a\", \"b\"]\n", &[remove("p[0]")], "p = [\"b\"]\n");
    becomes("p = [\"a\", \"b\"]\n", &[remove("p[1]")], "p = [\"a\"]\n");
    becomes(
        "p = [\"a\", \"b\"]\n",
        &[
            insert("p[0]", "x"),
            insert("p[1]", "y"),
            insert("p[2]", "z"),
        ],
        "p = [\"x\", \"a\", \"y\", \"b\", \"z\"]\n",
    );
    becomes("p = []\n", &[insert("p[0]", "x")], "p = [\"x\"]\n");
    becomes("q = 1\n", &[insert("p[0]", "x")], "q = 1\np = [\"x\"]\n");
}

#[test]
fn several_changes_of_one_list_mean_the_list_as_it_was() {
    becomes(
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
fn line_ends_and_a_byte_order_mark_stay() {
    becomes(
        "\u{feff}# x\r\n[base]\r\nruby = \"3\" # y\r\n\r\n[service]\r\n",
        &[
            set("base.ruby", text("4")),
            set("base.alpine", text("3.22")),
        ],
        "\u{feff}# x\r\n[base]\r\nruby = \"4\" # y\r\nalpine = \"3.22\"\r\n\r\n[service]\r\n",
    );
}

#[test]
fn a_key_goes_with_its_comment() {
    becomes(
        "[base]\nruby = \"3\"\ndigest = \"x\" # pinned\nalpine = \"3.22\"\n",
        &[remove("base.digest")],
        "[base]\nruby = \"3\"\nalpine = \"3.22\"\n",
    );
    becomes(
        "a = { b = 1, c = 2 }\n",
        &[remove("a.c")],
        "a = { b = 1 }\n",
    );
}

#[test]
fn only_the_users_own_file_is_changed() {
    let own = "extends = \"base.toml\"\np = [\"x\", \"...\", \"y\"]\n";
    let found = |name: &str, text: &str| Found {
        file: File {
            name: name.to_owned(),
            text: text.to_owned(),
        },
        id: name.to_owned(),
    };
    let source = Source::load(found("tvgen.toml", own), |path| match path {
        "base.toml" => Ok(found(path, "q = 1\np = [\"a\", \"b\"]\nr = [\"c\"]\n")),
        _ => Err(Unread::default()),
    });
    // The items of the whole are x, a, b, y.
    let changed = |change: Change| edit(&source, &[change]);
    assert_eq!(changed(Change::Remove(at!("p").item(1))), None);
    assert_eq!(changed(Change::Remove(at!("r").item(0))), None);
    assert_eq!(
        changed(Change::Remove(at!("p").item(3))).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\"]\n")
    );
    assert_eq!(
        changed(Change::Insert(at!("p").item(4), "z".to_owned())).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\", \"y\", \"z\"]\n")
    );
    assert_eq!(
        changed(Change::Set(at!("q"), Said::Integer(2))).as_deref(),
        Some("extends = \"base.toml\"\np = [\"x\", \"...\", \"y\"]\nq = 2\n")
    );
}

#[test]
fn items_that_share_a_line_come_and_go_beside_each_others_comments() {
    let lines = "p = [\n  \"a\", \"b\", # two\n  \"c\", \"d\", \"e\", # three\n]\n";
    becomes(
        lines,
        &[remove("p[2]")],
        "p = [\n  \"a\", \"b\", # two\n  \"d\", \"e\", # three\n]\n",
    );
    becomes(
        lines,
        &[remove("p[1]")],
        "p = [\n  \"a\", # two\n  \"c\", \"d\", \"e\", # three\n]\n",
    );
    becomes(
        lines,
        &[remove("p[4]")],
        "p = [\n  \"a\", \"b\", # two\n  \"c\", \"d\", # three\n]\n",
    );
    becomes(
        lines,
        &[insert("p[3]", "x"), insert("p[5]", "y")],
        "p = [\n  \"a\", \"b\", # two\n  \"c\", \"x\", \"d\", \"e\", \"y\", # three\n]\n",
    );
}

#[test]
fn a_last_item_without_a_comma_gets_one_when_it_needs_it() {
    let lines = "p = [\n\t\"a\",\t# one\n\t\"b\"\t# no comma\n]\n";
    becomes(lines, &[remove("p[1]")], "p = [\n\t\"a\",\t# one\n]\n");
    becomes(
        lines,
        &[insert("p[2]", "c")],
        "p = [\n\t\"a\",\t# one\n\t\"b\",\t# no comma\n\t\"c\",\n]\n",
    );
    becomes(
        "p = [ \"a\" ]\n",
        &[insert("p[1]", "b")],
        "p = [ \"a\" , \"b\"]\n",
    );
}
