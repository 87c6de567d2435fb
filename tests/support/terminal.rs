//! Runs `tvgen` at a terminal of a given width.

use std::process::Command;

use super::{TODAY, project::Project};

/// Runs a program in a pseudo-terminal and prints its output.
const SCRIPT: &str = r#"
import fcntl, os, pty, struct, sys, termios
columns, folder, *words = sys.argv[1:]
variables = dict(word.split("=", 1) for word in words[:words.index("--")])
program = words[words.index("--") + 1:]
process, terminal = pty.fork()
if process == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(columns), 0, 0))
    os.chdir(folder)
    os.execve(program[0], program, variables)
while True:
    try:
        shown = os.read(terminal, 65536)
    except OSError:
        break
    if not shown:
        break
    sys.stdout.buffer.write(shown)
os.waitpid(process, 0)
"#;

/// Runs `tvgen` in `project` in a terminal `columns` wide, with the environment `variables`; returns the output.
pub fn show(project: &Project, columns: usize, variables: &[&str], arguments: &[&str]) -> String {
    let output = Command::new("python3")
        .args(["-c", SCRIPT, &columns.to_string()])
        .arg(project.path(""))
        .args(variables)
        .args(["--", env!("CARGO_BIN_EXE_tvgen")])
        .args(["--today", &TODAY.to_string()])
        .args(arguments)
        .output()
        .expect("python3 runs");
    let error = String::from_utf8_lossy(&output.stderr);
    assert_eq!(error, "");
    let shown = String::from_utf8(output.stdout).expect("the output is UTF-8");
    shown.replace("\r\n", "\n")
}

/// Removes styles and cursor movements from `text`.
pub fn unstyled(text: &str) -> String {
    let mut parts = text.split("\x1b[");
    let mut plain = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|c: char| !c.is_ascii_digit() && c != ';');
        let end = end.expect("a control sequence ends");
        plain += &part[end + 1..];
    }
    plain
}
