//! The root of the repository, which tools that show findings resolve paths against.

use std::{
    fmt::Write,
    path::{Component, Path, PathBuf},
};

/// The root of the repository.
#[derive(Clone, Debug)]
pub struct Root {
    /// The absolute path of the root.
    root: PathBuf,
    /// The absolute path of the current folder.
    here: PathBuf,
}

impl Root {
    /// The root of the repository is `root`, and the current folder is `here`; both are absolute paths.
    #[must_use]
    pub fn new(root: PathBuf, here: PathBuf) -> Self {
        Self { root, here }
    }

    /// `path`, relative to the current folder, as a path from the root with `/` as separator; `None` if it is outside of the
    /// repository.
    #[must_use]
    pub fn path(&self, path: &str) -> Option<String> {
        let path = self.absolute(path);
        let inside = path.strip_prefix(&self.root).ok()?;
        Some(components(inside).join("/"))
    }

    /// `path`, relative to the current folder, as a URI: relative to the root, or absolute if it is outside.
    #[must_use]
    pub fn uri(&self, path: &str) -> Uri {
        match self.path(path) {
            Some(inside) => Uri::Relative(percent_encode(&inside)),
            None => Uri::Absolute(format!(
                "file:///{}",
                percent_encode(&components(&self.absolute(path)).join("/"))
            )),
        }
    }

    /// The absolute path of `path`, without `.` and `..`.
    fn absolute(&self, path: &str) -> PathBuf {
        let mut normalized = PathBuf::new();
        for part in self.here.join(path).components() {
            match part {
                Component::ParentDir => {
                    normalized.pop();
                }
                Component::CurDir => {}
                Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                    normalized.push(part);
                }
            }
        }
        normalized
    }
}

/// The URI of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uri {
    /// From the root of the repository.
    Relative(String),
    /// From the root of the file system.
    Absolute(String),
}

/// The components of `path`.
fn components(path: &Path) -> Vec<String> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
        Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    names.collect()
}

/// Percent-encodes `path`, except letters, digits, `-._~` and `/`.
fn percent_encode(path: &str) -> String {
    let mut encoded = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}
