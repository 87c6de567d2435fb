//! Matches paths with wildcards against the files of a repository.

use crate::source::Repository;

/// Whether `repository` has a file or folder that matches `path`. As in Docker, `*` and `?` do not match `/`.
#[must_use]
pub fn exists(repository: &dyn Repository, path: &str) -> bool {
    let mut folders = vec![String::new()];
    for part in path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        let mut found = Vec::new();
        for folder in folders {
            let join = |name: &str| {
                if folder.is_empty() {
                    name.to_owned()
                } else {
                    format!("{folder}/{name}")
                }
            };
            if part.contains(['*', '?']) {
                let names = repository.names(&folder).into_iter();
                found.extend(
                    names
                        .filter(|name| matches(part, name))
                        .map(|name| join(&name)),
                );
            } else if repository.has(&join(part)) {
                found.push(join(part));
            }
        }
        folders = found;
    }
    !folders.is_empty()
}

/// Whether `name` matches `pattern`.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut characters = pattern.chars();
    match characters.next() {
        None => name.is_empty(),
        Some('*') => {
            let rest = characters.as_str();
            name.char_indices()
                .any(|(position, _)| matches(rest, &name[position..]))
                || matches(rest, "")
        }
        Some(c) => {
            let mut name = name.chars();
            name.next().is_some_and(|first| c == '?' || c == first)
                && matches(characters.as_str(), name.as_str())
        }
    }
}
