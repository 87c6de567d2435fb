//! The rules, each in its own file. The file's header is the rule's documentation, and its examples are tests.

mod collision;
pub mod documentation;
mod header;
mod prelude;

use jiff::civil::Date;

use crate::{
    finding::{Finding, Location, Severity},
    place::Place,
    source::{CompileInputs, Repository, Source},
    spec::Spec,
};

/// A rule of the linter.
pub struct Rule {
    /// `TV`, two digits for the area and two for the rule; a code is never reused.
    pub code: &'static str,
    /// The severity of its findings.
    pub severity: Severity,
    /// The function that runs the rule.
    pub check: Check,
}

impl Rule {
    /// A rule whose findings make the spec invalid.
    const fn error(code: &'static str, check: Check) -> Self {
        Self {
            code,
            severity: Severity::Error,
            check,
        }
    }

    /// A rule whose findings can be allowed.
    const fn warning(code: &'static str, check: Check) -> Self {
        Self {
            code,
            severity: Severity::Warning,
            check,
        }
    }
}

/// The function that runs a rule, by the inputs that it needs.
pub enum Check {
    /// No function: `spec::read` reports these findings while it reads the spec.
    Reading,
    /// Checks the spec.
    Spec(fn(&Spec, &mut Findings)),
    /// Checks the spec and the files that it is written in.
    Source(fn(&Spec, &Source, &mut Findings)),
    /// Checks the spec as of today's date.
    Today(fn(&Spec, Date, &mut Findings)),
    /// Checks the spec against the files in its repository; skipped if there is no repository.
    Repository(fn(&Spec, &dyn Repository, &mut Findings)),
    /// Checks the spec and the findings of other rules.
    Findings(fn(&Spec, &[Finding], &mut Findings)),
}

/// A rule and its documentation.
pub struct RuleEntry {
    /// The file's name: `inexact_ruby`.
    pub file: &'static str,
    /// The folder's name: `base`.
    pub area: &'static str,
    /// Its code, severity and check.
    pub rule: &'static Rule,
    /// The header of its file, including `//!`.
    pub header: &'static str,
}

impl RuleEntry {
    /// The rule's name: `inexact-ruby`.
    #[must_use]
    pub fn name(&self) -> String {
        self.file.replace('_', "-")
    }
}

/// The findings of one rule.
pub struct Findings {
    rule: &'static Rule,
    name: String,
    all: Vec<Finding>,
}

impl Findings {
    fn for_rule(entry: &RuleEntry) -> Self {
        Self {
            rule: entry.rule,
            name: entry.name(),
            all: Vec::new(),
        }
    }

    /// Reports a finding at `place`: `message` says what is wrong, with the user's value, on one line.
    pub fn report(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        self.all.push(Finding::new(
            self.rule.code,
            &self.name,
            self.rule.severity,
            Location::Place(place),
            message.into().replace(['\n', '\t'], " "),
        ));
        let last = self.all.len() - 1;
        &mut self.all[last]
    }

    /// Reports a finding at the key of `place`, for a problem with the name of the key rather than its value.
    pub fn report_key(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let finding = self.report(place.clone(), message);
        finding.location = Location::Key(place);
        finding
    }
}

/// Declares the rules by area, in the order of their codes.
macro_rules! rules {
    ($($area:ident { $($name:ident)* })*) => {
        $(mod $area { $(pub(in crate::rules) mod $name;)* })*

        /// Every rule, in the order of its code.
        pub const ALL: &[RuleEntry] = &[$($(RuleEntry {
            file: stringify!($name),
            area: stringify!($area),
            rule: &$area::$name::RULE,
            header: {
                const SOURCE: &str = include_str!(concat!(stringify!($area), "/", stringify!($name), ".rs"));
                static HEADER: [u8; header::header_length(SOURCE.as_bytes())] = header::copy_header(SOURCE.as_bytes());
                match std::str::from_utf8(&HEADER) {
                    Ok(header) => header,
                    Err(_) => panic!("a header is UTF-8"),
                }
            },
        },)*)*];
    };
}

