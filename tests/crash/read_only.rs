//! Read-only folders.

use super::{changed_spec, files};
use crate::support::{HELLO, project::Project};

/// Renders while `folder` is read-only; as another user if the tests run as root.
fn render(project: &Project, folder: &str) -> crate::support::project::RunOutput {
    project.shell(&format!(
        "program=$(mktemp -d) && chmod 755 . \"$program\" && cp \"$TVGEN\" \"$program/tvgen\" && chmod a-w {folder} || exit
         as=
         if [ \"$(id -u)\" = 0 ]; then
           chown -R 65534:65534 .
           as='setpriv --reuid 65534 --regid 65534 --clear-groups'
         fi
         $as \"$program/tvgen\" --today \"$TODAY\" render
         ended=$?
         chmod u+w {folder}
         rm -r \"$program\"
         exit $ended"
    ))
}

#[test]
fn if_a_folder_is_read_only_all_files_stay_as_they_were() {
    let project = Project::rendered();
    let before = files(&project);
    let project = project.file("tvgen.toml", &changed_spec());
    render(&project, "documentation").code(2).stdout("").stderr(
        "error: cannot write documentation/docker.md: Permission denied (os error 13)\n\
         Nothing was written.\nhelp: allow writing to the folder `documentation`, then run tvgen again\n",
    );
    assert_eq!(files(&project), before);
    project.run(&["render"]).code(0);
}

#[test]
fn if_a_parent_folder_is_read_only_no_file_is_written() {
    let project = Project::new()
        .file("tvgen.toml", HELLO)
        .file(".github/kept", "");
    render(&project, ".github").code(2).stdout("").stderr(
        "error: cannot write .github/workflows/build_and_deploy.yml: Permission denied (os error 13)\n\
         Nothing was written.\nhelp: allow writing to the folder `.github`, then run tvgen again\n",
    );
    assert_eq!(project.list(), [".github", "tvgen.toml"]);
    render(&project, ".").code(2).stdout("").stderr(
        "error: cannot write Dockerfile: Permission denied (os error 13)\n\
         Nothing was written.\nhelp: allow writing to the folder `.`, then run tvgen again\n",
    );
}
