//! Finds the files of the repository that an install script of a `package.json` reads.

use super::{Collector, MAX_READ, ObstacleKind, manifest::Manifest};
use crate::{
    repository::{Claim, wildcard},
    source::path::{folder, normalize},
};

/// Programs whose next word is a script of the manifest.
const RUNNERS: &[&str] = &["npm", "yarn", "pnpm", "npm-run-all", "run-s", "run-p"];

/// Programs whose next word is a file or folder.
const READERS: &[&str] = &[
    "node", "sh", "bash", "ash", "cd", "source", ".", "tsx", "ts-node",
];

/// Programs that start the Rails app, whose source is not copied yet.
const APP_PROGRAMS: &[&str] = &["rails", "rake", "bundle", "ruby"];

/// Extensions that Node.js adds to a path (<https://nodejs.org/api/modules.html#all-together>), and those of bundlers.
const EXTENSIONS: &[&str] = &["", ".js", ".cjs", ".mjs", ".json", ".ts", "/index.js"];

/// The maximum depth of scripts that run scripts.
const MAX_DEPTH: usize = 8;

/// Adds the files that the script `name` of `manifest` reads.
pub(super) fn add_files(collector: &mut Collector, manifest: &Manifest, name: &str) {
    let mut reader = ScriptReader {
        collector,
        manifest,
        read: Vec::new(),
    };
    reader.read_script(name, 0);
}

struct ScriptReader<'a, 'c> {
    collector: &'a mut Collector<'c>,
    manifest: &'a Manifest,
    /// The JavaScript files that were read.
    read: Vec<String>,
}

impl ScriptReader<'_, '_> {
    /// Reads the script `name`; `depth` is the number of scripts that run it.
    fn read_script(&mut self, name: &str, depth: usize) {
        let Some(commands) = self.manifest.script(name) else {
            return;
        };
        let commands = commands.to_owned();
        let claim = self.manifest.claim(&format!("\"{name}\""));
        let claim = Claim::new(&claim.file, claim.line, &commands);
        let mut base = folder(&self.manifest.path).to_owned();
        for command in commands.split(['&', '|', ';', '\n']) {
            let words: Vec<&str> = command
                .split_whitespace()
                .map(|word| word.trim_matches(['"', '\'', '(', ')']))
                .filter(|word| !word.is_empty())
                .collect();
            // Assignments before the command: `NODE_ENV=production node build.js`.
            let start = words.iter().position(|word| !word.contains('='));
            let words = &words[start.unwrap_or(words.len())..];
            let Some((program, arguments)) = words.split_first() else {
                continue;
            };
            let program_name = program.rsplit('/').next().unwrap_or(program);
            if APP_PROGRAMS.contains(&program_name) {
                self.collector.report(ObstacleKind::NeedsSource, &claim);
                continue;
            }
            if *program == "cd" {
                if let Some(target) = arguments.first() {
                    self.add_or_report(&format!("{base}{target}"), &claim);
                    base = format!("{}/", normalize(&format!("{base}{target}")));
                }
                continue;
            }
            if program_name == "patch-package" {
                self.add_patches(&base, arguments);
                continue;
            }
            if RUNNERS.contains(&program_name) && depth < MAX_DEPTH {
                for script in arguments.iter().filter(|word| **word != "run") {
                    self.read_script(script, depth + 1);
                }
                continue;
            }
            self.read_word(&base, program, false, &claim);
            for (index, word) in arguments.iter().enumerate() {
                let follows_reader = index == 0 && READERS.contains(&program_name);
                self.read_word(&base, word, follows_reader, &claim);
            }
        }
    }

    /// Adds the file or folder at `path`; reports a path that does not exist yet.
    fn add_or_report(&mut self, path: &str, claim: &Claim) {
        if !self.collector.add_existing(path) {
            self.collector.report(ObstacleKind::NeedsSource, claim);
        }
    }

    /// Adds the patches that `patch-package` applies.
    fn add_patches(&mut self, base: &str, arguments: &[&str]) {
        let mut arguments = arguments.iter();
        let option = arguments.find(|word| **word == "--patch-dir");
        let directory = option.and_then(|_| arguments.next());
        self.collector
            .add_existing(&format!("{base}{}", directory.unwrap_or(&"patches")));
    }

    /// Adds the file or folder that `word` of a command names. A word without `/` and `.` is a path only if it `is_path`.
    fn read_word(&mut self, base: &str, word: &str, is_path: bool, claim: &Claim) {
        let is_option = word.starts_with('-') || word.contains("://") || word.contains('$');
        if is_option || !(is_path || word.contains(['/', '.'])) || word.starts_with('@') {
            return;
        }
        let path = normalize(&format!("{base}{word}"));
        if path.is_empty() || path.starts_with('/') || path.contains("node_modules") {
            return;
        }
        if let Some((directory, _)) = path.split_once(['*', '{']) {
            let directory = directory.trim_end_matches('/');
            if wildcard::is_folder(self.collector.repository, directory) {
                self.collector.add_existing(directory);
            }
            return;
        }
        let candidates = EXTENSIONS
            .iter()
            .map(|extension| format!("{path}{extension}"));
        let found = { candidates }.find(|path| self.collector.repository.has(path));
        match found {
            Some(path) => {
                self.collector.add_existing(&path);
                self.follow_imports(&path);
            }
            // A path of the package manager or an output: only a script to run must exist.
            None if is_path || word.starts_with("./") || word.starts_with("bin/") => {
                self.collector.report(ObstacleKind::NeedsSource, claim);
            }
            None => {}
        }
    }

    /// Adds the files that the JavaScript file at `path` imports by relative paths, directly or indirectly.
    fn follow_imports(&mut self, path: &str) {
        let mut queue = vec![path.to_owned()];
        while let Some(path) = queue.pop() {
            let extension = path.rsplit('.').next().unwrap_or_default();
            let is_code = ["js", "cjs", "mjs", "ts"].contains(&extension);
            if !is_code || self.read.contains(&path) || self.read.len() >= MAX_READ {
                continue;
            }
            let text = self.collector.repository.text(&path).unwrap_or_default();
            for import in relative_imports(&text) {
                let target = normalize(&format!("{}{import}", folder(&path)));
                let candidates = EXTENSIONS
                    .iter()
                    .map(|extension| format!("{target}{extension}"));
                let is_file = |path: &String| self.collector.repository.text(path).is_some();
                if let Some(file) = { candidates }.find(is_file) {
                    self.collector.add_existing(&file);
                    queue.push(file);
                }
            }
            self.read.push(path);
        }
    }
}

/// The relative paths in strings of `code`: `./copy`, `../package.json`.
fn relative_imports(code: &str) -> Vec<&str> {
    let mut imports = Vec::new();
    for line in code.lines() {
        for quote in ['"', '\'', '`'] {
            let strings = line.split(quote).skip(1).step_by(2);
            imports
                .extend(strings.filter(|text| text.starts_with("./") || text.starts_with("../")));
        }
    }
    imports
}
