//! Parses commands of the user and rejects those that would run into the next line.

use tvgen::lang::shell::{Command, command::CommandError};

#[track_caller]
fn assert_rejected(text: &str, error: CommandError) {
    assert_eq!(Command::parse(text), Err(error), "{text}");
}

#[track_caller]
fn assert_parsed(text: &str, simple: bool, joins: bool, words: Option<&[&str]>) {
    let command = Command::parse(text).unwrap_or_else(|error| panic!("{text}: {error:?}"));
    let read = command
        .literal_words()
        .map(|words| words.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(
        (command.is_simple(), command.is_joinable(), read.as_deref()),
        (simple, joins, words),
        "{text}"
    );
}

#[test]
fn a_command_that_does_not_end_on_its_own_is_rejected() {
    assert_rejected(" \t", CommandError::Empty);
    assert_rejected("a\nb", CommandError::ControlCharacter);
    assert_rejected("echo 'a", CommandError::UnclosedQuote('\''));
    assert_rejected("echo \"a", CommandError::UnclosedQuote('"'));
    assert_rejected("echo `a", CommandError::UnclosedQuote('`'));
    assert_rejected("echo a\\", CommandError::TrailingBackslash);
    assert_rejected("echo a\\\\", CommandError::TrailingBackslash);
    assert_rejected("echo a # b", CommandError::Comment);
    assert_rejected("# b", CommandError::Comment);
    assert_rejected("a;# b", CommandError::Comment);
    assert_rejected("cat <<EOF", CommandError::HereDocument);
    assert_rejected("echo $(a", CommandError::Unbalanced('('));
    assert_rejected("echo ${a", CommandError::Unbalanced('{'));
    assert_rejected("echo a)", CommandError::Unbalanced(')'));
    assert_rejected("(a", CommandError::Unbalanced('('));
    assert_rejected("a &&", CommandError::DanglingOperator);
    assert_rejected("&& a", CommandError::DanglingOperator);
    assert_rejected("; a", CommandError::DanglingOperator);
}

#[test]
fn a_command_knows_whether_it_can_be_joined() {
    assert_parsed(
        "bundle exec rails s",
        true,
        true,
        Some(&["bundle", "exec", "rails", "s"]),
    );
    assert_parsed(
        "echo 'a  b' \"c\"",
        true,
        true,
        Some(&["echo", "a  b", "c"]),
    );
    assert_parsed("echo a#b", true, true, Some(&["echo", "a#b"]));
    assert_parsed("echo $HOME", true, true, None);
    assert_parsed("echo *.rb", true, true, None);
    assert_parsed("A=b env", true, true, None);
    assert_parsed("a 2>&1", true, true, None);
    assert_parsed("a && b", false, true, None);
    assert_parsed("a | b", false, true, None);
    assert_parsed("a || b", false, false, None);
    assert_parsed("a; b", false, false, None);
    assert_parsed("a &", false, false, None);
    assert_parsed("echo \"$(a || b; c)\"", true, true, None);
    assert_parsed("if a; then b; fi", false, false, None);
    assert_parsed("(a)", false, false, None);
    assert_parsed("! a", false, false, None);
}

#[test]
fn pipes_are_detected_at_any_depth() {
    #[track_caller]
    fn case(text: &str, pipes: bool) {
        assert_eq!(
            Command::parse(text).map(|command| command.has_pipe()),
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

#[test]
fn a_case_is_complete_with_its_esac() {
    for command in [
        "case $A in x) echo 1 ;; y|z) echo 2 ;; esac",
        "case $A in (x) echo 1;; esac",
        "(case a in a) true;; esac) && echo x",
        "if true; then case a in a) b;; esac; fi",
        "true && case a in *) echo \")\" ;; esac",
        "echo case",
    ] {
        assert!(
            Command::parse(command).is_ok(),
            "{command}: {:?}",
            Command::parse(command)
        );
    }
    assert_rejected("case $A in x) echo 1", CommandError::OpenCase);
    assert_rejected("echo case a in x)", CommandError::Unbalanced(')'));
    assert_rejected("case a in a) b;; esac)", CommandError::Unbalanced(')'));
}
