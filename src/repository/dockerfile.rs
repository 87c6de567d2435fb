//! Reads the Ruby image and the port from a Dockerfile that someone else wrote, for the defaults of a new spec.

use std::collections::HashMap;

use super::Claim;

/// The name of the file.
pub const FILE: &str = "Dockerfile";

/// The image of Ruby that a Dockerfile builds on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RubyImage {
    /// The Ruby version: `3.4.7`.
    pub ruby: String,
    /// The Alpine release: `3.22`; `None` for other distributions and for the plain tag `alpine`.
    pub alpine: Option<String>,
    /// The `FROM` instruction.
    pub claim: Claim,
}

/// The first official image of Ruby in a `FROM` of `text`, with an exact version.
#[must_use]
pub fn find_ruby_image(text: &str) -> Option<RubyImage> {
    let mut arguments: HashMap<String, String> = HashMap::new();
    for (line, keyword, rest) in instructions(text) {
        if keyword == "ARG" {
            if let Some((name, value)) = rest.split_once('=') {
                let value = value.trim().trim_matches(['"', '\'']).to_owned();
                arguments.insert(name.trim().to_owned(), value);
            }
        } else if keyword == "FROM" {
            let image = rest.split_whitespace().find(|word| !word.starts_with("--"));
            let image = expand(image.unwrap_or_default(), &arguments);
            let found = parse_image(&image);
            if let Some((ruby, alpine)) = found {
                let claim = Claim::new(FILE, line, &image);
                return Some(RubyImage {
                    ruby,
                    alpine,
                    claim,
                });
            }
        }
    }
    None
}

/// The port in the last `EXPOSE` of `text`.
#[must_use]
pub fn find_port(text: &str) -> Option<Claim> {
    let exposed = instructions(text)
        .into_iter()
        .filter_map(|(line, keyword, rest)| {
            let port = rest
                .split_whitespace()
                .next()
                .filter(|_| keyword == "EXPOSE")?;
            let number = port.split('/').next().unwrap_or(port);
            let is_number = number.parse::<u16>().is_ok_and(|number| number > 0);
            is_number.then(|| Claim::new(FILE, line, number))
        });
    { exposed }.next_back()
}

/// The instructions of `text`: the line, the keyword in upper case, and the first line of the arguments.
fn instructions(text: &str) -> Vec<(usize, String, &str)> {
    let mut found = Vec::new();
    let mut is_continued = false;
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if !is_continued && let Some((keyword, rest)) = line.split_once(char::is_whitespace) {
            let rest = rest.trim_end_matches('\\').trim();
            found.push((number + 1, keyword.to_ascii_uppercase(), rest));
        }
        is_continued = line.ends_with('\\');
    }
    found
}

/// `word` with its variables replaced by `arguments`: `$NAME`, `${NAME}` and `${NAME:-default}`.
fn expand(word: &str, arguments: &HashMap<String, String>) -> String {
    let mut expanded = String::new();
    let mut rest = word;
    while let Some((before, after)) = rest.split_once('$') {
        expanded.push_str(before);
        let (name, default, tail) = if let Some(braced) = after.strip_prefix('{') {
            let (inner, tail) = braced.split_once('}').unwrap_or((braced, ""));
            let (name, default) = inner.split_once(":-").unwrap_or((inner, ""));
            (name, default, tail)
        } else {
            let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            (&after[..end], "", &after[end..])
        };
        expanded.push_str(arguments.get(name).map_or(default, String::as_str));
        rest = tail;
    }
    expanded.push_str(rest);
    expanded
}

/// The Ruby version and the Alpine release of the official image `image`.
fn parse_image(image: &str) -> Option<(String, Option<String>)> {
    let image = image.split('@').next().unwrap_or(image);
    let (name, tag) = image.rsplit_once(':')?;
    let is_official = [
        "ruby",
        "library/ruby",
        "docker.io/library/ruby",
        "docker.io/ruby",
    ];
    if !is_official.contains(&name) {
        return None;
    }
    let (version, variant) = tag.split_once('-').unwrap_or((tag, ""));
    let numbers: Vec<&str> = version.split('.').collect();
    let is_exact = numbers.len() == 3
        && numbers
            .iter()
            .all(|number| !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()));
    let alpine = variant
        .strip_prefix("alpine")
        .filter(|release| !release.is_empty())
        .map(str::to_owned);
    is_exact.then(|| (version.to_owned(), alpine))
}
