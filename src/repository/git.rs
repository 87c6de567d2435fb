//! The configuration of git: where the repository comes from.

use super::Said;
use crate::source::{
    Repository,
    path::{folder, join},
};

/// The file, from the repository's folder.
const FILE: &str = ".git/config";

/// How many folders upwards the repository of git is looked for.
const MOST_FOLDERS: usize = 30;

/// Where a repository comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// Where it says so.
    pub said: Said,
    /// Who owns the repository: `DFE-Digital`.
    pub owner: String,
    /// What it is called.
    pub name: String,
}

/// Where the repository comes from that `repository` is, or lies in: its remote `origin`, or else its first.
#[must_use]
pub fn remote(repository: &dyn Repository) -> Option<Remote> {
    let mut ups = (0..MOST_FOLDERS).map(|up| "../".repeat(up));
    let up = ups.find(|up| repository.has(&format!("{up}.git")))?;
    let config = repository.text(&config_of(repository, &up))?;
    let remotes = remotes(&config);
    let origin = remotes.iter().find(|(name, ..)| name == "origin");
    let (_, line, url) = origin.or(remotes.first())?;
    let (owner, name) = owner_and_name(url)?;
    Some(Remote {
        said: Said::new(FILE, *line, url),
        owner: owner.to_owned(),
        name: name.to_owned(),
    })
}

/// The file of the repository whose folder is `up`: where `.git` is a file, it names the folder of a worktree, and a file
/// there the repository's own.
fn config_of(repository: &dyn Repository, up: &str) -> String {
    let plain = format!("{up}{FILE}");
    let file = repository.text(&format!("{up}.git"));
    let Some(named) = file
        .as_deref()
        .and_then(|text| text.strip_prefix("gitdir:"))
    else {
        return plain;
    };
    let git = format!("{}/", join(up, named.trim()));
    let common = repository.text(&format!("{git}commondir"));
    let common = common.map_or_else(
        || git.clone(),
        |common| format!("{}/", join(&git, common.trim())),
    );
    format!("{}config", folder(&common))
}

/// The remotes of `config`, each with the line of its url.
fn remotes(config: &str) -> Vec<(String, usize, String)> {
    let (mut remotes, mut remote) = (Vec::new(), None);
    for (line, text) in config.lines().enumerate() {
        let text = text.trim();
        if let Some(section) = text.strip_prefix('[') {
            let name = section.strip_prefix("remote \"");
            remote = name.and_then(|name| name.strip_suffix("\"]"));
            continue;
        }
        let url = text.split_once('=').filter(|(key, _)| key.trim() == "url");
        if let (Some(remote), Some((_, url))) = (remote, url) {
            remotes.push((remote.to_owned(), line + 1, url.trim().to_owned()));
        }
    }
    remotes
}

/// The last two parts of the path of `url`: `https://github.com/DFE-Digital/apply.git`, `git@github.com:DFE-Digital/apply`.
/// `None` for a folder of this machine.
fn owner_and_name(url: &str) -> Option<(&str, &str)> {
    let path = match url.split_once("://") {
        Some(("file", _)) => return None,
        Some((_, rest)) => rest.split_once('/')?.1,
        None => {
            url.split_once(':')
                .filter(|(host, _)| host.len() > 1 && !host.contains(['/', '\\']))?
                .1
        }
    };
    let path = path.trim_end_matches('/');
    let (owner, name) = path.strip_suffix(".git").unwrap_or(path).rsplit_once('/')?;
    let owner = owner.rsplit('/').next().unwrap_or(owner);
    let is_plain = |part: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || "._-~".contains(c))
    };
    (is_plain(owner) && is_plain(name)).then_some((owner, name))
}
