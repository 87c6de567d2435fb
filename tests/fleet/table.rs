//! `tvgen fleet table`: settings of all services, with outliers marked.

use serde_json::Value as Json;
use tvgen::{
    fleet::{
        setting::{ALL, Cell, Setting},
        table::{Mark, Row, Table},
    },
    report::fleet::{csv, html},
};

use super::{PLATFORM, fleet, service};
use crate::support::{TODAY, project::Project};

#[test]
fn every_format_shows_the_same_fleet() {
    let project = fleet();
    for format in ["human", "json", "csv", "html"] {
        project
            .run(&["fleet", "table", "--format", format])
            .code(0)
            .stderr("")
            .snapshot_of("fleet", &format!("table_{format}"));
    }
}

#[test]
fn a_table_is_written_to_a_file() {
    let project = fleet();
    let arguments = ["fleet", "table", "--format", "html"];
    let printed = project.run(&arguments).code(0).out();
    project
        .run(&[&arguments[..], &["--out", "fleet.html"]].concat())
        .code(0)
        .stdout("    wrote  fleet.html\n");
    assert_eq!(project.read("fleet.html"), printed);
}

#[test]
fn only_an_earlier_table_is_overwritten_and_no_folder_is_created() {
    let spec = service("api", "");
    let project = Project::repository()
        .file("platform.toml", PLATFORM)
        .file("api/tvgen.toml", &spec);
    let reason = "the file exists and is not a table in this format\nhelp: write to another FILE, or remove the file";
    let mut others = vec![("api/tvgen.toml", spec)];
    for format in ["human", "json", "csv", "html"] {
        let table =
            |file| project.run(&["fleet", "table", "api", "--format", format, "--out", file]);
        for (other, text) in &others {
            let error = format!("error: cannot write {other}: {reason}\n");
            table(other).code(2).stdout("").stderr(&error);
            assert_eq!(project.read(other), *text, "{format}");
        }
        for _ in 0..2 {
            let wrote = format!("    wrote  {format}\n");
            table(format).code(0).stderr("").stdout(&wrote);
        }
        others.push((format, project.read(format)));
        table("new/table").code(2).stdout("").stderr(
            "error: cannot write new/table: the folder `new` does not exist\nhelp: create the folder, or write to another FILE\n",
        );
        assert!(!project.path("new").exists());
    }
}

#[test]
fn an_unreadable_spec_is_reported_and_the_others_are_shown() {
    let project = fleet().bytes("blob/tvgen.toml", b"\xff");
    let run = project.run(&["fleet", "table", "--format", "json"]).code(2);
    let table: Json = serde_json::from_str(&run.out()).expect("valid JSON");
    assert_eq!(table["services"].as_array().map(Vec::len), Some(5));
    run.stderr("error: cannot read blob/tvgen.toml: line 1 is not UTF-8 (the byte 0xFF): save it as UTF-8\n");
}

/// The row of a service in which only the Ruby version and the cache mode are set.
fn row(name: &str, ruby: &str, cache: &str) -> Row {
    let cells = ALL.map(|setting| {
        let mut known = [(Setting::Ruby, ruby), (Setting::Cache, cache)].into_iter();
        let value = known.find(|(known, _)| *known == setting);
        value.map_or(Cell::Unset, |(_, value)| Cell::Value(value.to_owned()))
    });
    Row {
        spec: format!("{name}/tvgen.toml"),
        name: Some(name.to_owned()),
        cells: cells.to_vec(),
        files: Some(5),
        drifted: 0,
        errors: 0,
        warnings: 0,
    }
}

#[test]
fn values_that_differ_from_the_majority_stand_out() {
    use Mark::{Differs, Newer, Older};
    let column = |setting, values: &[&str]| -> Vec<Option<Mark>> {
        let number = ALL.iter().position(|known| *known == setting);
        let number = number.expect("a known setting");
        let rows = values.iter().map(|value| row("a", value, value));
        let table = Table::new(rows.collect(), TODAY);
        table.marks.iter().map(|marks| marks[number]).collect()
    };
    for (values, ruby, cache) in [
        // Two thirds have one value, so all others stand out.
        (
            &["3.4.6", "3.4.6", "3.3.9"][..],
            vec![None, None, Some(Older)],
            vec![None, None, Some(Differs)],
        ),
        (
            &["3.4.6", "3.4.6", "3.4.10"],
            vec![None, None, Some(Newer)],
            vec![None, None, Some(Differs)],
        ),
        // There is no majority, but a version older than the most common one is marked.
        (
            &["3.4.6", "3.4.6", "3.3.9", "3.4.7"],
            vec![None, None, Some(Older), None],
            vec![None; 4],
        ),
        // With two services, neither stands out.
        (&["3.4.6", "3.3.9"], vec![None; 2], vec![None; 2]),
    ] {
        assert_eq!(column(Setting::Ruby, values), ruby, "{values:?}");
        assert_eq!(column(Setting::Cache, values), cache, "{values:?}");
    }
}

#[test]
fn no_spreadsheet_runs_or_splits_a_value() {
    let cell = |value: &str| {
        let text = csv::render_table(&Table::new(vec![row("a", value, "inline")], TODAY));
        let line = text.split("\r\n").nth(1).unwrap_or_default().to_owned();
        let start = "a/tvgen.toml,a,";
        let end = ",,,,,inline";
        let inside = line
            .strip_prefix(start)
            .and_then(|line| line.split_once(end));
        inside.map(|(cell, _)| cell.to_owned()).unwrap_or_default()
    };
    for (value, expected) in [
        ("3.4.7", "3.4.7"),
        ("a,b", "\"a,b\""),
        ("say \"so\"", "\"say \"\"so\"\"\""),
        ("=1+1", "\"'=1+1\""),
        ("+1", "\"'+1\""),
        ("-1", "\"'-1\""),
        ("@sum(a)", "\"'@sum(a)\""),
    ] {
        assert_eq!(cell(value), expected);
    }
}

#[test]
fn html_escapes_every_value() {
    let hostile = "<script>alert('&\"')</script>";
    let page =
        |value: &str| html::render_page(&Table::new(vec![row(value, value, value)], TODAY), TODAY);
    let tags = |page: &str| page.matches('<').count();
    assert_eq!(tags(&page(hostile)), tags(&page("plain")));
    let encoded = "&lt;script&gt;alert(&#39;&amp;&quot;&#39;)&lt;/script&gt;";
    assert_eq!(
        page(hostile),
        page("plain-text").replace("plain-text", encoded)
    );
}
