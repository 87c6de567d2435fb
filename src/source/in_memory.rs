//! Files next to a spec that exist only in memory.

use super::Repository;

/// Files with their paths and texts; of two with the same path, the later one counts.
pub struct InMemoryFiles<'a>(pub &'a [(String, String)]);

impl Repository for InMemoryFiles<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let file = self.0.iter().rfind(|(name, _)| name == path);
        file.map(|(_, text)| text.clone())
    }

    fn has(&self, path: &str) -> bool {
        let folder = format!("{}/", path.trim_end_matches('/'));
        let mut names = self.0.iter().map(|(name, _)| name);
        names.any(|name| name == path || name.starts_with(&folder))
    }

    fn names(&self, path: &str) -> Vec<String> {
        let path = path.trim_end_matches('/');
        let folder = if path.is_empty() {
            String::new()
        } else {
            format!("{path}/")
        };
        let entries = self.0.iter();
        let entries = entries.filter_map(|(name, _)| name.strip_prefix(&folder)?.split('/').next());
        let mut names: Vec<String> = entries.map(str::to_owned).collect();
        names.sort();
        names.dedup();
        names
    }
}
