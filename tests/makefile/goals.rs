//! Only the goals of a command line select the environment, not variables.

use super::{run_make, teaching_vacancies_project};

#[test]
fn no_caller_variable_chooses_another_environment() {
    let goals = ["staging", "require-environment"];
    let chosen = "ci qa";
    let assignment = format!("MAKECMDGOALS={chosen}");
    let with_variable = run_make(
        &teaching_vacancies_project(),
        &goals,
        &[("MAKECMDGOALS", chosen)],
    );
    let on_command_line = run_make(
        &teaching_vacancies_project(),
        &[&goals[..], &[assignment.as_str()]].concat(),
        &[],
    );
    for output in [with_variable, on_command_line] {
        let error = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{error}");
        assert!(error.contains("Unset MAKECMDGOALS"), "{error}");
    }
    assert!(
        run_make(&teaching_vacancies_project(), &goals, &[])
            .status
            .success()
    );
}
