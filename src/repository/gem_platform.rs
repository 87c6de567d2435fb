//! Compares platforms of a `Gemfile.lock` with the platform of an image on Alpine, as `RubyGems` and Bundler do.

use super::locked_gems::LockedGem;

/// The platform of gems without precompiled code.
pub const RUBY: &str = "ruby";

/// The platform of Ruby in an image on Alpine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlpinePlatform {
    /// The processor: `x86_64`.
    pub cpu: &'static str,
}

impl AlpinePlatform {
    /// The name in `RubyGems`: `x86_64-linux-musl`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}-linux-musl", self.cpu)
    }

    /// Whether `platform`, a line of `PLATFORMS`, is the platform itself or `ruby`.
    #[must_use]
    pub fn is_named(self, platform: &str) -> bool {
        platform == RUBY || platform == self.name()
    }

    /// Whether `platform` is Linux on the same processor without a C library. `RubyGems` accepts such a gem with any C library.
    #[must_use]
    pub fn is_any_linux(self, platform: &str) -> bool {
        platform.strip_suffix("-linux") == Some(self.cpu)
    }

    /// Whether the locked `gem` can be installed.
    #[must_use]
    pub fn accepts(self, gem: &LockedGem) -> bool {
        gem.platform
            .as_deref()
            .is_none_or(|platform| self.is_named(platform) || self.is_any_linux(platform))
    }
}

/// Whether `platform` is Linux with the GNU C library, which Alpine does not have.
#[must_use]
pub fn is_gnu_linux(platform: &str) -> bool {
    platform.ends_with("-linux-gnu")
}
