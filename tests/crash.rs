//! Whatever happens while files are written: each is whole, old or new, and none is lost.

mod bytes;
mod full;
mod half_way;
mod killed;
mod leftover;
mod links;
mod read_only;
#[cfg(target_os = "linux")]
mod swapped;
mod together;
mod what_is_there;

use std::{collections::BTreeMap, fs, os::unix::ffi::OsStringExt, path::Path};

use crate::support::{HELLO, project::Project};

/// Files by their paths.
type Files = BTreeMap<String, String>;

/// A spec that renders other texts than [`HELLO`], all of them.
fn other() -> String {
    let spec = HELLO
        .replace("3.4.7", "3.4.8")
        .replace("acme/hello", "acme/other");
    format!("{spec}\n[make]\ninclude = [\"own.mk\"]\n\n[ignore]\npaths = [\"*.dump\"]\n")
}

/// All files of `project` but its spec.
fn files(project: &Project) -> Files {
    let paths = paths(&project.path(""), "").into_iter();
    let text = |path: &str| {
        let path = project.path(path);
        // A link that leads nowhere is as good as its words.
        let link = |_| fs::read_link(&path).map(|leads| leads.into_os_string().into_vec());
        let text = fs::read(&path).or_else(link).expect("it is a file");
        String::from_utf8_lossy(&text).into_owned()
    };
    let all = paths.filter(|path| path != "tvgen.toml");
    all.map(|path| (path.clone(), text(&path))).collect()
}

/// The paths of all files in `folder`, with `above` before each.
fn paths(folder: &Path, above: &str) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is a folder").flatten();
    let below = entries.map(|entry| {
        let name = format!("{above}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            paths(&entry.path(), &format!("{name}/"))
        } else {
            vec![name]
        }
    });
    below.flatten().collect()
}
