//! Detects facts in the repository of a service, for the defaults of questions.

use jiff::civil::Date;

use crate::{
    catalogue::{javascript, ruby},
    repository::{
        self,
        dockerfile::{self, RubyImage},
        gemfile, gemfile_lock, lockfile, package_json, terraform,
    },
    source::Repository,
    spec::template::fact::Fact,
};

/// The sources of facts.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The service's repository, if it exists.
    pub repository: Option<&'a dyn Repository>,
    /// The folder that the search for a git repository starts from.
    pub git: Option<&'a dyn Repository>,
    /// The date that ends of life are compared with.
    pub today: Date,
}

/// Earlier answers that facts depend on.
#[derive(Clone, Debug, Default)]
pub struct PriorAnswers {
    /// The Ruby version.
    pub ruby: Option<String>,
    /// The JavaScript package manager.
    pub manager: Option<String>,
}

/// A detected fact and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundFact {
    /// The value of the fact.
    pub text: String,
    /// Where it was found: `.ruby-version line 1`.
    pub origin: String,
}

impl Facts<'_> {
    /// Detects `fact`, which may depend on the earlier `answers`.
    #[must_use]
    pub fn find(&self, fact: &Fact, answers: &PriorAnswers) -> Option<FoundFact> {
        match fact {
            Fact::Ruby => self
                .required_ruby()
                .or_else(|| {
                    let image = self.ruby_image()?;
                    Some(fact_from(&image.ruby, claim_origin(&image.claim)))
                })
                .or_else(|| self.latest_ruby()),
            Fact::Alpine => {
                let ruby = answers.ruby.as_deref()?;
                self.used_alpine(ruby).or_else(|| alpine(ruby))
            }
            Fact::Port => dockerfile::find_port(&self.dockerfile()?)
                .as_ref()
                .map(claimed_fact),
            Fact::Terraform => terraform::find_version(self.repository?)
                .as_ref()
                .map(claimed_fact),
            Fact::Bundler => gemfile_lock::bundled_with(&self.lockfile()?)
                .as_ref()
                .map(claimed_fact),
            Fact::Owner => {
                let remote = repository::git::find_remote(self.git?)?;
                Some(FoundFact {
                    text: remote.owner.to_lowercase(),
                    origin: claim_origin(&remote.claim),
                })
            }
            Fact::Javascript => self.javascript(),
            Fact::JavascriptVersion => self.javascript_version(answers.manager.as_deref()?),
            Fact::Gem(name) => {
                let lockfile = self.lockfile()?;
                let (text, origin) = match gemfile_lock::find_gem(&lockfile, name) {
                    Some(claim) => ("yes", claim_origin(&claim)),
                    None => ("no", gemfile_lock::FILE.to_owned()),
                };
                Some(fact_from(text, origin))
            }
            Fact::File(path) => {
                let has_file = self.service()?.has(path);
                let text = if has_file { "yes" } else { "no" };
                Some(fact_from(text, path.clone()))
            }
        }
    }

    /// The repository, if it has a service.
    fn service(&self) -> Option<&dyn Repository> {
        let repository = self.repository?;
        let has_gemfile = repository.has(gemfile::FILE) || repository.has(gemfile_lock::FILE);
        has_gemfile.then_some(repository)
    }

    fn dockerfile(&self) -> Option<String> {
        self.repository?.text(dockerfile::FILE)
    }

    /// The image of Ruby that the Dockerfile is built on.
    fn ruby_image(&self) -> Option<RubyImage> {
        dockerfile::find_ruby_image(&self.dockerfile()?)
    }

    /// The Alpine release of the Dockerfile, if it was published with `ruby`.
    fn used_alpine(&self, ruby: &str) -> Option<FoundFact> {
        let image = self.ruby_image()?;
        let alpine = image.alpine?;
        let is_published = ruby::alpine_releases(ruby)?.contains(&alpine);
        is_published.then(|| fact_from(&alpine, claim_origin(&image.claim)))
    }

    fn lockfile(&self) -> Option<String> {
        self.repository?.text(gemfile_lock::FILE)
    }

    /// The exact version that a file requires, or the latest version that satisfies its requirement and has an image.
    fn required_ruby(&self) -> Option<FoundFact> {
        let files = repository::ruby::find_requirements(self.repository?);
        files.iter().flatten().find_map(|required| {
            let mut known = ruby::releases().rev();
            let exact = required.requirement.exact_version();
            let text = exact.or_else(|| {
                let release = known
                    .find(|release| has_image(release) && required.requirement.allows(release));
                release.map(str::to_owned)
            })?;
            Some(fact_from(&text, claim_origin(&required.claim)))
        })
    }

    /// The latest version with an image in the latest supported series.
    fn latest_ruby(&self) -> Option<FoundFact> {
        let today = self.today.to_string();
        let mut supported = ruby::series()
            .iter()
            .filter(|series| series.eol.as_ref().is_none_or(|eol| *eol > today));
        let release = supported.find_map(|series| latest_with_image(&series.name))?;
        Some(fact_from(release, LATEST.to_owned()))
    }

    fn javascript(&self) -> Option<FoundFact> {
        let repository = self.repository?;
        if let Some((manager, claim)) = lockfile::find_manager(repository) {
            return Some(fact_from(&manager.name, claim.file.clone()));
        }
        // An existing service without a package.json has no JavaScript packages.
        let has_none = self.service().is_some() && !repository.has(package_json::FILE);
        has_none.then(|| fact_from("none", format!("no {}", package_json::FILE)))
    }

    fn javascript_version(&self, manager: &str) -> Option<FoundFact> {
        let detected = self.repository.and_then(lockfile::find_manager);
        let pinned = detected.and_then(|(detected, claim)| {
            let version = lockfile::manager_version(&claim)?.to_owned();
            (detected.name == manager).then(|| FoundFact {
                text: version,
                origin: claim_origin(&claim),
            })
        });
        pinned.or_else(|| {
            let mut known = javascript::managers().iter();
            let version = known
                .find(|known| known.name == manager)?
                .version
                .as_ref()?;
            Some(fact_from(version, LATEST.to_owned()))
        })
    }
}

/// The origin of versions from the catalogue.
const LATEST: &str = "the latest known version";

/// The Alpine release of the image of `ruby`; for an unknown version, of the latest image of its series.
fn alpine(ruby: &str) -> Option<FoundFact> {
    let own = ruby::plain_alpine(ruby);
    let alpine =
        own.or_else(|| ruby::plain_alpine(latest_with_image(&ruby::find_series(ruby)?.name)?))?;
    Some(fact_from(alpine, format!("the image of Ruby {ruby}")))
}

fn latest_with_image(series: &str) -> Option<&'static str> {
    ruby::releases().rfind(|release| {
        has_image(release) && ruby::find_series(release).is_some_and(|own| own.name == series)
    })
}

fn has_image(release: &str) -> bool {
    ruby::plain_alpine(release).is_some()
}

fn claimed_fact(claim: &repository::Claim) -> FoundFact {
    fact_from(&claim.text, claim_origin(claim))
}

fn fact_from(text: &str, origin: String) -> FoundFact {
    FoundFact {
        text: text.to_owned(),
        origin,
    }
}

/// The file and the line of `claim`.
fn claim_origin(claim: &repository::Claim) -> String {
    format!("{} line {}", claim.file, claim.line)
}
