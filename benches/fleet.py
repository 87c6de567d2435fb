"""Generates a fleet of services and their specs, identical in each run."""

import json
import tomllib

RUBIES = (("3.4.5", "3.22"), ("3.4.6", "3.22"), ("3.4.7", "3.23"), ("3.3.10", "3.23"))

POLICY = """\
[base]
packages = ["libpq", "tzdata"]

[stages.builder]
packages = ["build-base", "git", "nodejs", "npm", "postgresql-dev", "yaml-dev"]

[stages.production]
packages = ["redis"]

[bundle]
version = "2.6.9"

[javascript]
manager = "yarn"
version = "1.22.22"

[cache]
rebuild = "30 4 * * 1"

[scan]
tool = "trivy"
severity = "high"

[deploy]
version = "1.14.5"

[deploy.modules]
repository = "https://github.com/DFE-Digital/terraform-modules.git"
ref = "stable"
directory = "vendor/modules/aks"

[deploy.cluster]
resource_group = "s189t01-tsc-ts-rg"
name = "s189t01-tsc-test-aks"

[smoke_test]
path = "/healthcheck"
"""

PLATFORM = f"spec = 1\n\n{POLICY}"

SERVICE = """\
[service]
name = "{name}"
title = "{title}"
port = {port}

[base]
ruby = "{ruby}"
alpine = "{alpine}"

[registries.ghcr]
repository = "ghcr.io/{owner}/{name}"
login = "github-token"

[environments.review]
on = "pull_request"
label = "deploy"
url = "https://{name}-review-pr-{{pr}}.test.teacherservices.cloud"

[environments.review.cluster]
namespace = "{namespace}-development"

[environments.staging]
on = "push"
url = "https://staging.{name}.service.gov.uk"

[environments.staging.cluster]
namespace = "{namespace}-staging"

[environments.production]
on = "push"
after = ["{last}"]
confirm = true
url = "https://{name}.service.gov.uk"

[environments.production.cluster]
resource_group = "s189p01-tsc-pd-rg"
name = "s189p01-tsc-production-aks"
namespace = "{namespace}-production"
"""

LARGE = """
[registries.dockerhub]
repository = "docker.io/{owner}/{name}"
login = {{ username = "DOCKER_USERNAME", password = "DOCKER_PASSWORD" }}

[environments.preproduction]
on = "push"
after = ["staging"]
url = "https://preproduction.{name}.service.gov.uk"

[environments.preproduction.cluster]
namespace = "{namespace}-preproduction"
"""

# Placeholder values for deriving templates, which occur nowhere else in the files.
MARKS = {
    "name": "xq-mark-name",
    "title": "Xq mark title",
    "owner": "xq-mark-owner",
    "namespace": "xq-mark-namespace",
    "port": 47831,
    "ruby": "3.4.7",
    "alpine": "3.22",
}


def service(number):
    """The values of the service with this number, starting at 0."""
    name = f"service-{number:05}"
    ruby, alpine = RUBIES[number % len(RUBIES)]
    return {
        "name": name,
        "title": f"Service no. {number}",
        "owner": ("acme", "dfe-digital", "example")[number % 3],
        "namespace": f"team{number % 7}",
        "port": 3001 + number % 11,
        "ruby": ruby,
        "alpine": alpine,
        "large": number % 5 == 0,
    }


def spec(values, extends):
    """The spec of a service: one that extends the platform's spec, or a complete one."""
    last = "preproduction" if values["large"] else "staging"
    own = SERVICE.format(**values, last=last) + (LARGE.format(**values) if values["large"] else "")
    if extends:
        return f'extends = "../platform.toml"\n\n{own}'
    return merge(f"spec = 1\n\n{own}")


def merge(own):
    """The policy and the service's tables in one spec, with shared tables merged."""
    tables = dict(part.split("\n", 1) for part in own.split("\n[") if "\n" in part)
    policy = []
    for part in POLICY.removeprefix("[").split("\n["):
        header, keys = part.split("\n", 1)
        policy.append(f"[{header}\n{tables.pop(header, '')}{keys}")
    rest = [f"[{header}\n{keys}" for header, keys in tables.items() if header != "spec = 1"]
    text = "\n".join(["spec = 1\n", *policy, *rest])
    tomllib.loads(text)
    return text


def write(folder, count):
    """Writes the specs of `count` services and of their platform into `folder`."""
    folder.mkdir(parents=True)
    (folder / "platform.toml").write_text(PLATFORM)
    for number in range(count):
        values = service(number)
        service_folder = folder / values["name"]
        service_folder.mkdir()
        (service_folder / "tvgen.toml").write_text(spec(values, extends=number % 2 == 0))


def write_values(folder, count):
    """Writes the values of `count` services into `folder` as JSON files, which the other tools read instead of specs."""
    folder.mkdir(parents=True)
    for number in range(count):
        values = service(number)
        (folder / f"{values['name']}.json").write_text(json.dumps(values))
