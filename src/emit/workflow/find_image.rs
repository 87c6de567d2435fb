//! The job that finds the image that a person asked for.

use serde::Serialize;

use super::{
    job::{Job, Pair, Step},
    run::Run,
    values,
};
use crate::{
    lang::{
        Text, expr,
        shell::{self, Shell},
        template,
        yaml::{self, Part},
    },
    plan::environments::Environment,
    spec::environments::On,
};

#[derive(Serialize)]
struct Script {
    unique: Text<Shell>,
    reviews: Vec<Text<Shell>>,
}

/// Writes the job: it refuses a moving tag and one that is not there.
pub(super) fn fill(run: &Run, view: &mut Job) {
    let registry = &run.plan.registries[0];
    let unique = run.plan.tags.unique_pattern();
    let of_pull_requests = |environment: &&Environment| environment.on.value == On::PullRequest;
    let reviews = run.plan.environments.iter().filter(of_pull_requests);
    let script = Script {
        unique: shell::word(&unique),
        reviews: reviews
            .map(|review| shell::word(review.name.as_str()).at(&review.at))
            .collect(),
    };
    let asks = !script.reviews.is_empty();
    let script: Text<Shell> = template::fill(crate::template!("find-image.sh.j2"), &script);
    let mut step = Step::run(
        "Find the image",
        yaml::block(10, &script),
        "A tag that a person typed may be no unique one, or name no image; that is found before anything changes.",
    )
    .id("image")
        .comment(
            "A tag that moves would be another image tomorrow, so only a unique one is deployed.",
        );
    let tag = || expr::path("inputs.tag");
    let image = values::image("", &registry.repository.value, vec![Part::Expr(tag())], "");
    step.env = vec![
        Pair::new("IMAGE", yaml::value(&image).at(&registry.repository.at)),
        Pair::new("TAG", yaml::expr(&tag())),
    ];
    if asks {
        let input = |name: &'static str| yaml::expr(&expr::path(name));
        step.env
            .push(Pair::new("ENVIRONMENT", input("inputs.environment")));
        step.env.push(Pair::new("PR", input("inputs.pr")));
    }
    view.comments = vec![yaml::comment(
        "Named as the job that builds: what deploys an image is the same after either.",
    )];
    view.outputs = super::build::outputs("image");
    view.steps = vec![run.login(registry), step];
}
