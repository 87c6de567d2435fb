//! Escapes values for the Dockerfile.

use super::{Lang, Text, shell::Shell};

/// The language of the Dockerfile.
#[derive(Clone, Copy, Debug)]
pub struct Docker;

impl Lang for Docker {
    const NAME: &'static str = "docker";
}

/// The name of a stage, as `FROM … AS` accepts it (moby/buildkit, `instructions/parse.go`: `^[a-z][a-z0-9-_.]*$`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageName(String);

impl StageName {
    /// Parses `name`; `None` if `BuildKit` does not accept it for a stage.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let is_valid = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
            && name != "scratch";
        is_valid.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of an image repository, without tag or digest: `ghcr.io/acme/hello`.
/// (distribution/reference `regexp.go` and `reference.go`, 2026-04-18.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ImageRepository(String);

impl ImageRepository {
    /// Parses `name`; `None` if no registry accepts it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (host, path) = split_host(name);
        let is_valid =
            host.is_none_or(is_host) && path.len() <= 255 && path.split('/').all(is_component);
        is_valid.then(|| Self(name.to_owned()))
    }

    /// The name, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name in a shell script, where it needs no quotes.
    #[must_use]
    pub fn in_script(&self) -> Text<Shell> {
        Text::encoded(self.0.clone())
    }

    /// The host of the registry; by default Docker Hub.
    #[must_use]
    pub fn host(&self) -> &str {
        split_host(&self.0).0.unwrap_or("docker.io")
    }

    /// The full name with the host, equal for every spelling of the same repository.
    #[must_use]
    pub fn canonical(&self) -> String {
        format!("{}/{}", self.host(), split_host(&self.0).1)
    }
}

/// An image reference: a repository with an optional tag and digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Image(String);

impl Image {
    /// Parses `reference`; `None` if Docker does not accept it.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let (name, digest) = reference
            .split_once('@')
            .map_or((reference, None), |(name, digest)| (name, Some(digest)));
        let (name, tag) = match name.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
            _ => (name, None),
        };
        let is_valid = ImageRepository::parse(name).is_some()
            && tag.is_none_or(is_tag)
            && digest.is_none_or(is_digest);
        is_valid.then(|| Self(reference.to_owned()))
    }

    /// The reference.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The tag, if there is one.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let name = self.0.split('@').next().unwrap_or(&self.0);
        let (_, tag) = name.rsplit_once(':')?;
        (!tag.contains('/')).then_some(tag)
    }
}

/// Whether `tag` is a valid tag: at most 128 letters, digits, `_`, `.` and `-`, not starting with `.` or `-`.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    !tag.is_empty()
        && tag.len() <= 128
        && tag.chars().all(is_allowed)
        && !tag.starts_with(['.', '-'])
}

/// Whether `image` is pinned by a SHA-256 digest.
#[must_use]
pub fn is_pinned_image(image: &str) -> bool {
    let Some((name, digest)) = image.split_once("@sha256:") else {
        return false;
    };
    digest.len() == 64
        && digest
            .bytes()
            .all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte))
        && name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "._-/:".contains(c))
}

/// Whether `digest` is `sha256:` and 64 hexadecimal digits.
#[must_use]
pub fn is_digest(digest: &str) -> bool {
    digest.strip_prefix("sha256:").is_some_and(|hex| {
        hex.len() == 64
            && hex
                .chars()
                .all(|c| c.is_ascii_digit() || ('a'..='f').contains(&c))
    })
}

/// Splits off the host: the first component, if it contains `.`, `:` or an upper-case letter, or is `localhost`.
fn split_host(name: &str) -> (Option<&str>, &str) {
    match name.split_once('/') {
        Some((host, path))
            if host.contains(['.', ':'])
                || host == "localhost"
                || host.chars().any(|c| c.is_ascii_uppercase()) =>
        {
            (Some(host), path)
        }
        _ => (None, name),
    }
}

fn is_host(host: &str) -> bool {
    let (name, port) = host
        .split_once(':')
        .map_or((host, None), |(name, port)| (name, Some(port)));
    let is_label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.split('.').all(is_label) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Whether `component` is lower-case letters and digits, separated by `.`, `_`, `__` or dashes.
fn is_component(component: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let separators = component
        .split(is_letter)
        .filter(|separator| !separator.is_empty());
    component.starts_with(is_letter)
        && component.ends_with(is_letter)
        && separators
            .into_iter()
            .all(|s| [".", "_", "__"].contains(&s) || s.chars().all(|c| c == '-'))
}

/// A stage name.
#[must_use]
pub fn stage(name: &StageName) -> Text<Docker> {
    Text::encoded(name.0.as_str().to_owned())
}

/// An image reference.
#[must_use]
pub fn image(image: &Image) -> Text<Docker> {
    Text::encoded(image.0.as_str().to_owned())
}

/// A command in a `RUN`, or a comment. Lines after the first are indented.
#[must_use]
pub fn shell(script: &Text<Shell>) -> Text<Docker> {
    let text = script.as_str().replace('\n', "\n        ");
    Text::traced(text, script.origins().iter().cloned())
}

/// A path in `COPY` or `WORKDIR`, of characters that need no escaping.
#[must_use]
pub fn path(path: &super::shell::Path) -> Text<Docker> {
    Text::encoded(path.as_str().to_owned())
}

/// A variable name.
#[must_use]
pub fn name(name: &super::shell::VariableName) -> Text<Docker> {
    Text::encoded(name.as_str().to_owned())
}

/// An integer.
#[must_use]
pub fn number(value: u32) -> Text<Docker> {
    Text::encoded(value.to_string())
}

/// A literal value in an `ENV`, quoted and escaped if necessary.
#[must_use]
pub fn string(value: &str) -> Text<Docker> {
    let is_plain = !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_./:@,%+=".contains(c));
    if is_plain {
        return Text::encoded(value.to_owned());
    }
    let escaped: String = value
        .chars()
        .flat_map(|c| {
            ['"', '\\', '$']
                .contains(&c)
                .then_some('\\')
                .into_iter()
                .chain([c])
        })
        .collect();
    Text::encoded(format!("\"{escaped}\""))
}

/// The exec form of `CMD`: `words` as a JSON array, run without a shell.
#[must_use]
pub fn exec(words: &[String]) -> Text<Docker> {
    let quoted: Vec<String> = words.iter().map(|word| to_json(word)).collect();
    Text::encoded(format!("[{}]", quoted.join(", ")))
}

/// The exec form of `CMD` that runs `script` with `sh -c`.
#[must_use]
pub fn shell_exec(script: &Text<Shell>) -> Text<Docker> {
    Text::traced(
        format!("[\"sh\", \"-c\", {}]", to_json(script.as_str())),
        script.origins().iter().cloned(),
    )
}

/// The option of `RUN` that mounts a build secret as an environment variable. `id` has only letters, digits and `_.-`.
#[must_use]
pub fn secret(id: &str, variable: &super::shell::VariableName) -> Text<Docker> {
    Text::encoded(format!(
        "--mount=type=secret,id={id},env={}",
        variable.as_str()
    ))
}

/// The text of a comment, without the `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Docker> {
    Text::encoded(value.to_owned())
}

fn to_json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
