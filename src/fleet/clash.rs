//! Services that get into each other's way: what one of them owns, another one takes for its own.

use std::collections::HashMap;

use crate::{
    at,
    place::Place,
    plan::{Plan, environments::Environment, pieces::written},
    source::Source,
};

/// A thing that only one service can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A name.
    Name,
    /// A tag in a repository.
    Tag,
    /// An app in a cluster.
    App,
    /// An address.
    Url,
    /// A place for Terraform's state.
    State,
}

/// What a service has for its own.
#[derive(Clone, Debug)]
pub struct Owned {
    /// What kind of thing it is.
    pub thing: Thing,
    /// Which one, in words.
    pub which: String,
    /// The file that says so.
    pub file: String,
    /// Where in that: the line and the column of its first character, both from 1.
    pub start: (usize, usize),
    /// The line and the column behind its last character.
    pub end: (usize, usize),
}

/// A thing that two services have for their own.
#[derive(Clone, Debug)]
pub struct Clash {
    /// The thing, as the later of them has it.
    pub owned: Owned,
    /// The spec of that service.
    pub spec: String,
    /// The spec of the other one.
    pub other: String,
}

impl Thing {
    /// The word for the fault.
    #[must_use]
    pub fn fault(self) -> &'static str {
        match self {
            Self::Name => "shared-name",
            Self::Tag => "shared-tag",
            Self::App => "shared-app",
            Self::Url => "shared-url",
            Self::State => "shared-state",
        }
    }
}

impl Clash {
    /// What is wrong.
    #[must_use]
    pub fn message(&self) -> String {
        let (which, spec, other) = (&self.owned.which, &self.spec, &self.other);
        match self.owned.thing {
            Thing::Name => format!("`{other}` and `{spec}` are both called `{which}`"),
            Thing::Tag => format!(
                "`{other}` and `{spec}` both push `{which}`: each writes over what the other pushed"
            ),
            Thing::App => format!("`{other}` and `{spec}` both deploy to the app `{which}`"),
            Thing::Url => format!("`{other}` and `{spec}` both answer at `{which}`"),
            Thing::State => format!(
                "`{other}` and `{spec}` both keep their state in `{which}`: each takes down what the other put up"
            ),
        }
    }

    /// Whether it is the same thing of the same services as `other`.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        let (owned, its) = (&self.owned, &other.owned);
        (owned.thing, &owned.which, &self.spec, &self.other)
            == (its.thing, &its.which, &other.spec, &other.other)
    }

    /// What to do about it.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.owned.thing {
            Thing::Name => "give one of them another `service.name`",
            Thing::Tag => "give each a repository of its own: `registries.NAME.repository`",
            Thing::App => "give one of them another app: `environments.NAME.name`",
            Thing::Url => "give one of them another address: `environments.NAME.url`",
            Thing::State => {
                "give one of them another key: `backend = { key = \"SERVICE/{environment}.tfstate\" }`"
            }
        }
    }
}

/// What the service has for its own whose spec is `source`, from which `plan` follows.
#[must_use]
pub fn owned(source: &Source, plan: &Plan) -> Vec<Owned> {
    let own = |thing, which: String, place: &Place| {
        // What comes of a base is no fault of that: the service's own file is where it would be said otherwise.
        let span = Some(source.span(place)).filter(|span| span.file == 0);
        let span = span.unwrap_or_else(|| source.own_span(place));
        let file = source.file(span);
        Owned {
            thing,
            which,
            file: file.name.clone(),
            start: file.position(span.start),
            end: file.position(span.end),
        }
    };
    let name = &plan.service.name;
    let mut all = vec![own(
        Thing::Name,
        name.value.clone(),
        &at!("service", "name"),
    )];
    for registry in &plan.registries {
        let repository = &registry.repository;
        for tag in [&plan.tags.moving, &plan.tags.release] {
            let which = format!("{}:{}", repository.value.as_str(), written(&tag.pieces));
            all.push(own(Thing::Tag, which, &repository.at));
        }
    }
    for environment in &plan.environments {
        let app = written(&environment.app.pieces);
        let app = match &environment.cluster {
            Some(cluster) => {
                let (group, name) = (&cluster.resource_group.value, &cluster.name.value);
                format!("{group}/{name}/{}/{app}", cluster.namespace.value)
            }
            None => app,
        };
        all.push(own(Thing::App, app, &environment.app.at));
        if let Some(url) = &environment.url {
            all.push(own(Thing::Url, written(&url.pieces), &url.at));
        }
        if let Some((state, at)) = state(environment) {
            all.push(own(Thing::State, state, at));
        }
    }
    all
}

