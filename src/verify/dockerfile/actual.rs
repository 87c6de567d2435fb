//! Reads the instructions of the Dockerfile with an independent parser.

use parse_dockerfile::{
    Command, Flag, HealthcheckArguments, Instruction, JsonOrStringArray, Source,
};

use super::{DescribedInstruction, STAGES, Stages, describe_copy, describe_run, describe_words};

/// The stages of the Dockerfile `text`.
pub(super) fn stages(text: &str) -> Result<Stages, String> {
    let file = parse_dockerfile::parse(text).map_err(|error| error.to_string())?;
    let mut stages: Stages = Vec::new();
    for instruction in &file.instructions {
        if let Instruction::From(from) = instruction {
            let name = from.as_.as_ref().map(|(_, name)| name.value.to_string());
            stages.push((name.unwrap_or_default(), Vec::new()));
        }
        let stage = stages.last_mut().ok_or("an instruction before `FROM`")?;
        stage.1.push(describe(text, instruction)?);
    }
    Ok(stages)
}

#[expect(
    clippy::wildcard_enum_match_arm,
    reason = "the parser's enums may grow; the plan has no other instructions"
)]
fn describe(text: &str, instruction: &Instruction) -> Result<DescribedInstruction, String> {
    Ok(match instruction {
        Instruction::From(from) => {
            let flags = from.options.iter().map(describe_flag);
            let image = [from.image.value.to_string()];
            let words: Vec<String> = flags.chain(image).collect();
            describe_words("FROM", STAGES, [words.join(" ")])
        }
        Instruction::Copy(copy) => {
            let paths = copy.src.iter().map(copy_source).chain([&*copy.dest.value]);
            let (from, others): (Vec<_>, Vec<_>) = copy
                .options
                .iter()
                .partition(|option| option.name.value == "from");
            let from = from.first().and_then(|from| from.value.as_ref());
            let others: Vec<String> = others.into_iter().map(describe_flag).collect();
            describe_copy(paths.collect(), from.map(|from| &*from.value), &others)
        }
        Instruction::Arg(arg) => describe_words("ARG", "the arguments", [&*arg.arguments.value]),
        Instruction::Env(env) => {
            let variable = decode_variable(&text[env.arguments.span.clone()]);
            describe_words("ENV", "the variables", [variable])
        }
        Instruction::Workdir(workdir) => {
            let path = &*workdir.arguments.value;
            describe_words("WORKDIR", "the working directory", [path])
        }
        Instruction::User(user) => describe_words("USER", "the user", [&*user.arguments.value]),
        Instruction::Expose(expose) => {
            let ports = expose.arguments.iter().map(|port| &*port.value);
            describe_words("EXPOSE", "the ports", ports)
        }
        Instruction::Shell(shell) => {
            let words = shell.arguments.iter().map(|word| &*word.value);
            describe_words("SHELL", "the shell", words)
        }
        Instruction::Healthcheck(check) => {
            let command = match &check.arguments {
                HealthcheckArguments::Cmd { arguments, .. } => decode_command(text, arguments)?,
                _ => vec!["none".to_owned()],
            };
            let flags = check.options.iter().map(describe_flag);
            describe_words("HEALTHCHECK", "the health check", flags.chain(command))
        }
        Instruction::Volume(volume) => {
            let words = match &volume.arguments {
                JsonOrStringArray::Json(words) => &words.value,
                JsonOrStringArray::String(words) => words,
            };
            let words = words.iter().map(|word| &*word.value);
            describe_words("VOLUME", "the volumes", words)
        }
        Instruction::Entrypoint(entrypoint) => {
            let words = decode_command(text, &entrypoint.arguments)?;
            describe_words("ENTRYPOINT", "the entrypoint", words)
        }
        Instruction::Cmd(cmd) => {
            describe_words("CMD", "the command", decode_command(text, &cmd.arguments)?)
        }
        Instruction::Run(run) => {
            let Command::Shell(script) = &run.arguments else {
                return Err("a `RUN` without a shell".to_owned());
            };
            let lines = script.value.lines().map(|line| {
                let line = line.trim_start();
                line.strip_suffix('\\').unwrap_or(line).trim_end()
            });
            let mounts = run.options.iter().map(|option| {
                let flag = describe_flag(option);
                flag.strip_prefix("--mount=").unwrap_or(&flag).to_owned()
            });
            describe_run(mounts, &lines.collect::<Vec<_>>().join(" "))
        }
        _ => describe_words("?", "unexpected instructions", ["an instruction"]),
    })
}

fn copy_source<'a>(source: &'a Source) -> &'a str {
    if let Source::Path(path) = source {
        &path.value
    } else {
        "a here-document"
    }
}

fn describe_flag(flag: &Flag) -> String {
    let value = flag.value.as_ref().map_or("", |value| &value.value);
    format!("--{}={value}", flag.name.value)
}

/// The words of a command in exec form, or the script of a command in shell form.
fn decode_command(text: &str, command: &Command) -> Result<Vec<String>, String> {
    match command {
        Command::Exec(words) => {
            serde_json::from_str(&text[words.span.clone()]).map_err(|error| error.to_string())
        }
        Command::Shell(script) => Ok(vec![script.value.to_owned()]),
        _ => Err("a command of an unknown form".to_owned()),
    }
}

/// Decodes `NAME=value` of an `ENV`. An unquoted space becomes a newline, and `$NAME` becomes `${NAME}`.
fn decode_variable(arguments: &str) -> String {
    let mut out = String::new();
    let mut quoted = false;
    let mut rest = arguments.chars().peekable();
    while let Some(c) = rest.next() {
        match c {
            '"' => quoted = !quoted,
            // The next variable of the same instruction.
            ' ' if !quoted => out.push('\n'),
            '\\' => match rest.next() {
                Some(c @ ('"' | '$' | '\\')) => out.push(c),
                Some(c) if quoted => out.extend(['\\', c]),
                other => out.extend(other),
            },
            '$' => {
                let is_name = |c: &char| c.is_ascii_alphanumeric() || *c == '_';
                let name: String = std::iter::from_fn(|| rest.next_if(is_name)).collect();
                out.extend(["${", &name, "}"]);
            }
            c => out.push(c),
        }
    }
    out
}
