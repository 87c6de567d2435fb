//! Finds the modules of the crate that a file uses, in `use` declarations and in paths.

use std::{
    collections::{BTreeMap, BTreeSet},
    iter::Peekable,
    path::Path,
    vec::IntoIter,
};

/// A module path from the root of the crate.
pub type ModulePath = Vec<String>;

/// The path of the module in the file at `path`.
pub fn module_of(path: &Path) -> ModulePath {
    let parts = path.with_extension("");
    let parts = parts.iter().skip(1).map(|part| part.to_string_lossy());
    let mut module: ModulePath = parts.map(String::from).collect();
    module.pop_if(|last| ["mod", "lib", "main"].contains(&last.as_str()));
    module
}

/// The paths in the crate that the module `module` with the text `text` uses.
pub fn used_paths(module: &[String], text: &str) -> BTreeSet<ModulePath> {
    let mut tokens = tokenize(text).into_iter().peekable();
    let mut found = Vec::new();
    while let Some(token) = tokens.next() {
        match token.as_str() {
            "use" => read_use(&Vec::new(), &mut tokens, &mut found),
            "crate" | "super" | "self" if tokens.peek().is_some_and(|next| next == "::") => {
                read_path(vec![token], &mut tokens, &mut found);
            }
            _ => {}
        }
    }
    let absolute = found.iter().filter_map(|path| resolve(module, path));
    absolute.collect()
}

/// Finds the dependency cycles between sibling modules, given the paths that each module uses.
pub fn find_cycles(modules: &BTreeMap<ModulePath, BTreeSet<ModulePath>>) -> Vec<String> {
    let mut uses: BTreeMap<ModulePath, BTreeSet<ModulePath>> = BTreeMap::new();
    for (module, paths) in modules {
        for path in paths {
            let common = module
                .iter()
                .zip(path)
                .take_while(|(own, other)| own == other);
            let shared = common.count();
            if shared < module.len() && shared < path.len() {
                let sibling = path[..=shared].to_vec();
                if modules.keys().any(|known| known.starts_with(&sibling)) {
                    let own = module[..=shared].to_vec();
                    uses.entry(own).or_default().insert(sibling);
                }
            }
        }
    }
    let mut cycles = Vec::new();
    for start in uses.keys() {
        // The first module of a cycle reports it.
        if let Some(cycle) = find_path(&uses, start, start)
            && cycle.iter().all(|module| module >= start)
        {
            let names = cycle.iter().map(|module| module.join("::"));
            cycles.push(names.collect::<Vec<_>>().join(" → "));
        }
    }
    cycles
}

/// The shortest path from `start` to `goal`, both included, through modules that sort after `start`.
fn find_path(
    uses: &BTreeMap<ModulePath, BTreeSet<ModulePath>>,
    start: &ModulePath,
    goal: &ModulePath,
) -> Option<Vec<ModulePath>> {
    let mut paths = vec![vec![start.clone()]];
    let mut seen = BTreeSet::new();
    let mut next = 0;
    while next < paths.len() {
        let path = paths[next].clone();
        next += 1;
        for used in uses.get(path.last()?).into_iter().flatten() {
            let mut longer = path.clone();
            longer.push(used.clone());
            if used == goal {
                return Some(longer);
            }
            if used > start && seen.insert(used.clone()) {
                paths.push(longer);
            }
        }
    }
    None
}

/// Resolves `path` from the root of the crate; `None` for a path of another crate.
fn resolve(module: &[String], path: &[String]) -> Option<ModulePath> {
    let up = path.iter().take_while(|part| *part == "super").count();
    let (from, rest) = match path.first()?.as_str() {
        "crate" => (&[][..], &path[1..]),
        "self" => (module, &path[1..]),
        "super" => (module.get(..module.len().checked_sub(up)?)?, &path[up..]),
        _ => return None,
    };
    Some([from, rest].concat())
}

type Tokens = Peekable<IntoIter<String>>;

/// Reads a path that begins with `start`; a group ends it.
fn read_path(mut start: Vec<String>, tokens: &mut Tokens, found: &mut Vec<Vec<String>>) {
    while tokens.next_if(|token| token == "::").is_some() {
        match tokens.peek().map(String::as_str) {
            Some("{") => return read_use(&start, tokens, found),
            Some(word) if is_word(word) => start.extend(tokens.next()),
            Some(_) | None => break,
        }
    }
    found.push(start);
}

/// Reads what follows `start` in a `use`: a path or a group of paths.
fn read_use(start: &[String], tokens: &mut Tokens, found: &mut Vec<Vec<String>>) {
    if tokens.next_if(|token| token == "{").is_none() {
        let word = tokens.next_if(|token| is_word(token));
        return read_path(start.iter().cloned().chain(word).collect(), tokens, found);
    }
    loop {
        match tokens.peek().map(String::as_str) {
            Some("}") | None => {
                tokens.next();
                return;
            }
            Some(",") => {
                tokens.next();
            }
            Some("as" | "*") => {
                tokens.next();
                tokens.next_if(|token| is_word(token));
            }
            Some("self") => {
                tokens.next();
                found.push(start.to_vec());
            }
            Some(_) => read_use(start, tokens, found),
        }
    }
}

fn is_word(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphanumeric() || c == '_')
}

/// The words and symbols of `text`, without comments and literals.
fn tokenize(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(length) = literal_length(rest) {
            length
        } else if is_word(rest) {
            let end = rest.find(|c: char| !c.is_alphanumeric() && c != '_');
            let end = end.unwrap_or(rest.len());
            tokens.push(rest[..end].to_owned());
            end
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !c.is_whitespace() {
                tokens.push(c.to_string());
            }
            c.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the string or character literal at the start of `rest`.
fn literal_length(rest: &str) -> Option<usize> {
    let prefix = rest.len() - rest.trim_start_matches(['b', 'r']).len();
    let raw = rest[..prefix].contains('r');
    let after = &rest[prefix..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    if raw && after[hashes..].starts_with('"') {
        let end = format!("\"{}", "#".repeat(hashes));
        let start = prefix + hashes + 1;
        return Some(start + rest[start..].find(&end)? + end.len());
    }
    if let Some(inside) = after.strip_prefix('"') {
        let mut escaped = false;
        let end = inside.find(|c| {
            let ends = c == '"' && !escaped;
            escaped = c == '\\' && !escaped;
            ends
        })?;
        return Some(prefix + end + 2);
    }
    let mut chars = after.strip_prefix('\'')?.char_indices();
    match chars.next()?.1 {
        '\\' => Some(prefix + 3 + after[3..].find('\'')?),
        c if chars.next()?.1 == '\'' => Some(prefix + 2 + c.len_utf8()),
        _ => None,
    }
}