/// Where Terraform keeps the state of `environment`, if anything says so.
fn state(environment: &Environment) -> Option<(String, &Place)> {
    let (_, first) = environment.backend.first()?;
    let pairs = environment.backend.iter();
    let pairs = pairs.map(|(key, value)| format!("{key} = {}", written(&value.pieces)));
    Some((pairs.collect::<Vec<_>>().join(", "), &first.at))
}

/// What is the same for two things that are one, in whichever words: of an address the scheme and the host in small letters, and
/// neither the port that the scheme has anyway nor a slash at the end.
fn same(owned: &Owned) -> String {
    let which = &owned.which;
    match (owned.thing, which.split_once("://")) {
        (Thing::Url, Some((scheme, rest))) => {
            let scheme = scheme.to_ascii_lowercase();
            let (host, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
            let host = host.to_ascii_lowercase();
            let port = match scheme.as_str() {
                "https" => ":443",
                "http" => ":80",
                _ => "",
            };
            let host = host.strip_suffix(port).unwrap_or(&host);
            format!("{scheme}://{host}{}", path.trim_end_matches('/'))
        }
        (Thing::Url, None) | (Thing::Name | Thing::Tag | Thing::App | Thing::State, _) => {
            which.clone()
        }
    }
}

/// Where a name has the number of a pull request.
const HOLE: &str = "{pr}";

/// Whether the name `template` is `name` for some pull request.
fn is_ever(template: &str, name: &str) -> bool {
    let around = template.split_once(HOLE);
    let number = around.and_then(|(before, behind)| {
        let rest = name.strip_prefix(before)?;
        rest.strip_suffix(behind)
    });
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The services that were seen, and what they have for their own.
#[derive(Debug, Default)]
pub struct Seen {
    all: HashMap<(Thing, String), String>,
    /// Those with the number of a pull request in them, each with its service.
    open: Vec<(Thing, String, String)>,
}

impl Seen {
    /// Notes what the service with the spec `spec` has, and tells of what one before it has, too: of each kind of thing, and of
    /// each such service, once.
    pub fn note(&mut self, spec: &str, owned: Vec<Owned>) -> Vec<Clash> {
        let mut clashes: Vec<Clash> = Vec::new();
        for owned in owned {
            let (thing, which) = (owned.thing, same(&owned));
            let other = self.other(thing, &which, spec);
            if let Some(other) = other {
                let is_same = |said: &Clash| said.owned.thing == thing && said.other == other;
                if !clashes.iter().any(is_same) {
                    clashes.push(Clash {
                        owned,
                        spec: spec.to_owned(),
                        other,
                    });
                }
            }
            if which.contains(HOLE) {
                self.open.push((thing, which.clone(), spec.to_owned()));
            }
            let first = self.all.entry((thing, which));
            first.or_insert_with(|| spec.to_owned());
        }
        clashes
    }

    /// The spec of the first other service than that of `spec` that has `which`, or has it for some pull request.
    fn other(&self, thing: Thing, which: &str, spec: &str) -> Option<String> {
        // Two of its own environments are the matter of a rule.
        let is_other = |other: &&String| *other != spec;
        let exact = self.all.get(&(thing, which.to_owned())).filter(is_other);
        let other = exact.or_else(|| {
            if which.contains(HOLE) {
                let all = self.all.iter();
                let met = all.filter(|((its, name), _)| *its == thing && is_ever(which, name));
                return met.map(|(_, other)| other).filter(is_other).min();
            }
            let mut open = self.open.iter();
            let is_met = |(its, open, other): &&(Thing, String, String)| {
                *its == thing && other != spec && is_ever(open, which)
            };
            open.find(is_met).map(|(_, _, other)| other)
        });
        other.cloned()
    }
}
