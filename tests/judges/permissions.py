"""The judge of what a job's token may do: enough for its steps, which nothing but GitHub itself would tell."""

import yaml

from finding import Finding
from tree import Tree

# What an action does with the token, by its documentation.
NEEDS = {
    "actions/checkout": {"contents": "read"},
    "azure/login": {"id-token": "write"},
    "marocchino/sticky-pull-request-comment": {"pull-requests": "write"},
}
ENOUGH = {"read": ("read", "write"), "write": ("write",)}


def permissions(tree: Tree) -> list[Finding] | None:
    if not tree.workflows:
        return None
    return [finding for file in tree.workflows for finding in of_workflow(tree, file)]


def of_workflow(tree: Tree, file: str) -> list[Finding]:
    document = yaml.safe_load(tree.text(file))
    found = []
    for name, job in document["jobs"].items():
        given = job.get("permissions", document.get("permissions"))
        # Without a word about them the token may do what the repository's settings say, which are not known here.
        if not isinstance(given, dict):
            continue
        for permission, due in needed(job).items():
            if given.get(permission) not in ENOUGH[due]:
                found.append(Finding("permissions", permission, f"{file}:{name}", f"its steps need {permission}: {due}"))
    return found


def needed(job: dict) -> dict[str, str]:
    """What the steps of a job do with its token."""
    due: dict[str, str] = {}
    for step in job.get("steps", []):
        action = step.get("uses", "").partition("@")[0].lower()
        due |= NEEDS.get(action, {})
        if action == "docker/login-action" and step.get("with", {}).get("registry") == "ghcr.io" and token(step):
            due["packages"] = "write" if any(pushes(each) for each in job["steps"]) else "read"
    return due


def token(step: dict) -> bool:
    return "secrets.GITHUB_TOKEN" in step["with"].get("password", "")


def pushes(step: dict) -> bool:
    inputs = step.get("with", {})
    return "docker push" in step.get("run", "") or inputs.get("push") not in (None, False) or "cache-to" in inputs
