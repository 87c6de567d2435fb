//! What hooks and schedules say is read as GitHub reads it.

use std::collections::BTreeSet;

use tvgen::{
    catalogue::actions,
    lang::expr::{
        hole::{condition, holes},
        parse::{Fault, parse},
    },
    spec::{actions::GENERATED, cron, hooks::untrusted::Untrusted},
};

/// What is wrong with it; nothing, if nothing is.
fn what<T>(parsed: Result<T, Fault>) -> &'static str {
    parsed.map_or_else(|fault| fault.what, |_| "")
}

#[test]
fn an_expression_that_github_reads_has_no_fault() {
    for text in [
        "true",
        "-1.5e3 < 0xff",
        "github.ref == 'refs/heads/main'",
        "'It''s'",
        "! ( github.actor == 'a' || ! cancelled() )&&always( )",
        "contains(github.event.pull_request.labels.*.name, 'deploy')",
        "github['event'].commits[*].id[0]",
        "fromJSON('[1]')[0]",
        "format('{0}}}', steps.a-b.outputs.c_d)",
        "hashFiles('**/a', '**/b')\n&& NEEDS.build.result",
    ] {
        assert_eq!(parse(text).err(), None, "{text}");
    }
}

#[test]
fn an_expression_that_github_refuses_has_a_fault() {
    for (text, expected) in [
        ("", "blank"),
        ("'main", "a quote not closed"),
        ("\"main\"", "double quotes"),
        ("main", "an unknown name"),
        ("branch()", "an unknown function"),
        ("github.ref = 'a'", "an operator missing"),
        ("github.ref == ", "ends too early"),
        ("(true", "a bracket not closed"),
        ("true) || (true", "a bracket too many"),
        ("contains(github.ref,)", "a value missing"),
        ("github.event[", "ends too early"),
        ("github.event[(0])", "a bracket too many"),
        ("github..ref", "a name missing"),
        ("true, false", "an operator missing"),
        ("true false", "an operator missing"),
        ("1.2.3", "not a number"),
        ("github.ref }}", "an operator missing"),
        ("github.ref # main", "an operator missing"),
        ("TRUE", "an unknown name"),
        ("'a'.b", "an operator missing"),
        ("1[0]", "an operator missing"),
        ("contains(github.ref)", "too few arguments"),
        ("always(1)", "too many arguments"),
        ("case(true, 1, true, 2)", "a default missing"),
    ] {
        assert_eq!(what(parse(text)), expected, "{text}");
    }
    assert_eq!(what(parse(&"(".repeat(51))), "nested too deep");
    for nested in [
        "!".repeat(50) + "true",
        "github".to_owned() + &".a".repeat(50),
        "(".repeat(50) + "true" + &")".repeat(50),
    ] {
        assert_eq!(what(parse(&nested)), "nested too deep", "{nested}");
    }
    assert_eq!(what(parse(&"1".repeat(21_001))), "too long");
}

#[test]
fn the_contexts_that_reach_the_result_of_an_expression_are_found() {
    for (text, paths) in [
        ("github.head_ref", &["github.head_ref"][..]),
        ("GitHub.Head_Ref", &["github.head_ref"]),
        ("github['head_ref']", &["github.head_ref"]),
        (
            "github['event'].inputs['name']",
            &["github.event.inputs.name"],
        ),
        ("github[vars.KEY]", &["github", "vars.key"]),
        ("github.event.commits[0].message", &["github.event.commits"]),
        ("github.event.*.title", &["github.event.*.title"]),
        ("toJSON(github)", &["github"]),
        ("format('{0}', github.actor)", &["github.actor"]),
        ("github.head_ref || 1 == 2", &["github.head_ref"]),
        (
            "github.ref == 'a' && github.head_ref || 'b'",
            &["github.head_ref"],
        ),
        ("(github.head_ref) == 'a'", &[]),
        ("contains(github.head_ref, 'a') && inputs.a", &["inputs.a"]),
        ("github.ref == 'a' && 'b' || 'c'", &[]),
        ("'a' != github.ref && 'b'", &[]),
        ("startsWith(format('{0}', github.head_ref), 'a')", &[]),
        ("hashFiles('a')", &[]),
        ("true && null", &[]),
    ] {
        let tree = parse(text).expect("GitHub reads it");
        assert_eq!(tree.result_contexts(), paths, "{text}");
    }
}

