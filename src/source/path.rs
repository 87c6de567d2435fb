//! Joins and normalizes the paths in a spec, which are separated by `/`.

/// The folder of `path`, with a trailing `/`; empty for a name without a folder.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

/// Joins `folder` and `path`; an absolute `path` is unchanged.
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}{path}")
    }
}

/// Resolves `.` and `..` in `path`: `service/../platform.toml` is `platform.toml`. Does not follow symbolic links.
#[must_use]
pub fn normalize(path: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match (part, parts.last()) {
            ("", Some(_)) | (".", _) | ("..", Some(&"")) => {}
            ("..", Some(last)) if *last != ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

/// The relative path from the folder `from` to `to`, both absolute and without symbolic links.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let pairs = from.iter().zip(&to);
    let shared = pairs.take_while(|(left, right)| left == right).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    let relative_path: Vec<&str> = up.chain(to[shared..].iter().map(String::as_str)).collect();
    if relative_path.is_empty() {
        ".".to_owned()
    } else {
        relative_path.join("/")
    }
}
