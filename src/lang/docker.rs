//! Dockerfile.

use super::{Lang, Text, shell::Shell};

/// The language of the Dockerfile.
#[derive(Clone, Copy, Debug)]
pub struct Docker;

impl Lang for Docker {
    const NAME: &'static str = "docker";
}

/// A stage's name: what `FROM … AS` takes (moby/buildkit, `instructions/parse.go`: `^[a-z][a-z0-9-_.]*$`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StageName(String);

impl StageName {
    /// `name`, if `BuildKit` takes it for a stage.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let fits = name.starts_with(|c: char| c.is_ascii_lowercase())
            && name
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c))
            && name != "scratch";
        fits.then(|| Self(name.to_owned()))
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The name of a repository of images, without tag or digest: `ghcr.io/acme/hello`.
/// (distribution/reference `regexp.go` and `reference.go`, 2026-04-18.)
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repository(String);

impl Repository {
    /// `name`, if a registry takes it.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (host, path) = split_host(name);
        let fits =
            host.is_none_or(is_host) && path.len() <= 255 && path.split('/').all(is_component);
        fits.then(|| Self(name.to_owned()))
    }

    /// The name, as written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name in a script; inside quotes or not.
    #[must_use]
    pub fn in_script(&self) -> Text<Shell> {
        Text::encoded(self.0.clone())
    }

    /// The host; without one, Docker Hub's.
    #[must_use]
    pub fn host(&self) -> &str {
        split_host(&self.0).0.unwrap_or("docker.io")
    }

    /// The whole name, the default host written out: two spellings of one repository are equal here.
    #[must_use]
    pub fn canonical(&self) -> String {
        format!("{}/{}", self.host(), split_host(&self.0).1)
    }
}

/// A reference to an image: a repository, a tag, a digest.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Image(String);

impl Image {
    /// `reference`, if Docker takes it.
    #[must_use]
    pub fn parse(reference: &str) -> Option<Self> {
        let (name, digest) = reference
            .split_once('@')
            .map_or((reference, None), |(name, digest)| (name, Some(digest)));
        let (name, tag) = match name.rsplit_once(':') {
            Some((name, tag)) if !tag.contains('/') => (name, Some(tag)),
            _ => (name, None),
        };
        let fits = Repository::parse(name).is_some()
            && tag.is_none_or(is_tag)
            && digest.is_none_or(is_digest);
        fits.then(|| Self(reference.to_owned()))
    }

    /// The reference.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its tag, if it names one.
    #[must_use]
    pub fn tag(&self) -> Option<&str> {
        let name = self.0.split('@').next().unwrap_or(&self.0);
        let (_, tag) = name.rsplit_once(':')?;
        (!tag.contains('/')).then_some(tag)
    }
}

/// Whether `tag` is one: letters, digits, `_`, `.` and `-`, neither `.` nor `-` first, at most 128.
#[must_use]
pub fn is_tag(tag: &str) -> bool {
    let inside = |c: char| c.is_ascii_alphanumeric() || "_.-".contains(c);
    !tag.is_empty() && tag.len() <= 128 && tag.chars().all(inside) && !tag.starts_with(['.', '-'])
}

/// Whether `image` is pinned by digest.
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

/// The host of a name: its first component, if that has a `.` or a `:`, an upper-case letter, or is `localhost`.
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
    let label = |label: &str| {
        !label.is_empty()
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.split('.').all(label) && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// Lower-case letters and digits, parted by `.`, `_`, `__` or dashes.
fn is_component(component: &str) -> bool {
    let letter = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
    let separators = component
        .split(letter)
        .filter(|separator| !separator.is_empty());
    component.starts_with(letter)
        && component.ends_with(letter)
        && separators
            .into_iter()
            .all(|s| [".", "_", "__"].contains(&s) || s.chars().all(|c| c == '-'))
}

/// A stage's name.
#[must_use]
pub fn stage(name: &StageName) -> Text<Docker> {
    Text::encoded(name.0.as_str().to_owned())
}

/// A reference to an image.
#[must_use]
pub fn image(image: &Image) -> Text<Docker> {
    Text::encoded(image.0.as_str().to_owned())
}

/// A comment, or a command where a shell will read it: in `RUN`. Further lines are indented.
#[must_use]
pub fn shell(script: &Text<Shell>) -> Text<Docker> {
    let text = script.as_str().replace('\n', "\n        ");
    Text::traced(text, script.origins().iter().cloned())
}

/// A path in `COPY` or `WORKDIR`; of characters that these take as they are.
#[must_use]
pub fn path(path: &super::shell::Path) -> Text<Docker> {
    Text::encoded(path.as_str().to_owned())
}

/// The name of a variable.
#[must_use]
pub fn name(name: &super::shell::VariableName) -> Text<Docker> {
    Text::encoded(name.as_str().to_owned())
}

/// A whole number.
#[must_use]
pub fn number(value: u32) -> Text<Docker> {
    Text::encoded(value.to_string())
}

/// The value of an `ENV`, which `$` does not expand.
#[must_use]
pub fn string(value: &str) -> Text<Docker> {
    let plain = !value.is_empty()
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-_./:@,%+=".contains(c));
    if plain {
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

/// Words as the JSON array that `CMD` runs without a shell.
#[must_use]
pub fn exec(words: &[String]) -> Text<Docker> {
    let quoted: Vec<String> = words.iter().map(|word| json(word)).collect();
    Text::encoded(format!("[{}]", quoted.join(", ")))
}

/// A script as the JSON array that `CMD` has a shell run.
#[must_use]
pub fn shell_exec(script: &Text<Shell>) -> Text<Docker> {
    Text::traced(
        format!("[\"sh\", \"-c\", {}]", json(script.as_str())),
        script.origins().iter().cloned(),
    )
}

/// The mount that shows a build secret to one `RUN`, as an environment variable. For ids of letters, digits and `_.-`.
#[must_use]
pub fn secret(id: &str, variable: &super::shell::VariableName) -> Text<Docker> {
    Text::encoded(format!(
        "--mount=type=secret,id={id},env={}",
        variable.as_str()
    ))
}

/// The text of a comment, without its `#`.
#[must_use]
pub fn comment(value: &str) -> Text<Docker> {
    Text::encoded(value.to_owned())
}

fn json(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
