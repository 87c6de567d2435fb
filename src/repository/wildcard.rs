//! Matches paths with wildcards against the files of a repository.

use crate::source::Repository;

/// The maximum number of folders that a search visits.
const MAX_FOLDERS: usize = 2_000;

/// Whether `repository` has a file or folder that matches `path`. As in Docker, `*` and `?` do not match `/`.
#[must_use]
pub fn exists(repository: &dyn Repository, path: &str) -> bool {
    !expand(repository, path).is_empty()
}

/// The files and folders of `repository` that match `path`, in alphabetical order. `*` and `?` do not match `/`; a part `**`
/// matches any number of folders, except `node_modules` and hidden folders.
#[must_use]
pub fn expand(repository: &dyn Repository, path: &str) -> Vec<String> {
    let mut found = vec![String::new()];
    for part in path
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        let mut next = Vec::new();
        for folder in found {
            if part == "**" {
                next.extend(folders_below(repository, folder));
            } else if part.contains(['*', '?']) {
                let names = repository.names(&folder).into_iter();
                next.extend(
                    names
                        .filter(|name| matches(part, name))
                        .map(|name| child(&folder, &name)),
                );
            } else if repository.has(&child(&folder, part)) {
                next.push(child(&folder, part));
            }
        }
        next.truncate(MAX_FOLDERS);
        found = next;
    }
    found.retain(|path| !path.is_empty());
    found
}

/// `folder` and all folders below it.
fn folders_below(repository: &dyn Repository, folder: String) -> Vec<String> {
    let mut folders = vec![folder];
    let mut visited = 0;
    while visited < folders.len() && folders.len() < MAX_FOLDERS {
        let folder = folders[visited].clone();
        visited += 1;
        let names = repository.names(&folder).into_iter();
        let wanted = names.filter(|name| name != "node_modules" && !name.starts_with('.'));
        let children = wanted.map(|name| child(&folder, &name));
        folders.extend(children.filter(|path| is_folder(repository, path)));
    }
    folders
}

/// Whether `path` is a folder that is not empty.
#[must_use]
pub fn is_folder(repository: &dyn Repository, path: &str) -> bool {
    !repository.names(path).is_empty()
}

/// The path of `name` in `folder`; `""` is the folder of the spec.
fn child(folder: &str, name: &str) -> String {
    if folder.is_empty() {
        name.to_owned()
    } else {
        format!("{folder}/{name}")
    }
}

/// Whether `name` matches `pattern`.
#[must_use]
pub fn matches(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut at_pattern, mut at_name) = (0, 0);
    // Where to continue if a later character does not match: the last `*` and the characters that it matches so far.
    let mut last_star: Option<(usize, usize)> = None;
    while at_name < name.len() {
        match pattern.get(at_pattern) {
            Some('*') => {
                last_star = Some((at_pattern, at_name));
                at_pattern += 1;
            }
            Some(c) if *c == '?' || *c == name[at_name] => {
                at_pattern += 1;
                at_name += 1;
            }
            Some(_) | None => {
                let Some((star, matched)) = last_star else {
                    return false;
                };
                last_star = Some((star, matched + 1));
                at_pattern = star + 1;
                at_name = matched + 1;
            }
        }
    }
    pattern[at_pattern..].iter().all(|c| *c == '*')
}
