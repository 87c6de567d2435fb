"""The judge of Dockerfiles."""

import offline
from finding import Finding
from tree import Tree


def hadolint(tree: Tree) -> list[Finding] | None:
    """With every rule that is on by itself. The two others forbid silences, which are counted, and want a health check, which is the spec's to say."""
    if not tree.dockerfiles:
        return None
    rows = offline.run_json([offline.installed("hadolint"), "--no-color", "--format", "json", *tree.dockerfiles], tree.folder)
    return [Finding("hadolint", row["code"], f"{row['file']}:{row['line']}", row["message"]) for row in rows]