rules! {
    spec {
        // TV0006 is unused: it was a rule for keys that could not be rendered yet.
        syntax_error unknown_key wrong_type missing_key unknown_value control_character
        unsupported_spec_version unknown_base_spec base_spec_cycle spread_without_base
        too_many_entries         version_not_allowed oversized_output
    }
    service { invalid_service_name title_line_break port_out_of_range }
    base {
        inexact_ruby inexact_alpine malformed_digest malformed_image unknown_timezone relative_workdir malformed_package
        duplicate_package unpublished_base unknown_ruby ruby_end_of_life alpine_end_of_life floating_alpine
        exact_package_pin pin_without_reason pin_expired build_package_in_runtime nonexistent_package
    }
    stages {
        invalid_stage_name misplaced_stage_key missing_builder several_builders missing_runtime several_runtimes
        runtime_not_last unknown_parent malformed_stage_image later_parent stage_cycle unknown_copy_source
        later_copy_source copy_from_itself malformed_path empty_command command_line_break incomplete_command
        compound_last_command invalid_variable_name duplicate_variable root_user unknown_user user_without_ids
        invalid_user_name relative_healthcheck secret_in_variable unused_stage dummy_secret_at_runtime floating_stage_image
        missing_copied_file needed_path_removed unexpanded_path compound_entrypoint relative_folder malformed_access writable_file malformed_argument
    }
    bundle {
        dropped_bundler_flag unknown_bundler_command invalid_bundler_version malformed_group count_out_of_range
        malformed_setting deprecated_bundler_flag nothing_excluded ruby_version_mismatch bundler_version_mismatch
        unknown_group missing_platform missing_build_package missing_runtime_package missing_gemfile_lock
        uncopied_gem_file unknown_gem_file ignored_bundle_config
    }
    javascript {
        invalid_manager_version manager_version_mismatch missing_lockfile several_lockfiles manager_mismatch
        unpinned_package_manager javascript_without_node missing_package_json uncopied_package_file
        install_script_without_source token_in_npmrc
    }
    assets {
        secret_as_variable malformed_secret_id precompile_without_command malformed_build_secret unfed_secret
        command_without_precompile
    }
    cache {
        malformed_branch duplicate_branch environment_branch_not_built invalid_cron rebuild_without_cache
        local_build_without_cache
    }
    tags {
        unknown_placeholder malformed_tag tag_too_long moving_unique_tag branch_without_branch stage_without_stage
        pull_request_tag_on_push unreadable_cache_tag colliding_tags local_tag_shadows_release
    }
    registries {
        no_registry malformed_repository duplicate_repository token_for_foreign_registry malformed_secret_name
        taken_secret_name password_for_github
    }
    scan { unused_scan_key malformed_scan_argument unscanned_image unknown_severity scan_secret_missing }
    environments {
        invalid_environment_name reserved_environment_name unknown_environment environment_cycle review_in_chain
        chain_across_branches label_on_push branch_on_review shared_label review_url_without_pr review_name_without_pr
        unknown_app_placeholder malformed_app_name shared_app_name malformed_url invalid_variable unholdable_value
        blank_label manual_in_chain ambiguous_environment_name unguarded_production untested_promotion nothing_deploys
        own_tag_refused untrusted_tag
    }
    deploy {
        environments_without_deploy inexact_terraform deploy_without_makefile unknown_path_placeholder
        malformed_directory invalid_image_variable invalid_backend_key shared_state shared_review_state
        incomplete_cluster malformed_modules modules_without_repository missing_terraform_directory
        shared_login modules_over_files modules_over_checkout
    }
    smoke_test {
        two_smoke_tests no_smoke_test path_without_url secrets_without_command relative_path expression_in_command
        smoke_test_without_deploy
    }
    hooks {
        unknown_hook_point hook_without_deploy unknown_job invalid_job_id job_id_taken job_cycle step_without_action
        misplaced_step_key invalid_step_id expression_in_script malformed_expression unpinned_action
        unknown_permission unknown_job_key job_without_steps malformed_job_value invalid_input blank_step_key
        unknown_shell secret_in_fork_build inherited_secrets unpinned_image write_all chosen_by_event
    }
    actions { malformed_commit malformed_pin unused_pin compromised_action unknown_action_input }
    outputs {
        output_outside_project output_path_taken workflow_outside_workflows dockerignore_elsewhere unmade_output
        output_overwrites_spec
    }
    workflow { empty_ignore_pattern timeout_out_of_range malformed_runner blank_name unmatched_ignore_pattern drift_check_without_source malformed_tvgen_source }
    make { include_outside_project }
    lints { unknown_lint error_allowed unused_allow }
    ignore { malformed_ignore_pattern }
    notify { notify_without_webhook notify_on_nothing duplicate_ending }
    template {
        malformed_question_key misplaced_question_key malformed_answer_pattern unknown_answer unfit_default
        question_without_effect answer_to_nowhere unknown_kept_part contested_place
    }
}

/// Runs all rules on `spec` and returns their findings. `spec` was read from `source`, and `read` contains the findings
/// of that step.
#[must_use]
pub fn check(
    spec: &Spec,
    read: &[Finding],
    source: &Source,
    inputs: &CompileInputs,
) -> Vec<Finding> {
    let mut found = Vec::new();
    for entry in ALL {
        let mut findings = Findings::for_rule(entry);
        match entry.rule.check {
            Check::Reading | Check::Findings(_) => {}
            Check::Spec(check) => check(spec, &mut findings),
            Check::Source(check) => check(spec, source, &mut findings),
            Check::Today(check) => check(spec, inputs.today, &mut findings),
            Check::Repository(check) => {
                if let Some(repository) = inputs.repository {
                    check(spec, repository, &mut findings);
                }
            }
        }
        // The other rules would take too long on an oversized spec.
        let is_oversized =
            std::ptr::eq(entry.rule, &spec::oversized_output::RULE) && !findings.all.is_empty();
        found.append(&mut findings.all);
        if is_oversized {
            return found;
        }
    }
    for entry in ALL {
        if let Check::Findings(check) = entry.rule.check {
            let mut findings = Findings::for_rule(entry);
            check(spec, &[read, &found].concat(), &mut findings);
            found.append(&mut findings.all);
        }
    }
    found
}

/// Whether `finding` is a warning that the spec allows.
#[must_use]
pub fn is_allowed(spec: &Spec, finding: &Finding) -> bool {
    finding.severity == Severity::Warning && spec.allowed_warnings().contains(&finding.name)
}
