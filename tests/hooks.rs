//! What hooks and schedules say is read as GitHub reads it.

use std::collections::BTreeSet;

use tvgen::{
    catalogue::actions,
    lang::expr::syntax::{condition, fault, holes},
    spec::{actions::GENERATED, cron},
};

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
        assert_eq!(fault(text), None, "{text}");
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
    ] {
        assert_eq!(fault(text), Some(expected), "{text}");
    }
    assert_eq!(fault(&"(".repeat(51)), Some("nested too deep"));
    assert_eq!(fault(&"1".repeat(21_001)), Some("too long"));
}

#[test]
fn the_expressions_of_a_text_are_found() {
    assert_eq!(holes("no hole, $ { {{ }}"), Ok(vec![]));
    assert_eq!(
        holes("a${{ github.ref }}b${{'}}'}}"),
        Ok(vec![" github.ref ", "'}}'"])
    );
    assert_eq!(holes("${{ github.ref }"), Err("`${{` not closed"));
    assert_eq!(holes("${{ 'a }}"), Err("`${{` not closed"));
    assert_eq!(holes("${{ }}"), Err("blank"));
    assert_eq!(holes("${{ ${{ true }} }}"), Err("a value missing"));
}

#[test]
fn a_condition_is_one_expression() {
    assert_eq!(condition(" always() "), Ok("always()"));
    assert_eq!(condition("${{ always() }}"), Ok("always()"));
    assert_eq!(
        condition("${{ always() }} && true"),
        Err("text after `${{ }}`")
    );
    assert_eq!(condition("!${{ always() }}"), Err("text before `${{ }}`"));
    assert_eq!(condition(" "), Err("blank"));
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
    let texts: Vec<String> = crate::laws::files("src/emit", "rs")
        .iter()
        .map(|path| std::fs::read_to_string(path).expect("a file of ours can be read"))
        .collect();
    let named = texts.iter().flat_map(|text| text.split('"'));
    let used: BTreeSet<&str> = named
        .filter(|word| actions::names().any(|name| name == *word))
        .collect();
    assert_eq!(used, GENERATED.iter().copied().collect());
}
