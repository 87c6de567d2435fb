//! Exports random specs and their outputs for the external readers of `tests/judges/all.py`.

use std::{collections::BTreeMap, fs, path::Path};

use toml::{Table, Value};

use super::random::generate_drafts;
use crate::support::{arbitrary::Draft, spec};

/// The number of exported specs: as many as the external readers can check in a reasonable time.
const COUNT: usize = 200;

#[test]
fn random_specs_are_exported_for_external_readers() {
    let mut files = BTreeMap::new();
    let compiled = generate_drafts(COUNT * 5 / 4)
        .into_iter()
        .map(|Draft(mut spec)| {
            satisfy_readers(&mut spec);
            (spec::to_toml(&spec), spec::compile_table(&spec).1)
        });
    let accepted = compiled.filter(|(_, outcome)| !outcome.has_errors());
    let mut number = 0;
    for (text, outcome) in accepted.take(COUNT) {
        files.insert(format!("{number:03}/tvgen.toml"), text);
        for artifact in outcome.artifacts {
            files.insert(format!("{number:03}/{}", artifact.path), artifact.text);
        }
        number += 1;
    }
    assert_eq!(number, COUNT);
    write_folder(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("target/random"),
        &files,
    );
}

/// Changes custom jobs, which are printed as written, so that linters accept them: a job gets a name, a concurrency group of its own,
/// and a checkout with the permission to read and without persisted credentials. The properties are also checked without these
/// changes.
fn satisfy_readers(spec: &mut Table) {
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

/// Writes `files` to `folder` and removes all others. Unchanged files are not touched: an external reader may be reading them.
fn write_folder(folder: &Path, files: &BTreeMap<String, String>) {
    let mut folders = vec![folder.to_owned()];
    while let Some(inner) = folders.pop() {
        for entry in fs::read_dir(&inner).into_iter().flatten().flatten() {
            let path = entry.path();
            let name = path
                .strip_prefix(folder)
                .expect("the path is in the folder");
            if path.is_dir() {
                folders.push(path);
            } else if !files.contains_key(&*name.to_string_lossy()) {
                fs::remove_file(&path).expect("the file can be removed");
            }
        }
    }
    for (name, text) in files {
        let file = folder.join(name);
        if fs::read_to_string(&file).is_ok_and(|old| old == *text) {
            continue;
        }
        fs::create_dir_all(file.parent().expect("a file has a folder"))
            .expect("the folder can be created");
        fs::write(&file, text).expect("the file can be written");
    }
}
