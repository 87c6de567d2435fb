//! What is kept out of the build context.

use super::{deploy::Deploy, stages::Stage};
use crate::{
    at,
    lang::dockerignore::Pattern,
    source::{Place, Placed},
    spec::{Spec, outputs::shortest},
};

/// What is kept out of the build context.
#[derive(Clone, Debug)]
pub struct Ignore {
    /// tvgen's own patterns, in groups that each have a reason.
    pub groups: Vec<Group>,
    /// What the groups would keep out, and a stage copies.
    pub copied: Vec<Placed<Pattern>>,
    /// The user's patterns.
    pub user: Vec<Placed<Pattern>>,
}

/// Patterns, and why they are there.
#[derive(Clone, Debug)]
pub struct Group {
    /// Why: a sentence.
    pub reason: &'static str,
    /// The patterns; those that are always there are of no key, only of the whole spec.
    pub patterns: Vec<Placed<Pattern>>,
}

/// tvgen's own patterns.
const GROUPS: [(&str, &[&str]); 4] = [
    (
        "The repository's own.",
        &[".git", ".github", ".gitignore", ".gitattributes"],
    ),
    (
        "Secrets stay out of images, and of their caches.",
        &[
            "**/.env",
            "**/.env.*",
            "config/master.key",
            "config/credentials/*.key",
            "*.pem",
        ],
    ),
    (
        "What the build makes for itself.",
        &[
            "**/node_modules",
            "vendor/bundle",
            ".bundle",
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

pub(super) fn ignore(spec: &Spec, stages: &[Stage], deploy: Option<&Deploy>) -> Ignore {
    let pattern = |text: &str, at: Place| {
        Placed::new(
            Pattern::parse(text).expect("malformed-ignore-pattern refused it"),
            at,
        )
    };
    let mut groups: Vec<Group> = GROUPS
        .iter()
        .map(|(reason, patterns)| Group {
            reason,
            patterns: patterns
                .iter()
                .map(|text| pattern(text, Place::root()))
                .collect(),
        })
        .collect();
    if let (Some(deploy), Some(group)) = (deploy, groups.last_mut()) {
        let directory = &deploy.directory;
        let path = shortest(directory.value.as_str()).filter(|path| !path.is_empty());
        group
            .patterns
            .extend(path.map(|path| pattern(&path, directory.at.clone())));
    }
    let own: Vec<&str> = groups
        .iter()
        .flat_map(|group| &group.patterns)
        .map(|own| own.value.as_str())
        .collect();
    let copied = stages
        .iter()
        .flat_map(Stage::context_paths)
        .filter(|path| own.iter().any(|own| matches(own, path.value.as_str())));
    let copied = copied
        .map(|path| pattern(&format!("!{}", path.value.as_str()), path.at))
        .collect();
    let said = spec.ignore.clone().unwrap_or_default();
    let user = said
        .paths
        .iter()
        .enumerate()
        .map(|(item, text)| pattern(text, at!("ignore", "paths").item(item)));
    Ignore {
        copied,
        user: user.collect(),
        groups,
    }
}

/// Whether `own`, a pattern of ours, keeps `path` out: it, or a folder that it lies in.
fn matches(own: &str, path: &str) -> bool {
    if let Some(anywhere) = own.strip_prefix("**/") {
        let below = path.match_indices('/').map(|(slash, _)| &path[slash + 1..]);
        return std::iter::once(path)
            .chain(below)
            .any(|path| matches(anywhere, path));
    }
    let (own, path): (Vec<&str>, Vec<&str>) = (own.split('/').collect(), path.split('/').collect());
    let one = |(own, name): (&&str, &&str)| match own.split_once('*') {
        None => own == name,
        Some((start, end)) => {
            name.len() >= start.len() + end.len() && name.starts_with(start) && name.ends_with(end)
        }
    };
    own.len() <= path.len() && own.iter().zip(&path).all(one)
}
