//! Splits scripts from templates into comments and commands.

use super::Shell;
use crate::lang::{Origin, Text};

/// Splits `script` into its comments and its commands, one per line. A line that ends with ` \` continues on the next one,
/// up to a blank line; continuation lines lose their indentation.
#[must_use]
pub fn split_script(script: &Text<Shell>) -> (Vec<Text<Shell>>, Vec<Text<Shell>>) {
    let (mut comments, mut commands) = (Vec::new(), Vec::new());
    let mut lines = script.as_str().lines().enumerate().peekable();
    while let Some((start, line)) = lines.next() {
        if line.starts_with('#') {
            comments.push(slice(script, start, &[line]));
        } else if !line.is_empty() {
            let mut command = vec![line];
            while command.last().is_some_and(|line| line.ends_with(" \\"))
                && let Some((_, line)) = lines.next_if(|(_, line)| !line.is_empty())
            {
                command.push(line.trim_start());
            }
            commands.push(slice(script, start, &command));
        }
    }
    (comments, commands)
}

/// `lines`, which start at line `start` of `script`, with their origins.
fn slice(script: &Text<Shell>, start: usize, lines: &[&str]) -> Text<Shell> {
    let origins = script.origins().iter();
    let origins = origins.filter(|origin| (start..start + lines.len()).contains(&origin.line));
    let text = lines.join("\n");
    let text = text.strip_suffix(" \\").unwrap_or(&text).to_owned();
    Text::traced(
        text,
        origins.map(|origin: &Origin| origin.with_line(origin.line - start)),
    )
}
