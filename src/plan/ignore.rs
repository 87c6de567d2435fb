//! What is kept out of the build context.

use super::{deploy::Deploy, stages::Stage};
use crate::{
    at,
    lang::dockerignore::Pattern,
    place::{Place, Placed},
    spec::{Spec, outputs::shortest},
};

/// The patterns of `.dockerignore` in file order: the last pattern that matches a path wins.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// The patterns, in groups that each have a reason.
    pub groups: Vec<Group>,
}

/// Patterns, and why they are there.
#[derive(Clone, Debug)]
pub struct Group {
    /// Why: a sentence.
    pub reason: &'static str,
    /// The patterns; those that are always there are of no key, only of the whole spec.
    pub patterns: Vec<Placed<Pattern>>,
}

/// A reason, and its patterns.
type Own = (&'static str, &'static [&'static str]);

/// Files that no image needs.
const UNNEEDED: [Own; 3] = [
    (
        "The repository's own.",
        &["**/.git", ".github", ".gitignore", ".gitattributes"],
    ),
    (
        "What the build makes for itself.",
        &[
            "**/node_modules",
            "vendor/bundle",
            "public/assets",
            "public/packs",
            "tmp",
            "log",
            "coverage",
        ],
    ),
    (
        "What the image does not need.",
        &[
            "Dockerfile",
            ".dockerignore",
            "Makefile",
            "tvgen.toml",
            "compose.yml",
            "docker-compose*.yml",
        ],
    ),
];

/// Files that may hold secrets, at any depth. A pattern re-includes such a file only if it names it, as `!config/test.key`
/// does and `!config` does not.
const SECRETS: [Own; 4] = [
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
        "Database dumps, which hold personal data. The schema and SQL in the code stay in.",
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

const COPIED: &str = "Included: the Dockerfile copies it by name.";
const FROM_THE_SPEC: &str = "From the spec.";

pub(super) fn ignore(spec: &Spec, stages: &[Stage], deploy: Option<&Deploy>) -> Ignore {
    let mut unneeded = UNNEEDED.map(group).to_vec();
    if let (Some(deploy), Some(group)) = (deploy, unneeded.last_mut()) {
        let directory = &deploy.directory;
        let path = shortest(directory.value.as_str()).filter(|path| !path.is_empty());
        let path = path.map(|path| pattern(&path, directory.at.clone()));
        group.patterns.extend(path);
    }
    let secrets = SECRETS.map(group).to_vec();
    let paths = stages.iter().flat_map(Stage::context_paths);
    let (secret_copies, copies): (Vec<_>, Vec<_>) = paths
        .filter(|path| {
            [&unneeded, &secrets]
                .into_iter()
                .any(|groups| hide(groups, path.value.as_str()))
        })
        .map(|path| pattern(&format!("!{}", path.value.as_str()), path.at.clone()))
        .partition(|path| names(&secrets, path));
    let (before, after) = user_patterns(spec, &secrets);
    let groups = [
        unneeded,
        vec![
            Group::new(COPIED, copies),
            Group::new(FROM_THE_SPEC, before),
        ],
        secrets,
        vec![
            Group::new(COPIED, secret_copies),
            Group::new(FROM_THE_SPEC, after),
        ],
    ];
    let groups = groups.into_iter().flatten();
    Ignore {
        groups: groups.filter(|group| !group.patterns.is_empty()).collect(),
    }
}

/// Splits the user's patterns into those before and those after `secrets`. A pattern that would re-include secrets
/// without naming them (`!config`) goes before them, with the patterns that precede it.
fn user_patterns(spec: &Spec, secrets: &[Group]) -> (Vec<Placed<Pattern>>, Vec<Placed<Pattern>>) {
    let paths = &spec.ignore.paths;
    let patterns = paths.iter().enumerate();
    let patterns: Vec<(usize, Placed<Pattern>)> = patterns
        .map(|(item, text)| (item, pattern(text, at!("ignore", "paths").item(item))))
        .collect();
    let last = patterns.iter().rposition(|(_, pattern)| {
        pattern.value.as_str().starts_with('!') && !names(secrets, pattern)
    });
    let hidden = |item: usize, pattern: &Placed<Pattern>| {
        let path = pattern.value.as_str().trim_start_matches('!');
        patterns[item + 1..].iter().any(|(_, later)| {
            let later = later.value.as_str().trim_matches('/');
            !later.starts_with('!') && matches(later, path)
        })
    };
    let (before, after): (Vec<_>, Vec<_>) =
        patterns.iter().cloned().partition(|(item, pattern)| {
            // A file that a later pattern of the user's hides stays hidden.
            Some(*item) <= last && (!names(secrets, pattern) || hidden(*item, pattern))
        });
    let alone = |patterns: Vec<_>| patterns.into_iter().map(|(_, pattern)| pattern).collect();
    (alone(before), alone(after))
}

impl Group {
    fn new(reason: &'static str, patterns: Vec<Placed<Pattern>>) -> Self {
        Self { reason, patterns }
    }
}

fn group((reason, patterns): Own) -> Group {
    let patterns = patterns.iter().map(|text| pattern(text, Place::root()));
    Group::new(reason, patterns.collect())
}

fn pattern(text: &str, at: Place) -> Placed<Pattern> {
    let pattern = Pattern::parse(text).expect("malformed-ignore-pattern refused it");
    Placed::new(pattern, at)
}

/// Whether `pattern` names paths that `groups` exclude.
fn names(groups: &[Group], pattern: &Placed<Pattern>) -> bool {
    let path = pattern.value.as_str().trim_start_matches('!');
    hide(groups, path.trim_start_matches("./").trim_matches('/'))
}

/// Whether a pattern of `groups` excludes `path` or a parent folder.
fn hide(groups: &[Group], path: &str) -> bool {
    let mut own = groups.iter().flat_map(|group| &group.patterns);
    own.any(|own| matches(own.value.as_str(), path))
}

/// Whether `own`, a built-in pattern, matches `path` or a parent folder.
fn matches(own: &str, path: &str) -> bool {
    let path: Vec<&str> = path.split('/').collect();
    let (own, is_anywhere) = match own.strip_prefix("**/") {
        Some(own) => (own, true),
        None => (own, false),
    };
    let own: Vec<&str> = own.split('/').collect();
    let mut places = path
        .windows(own.len())
        .take(if is_anywhere { path.len() } else { 1 });
    places.any(|names| own.iter().zip(names).all(|(own, name)| fits(own, name)))
}

/// Whether the path component `name` matches `own`, in which each `*` matches any text.
fn fits(own: &str, name: &str) -> bool {
    match own.split_once('*') {
        None => own == name,
        Some((start, rest)) => name.strip_prefix(start).is_some_and(|name| {
            let mut ends = (0..=name.len()).filter(|end| name.is_char_boundary(*end));
            ends.any(|end| fits(rest, &name[end..]))
        }),
    }
}
