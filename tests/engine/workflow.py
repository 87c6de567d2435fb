"""Runs a service's workflow with act: every step on this machine, with the actions replaced by stand-ins from `actions/`.

Run as a program, it writes the stand-ins."""

import json
import re
import shutil
import subprocess
import tomllib
from dataclasses import dataclass

import yaml

from build_log import Steps
from service import HERE, HOME, OWNER, PROJECT, Service

SECRETS = {
    "GITHUB_TOKEN": "token-of-github",
    "AZURE_CLIENT_ID": "client-of-azure",
    "AZURE_REVIEW_CLIENT_ID": "client-of-review",
    "AZURE_REVIEW_SUBSCRIPTION_ID": "subscription-of-review",
    "AZURE_REVIEW_TENANT_ID": "tenant-of-review",
    "AZURE_SUBSCRIPTION_ID": "subscription-of-azure",
    "AZURE_TENANT_ID": "tenant-of-azure",
    "DOCKER_PASSWORD": "password-of-docker",
    "DOCKER_USERNAME": "user-of-docker",
    "HTTP_BASIC_USER": "user-of-basic",
    "RAILS_MASTER_KEY": "master-key-of-rails",
    "SNYK_TOKEN": "token-of-snyk",
}
USES = re.compile(r"^\s+(?:- )?uses: (\S+)@(\S+)", re.MULTILINE)


@dataclass
class Run:
    """Whether a run passed, and its log."""

    passed: bool
    log: str

    @property
    def steps(self) -> Steps:
        return Steps(self.log)

    def failed(self, step: str) -> bool:
        """Whether a step of that name failed. Its last output may be missing in the log: act sometimes drops lines."""
        return f"Failure - Main {step} " in self.log or f"Failure - Main {step}\n" in self.log

    def reached(self, step: str) -> bool:
        """Whether a step of that name was started."""
        return f"Run Main {step}" in self.log or f"Run {step}" in self.log


def write_stand_ins() -> None:
    """Writes an action.yml and a program for each action of the catalogue, with exactly the inputs of the real action."""
    folder = HOME / "actions"
    shutil.rmtree(folder, ignore_errors=True)
    catalogue = tomllib.loads((PROJECT / "src/catalogue/actions.toml").read_text("utf-8"))
    for action in catalogue["action"]:
        owner, name, *path = action["uses"].split("/")
        place = folder.joinpath(f"{owner}+{name}", *path)
        place.mkdir(parents=True, exist_ok=True)
        program = HERE / "actions" / (action["uses"].replace("/", "+") + ".js")
        shutil.copy(program if program.exists() else HERE / "actions/nothing.js", place / "index.js")
        shutil.copy(HERE / "actions/stand_in.js", place)
        (place / "inputs.json").write_text(json.dumps(action["inputs"]), "utf-8")
        description = {
            "name": f"A stand-in for {action['uses']}",
            "description": "Replaces the action in local runs",
            "runs": {"using": "node20", "main": "index.js"},
        }
        (place / "action.yml").write_text(json.dumps(description), "utf-8")


def is_triggered(service: Service, file: str, name: str, event: dict) -> bool:
    """Whether an event starts the workflow, by GitHub's rules that act does not implement: the branches of a push, and the types of
    other events (three default types for a pull request)."""
    document = yaml.safe_load(service.read(f".github/workflows/{file}"))
    triggers = document.get("on", document.get(True))  # YAML 1.1 reads `on` as true
    if name not in triggers:
        return False
    trigger = triggers[name] or {}
    if name == "push":
        return event["ref"].removeprefix("refs/heads/") in trigger.get("branches", [])
    return "action" not in event or event["action"] in trigger.get("types", ["opened", "synchronize", "reopened"])


def run(service: Service, file: str, name: str, event: dict, environment: dict[str, str], secrets: dict[str, str]) -> Run:
    """Runs the workflow in `file` for an event. `environment` is passed to every step."""
    if not is_triggered(service, file, name, event):
        return Run(True, "the event does not start this workflow\n")
    place = service.folder.parent / "event.json"
    place.write_text(json.dumps(event), "utf-8")
    command = [
        HOME / "venv/bin/act", name,
        "--workflows", f".github/workflows/{file}", "--eventpath", place,
        "--platform", "ubuntu-24.04=-self-hosted", "--pull=false", "--action-offline-mode", "--no-cache-server",
        # The path of the workspaces, which must not contain a space.
        "--action-cache-path", HOME / "work/act" / OWNER,
        # act must not read the application's .env.
        "--env-file", "/dev/null",
        # Secrets in the log must be visible to the checks.
        "--insecure-secrets",
    ]  # fmt: skip
    for uses, version in sorted(set(USES.findall(service.read(f".github/workflows/{file}")))):
        owner, repository = uses.split("/")[:2]
        command += ["--local-repository", f"{owner}/{repository}@{version}={HOME}/actions/{owner}+{repository}"]
    for key, value in secrets.items():
        command += ["--secret", f"{key}={value}"]
    done = subprocess.run(
        command,
        cwd=service.folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    return Run(done.returncode == 0, done.stdout)


if __name__ == "__main__":
    write_stand_ins()
