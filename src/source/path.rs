//! Paths as they are written in a spec, with `/` between their parts.

/// The folder of `path`, with the `/` at its end; nothing for a name without a folder.
#[must_use]
pub fn folder(path: &str) -> &str {
    path.rfind('/').map_or("", |slash| &path[..=slash])
}

/// `path` as it is seen from where the folder `folder` is.
#[must_use]
pub fn join(folder: &str, path: &str) -> String {
    if path.starts_with('/') {
        path.to_owned()
    } else {
        format!("{folder}{path}")
    }
}

/// `path`, without the steps that lead back: `service/../platform.toml` is `platform.toml`. Links are not followed.
#[must_use]
pub fn tidy(path: &str) -> String {
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

/// The way from the folder `from` to `to`, both of them whole paths without links.
#[must_use]
pub fn relative(from: &str, to: &str) -> String {
    let parts = |path: &str| -> Vec<String> {
        let parts = path.split('/').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    };
    let (from, to) = (parts(from), parts(to));
    let pairs = from.iter().zip(&to);
    let shared = pairs.take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", from.len() - shared);
    let way: Vec<&str> = up.chain(to[shared..].iter().map(String::as_str)).collect();
    if way.is_empty() {
        ".".to_owned()
    } else {
        way.join("/")
    }
}
