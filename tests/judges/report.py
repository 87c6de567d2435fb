"""What the judges said, as a file that another program makes a table of: the same for the same files, whenever it was written."""

import json
from collections import Counter
from pathlib import Path

import silences
from judges import JUDGES, Verdict
from tree import Tree


def write(file: Path, trees: dict[str, Tree], verdicts: dict[tuple[str, str], Verdict]) -> None:
    """`trees` by their names, and what each judge said of each of them."""
    silenced = {service: counted(trees["spec"], service) for service in trees["spec"].services}
    total = Counter()
    for each in (silence for found in silenced.values() for silence in found):
        total[each["directive"], each["reason"]] += each["count"]
    content = {
        "judges": [row(tool, trees, verdicts) for tool in JUDGES],
        "services": {name: len(tree.services) for name, tree in trees.items()},
        "silences": [{"directive": key[0], "reason": key[1], "count": count} for key, count in sorted(total.items())],
        "silences_by_spec": silenced,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def row(tool: str, trees: dict[str, Tree], verdicts: dict[tuple[str, str], Verdict]) -> dict:
    judge, mine = JUDGES[tool], {name: verdicts[tool, name] for name in trees}
    skipped = next((verdict.skipped for verdict in mine.values() if verdict.skipped), "")
    return {
        "name": tool,
        "version": "" if skipped else judge.version(),
        "told": judge.told,
        "files": {name: verdict.files for name, verdict in mine.items()},
        "findings": sum(len(verdict.findings) for verdict in mine.values()),
        "skipped": skipped,
    }


def counted(tree: Tree, service: str) -> list[dict]:
    """The silences of a service, those that say the same of the same file as one."""
    count = Counter(
        (silence.file.removeprefix(f"{service}/"), silence.directive, silence.reason)
        for silence in silences.silences(tree)
        if tree.service(silence.file) == service
    )
    return [
        {"directive": directive, "file": file, "reason": reason, "count": number}
        for (file, directive, reason), number in sorted(count.items())
    ]
