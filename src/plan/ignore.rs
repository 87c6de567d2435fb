//! Plans the patterns of `.dockerignore`.

use super::{deploy::Deploy, outputs::Outputs, stages::Stage};
use crate::{
    lang::dockerignore::Pattern,
    place,
    place::{Place, Placed},
    spec::{Spec, outputs::normalize_path},
};

/// The patterns of `.dockerignore` in file order: the last pattern that matches a path decides.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The patterns, in groups with a reason each.
    pub groups: Vec<PatternGroup>,
}

/// Patterns with a common reason.
#[derive(Clone, Debug)]
pub struct PatternGroup {
    /// The reason: a sentence.
    pub reason: &'static str,
    /// The patterns. The place of a built-in pattern is the root.
    pub patterns: Vec<Placed<Pattern>>,
}

/// A reason and its patterns.
type BuiltinGroup = (&'static str, &'static [&'static str]);

/// Files that no image needs.
const UNNEEDED: [BuiltinGroup; 3] = [
    (
        "Git and GitHub files.",
        &["**/.git", ".github", ".gitignore", ".gitattributes"],
    ),
    (
        "Files that the build creates.",
        &[
            "**/node_modules",
            "vendor/bundle",
            "public/assets",
            "public/packs",
            "tmp",
            "log",
            "storage",
            "coverage",
            ".pnp.*",
            ".yarn/install-state.gz",
            ".yarn/unplugged",
        ],
    ),
    (
        "Files that the image does not need.",
        &[
            "Dockerfile",
            ".dockerignore",
            "Makefile",
            "tvgen.toml",
            "compose.yml",
            "docker-compose*.yml",
            ".devcontainer",
            ".kamal",
        ],
    ),
];

/// Files that may hold secrets, at any depth. A pattern re-includes such a file only if it names the file:
/// `!config/test.key` does, `!config` does not.
const SECRETS: [BuiltinGroup; 4] = [
    (
        "Keys and .env files.",
        &[
            "**/.env",
            "**/.env.*",
            "**/.envrc",
            "**/*.key",
            "**/*.pem",
            "**/*.p12",
            "**/*.pfx",
            "**/*.jks",
            "**/*.keystore",
            "**/id_rsa",
            "**/id_ecdsa",
            "**/id_ed25519",
        ],
    ),
    (
        "Credentials of tools.",
        &[
            "**/.aws",
            "**/.azure",
            "**/.bundle",
            "**/.docker/config.json",
            "**/.git-credentials",
            "**/.gnupg",
            "**/.kamal/secrets*",
            "**/.kube",
            "**/.netrc",
            "**/.npmrc",
            "**/.pgpass",
            "**/.ssh",
            "**/gha-creds-*.json",
        ],
    ),
    (
        "Terraform state and variables, which hold passwords in plain text.",
        &["**/.terraform", "**/*.tfstate*", "**/*.tfvars*"],
    ),
    (
        "Database dumps, which hold personal data. The schema and SQL in the code stay in the build context.",
        &[
            "**/*.dump",
            "**/*.sql",
            "**/*.sql.*",
            "!app/**/*.sql",
            "!lib/**/*.sql",
            "!db/structure.sql",
            "!db/*_structure.sql",
            "!db/functions/**/*.sql",
            "!db/migrate/**/*.sql",
            "!db/triggers/**/*.sql",
            "!db/views/**/*.sql",
        ],
    ),
];

const COPIED: &str = "Included: copied by name in the Dockerfile.";
const FROM_THE_SPEC: &str = "From the spec.";

/// Plans the patterns for `spec`, read from `file`.
pub(super) fn plan_ignore(
    spec: &Spec,
    file: &str,
    stages: &[Stage],
    deploy: Option<&Deploy>,
    outputs: &Outputs,
) -> Ignore {
    let mut unneeded = UNNEEDED.map(group).to_vec();
    let moved = [&outputs.dockerfile, &outputs.makefile];
    let moved = moved.into_iter().flatten();
    let moved = moved.map(|path| (path.value.as_str(), path.place.clone()));
    for (path, place) in moved.chain([(file, Place::root())]) {
        // A spec that is read from standard input has no path.
        let path = normalize_path(path).filter(|path| Pattern::parse(path).is_some());
        let path = path.filter(|path| !path.contains(' ') && !excludes(&unneeded, path));
        if let (Some(path), Some(group)) = (path, unneeded.last_mut()) {
            group.patterns.push(pattern(&path, place));
        }
    }
    if let (Some(deploy), Some(group)) = (deploy, unneeded.last_mut()) {
        let directory = &deploy.directory;
        let path = normalize_path(directory.value.as_str()).filter(|path| !path.is_empty());
        let path = path.map(|path| pattern(&path, directory.place.clone()));
        group.patterns.extend(path);
    }
    let secrets = SECRETS.map(group).to_vec();
    let paths = stages.iter().flat_map(Stage::context_paths);
    let (secret_copies, copies): (Vec<_>, Vec<_>) = paths
        .filter(|path| {
            [&unneeded, &secrets]
                .into_iter()
                .any(|groups| excludes(groups, path.value.as_str()))
        })
        .map(|path| pattern(&format!("!{}", path.value.as_str()), path.place.clone()))
        .partition(|path| names_excluded(&secrets, path));
    let (before, after) = user_patterns(spec, &secrets);
    let groups = [
        unneeded,
        vec![
            PatternGroup::new(COPIED, copies),
            PatternGroup::new(FROM_THE_SPEC, before),
        ],
        secrets,
        vec![
            PatternGroup::new(COPIED, secret_copies),
            PatternGroup::new(FROM_THE_SPEC, after),
        ],
    ];
    let groups = groups.into_iter().flatten();
    Ignore {
        groups: groups.filter(|group| !group.patterns.is_empty()).collect(),
    }
}

/// Splits the user's patterns into those that go before `secrets` and those that go after. A pattern that would re-include
/// secrets without naming them (`!config`) goes before, and so do the patterns above it that name no secrets.
fn user_patterns(
    spec: &Spec,
    secrets: &[PatternGroup],
) -> (Vec<Placed<Pattern>>, Vec<Placed<Pattern>>) {
    let paths = &spec.ignore.paths;
    let patterns = paths.iter().enumerate();
    let patterns: Vec<(usize, Placed<Pattern>)> = patterns
        .map(|(item, text)| (item, pattern(text, place!("ignore", "paths").item(item))))
        .collect();
    let last = patterns.iter().rposition(|(_, pattern)| {
        pattern.value.as_str().starts_with('!') && !names_excluded(secrets, pattern)
    });
    let is_excluded_later = |item: usize, pattern: &Placed<Pattern>| {
        let path = pattern.value.as_str().trim_start_matches('!');
        patterns[item + 1..].iter().any(|(_, later)| {
            let later = later.value.as_str().trim_matches('/');
            !later.starts_with('!') && matches(later, path)
        })
    };
    let (before, after): (Vec<_>, Vec<_>) =
        patterns.iter().cloned().partition(|(item, pattern)| {
            // A file that a later user pattern excludes stays excluded.
            Some(*item) <= last
                && (!names_excluded(secrets, pattern) || is_excluded_later(*item, pattern))
        });
    let without_indexes =
        |patterns: Vec<_>| patterns.into_iter().map(|(_, pattern)| pattern).collect();
    (without_indexes(before), without_indexes(after))
}

impl PatternGroup {
    fn new(reason: &'static str, patterns: Vec<Placed<Pattern>>) -> Self {
        Self { reason, patterns }
    }
}

fn group((reason, patterns): BuiltinGroup) -> PatternGroup {
    let patterns = patterns.iter().map(|text| pattern(text, Place::root()));
    PatternGroup::new(reason, patterns.collect())
}

fn pattern(text: &str, place: Place) -> Placed<Pattern> {
    let pattern = Pattern::parse(text).expect("malformed-ignore-pattern rejected it");
    Placed::new(pattern, place)
}

/// Whether `pattern` names paths that `groups` exclude.
fn names_excluded(groups: &[PatternGroup], pattern: &Placed<Pattern>) -> bool {
    let path = pattern.value.as_str().trim_start_matches('!');
    excludes(groups, path.trim_start_matches("./").trim_matches('/'))
}

/// Whether a pattern of `groups` excludes `path` or a parent folder.
fn excludes(groups: &[PatternGroup], path: &str) -> bool {
    let mut patterns = groups.iter().flat_map(|group| &group.patterns);
    patterns.any(|pattern| matches(pattern.value.as_str(), path))
}

/// Whether `pattern` matches `path` or a parent folder.
fn matches(pattern: &str, path: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let (pattern, is_anywhere) = match pattern.strip_prefix("**/") {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let pattern: Vec<&str> = pattern.split('/').collect();
    let mut windows = path
        .windows(pattern.len())
        .take(if is_anywhere { path.len() } else { 1 });
    windows.any(|components| {
        pattern
            .iter()
            .zip(components)
            .all(|(pattern, name)| component_matches(pattern, name))
    })
}

/// Whether the path component `name` matches `pattern`, in which each `*` matches any text.
fn component_matches(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            let mut ends = (0..=name.len()).filter(|end| name.is_char_boundary(*end));
            ends.any(|end| component_matches(rest, &name[end..]))
        }),
    }
}
