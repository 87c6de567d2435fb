"""Webhook events of GitHub, with the fields that generated workflows read."""

REPOSITORY = {"full_name": "acme/notes", "name": "notes", "owner": {"login": "acme"}, "default_branch": "main"}


def push(branch: str) -> dict:
    return {"ref": f"refs/heads/{branch}", "repository": REPOSITORY}


def pull_request(
    action: str,
    branch: str,
    commit: str,
    labels: tuple[str, ...] = (),
    label: str | None = None,
    fork: bool = False,
    user: str = "User",
    sender: str = "User",
    number: int = 42,
) -> dict:
    """`label` is the added or removed label, `user` opened the pull request, and `sender` caused the event."""
    head = {"ref": branch, "sha": commit, "repo": {"full_name": "stranger/notes" if fork else "acme/notes", "fork": fork}}
    event = {
        "action": action,
        "number": number,
        "repository": REPOSITORY,
        "sender": {"type": sender},
        "pull_request": {
            "number": number,
            "head": head,
            "base": {"ref": "main"},
            "labels": [{"name": name} for name in labels],
            "user": {"login": "somebody", "type": user},
        },
    }
    return event | ({"label": {"name": label}} if label else {})


def schedule() -> dict:
    return {"repository": REPOSITORY, "schedule": "0 12 * * 0"}


def workflow_dispatch(branch: str = "main", **inputs: str) -> dict:
    return {"ref": f"refs/heads/{branch}", "repository": REPOSITORY, "inputs": inputs}
