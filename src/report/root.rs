//! The folder that services which show findings name files from.

use std::{
    fmt::Write,
    path::{Component, Path, PathBuf},
};

/// The root of the repository.
#[derive(Clone, Debug)]
pub struct Root {
    /// The root, from the root of the file system.
    root: PathBuf,
    /// Where tvgen runs, likewise.
    here: PathBuf,
}

impl Root {
    /// The root of the repository is `root`, and tvgen runs in `here`; both are paths from the root of the file system.
    #[must_use]
    pub fn new(root: PathBuf, here: PathBuf) -> Self {
        Self { root, here }
    }

    /// `path`, which is seen from where tvgen runs, as it is seen from the root, with `/` between its parts; none where it
    /// lies outside of the repository.
    #[must_use]
    pub fn path(&self, path: &str) -> Option<String> {
        let path = self.absolute(path);
        let inside = path.strip_prefix(&self.root).ok()?;
        Some(parts(inside).join("/"))
    }

    /// `path`, which is seen from where tvgen runs, as a URI: relative to the root, or whole where it lies outside.
    #[must_use]
    pub fn uri(&self, path: &str) -> Uri {
        match self.path(path) {
            Some(inside) => Uri::Relative(encoded(&inside)),
            None => Uri::Whole(format!(
                "file:///{}",
                encoded(&parts(&self.absolute(path)).join("/"))
            )),
        }
    }

    /// `path` from the root of the file system, without `.` and `..`.
    fn absolute(&self, path: &str) -> PathBuf {
        let mut plain = PathBuf::new();
        for part in self.here.join(path).components() {
            match part {
                Component::ParentDir => {
                    plain.pop();
                }
                Component::CurDir => {}
                Component::Prefix(_) | Component::RootDir | Component::Normal(_) => {
                    plain.push(part);
                }
            }
        }
        plain
    }
}

/// A file, named by a URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Uri {
    /// From the root of the repository.
    Relative(String),
    /// From the root of the file system.
    Whole(String),
}

/// The names in `path`.
fn parts(path: &Path) -> Vec<String> {
    let names = path.components().filter_map(|part| match part {
        Component::Normal(name) => Some(name.to_string_lossy().into_owned()),
        Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
        Component::RootDir | Component::CurDir | Component::ParentDir => None,
    });
    names.collect()
}

/// `path` with all but letters, digits, `-._~` and `/` as `%` and two hexadecimal digits.
fn encoded(path: &str) -> String {
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