#[test]
fn the_expressions_of_a_text_are_found() {
    let found = |text| -> Vec<(usize, &str)> {
        let holes = holes(text).expect("GitHub reads it").into_iter();
        holes.map(|hole| (hole.range.start, hole.inside)).collect()
    };
    assert_eq!(found("no hole, $ { {{ }}"), []);
    assert_eq!(
        found("a${{ github.ref }}b${{'}}'}}"),
        [(1, " github.ref "), (19, "'}}'")]
    );
    for (text, fault, at) in [
        ("${{ github.ref }", "`${{` not closed", 0),
        ("${{ 'a }}", "`${{` not closed", 0),
        ("${{ }}", "blank", 3),
        ("${{ ${{ true }} }}", "a value missing", 4),
        ("a ${{ github.ref = 'a' }}", "an operator missing", 17),
    ] {
        assert_eq!(holes(text).err(), Some(Fault { what: fault, at }), "{text}");
    }
}

#[test]
fn a_condition_is_one_expression() {
    for text in [" always() ", "${{ always() }}"] {
        assert_eq!(condition(text).map(|hole| hole.inside), Ok("always()"));
    }
    assert_eq!(
        what(condition("${{ always() }} && true")),
        "text after `${{ }}`"
    );
    assert_eq!(what(condition("!${{ always() }}")), "text before `${{ }}`");
    assert_eq!(what(condition(" ")), "blank");
}

#[test]
fn a_schedule_is_read_as_github_reads_it() {
    for schedule in [
        "0 12 * * 0",
        "*/5 * * * *",
        "30 5,17 1-7 JAN-mar,DEC MON-FRI",
        "5/10 0-23/2 31 12 6",
    ] {
        assert_eq!(cron::fault(schedule), None, "{schedule}");
    }
    for (schedule, expected) in [
        ("", "not five fields"),
        ("0  12 * * 0", "not five fields"),
        ("0 12 * * 0 2026", "not five fields"),
        ("@daily", "a word, not a schedule"),
        ("60 * * * *", "minute: 0 to 59"),
        ("0 24 * * *", "hour: 0 to 23"),
        ("0 0 0 * *", "day of the month: 1 to 31"),
        ("0 0 L * *", "day of the month: 1 to 31"),
        ("0 0 1 FEBRUARY *", "month: 1 to 12"),
        ("0 0 * * 7", "day of the week: 0 to 6"),
        ("0 0 * * FRI-MON", "day of the week: 0 to 6"),
        ("0 0 ? * *", "day of the month: 1 to 31"),
        ("+1 * * * *", "minute: 0 to 59"),
        ("*/0 * * * *", "minute: 0 to 59"),
        ("1, * * * *", "minute: 0 to 59"),
        ("* * * * *", "more than every 5 minutes"),
        ("*/4 0 * * *", "more than every 5 minutes"),
        ("0,2 * * * *", "more than every 5 minutes"),
    ] {
        assert_eq!(
            cron::fault(schedule).as_deref(),
            Some(expected),
            "{schedule}"
        );
    }
}

#[test]
fn the_actions_of_generated_workflows_are_known_by_name() {
    let texts: Vec<String> = crate::laws::files("src/plan", "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a file of ours can be read"))
        .collect();
    let named = texts.iter().flat_map(|text| text.split('"'));
    let used: BTreeSet<&str> = named
        .filter(|word| actions::names().any(|name| name == *word))
        .collect();
    assert_eq!(used, GENERATED.iter().copied().collect());
}

