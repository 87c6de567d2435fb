//! The settings of a service that a platform team compares.

use jiff::civil::Date;

use crate::{
    at,
    catalogue::{alpine, ruby},
    plan::{
        Plan,
        pieces::written,
        scan::{Scan, Scanner},
        stages::Body,
    },
    source::{Source, Value, path::tidy},
    spec::{cache::Mode, javascript::Manager, scan::Level},
};

/// A setting of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The version of Ruby.
    Ruby,
    /// The day from which nobody looks after that.
    RubyEnd,
    /// The release of Alpine.
    Alpine,
    /// The day from which nobody looks after that.
    AlpineEnd,
    /// Where images are pushed, without the last part of each repository: that is the service's own.
    Registries,
    /// Where builds take finished steps from.
    Cache,
    /// The unique tag that is deployed.
    Tags,
    /// The scanner, and the least severity that stops a build.
    Scan,
    /// Where images are deployed.
    Environments,
    /// The version of Terraform.
    Terraform,
    /// The version of Bundler, if it is not Ruby's own.
    Bundler,
    /// The package manager of JavaScript, and its version if it is installed.
    Javascript,
    /// The spec that the service's own builds on.
    Platform,
}

/// Every setting, in the order in which they are shown.
pub const ALL: [Setting; 13] = [
    Setting::Ruby,
    Setting::RubyEnd,
    Setting::Alpine,
    Setting::AlpineEnd,
    Setting::Registries,
    Setting::Cache,
    Setting::Tags,
    Setting::Scan,
    Setting::Environments,
    Setting::Terraform,
    Setting::Bundler,
    Setting::Javascript,
    Setting::Platform,
];

/// What a service has of a setting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Nothing: it does without.
    Nothing,
    /// This.
    Value(String),
    /// Nobody knows: its spec has errors.
    Unknown,
}

/// How the values of a setting are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// As versions: one is older than another.
    Version,
    /// As words.
    Word,
    /// With the day it is: an end of life.
    End,
}

impl Setting {
    /// What programs call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ruby => "ruby",
            Self::RubyEnd => "ruby_end_of_life",
            Self::Alpine => "alpine",
            Self::AlpineEnd => "alpine_end_of_life",
            Self::Registries => "registries",
            Self::Cache => "cache",
            Self::Tags => "tags",
            Self::Scan => "scan",
            Self::Environments => "environments",
            Self::Terraform => "terraform",
            Self::Bundler => "bundler",
            Self::Javascript => "javascript",
            Self::Platform => "platform",
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Ruby => "Ruby",
            Self::RubyEnd => "Ruby until",
            Self::Alpine => "Alpine",
            Self::AlpineEnd => "Alpine until",
            Self::Registries => "Registries",
            Self::Cache => "Cache",
            Self::Tags => "Tags",
            Self::Scan => "Scan",
            Self::Environments => "Environments",
            Self::Terraform => "Terraform",
            Self::Bundler => "Bundler",
            Self::Javascript => "JavaScript",
            Self::Platform => "Platform",
        }
    }

    /// How its values are compared.
    #[must_use]
    pub fn kind(self) -> Kind {
        match self {
            Self::Ruby | Self::Alpine | Self::Terraform | Self::Bundler => Kind::Version,
            Self::RubyEnd | Self::AlpineEnd => Kind::End,
            Self::Registries
            | Self::Cache
            | Self::Tags
            | Self::Scan
            | Self::Environments
            | Self::Javascript
            | Self::Platform => Kind::Word,
        }
    }

    /// What the service has of it whose spec is `source`; `plan` is what comes of that, if anything does.
    #[must_use]
    pub fn of(self, source: &Source, plan: Option<&Plan>) -> Cell {
        let said = |place| match source.value(&place) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) | None => None,
        };
        let (ruby, alpine) = (|| said(at!("base", "ruby")), || said(at!("base", "alpine")));
        match self {
            Self::Ruby => Cell::of(ruby()),
            Self::RubyEnd => Cell::of(ruby().and_then(|ruby| ruby::series_of(&ruby)?.eol.clone())),
            Self::Alpine => Cell::of(alpine()),
            Self::AlpineEnd => Cell::of(
                alpine().and_then(|alpine| alpine::end_of_life(&alpine).map(str::to_owned)),
            ),
            Self::Platform => Cell::of(source.bases.first().map(|base| tidy(&base.name))),
            Self::Registries => Cell::planned(plan, registries),
            Self::Cache => Cell::planned(plan, |plan| mode(plan.builds.mode.value)),
            Self::Tags => Cell::planned(plan, |plan| Some(written(&plan.tags.release.pieces))),
            Self::Scan => Cell::planned(plan, |plan| plan.scan.as_ref().map(scan)),
            Self::Environments => Cell::planned(plan, environments),
            Self::Terraform => Cell::planned(plan, |plan| {
                plan.deploy
                    .as_ref()
                    .map(|deploy| deploy.version.value.clone())
            }),
            Self::Bundler => Cell::planned(plan, bundler),
            Self::Javascript => Cell::planned(plan, javascript),
        }
    }
}

