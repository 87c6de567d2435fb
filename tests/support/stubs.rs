//! Stubs that replace real programs.

use std::process::Command;

/// A folder with stubs that replace real programs of the same names.
pub struct Stubs(tempfile::TempDir);

impl Stubs {
    /// Creates a stub for each name, which runs the given script.
    pub fn new(scripts: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (name, script) in scripts {
            let file = folder.path().join(name);
            std::fs::write(&file, format!("#!/bin/sh\n{script}\n"))
                .expect("the script can be written");
            let executable = std::os::unix::fs::PermissionsExt::from_mode(0o755);
            std::fs::set_permissions(&file, executable).expect("the script exists");
        }
        Self(folder)
    }

    /// A command with the stubs first on its `PATH`, without the options of an outer make and without git configuration.
    pub fn command(&self, program: &str) -> Command {
        let path = std::env::var("PATH").expect("PATH is set");
        let mut command = Command::new(program);
        command
            .env("PATH", format!("{}:{path}", self.0.path().display()))
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env_remove("MAKEFLAGS")
            .env_remove("MAKELEVEL");
        command
    }
}
