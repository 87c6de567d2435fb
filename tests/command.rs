//! A command of the user's ends where it ends.

use tvgen::lang::shell::{Command, command::Fault};

#[track_caller]
fn fault(text: &str, fault: Fault) {
    assert_eq!(Command::parse(text), Err(fault), "{text}");
}

#[track_caller]
fn shape(text: &str, simple: bool, joins: bool, words: Option<&[&str]>) {
    let command = Command::parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
    let read = command
        .words()
        .map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        (command.is_simple(), command.joins(), read.as_deref()),
        (simple, joins, words),
        "{text}"
    );
}

#[test]
fn a_command_that_would_leak_is_refused() {
    fault(" \t", Fault::Empty);
    fault("a\nb", Fault::Break);
    fault("echo 'a", Fault::Quote('\''));
    fault("echo \"a", Fault::Quote('"'));
    fault("echo `a", Fault::Quote('`'));
    fault("echo a\\", Fault::Backslash);
    fault("echo a\\\\", Fault::Backslash);
    fault("echo a # b", Fault::Comment);
    fault("# b", Fault::Comment);
    fault("a;# b", Fault::Comment);
    fault("cat <<EOF", Fault::HereDocument);
    fault("echo $(a", Fault::Unbalanced('('));
    fault("echo ${a", Fault::Unbalanced('{'));
    fault("echo a)", Fault::Unbalanced(')'));
    fault("(a", Fault::Unbalanced('('));
    fault("a &&", Fault::Operator);
    fault("&& a", Fault::Operator);
    fault("; a", Fault::Operator);
}

#[test]
fn a_command_tells_how_it_joins_others() {
    shape(
        "bundle exec rails s",
        true,
        true,
        Some(&["bundle", "exec", "rails", "s"]),
    );
    shape(
        "echo 'a  b' \"c\"",
        true,
        true,
        Some(&["echo", "a  b", "c"]),
    );
    shape("echo a#b", true, true, Some(&["echo", "a#b"]));
    shape("echo $HOME", true, true, None);
    shape("echo *.rb", true, true, None);
    shape("A=b env", true, true, None);
    shape("a 2>&1", true, true, None);
    shape("a && b", false, true, None);
    shape("a | b", false, true, None);
    shape("a || b", false, false, None);
    shape("a; b", false, false, None);
    shape("a &", false, false, None);
    shape("echo \"$(a || b; c)\"", true, true, None);
    shape("if a; then b; fi", false, false, None);
    shape("(a)", false, false, None);
    shape("! a", false, false, None);
}

#[test]
fn a_pipe_is_seen_at_any_depth() {
    #[track_caller]
    fn case(text: &str, pipes: bool) {
        assert_eq!(
            Command::parse(text).map(|command| command.pipes()),
            Ok(pipes),
            "{text}"
        );
    }
    case("a | b", true);
    case("echo \"$(a | b)\"", true);
    case("(a | b) && c", true);
    case("a || b", false);
    case("echo 'a | b'", false);
    case("echo \"a | b\"", false);
}
