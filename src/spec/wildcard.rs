//! Paths with wildcards, among the files beside a spec.

use crate::source::Repository;

/// Whether `path` is there, or anything that it matches: `*` and `?` stand for letters of one part, as Docker reads them.
#[must_use]
pub fn is_there(repository: &dyn Repository, path: &str) -> bool {
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

/// Whether `name` is one that `pattern` stands for.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let mut letters = pattern.chars();
    match letters.next() {
        None => name.is_empty(),
        Some('*') => {
            let rest = letters.as_str();
            name.char_indices()
                .any(|(at, _)| matches(rest, &name[at..]))
                || matches(rest, "")
        }
        Some(c) => {
            let mut read = name.chars();
            read.next().is_some_and(|found| c == '?' || c == found)
                && matches(letters.as_str(), read.as_str())
        }
    }
}
