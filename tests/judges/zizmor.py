"""zizmor, as each of the readers that it can be: each of them looks for more than the one before."""

import offline
from finding import Finding
from tree import Tree

PERSONAS = ("regular", "pedantic", "auditor")


def zizmor(tree: Tree, persona: str) -> list[Finding] | None:
    # The files are named one by one: in a folder that git ignores, zizmor finds nothing to read and is content.
    files = tree.workflows + tree.dependabot + tree.actions
    if not files:
        return None
    command = [offline.installed("zizmor"), "--offline", "--no-progress", "--no-config", "--strict-collection"]
    rows = offline.run_json([*command, f"--persona={persona}", "--format=json", *files], tree.folder, codes=(0, 11, 12, 13, 14))
    return [Finding(f"zizmor-{persona}", row["ident"], place(row), row["desc"]) for row in rows if not row["ignored"]]


def place(row: dict) -> str:
    location = next((each for each in row["locations"] if each["symbolic"]["kind"] == "Primary"), row["locations"][0])
    file = location["symbolic"]["key"]["Local"]["verbatim_path"]
    return f"{file}:{location['concrete']['location']['start_point']['row'] + 1}"
