//! Reads the gems, the platforms and the dependencies of a `Gemfile.lock`.

use super::{Claim, gemfile_lock::FILE};

/// The contents of a `Gemfile.lock`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lockfile {
    /// The gems, in order: one for each platform that a gem is locked for.
    pub gems: Vec<LockedGem>,
    /// The lines of `PLATFORMS`.
    pub platforms: Vec<Claim>,
    /// The names in `DEPENDENCIES`: the gems that the `Gemfile` lists.
    pub dependencies: Vec<String>,
}

/// A gem for a platform.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LockedGem {
    /// The name.
    pub name: String,
    /// The version, without the platform.
    pub version: String,
    /// The platform of a precompiled gem; `None` for a gem that is compiled during the installation, or that has no extension.
    pub platform: Option<String>,
    /// Where the gem comes from.
    pub source: GemSource,
    /// The line.
    pub claim: Claim,
    /// The names of the gems that it requires.
    pub dependencies: Vec<String>,
}

/// Where a gem comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GemSource {
    /// A gem server.
    Registry,
    /// A git repository.
    Git,
    /// A folder.
    Path,
}

/// A section of the file, by its heading.
enum Section {
    Gems(GemSource),
    Platforms,
    Dependencies,
    Other,
}

impl Lockfile {
    /// Parses the `text` of a `Gemfile.lock`.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        let mut lockfile = Self::default();
        let mut section = Section::Other;
        for (number, line) in text.lines().enumerate() {
            let entry = line.trim_start_matches(' ');
            let claim = || Claim::new(FILE, number + 1, entry.trim_end());
            match (&section, line.len() - entry.len()) {
                _ if entry.is_empty() => {}
                (_, 0) => section = parse_heading(line.trim_end()),
                (Section::Gems(source), 4) => {
                    lockfile.gems.extend(parse_gem(entry, *source, claim()));
                }
                (Section::Gems(_), 6) => {
                    if let Some(gem) = lockfile.gems.last_mut() {
                        gem.dependencies.push(leading_name(entry).to_owned());
                    }
                }
                (Section::Platforms, 2) => lockfile.platforms.push(claim()),
                (Section::Dependencies, 2) => {
                    lockfile.dependencies.push(leading_name(entry).to_owned());
                }
                (
                    Section::Gems(_) | Section::Platforms | Section::Dependencies | Section::Other,
                    _,
                ) => {}
            }
        }
        lockfile
    }

    /// The gems called `name`: one for each platform that it is locked for.
    pub fn variants<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a LockedGem> {
        self.gems.iter().filter(move |gem| gem.name == name)
    }
}

fn parse_heading(heading: &str) -> Section {
    match heading {
        "GEM" => Section::Gems(GemSource::Registry),
        "GIT" => Section::Gems(GemSource::Git),
        "PATH" => Section::Gems(GemSource::Path),
        "PLATFORMS" => Section::Platforms,
        "DEPENDENCIES" => Section::Dependencies,
        _ => Section::Other,
    }
}

/// Parses `ffi (1.17.2-x86_64-linux-gnu)`.
fn parse_gem(entry: &str, source: GemSource, claim: Claim) -> Option<LockedGem> {
    let (name, version) = entry.trim_end().strip_suffix(')')?.split_once(" (")?;
    let (version, platform) = match version.split_once('-') {
        Some((version, platform)) => (version, Some(platform)),
        None => (version, None),
    };
    Some(LockedGem {
        name: name.to_owned(),
        version: version.to_owned(),
        platform: platform
            .filter(|platform| *platform != "ruby")
            .map(str::to_owned),
        source,
        claim,
        dependencies: Vec::new(),
    })
}

/// The name at the start of `rails (~> 8.0)` or `rails!`.
fn leading_name(entry: &str) -> &str {
    let name = entry.split(' ').next().unwrap_or_default();
    name.trim_end_matches(['!', '\r'])
}
