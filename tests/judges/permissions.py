"""Checks that a job's token has the permissions that its steps need, which no other linter does."""

import yaml

from finding import Finding
from tree import Tree

# The permissions that an action needs, from its documentation.
REQUIRED = {
    "actions/checkout": {"contents": "read"},
    "azure/login": {"id-token": "write"},
    "marocchino/sticky-pull-request-comment": {"pull-requests": "write"},
}
SUFFICIENT = {"read": ("read", "write"), "write": ("write",)}


def permissions(tree: Tree) -> list[Finding] | None:
    if not tree.workflows:
        return None
    return [finding for file in tree.workflows for finding in check_workflow(tree, file)]


def check_workflow(tree: Tree, file: str) -> list[Finding]:
    document = yaml.safe_load(tree.text(file))
    found = []
    for name, job in document["jobs"].items():
        granted = job.get("permissions", document.get("permissions"))
        # Without `permissions`, the repository's settings decide, which are unknown here.
        if not isinstance(granted, dict):
            continue
        for permission, required in required_permissions(job).items():
            if granted.get(permission) not in SUFFICIENT[required]:
                found.append(Finding("permissions", permission, f"{file}:{name}", f"its steps need {permission}: {required}"))
    return found


def required_permissions(job: dict) -> dict[str, str]:
    """The permissions that the steps of a job need."""
    required: dict[str, str] = {}
    for step in job.get("steps", []):
        action = step.get("uses", "").partition("@")[0].lower()
        required |= REQUIRED.get(action, {})
        if action == "docker/login-action" and step.get("with", {}).get("registry") == "ghcr.io" and uses_github_token(step):
            required["packages"] = "write" if any(is_push(step) for step in job["steps"]) else "read"
    return required


def uses_github_token(step: dict) -> bool:
    return "secrets.GITHUB_TOKEN" in step["with"].get("password", "")


def is_push(step: dict) -> bool:
    inputs = step.get("with", {})
    return "docker push" in step.get("run", "") or inputs.get("push") not in (None, False) or "cache-to" in inputs
