//! What the repository of a service says of itself, for the defaults of questions.

use jiff::civil::Date;

use crate::{
    catalogue::{javascript, ruby},
    repository::{self, gemfile_lock, lockfile, package_json, terraform},
    source::Repository,
    spec::template::fact::Fact,
};

/// What is looked at for facts.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The service's repository, if it is there already.
    pub repository: Option<&'a dyn Repository>,
    /// The folder from which the repository of git is looked for.
    pub git: Option<&'a dyn Repository>,
    /// The day that ends of life are compared with.
    pub today: Date,
}

/// What was answered before, for facts that follow from it.
#[derive(Clone, Debug, Default)]
pub struct Chosen {
    /// The release of Ruby.
    pub ruby: Option<String>,
    /// The package manager of JavaScript.
    pub manager: Option<String>,
}

/// A fact, and who says so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found {
    /// What it says.
    pub text: String,
    /// Who says so: `.ruby-version line 1`.
    pub from: String,
}

impl Facts<'_> {
    /// What is known of `fact`, where `chosen` was answered.
    #[must_use]
    pub fn find(&self, fact: &Fact, chosen: &Chosen) -> Option<Found> {
        match fact {
            Fact::Ruby => self.wanted_ruby().or_else(|| self.newest_ruby()),
            Fact::Alpine => alpine(chosen.ruby.as_deref()?),
            Fact::Terraform => terraform::wanted(self.repository?).as_ref().map(said),
            Fact::Bundler => gemfile_lock::bundled_with(&self.lockfile()?)
                .as_ref()
                .map(said),
            Fact::Owner => {
                let remote = repository::git::remote(self.git?)?;
                Some(Found {
                    text: remote.owner.to_lowercase(),
                    from: at(&remote.said),
                })
            }
            Fact::Javascript => self.javascript(),
            Fact::JavascriptVersion => self.javascript_version(chosen.manager.as_deref()?),
            Fact::Gem(name) => {
                let lockfile = self.lockfile()?;
                let (text, from) = match gemfile_lock::gem(&lockfile, name) {
                    Some(said) => ("yes", at(&said)),
                    None => ("no", gemfile_lock::FILE.to_owned()),
                };
                Some(found(text, from))
            }
        }
    }

    fn lockfile(&self) -> Option<String> {
        self.repository?.text(gemfile_lock::FILE)
    }

    /// The newest release that a file wants and that there is an image of; or the very one that it names.
    fn wanted_ruby(&self) -> Option<Found> {
        let files = repository::ruby::wanted(self.repository?);
        files.iter().flatten().find_map(|wanted| {
            let mut known = ruby::releases().rev();
            let exact = wanted.requirement.exact();
            let text = exact.or_else(|| {
                let release =
                    known.find(|release| has_image(release) && wanted.requirement.allows(release));
                release.map(str::to_owned)
            })?;
            Some(found(&text, at(&wanted.said)))
        })
    }

    /// The newest release that there is an image of, of the newest series that is looked after.
    fn newest_ruby(&self) -> Option<Found> {
        let today = self.today.to_string();
        let mut alive = ruby::series()
            .iter()
            .filter(|series| series.eol.as_ref().is_none_or(|eol| *eol > today));
        let release = alive.find_map(|series| newest_with_image(&series.name))?;
        Some(found(release, "the newest that tvgen knows".to_owned()))
    }

    fn javascript(&self) -> Option<Found> {
        let repository = self.repository?;
        if let Some((manager, said)) = lockfile::manager(repository) {
            return Some(found(&manager.name, said.file.to_owned()));
        }
        // A service that is there and has no package.json has no JavaScript to install.
        let is_service = repository.has(gemfile_lock::FILE) || repository.has("Gemfile");
        let has_none = is_service && !repository.has(package_json::FILE);
        has_none.then(|| found("none", format!("there is no {}", package_json::FILE)))
    }

    fn javascript_version(&self, manager: &str) -> Option<Found> {
        let found_manager = self.repository.and_then(lockfile::manager);
        let named = found_manager.and_then(|(found, said)| {
            let version = lockfile::version(&said)?.to_owned();
            (found.name == manager).then(|| Found {
                text: version,
                from: at(&said),
            })
        });
        named.or_else(|| {
            let mut known = javascript::managers().iter();
            let version = known
                .find(|known| known.name == manager)?
                .version
                .as_ref()?;
            Some(found(version, "the newest that tvgen knows".to_owned()))
        })
    }
}

/// The release of Alpine that the image of `ruby` is built on; for a release that is not known, of the newest of its series.
fn alpine(ruby: &str) -> Option<Found> {
    let own = ruby::plain_alpine(ruby);
    let alpine =
        own.or_else(|| ruby::plain_alpine(newest_with_image(&ruby::series_of(ruby)?.name)?))?;
    Some(found(alpine, format!("the image of Ruby {ruby}")))
}

fn newest_with_image(series: &str) -> Option<&'static str> {
    ruby::releases().rfind(|release| {
        has_image(release) && ruby::series_of(release).is_some_and(|of| of.name == series)
    })
}

fn has_image(release: &str) -> bool {
    ruby::plain_alpine(release).is_some()
}

fn said(said: &repository::Said) -> Found {
    found(&said.text, at(said))
}

fn found(text: &str, from: String) -> Found {
    Found {
        text: text.to_owned(),
        from,
    }
}

/// Where it is said.
fn at(said: &repository::Said) -> String {
    format!("{} line {}", said.file, said.line)
}
