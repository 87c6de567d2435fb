//! Failures and races while files are written: each file is complete, old or new, and none is lost.

mod bytes;
mod concurrent;
mod disk_full;
mod killed;
mod leftover;
mod links;
mod not_a_file;
mod partial_write;
mod read_only;
#[cfg(target_os = "linux")]
mod swapped;

use std::{collections::BTreeMap, fs, os::unix::ffi::OsStringExt, path::Path};

use crate::support::{HELLO, project::Project};

/// Files by their paths.
type Files = BTreeMap<String, String>;

/// A spec whose outputs all differ from those of [`HELLO`].
fn changed_spec() -> String {
    let spec = HELLO
        .replace("3.4.7", "3.4.8")
        .replace("acme/hello", "acme/other");
    format!("{spec}\n[make]\ninclude = [\"own.mk\"]\n\n[ignore]\npaths = [\"*.dump\"]\n")
}

/// All files of `project` except its spec.
fn files(project: &Project) -> Files {
    let paths = paths(&project.path(""), "").into_iter();
    let text = |path: &str| {
        let path = project.path(path);
        // A dangling link is compared by its target.
        let link = |_| fs::read_link(&path).map(|target| target.into_os_string().into_vec());
        let text = fs::read(&path).or_else(link).expect("the path is a file");
        String::from_utf8_lossy(&text).into_owned()
    };
    let all = paths.filter(|path| path != "tvgen.toml");
    all.map(|path| (path.clone(), text(&path))).collect()
}

/// The paths of all files in `folder`, each with `prefix`.
fn paths(folder: &Path, prefix: &str) -> Vec<String> {
    let entries = fs::read_dir(folder)
        .expect("the path is a folder")
        .flatten();
    let below = entries.map(|entry| {
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            paths(&entry.path(), &format!("{name}/"))
        } else {
            vec![name]
        }
    });
    below.flatten().collect()
}