impl Cell {
    fn of(value: Option<String>) -> Self {
        value.map_or(Self::Nothing, Self::Value)
    }

    fn planned(plan: Option<&Plan>, read: impl FnOnce(&Plan) -> Option<String>) -> Self {
        plan.map_or(Self::Unknown, |plan| Self::of(read(plan)))
    }

    /// As it is shown: a dash for nothing, a question mark for what nobody knows.
    #[must_use]
    pub fn shown(&self) -> &str {
        match self {
            Self::Nothing => "–",
            Self::Value(value) => value,
            Self::Unknown => "?",
        }
    }

    /// The value, if there is one.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(value) => Some(value),
            Self::Nothing | Self::Unknown => None,
        }
    }

    /// Whether it is a day that is not after `today`.
    #[must_use]
    pub fn has_ended(&self, today: Date) -> bool {
        let day = self.value().and_then(|day| day.parse().ok());
        day.is_some_and(|day: Date| day <= today)
    }
}

fn registries(plan: &Plan) -> Option<String> {
    let above = |repository: &str| {
        let above = repository.rsplit_once('/').map(|(above, _)| above);
        above.unwrap_or(repository).to_owned()
    };
    let repositories = plan.registries.iter();
    listed(repositories.map(|registry| above(registry.repository.value.as_str())))
}

fn mode(mode: Mode) -> Option<String> {
    let word = match mode {
        Mode::Inline => "inline",
        Mode::Registry => "registry",
        Mode::Gha => "gha",
        Mode::None => return None,
    };
    Some(word.to_owned())
}

fn scan(scan: &Scan) -> String {
    let scanner = match scan.scanner.value {
        Scanner::Snyk(_) => "snyk",
        Scanner::Trivy => "trivy",
    };
    let level = match scan.severity.value {
        Level::Low => "low",
        Level::Medium => "medium",
        Level::High => "high",
        Level::Critical => "critical",
    };
    format!("{scanner}, {level}")
}

fn environments(plan: &Plan) -> Option<String> {
    let environments = plan.environments.iter();
    listed(environments.map(|environment| environment.name.as_str().to_owned()))
}

fn bundler(plan: &Plan) -> Option<String> {
    let bodies = plan.stages.iter().map(|stage| &stage.body);
    let mut versions = bodies.filter_map(|body| match body {
        Body::Builder(builder) => builder.bundle.version.as_ref(),
        Body::Plain { .. } | Body::Runtime(_) => None,
    });
    versions.next().map(|version| version.value.clone())
}

fn javascript(plan: &Plan) -> Option<String> {
    let bodies = plan.stages.iter().map(|stage| &stage.body);
    let mut all = bodies.filter_map(|body| match body {
        Body::Builder(builder) => builder.javascript.as_ref(),
        Body::Plain { .. } | Body::Runtime(_) => None,
    });
    let javascript = all.next()?;
    let manager = match javascript.manager.value {
        Manager::Yarn => "yarn",
        Manager::YarnBerry => "yarn-berry",
        Manager::Npm => "npm",
        Manager::Pnpm => "pnpm",
    };
    Some(match &javascript.version {
        Some(version) => format!("{manager} {}", version.value),
        None => manager.to_owned(),
    })
}

/// `names`, with commas between them; none where there are none.
fn listed(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}