#[test]
fn a_condition_is_evaluated_for_a_pull_request_that_is_not_trusted() {
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    let person = "github.event.pull_request.user.type != 'Bot'";
    let case = |condition: &str, fork: bool, bot: bool| {
        assert_eq!(Untrusted::Fork.may_meet(condition), fork, "{condition}");
        assert_eq!(Untrusted::Bot.may_meet(condition), bot, "{condition}");
    };
    case("github.event_name == 'push'", false, false);
    case("GITHUB.Event_Name == 'PUSH'", false, false);
    case("${{ github['event_name'] == 'push' }}", false, false);
    case("github.event_name != 'pull_request'", false, false);
    case("!(github.event_name == 'pull_request')", false, false);
    case("github.event_name == 'pull_request'", true, true);
    case("startsWith(github.event_name, 'pull_request')", true, true);
    case("contains(github.event_name, 'push')", false, false);
    case("github.ref == 'refs/heads/main'", false, false);
    case("github.ref_name == 'main'", false, false);
    case("startsWith(github.ref, 'refs/heads/')", false, false);
    case("github.ref != 'refs/heads/main'", true, true);
    case("!github.head_ref", false, false);
    case("github.head_ref == ''", false, false);
    case("!github.event.pull_request", false, false);
    case("github.base_ref == 'main'", true, true);
    case(own, false, true);
    case(&format!("{own} && {person}"), false, false);
    case(
        &format!("github.event_name != 'pull_request' || ({own} && {person})"),
        false,
        false,
    );
    case(
        &format!("github.event_name != 'pull_request' || {own} || {person}"),
        true,
        true,
    );
    case(
        &format!("{own} && github.actor != 'dependabot[bot]'"),
        false,
        true,
    );
    case(
        "github.event.pull_request.head.repo.full_name == 'acme/hello'",
        false,
        true,
    );
    case(
        "github.event.pull_request.head.repo.fork == false",
        false,
        true,
    );
    case("!github.event.pull_request.head.repo.fork", false, true);
    case("github.event.pull_request.head.repo.fork", true, true);
    case("github.repository == 'acme/hello'", true, true);
    case("github.actor != 'renovate[bot]'", true, true);
    case("env.TRUSTED == 'true'", true, true);
    case("secrets.TOKEN != ''", true, true);
    case("always() || github.event_name == 'push'", true, true);
    case("success() && github.event_name == 'push'", false, false);
    case(
        "contains(github.event.pull_request.labels.*.name, 'deploy')",
        true,
        true,
    );
    case(
        "github.event_name == 'push' && failure() || false",
        false,
        false,
    );
    case("false", false, false);
    case("fromJSON('false')", false, false);
    case("fromJSON(vars.OPEN)", true, true);
    case("format('{0}', github.event_name) == 'push'", false, false);
    case("github['event.action']", true, true);
    case("!github['event.action']", true, true);
    case("cannot be read (", true, true);
}

#[test]
fn a_secret_behind_a_condition_is_none_for_a_pull_request_that_is_not_trusted() {
    let case = |text: &str, secrets: &[&str]| {
        assert_eq!(Untrusted::Fork.secrets(text), secrets, "{text}");
        assert_eq!(Untrusted::Bot.secrets(text), secrets, "{text}");
    };
    case("${{ secrets.TOKEN }}", &["TOKEN"]);
    case("a ${{ Secrets['token'] }} b", &["TOKEN"]);
    case("${{ toJSON(secrets) }}", &["secrets"]);
    case("${{ secrets[matrix.name] }}", &["secrets"]);
    case(
        "${{ github.event_name == 'push' && secrets.TOKEN || '' }}",
        &[],
    );
    case(
        "${{ github.event_name == 'pull_request' && secrets.TOKEN || '' }}",
        &["TOKEN"],
    );
    case(
        "${{ github.event_name == 'push' && secrets.ONE || secrets.TWO }}",
        &["ONE", "TWO"],
    );
    case("${{ github.sha }} secrets.TOKEN", &[]);
    case("${{ 'secrets.TOKEN' }}", &[]);
    case("${{ format('a {0}', secrets.TOKEN) }}", &["TOKEN"]);
    case("${{ fromJSON(secrets.TOKEN).password }}", &["TOKEN"]);
    case(
        "${{ format('{0}', github.event_name == 'push' && secrets.TOKEN) }}",
        &[],
    );
}

#[test]
fn a_long_condition_does_not_overflow_the_stack() {
    let chains =
        ["1||", "1==", "!", "a.", "'/'||"].map(|piece| piece.repeat(21_000 / piece.len() - 1));
    for chain in chains {
        // What it is does not matter: it is read, and comes to something or not.
        let is_met = [format!("{chain}1"), format!("github.{chain}a")]
            .map(|text| Untrusted::Fork.may_meet(&text));
        assert!(is_met.contains(&true), "{}", &chain[..5]);
    }
    let indices = format!("github{}", "[1]".repeat(6_000));
    assert!(Untrusted::Fork.may_meet(&indices));
}

#[test]
fn a_text_that_doubles_with_each_call_is_not_evaluated_to_its_end() {
    for (start, end) in [
        ("format('{0}{0}', ", ")"),
        ("toJSON(", ")"),
        ("join(fromJSON('[1,1,1,1,1,1,1,1]'), ", ")"),
    ] {
        let nested = start.repeat(45) + "'\"\\'" + &end.repeat(45);
        let none = Untrusted::Fork.may_meet(&format!("!{nested}"));
        assert!(none, "{start}: its value is unknown");
    }
}
