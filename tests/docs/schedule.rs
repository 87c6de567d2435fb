//! The schedule of the cache rebuild in words.

use crate::support::read_spec;

use super::page;

#[test]
fn a_schedule_is_described_in_words() {
    for (schedule, words) in [
        ("0 12 * * 0", "every Sunday at 12:00 UTC"),
        ("17 3 * * *", "every day at 03:17 UTC"),
        (
            "30 5,17 * * MON-FRI",
            "Monday to Friday at 05:30 and 17:30 UTC",
        ),
        (
            "0 6 * * 1,3,5",
            "every Monday, Wednesday and Friday at 06:00 UTC",
        ),
        ("0 6 * * sat,sun", "every Sunday and Saturday at 06:00 UTC"),
        ("0 0 1 * *", "on the 1st of every month at 00:00 UTC"),
        (
            "0 0 2,15 * *",
            "on the 2nd and 15th of every month at 00:00 UTC",
        ),
        (
            "5 4 23 jan,jul *",
            "on the 23rd of January and July at 04:05 UTC",
        ),
        (
            "0 9 11-13 * *",
            "on the 11th, 12th and 13th of every month at 09:00 UTC",
        ),
        ("0 8 * 12 *", "every day in December at 08:00 UTC"),
        ("0 8 * 6 2", "every Tuesday in June at 08:00 UTC"),
        ("0 */6 * * *", "every 6 hours from 00:00 UTC"),
        ("10 1/4 * * *", "every 4 hours from 01:10 UTC"),
        ("0 * * * *", "every hour at minute 0"),
        ("15 * * * 1", "every Monday, every hour at minute 15"),
        ("*/15 * * * *", "every 15 minutes"),
        ("0 0 */1 */1 */1", "every day at 00:00 UTC"),
    ] {
        let page = rebuilt(schedule);
        let sentence = format!("rebuilds all caches from scratch {words}, and when you start it.");
        assert!(page.contains(&sentence), "{schedule}: {page}");
        assert!(
            page.contains(&format!("([\"{words}\"])")),
            "{schedule}: {page}"
        );
    }
}

#[test]
fn an_unusual_schedule_is_shown_field_by_field() {
    for schedule in [
        "30 4 1-7 */2 *",
        // Runs on a day of the month and on a day of the week
        "0 0 13 * 5",
        // Hours at unequal distances
        "0 0,5,6,7 * * *",
        // A step that does not divide an hour
        "*/25 * * * *",
        "7,37 1 * * *",
    ] {
        let page = rebuilt(schedule);
        let [minute, hour, day, month, weekday] =
            <[&str; 5]>::try_from(schedule.split(' ').collect::<Vec<_>>()).expect("five fields");
        let words = format!(
            "on the schedule `{schedule}` in UTC (minute `{minute}`, hour `{hour}`, day of the month `{day}`, \
             month `{month}`, day of the week `{weekday}`)"
        );
        assert!(page.contains(&words), "{schedule}: {page}");
        assert!(page.contains("([\"schedule "), "{schedule}: {page}");
    }
}

/// The page of a service whose caches are rebuilt on `schedule`, with a second job so that there is a diagram.
fn rebuilt(schedule: &str) -> String {
    page(&format!(
        "{}\n[cache]\nrebuild = \"{schedule}\"\n{JOBS}",
        read_spec("minimal")
    ))
}

/// Two jobs before the build, so that the workflow is not a chain and has a diagram.
const JOBS: &str = r#"
[hooks.jobs.one]
before = ["build"]
runs-on = "ubuntu-24.04"
permissions = {}
steps = [{ run = "true" }]
[hooks.jobs.two]
before = ["build"]
runs-on = "ubuntu-24.04"
permissions = {}
steps = [{ run = "true" }]
"#;
