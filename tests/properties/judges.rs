//! Drawn specs and all that comes of them, for readers outside this crate: `tests/judges/all.py`.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{Table, Value};

use super::drawn::first;
use crate::support::{arbitrary::Draft, spec};

/// How many are left: as many as the judges read in the time that they have.
const COUNT: usize = 200;

#[test]
fn drawn_specs_are_left_for_the_judges() {
    let mut files = BTreeMap::new();
    let compiled = first(COUNT * 5 / 4).into_iter().map(|Draft(mut spec)| {
        judged_before(&mut spec);
        (spec::text(&spec), spec::compiled(&spec).1)
    });
    let whole = compiled.filter(|(_, outcome)| !outcome.failed());
    let mut number = 0;
    for (text, outcome) in whole.take(COUNT) {
        files.insert(format!("{number:03}/tvgen.toml"), text);
        for artifact in outcome.artifacts {
            files.insert(format!("{number:03}/{}", artifact.path), artifact.text);
        }
        number += 1;
    }
    assert_eq!(number, COUNT);
    leave(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("target/drawn"),
        &files,
    );
}

/// Mends what the judges would say of the author's own jobs, which are printed as written: a job has a name, a group of runs that do not
/// overlap, and a checkout that it may do and that leaves no token behind. The laws are asked of jobs without these too.
fn judged_before(spec: &mut Table) {
    let jobs = spec
        .get_mut("hooks")
        .and_then(|hooks| hooks.get_mut("jobs"))
        .and_then(Value::as_table_mut);
    for (id, job) in jobs.into_iter().flatten() {
        let Value::Table(job) = job else { continue };
        job.entry("name").or_insert_with(|| id.clone().into());
        let mut group = Table::new();
        group.insert(
            "group".to_owned(),
            format!("{id}-${{{{ github.run_id }}}}").into(),
        );
        group.insert("cancel-in-progress".to_owned(), false.into());
        job.insert("concurrency".to_owned(), Value::Table(group));
        let steps = job.get_mut("steps").and_then(Value::as_array_mut);
        let mut checks_out = false;
        for step in steps.into_iter().flatten().filter_map(Value::as_table_mut) {
            if step.get("uses").and_then(Value::as_str) == Some("actions/checkout") {
                checks_out = true;
                let with = step
                    .entry("with")
                    .or_insert_with(|| Value::Table(Table::new()));
                let with = with.as_table_mut().expect("inputs are a table");
                with.insert("persist-credentials".to_owned(), false.into());
            }
        }
        if checks_out {
            let permissions = job
                .entry("permissions")
                .or_insert_with(|| Value::Table(Table::new()));
            if let Value::Table(scopes) = permissions {
                scopes
                    .entry("contents")
                    .or_insert_with(|| "read".to_owned().into());
            }
        }
    }
}

/// Makes `folder` have these files and no others. What is there already stays: another run of the tests may be read at the moment.
fn leave(folder: &Path, files: &BTreeMap<String, String>) {
    let mut left = vec![folder.to_owned()];
    while let Some(inner) = left.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path.strip_prefix(folder).expect("it lies in there");
            if path.is_dir() {
                left.push(path);
            } else if !files.contains_key(&*name.to_string_lossy()) {
                fs::remove_file(&path).expect("it is ours");
            }
        }
    }
    for (name, text) in files {
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::create_dir_all(file.parent().expect("a file has a folder")).expect("there is room");
        fs::write(&file, text).expect("there is room");
    }
}
