"""Runs zizmor with each of its personas, which are increasingly strict."""

import offline
from finding import Finding
from tree import Tree

PERSONAS = ("regular", "pedantic", "auditor")


def zizmor(tree: Tree, persona: str) -> list[Finding] | None:
    # Lists the files explicitly, because zizmor ignores files in a folder that git ignores.
    files = tree.workflows + tree.dependabot + tree.actions
    if not files:
        return None
    command = [offline.installed("zizmor"), "--offline", "--no-progress", "--no-config", "--strict-collection"]
    rows = offline.run_json([*command, f"--persona={persona}", "--format=json", *files], tree.folder, codes=(0, 11, 12, 13, 14))
    return [Finding(f"zizmor-{persona}", row["ident"], find_location(row), row["desc"]) for row in rows if not row["ignored"]]


def find_location(row: dict) -> str:
    location = next((candidate for candidate in row["locations"] if candidate["symbolic"]["kind"] == "Primary"), row["locations"][0])
    file = location["symbolic"]["key"]["Local"]["verbatim_path"]
    return f"{file}:{location['concrete']['location']['start_point']['row'] + 1}"
