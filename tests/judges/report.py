"""Writes the results of the linters as JSON, reproducibly."""

import json
from collections import Counter
from pathlib import Path

import suppressions
from judges import JUDGES, Result
from tree import Tree


def write(file: Path, trees: dict[str, Tree], results: dict[tuple[str, str], Result]) -> None:
    """Writes the results; `trees` by their names, and `results` by linter and tree."""
    suppressed = {service: count_suppressions(trees["spec"], service) for service in trees["spec"].services}
    total = Counter()
    for each in (suppression for found in suppressed.values() for suppression in found):
        total[each["directive"], each["reason"]] += each["count"]
    content = {
        "judges": [row(tool, trees, results) for tool in JUDGES],
        "services": {name: len(tree.services) for name, tree in trees.items()},
        "suppressions": [{"directive": key[0], "reason": key[1], "count": count} for key, count in sorted(total.items())],
        "suppressions_by_spec": suppressed,
    }
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content, indent=2, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def row(tool: str, trees: dict[str, Tree], results: dict[tuple[str, str], Result]) -> dict:
    judge, own = JUDGES[tool], {name: results[tool, name] for name in trees}
    skipped = next((result.skipped for result in own.values() if result.skipped), "")
    return {
        "name": tool,
        "version": "" if skipped else judge.version(),
        "configuration": judge.configuration,
        "files": {name: result.files for name, result in own.items()},
        "findings": sum(len(result.findings) for result in own.values()),
        "skipped": skipped,
    }


def count_suppressions(tree: Tree, service: str) -> list[dict]:
    """The suppressions of a service, with equal ones in the same file counted."""
    count = Counter(
        (suppression.file.removeprefix(f"{service}/"), suppression.directive, suppression.reason)
        for suppression in suppressions.find_suppressions(tree)
        if tree.service(suppression.file) == service
    )
    return [
        {"directive": directive, "file": file, "reason": reason, "count": number}
        for (file, directive, reason), number in sorted(count.items())
    ]
