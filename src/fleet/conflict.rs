//! Finds conflicts between services that claim the same resource.

use std::collections::HashMap;

use crate::{
    place,
    place::Place,
    plan::{Plan, environments::Environment, segments::format_segments},
    source::Source,
};

/// A kind of resource that only one service can use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Resource {
    /// The name of a service.
    Name,
    /// A tag in an image repository.
    Tag,
    /// An app in a cluster.
    App,
    /// The URL of an app.
    Url,
    /// The location of a Terraform state.
    State,
}

/// A service's claim to a resource.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The kind of resource.
    pub resource: Resource,
    /// The name of the resource.
    pub name: String,
    /// The file that declares it.
    pub file: String,
    /// The line and column of the declaration's first character, both from 1.
    pub start: (usize, usize),
    /// The line and column after its last character.
    pub end: (usize, usize),
}

/// Two services that claim the same resource.
#[derive(Clone, Debug)]
pub struct Conflict {
    /// The claim of the second service.
    pub claim: Claim,
    /// The spec of the second service.
    pub spec: String,
    /// The spec of the first service.
    pub other: String,
}

impl Resource {
    /// The name of the conflict in reports.
    #[must_use]
    pub fn conflict_name(self) -> &'static str {
        match self {
            Self::Name => "shared-name",
            Self::Tag => "shared-tag",
            Self::App => "shared-app",
            Self::Url => "shared-url",
            Self::State => "shared-state",
        }
    }
}

impl Conflict {
    /// The message.
    #[must_use]
    pub fn message(&self) -> String {
        let (name, spec, other) = (&self.claim.name, &self.spec, &self.other);
        match self.claim.resource {
            Resource::Name => format!("`{other}` and `{spec}` are both named `{name}`"),
            Resource::Tag => format!(
                "`{other}` and `{spec}` both push `{name}`: each overwrites the other's image"
            ),
            Resource::App => format!("`{other}` and `{spec}` both deploy the app `{name}`"),
            Resource::Url => format!("`{other}` and `{spec}` both use the URL `{name}`"),
            Resource::State => format!(
                "`{other}` and `{spec}` both store their Terraform state in `{name}`: each destroys the other's resources"
            ),
        }
    }

    /// Whether `other` is about the same resource and the same services.
    #[must_use]
    pub fn is_same_as(&self, other: &Self) -> bool {
        let (claim, others) = (&self.claim, &other.claim);
        (claim.resource, &claim.name, &self.spec, &self.other)
            == (others.resource, &others.name, &other.spec, &other.other)
    }

    /// The fix.
    #[must_use]
    pub fn help(&self) -> &'static str {
        match self.claim.resource {
            Resource::Name => "set a different `service.name` in one of them",
            Resource::Tag => "set a different `registries.NAME.repository` in one of them",
            Resource::App => "set a different `environments.NAME.name` in one of them",
            Resource::Url => "set a different `environments.NAME.url` in one of them",
            Resource::State => {
                "set a different `deploy.backend` in one of them: `backend = { key = \"SERVICE/{environment}.tfstate\" }`"
            }
        }
    }
}

/// Finds the claims of the service with the spec `source` and its plan.
#[must_use]
pub fn find_claims(source: &Source, plan: &Plan) -> Vec<Claim> {
    let claim = |resource, name: String, place: &Place| {
        // Conflicts are reported in the service's own spec, which can override inherited values.
        let span = Some(source.span(place)).filter(|span| span.file == 0);
        let span = span.unwrap_or_else(|| source.own_span(place));
        let file = source.file(span);
        Claim {
            resource,
            name,
            file: file.name.clone(),
            start: file.position(span.start),
            end: file.position(span.end),
        }
    };
    let name = &plan.service.name;
    let mut claims = vec![claim(
        Resource::Name,
        name.value.clone(),
        &place!("service", "name"),
    )];
    for registry in &plan.registries {
        let repository = &registry.repository;
        for tag in [&plan.tags.moving, &plan.tags.release] {
            let name = format!(
                "{}:{}",
                repository.value.as_str(),
                format_segments(&tag.segments)
            );
            claims.push(claim(Resource::Tag, name, &repository.place));
        }
    }
    for environment in &plan.environments {
        let app = format_segments(&environment.app.segments);
        let app = match &environment.cluster {
            Some(cluster) => {
                let (group, name) = (&cluster.resource_group.value, &cluster.name.value);
                format!("{group}/{name}/{}/{app}", cluster.namespace.value)
            }
            None => app,
        };
        claims.push(claim(Resource::App, app, &environment.app.place));
        if let Some(url) = &environment.url {
            claims.push(claim(
                Resource::Url,
                format_segments(&url.segments),
                &url.place,
            ));
        }
        if let Some((state, place)) = state(environment) {
            claims.push(claim(Resource::State, state, place));
        }
    }
    claims
}

