//! Scripts that a template gives, a command a line.

use super::Shell;
use crate::lang::{Origin, Text};

/// Splits `script` into its comments and its commands. A command goes on after a line that ends with ` \`, up to a blank
/// line; of the blanks before its further lines none is kept.
#[must_use]
pub fn comments_and_commands(script: &Text<Shell>) -> (Vec<Text<Shell>>, Vec<Text<Shell>>) {
    let (mut comments, mut commands) = (Vec::new(), Vec::new());
    let mut lines = script.as_str().lines().enumerate().peekable();
    while let Some((start, line)) = lines.next() {
        if line.starts_with('#') {
            comments.push(text(script, start, &[line]));
        } else if !line.is_empty() {
            let mut command = vec![line];
            while command.last().is_some_and(|line| line.ends_with(" \\"))
                && let Some((_, line)) = lines.next_if(|(_, line)| !line.is_empty())
            {
                command.push(line.trim_start());
            }
            commands.push(text(script, start, &command));
        }
    }
    (comments, commands)
}

/// The lines of `script` from the line `start` on, which are `lines`.
fn text(script: &Text<Shell>, start: usize, lines: &[&str]) -> Text<Shell> {
    let origins = script.origins().iter();
    let origins = origins.filter(|origin| (start..start + lines.len()).contains(&origin.line));
    let text = lines.join("\n");
    let text = text.strip_suffix(" \\").unwrap_or(&text).to_owned();
    Text::traced(
        text,
        origins.map(|origin: &Origin| origin.on(origin.line - start)),
    )
}
