//! The settings of a service that a platform team compares.

use jiff::civil::Date;

use crate::{
    catalogue::{alpine, ruby},
    place,
    plan::{
        Plan,
        scan::{Scan, Scanner},
        segments::format_segments,
        stages::StageBody,
    },
    source::{Source, Value, path::normalize},
    spec::{cache::Mode, javascript::Manager, scan::ScanSeverity},
};

/// A setting of a service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The version of Ruby.
    Ruby,
    /// The end of life of the Ruby version.
    RubyEndOfLife,
    /// The release of Alpine.
    Alpine,
    /// The end of life of the Alpine release.
    AlpineEndOfLife,
    /// The registries that images are pushed to, without the last part of each repository, which differs between services.
    Registries,
    /// Where build caches are stored.
    Cache,
    /// The unique tag that is deployed.
    Tags,
    /// The scanner, and the lowest severity that fails a build.
    Scan,
    /// The environments that images are deployed to.
    Environments,
    /// The version of Terraform.
    Terraform,
    /// The version of Bundler, if it is not the one bundled with Ruby.
    Bundler,
    /// The JavaScript package manager, and its version if it is set.
    Javascript,
    /// The base spec of the service.
    Platform,
}

/// All settings, in display order.
pub const ALL: [Setting; 13] = [
    Setting::Ruby,
    Setting::RubyEndOfLife,
    Setting::Alpine,
    Setting::AlpineEndOfLife,
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

/// The value of a setting in a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cell {
    /// Not set.
    Unset,
    /// A value.
    Value(String),
    /// Unknown, because the spec has errors.
    Unknown,
}

/// How the values of a setting are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SettingKind {
    /// As versions: equal, older or newer.
    Version,
    /// As texts, for equality.
    Text,
    /// As dates of an end of life, compared with the current date.
    EndOfLife,
}

impl Setting {
    /// The name in JSON and CSV.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Ruby => "ruby",
            Self::RubyEndOfLife => "ruby_end_of_life",
            Self::Alpine => "alpine",
            Self::AlpineEndOfLife => "alpine_end_of_life",
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

    /// The title in tables.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Ruby => "Ruby",
            Self::RubyEndOfLife => "Ruby EOL",
            Self::Alpine => "Alpine",
            Self::AlpineEndOfLife => "Alpine EOL",
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
    pub fn kind(self) -> SettingKind {
        match self {
            Self::Ruby | Self::Alpine | Self::Terraform | Self::Bundler => SettingKind::Version,
            Self::RubyEndOfLife | Self::AlpineEndOfLife => SettingKind::EndOfLife,
            Self::Registries
            | Self::Cache
            | Self::Tags
            | Self::Scan
            | Self::Environments
            | Self::Javascript
            | Self::Platform => SettingKind::Text,
        }
    }

    /// Reads the value from `source` and, if the spec has no errors, its `plan`.
    #[must_use]
    pub fn read(self, source: &Source, plan: Option<&Plan>) -> Cell {
        let string = |place| match source.value(&place) {
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) | None => None,
        };
        let (ruby, alpine) = (
            || string(place!("base", "ruby")),
            || string(place!("base", "alpine")),
        );
        match self {
            Self::Ruby => Cell::from_option(ruby()),
            Self::RubyEndOfLife => {
                Cell::from_option(ruby().and_then(|ruby| ruby::find_series(&ruby)?.eol.clone()))
            }
            Self::Alpine => Cell::from_option(alpine()),
            Self::AlpineEndOfLife => Cell::from_option(
                alpine().and_then(|alpine| alpine::end_of_life(&alpine).map(str::to_owned)),
            ),
            Self::Platform => {
                Cell::from_option(source.bases.first().map(|base| normalize(&base.name)))
            }
            Self::Registries => Cell::planned(plan, registries),
            Self::Cache => Cell::planned(plan, |plan| mode(plan.builds.mode.value)),
            Self::Tags => Cell::planned(plan, |plan| {
                Some(format_segments(&plan.tags.release.segments))
            }),
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
    fn from_option(value: Option<String>) -> Self {
        value.map_or(Self::Unset, Self::Value)
    }

    fn planned(plan: Option<&Plan>, read: impl FnOnce(&Plan) -> Option<String>) -> Self {
        plan.map_or(Self::Unknown, |plan| Self::from_option(read(plan)))
    }

    /// The text for display: a dash if unset, a question mark if unknown.
    #[must_use]
    pub fn display(&self) -> &str {
        match self {
            Self::Unset => "–",
            Self::Value(value) => value,
            Self::Unknown => "?",
        }
    }

    /// The value, if it is known and set.
    #[must_use]
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value(value) => Some(value),
            Self::Unset | Self::Unknown => None,
        }
    }

    /// Whether it is an end of life on or before `today`.
    #[must_use]
    pub fn has_ended(&self, today: Date) -> bool {
        let day = self.value().and_then(|day| day.parse().ok());
        day.is_some_and(|day: Date| day <= today)
    }
}

fn registries(plan: &Plan) -> Option<String> {
    let parent = |repository: &str| {
        let parent = repository.rsplit_once('/').map(|(parent, _)| parent);
        parent.unwrap_or(repository).to_owned()
    };
    let repositories = plan.registries.iter();
    join_names(repositories.map(|registry| parent(registry.repository.value.as_str())))
}

fn mode(mode: Mode) -> Option<String> {
    let name = match mode {
        Mode::Inline => "inline",
        Mode::Registry => "registry",
        Mode::Gha => "gha",
        Mode::None => return None,
    };
    Some(name.to_owned())
}

fn scan(scan: &Scan) -> String {
    let scanner = match scan.scanner.value {
        Scanner::Snyk(_) => "snyk",
        Scanner::Trivy => "trivy",
    };
    let level = match scan.severity.value {
        ScanSeverity::Low => "low",
        ScanSeverity::Medium => "medium",
        ScanSeverity::High => "high",
        ScanSeverity::Critical => "critical",
    };
    format!("{scanner}, {level}")
}

fn environments(plan: &Plan) -> Option<String> {
    let environments = plan.environments.iter();
    join_names(environments.map(|environment| environment.name.as_str().to_owned()))
}

fn bundler(plan: &Plan) -> Option<String> {
    let bodies = plan.stages.iter().map(|stage| &stage.body);
    let mut versions = bodies.filter_map(|body| match body {
        StageBody::Builder(builder) => builder.bundle.version.as_ref(),
        StageBody::Plain { .. } | StageBody::Runtime(_) => None,
    });
    versions.next().map(|version| version.value.clone())
}

fn javascript(plan: &Plan) -> Option<String> {
    let bodies = plan.stages.iter().map(|stage| &stage.body);
    let mut all = bodies.filter_map(|body| match body {
        StageBody::Builder(builder) => builder.javascript.as_ref(),
        StageBody::Plain { .. } | StageBody::Runtime(_) => None,
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

/// Joins `names` with commas; `None` if there are none.
fn join_names(names: impl Iterator<Item = String>) -> Option<String> {
    let names: Vec<String> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}
