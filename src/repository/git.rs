//! Reads the remote of the repository from the configuration of git.

use super::Claim;
use crate::source::{
    Repository,
    path::{folder, join},
};

/// The file, relative to the root of the repository.
const FILE: &str = ".git/config";

/// The maximum number of parent folders searched for the git repository.
const MAX_FOLDERS: usize = 30;

/// The remote of a repository.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remote {
    /// The URL in the configuration.
    pub claim: Claim,
    /// The owner of the repository: `DFE-Digital`.
    pub owner: String,
    /// The name of the repository.
    pub name: String,
}

/// The remote `origin`, or else the first one, of the git repository that contains `repository`.
#[must_use]
pub fn find_remote(repository: &dyn Repository) -> Option<Remote> {
    let mut folders = (0..MAX_FOLDERS).map(|levels| "../".repeat(levels));
    let root = folders.find(|folder| repository.has(&format!("{folder}.git")))?;
    let config = repository.text(&config_path(repository, &root))?;
    let remotes = parse_remotes(&config);
    let origin = remotes.iter().find(|(name, ..)| name == "origin");
    let (_, line, url) = origin.or(remotes.first())?;
    let (owner, name) = parse_url(url)?;
    Some(Remote {
        claim: Claim::new(FILE, *line, url),
        owner: owner.to_owned(),
        name: name.to_owned(),
    })
}

/// The path of the configuration of the repository with the root folder `root`. If `.git` is a file, it names the folder
/// of a worktree, whose file `commondir` names the folder of the repository.
fn config_path(repository: &dyn Repository, root: &str) -> String {
    let default_path = format!("{root}{FILE}");
    let file = repository.text(&format!("{root}.git"));
    let Some(git_dir) = file
        .as_deref()
        .and_then(|text| text.strip_prefix("gitdir:"))
    else {
        return default_path;
    };
    let git = format!("{}/", join(root, git_dir.trim()));
    let common = repository.text(&format!("{git}commondir"));
    let common = common.map_or_else(
        || git.clone(),
        |common| format!("{}/", join(&git, common.trim())),
    );
    format!("{}config", folder(&common))
}

/// The remotes in `config`: their names, the lines of their URLs, and the URLs.
fn parse_remotes(config: &str) -> Vec<(String, usize, String)> {
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

/// The owner and name at the end of `url`: `https://github.com/DFE-Digital/apply.git`, `git@github.com:DFE-Digital/apply`.
/// `None` for a local folder.
fn parse_url(url: &str) -> Option<(&str, &str)> {
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
