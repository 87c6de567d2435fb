//! The environment is the one among the goals, whatever a caller sets.

use super::{make, teaching_vacancies};

#[test]
fn no_variable_of_a_caller_chooses_another_environment() {
    let goals = ["staging", "require-environment"];
    let chosen = "ci qa";
    let given = format!("MAKECMDGOALS={chosen}");
    let with_variable = make(&teaching_vacancies(), &goals, &[("MAKECMDGOALS", chosen)]);
    let on_command_line = make(
        &teaching_vacancies(),
        &[&goals[..], &[given.as_str()]].concat(),
        &[],
    );
    for output in [with_variable, on_command_line] {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{error}");
        assert!(error.contains("Unset MAKECMDGOALS"), "{error}");
    }
    assert!(make(&teaching_vacancies(), &goals, &[]).status.success());
}