/// The location of the Terraform state of `environment`, if a backend is configured.
fn state(environment: &Environment) -> Option<(String, &Place)> {
    let (_, first) = environment.backend.first()?;
    let pairs = environment.backend.iter();
    let pairs = pairs.map(|(key, value)| format!("{key} = {}", format_segments(&value.segments)));
    Some((pairs.collect::<Vec<_>>().join(", "), &first.place))
}

/// The normalized name of the claimed resource: URLs have a lower-case scheme and host, no default port and no trailing slash.
fn normalized_name(claim: &Claim) -> String {
    let name = &claim.name;
    match (claim.resource, name.split_once("://")) {
        (Resource::Url, Some((scheme, rest))) => {
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
        (Resource::Url, None)
        | (Resource::Name | Resource::Tag | Resource::App | Resource::State, _) => name.clone(),
    }
}

/// The placeholder for the number of a pull request.
const PR: &str = "{pr}";

/// Whether `template` gives `name` for some pull request.
fn can_match(template: &str, name: &str) -> bool {
    let around = template.split_once(PR);
    let number = around.and_then(|(before, after)| {
        let rest = name.strip_prefix(before)?;
        rest.strip_suffix(after)
    });
    number.is_some_and(|number| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

/// The claims of all services added so far.
#[derive(Debug, Default)]
pub struct ClaimIndex {
    /// The spec of the first service that claims each resource.
    first_claims: HashMap<(Resource, String), String>,
    /// The claims whose name contains the number of a pull request, each with the spec of its service.
    review_claims: Vec<(Resource, String, String)>,
}

impl ClaimIndex {
    /// Adds the claims of the service with the spec `spec`. Returns its conflicts with earlier services, at most one for
    /// each kind of resource and each earlier service.
    pub fn add(&mut self, spec: &str, claims: Vec<Claim>) -> Vec<Conflict> {
        let mut conflicts: Vec<Conflict> = Vec::new();
        for claim in claims {
            let (resource, name) = (claim.resource, normalized_name(&claim));
            if let Some(other) = self.find_other(resource, &name, spec) {
                let is_known = |conflict: &Conflict| {
                    conflict.claim.resource == resource && conflict.other == other
                };
                if !conflicts.iter().any(is_known) {
                    conflicts.push(Conflict {
                        claim,
                        spec: spec.to_owned(),
                        other,
                    });
                }
            }
            if name.contains(PR) {
                let claim = (resource, name.clone(), spec.to_owned());
                self.review_claims.push(claim);
            }
            let first = self.first_claims.entry((resource, name));
            first.or_insert_with(|| spec.to_owned());
        }
        conflicts
    }

    /// The spec of the first service, except that of `spec`, that claims `name`, or that claims the same name for some
    /// pull request.
    fn find_other(&self, resource: Resource, name: &str, spec: &str) -> Option<String> {
        // Conflicts between environments of the same service are reported by a rule.
        let is_other = |other: &&String| *other != spec;
        let key = (resource, name.to_owned());
        let exact = self.first_claims.get(&key).filter(is_other);
        let other = exact.or_else(|| {
            if name.contains(PR) {
                let claims = self.first_claims.iter();
                let matching = claims
                    .filter(|((kind, claimed), _)| *kind == resource && can_match(name, claimed));
                return matching.map(|(_, other)| other).filter(is_other).min();
            }
            let mut claims = self.review_claims.iter();
            let is_match = |(kind, template, other): &&(Resource, String, String)| {
                *kind == resource && other != spec && can_match(template, name)
            };
            claims.find(is_match).map(|(_, _, other)| other)
        });
        other.cloned()
    }
}
