"""Collects and prints the results of the checks."""

import json
import time
from pathlib import Path


class Report:
    def __init__(self):
        self.parts: dict[str, list[dict]] = {}
        self.part = ""
        self.started = time.monotonic()

    def begin(self, part: str) -> None:
        self.part = part
        self.parts[part] = []
        print(f"\n{part} (at {self.seconds} s)", flush=True)

    def check(self, name: str, holds: bool, detail: object = "") -> bool:
        """Records a check, and prints `detail` if it fails."""
        print(f"  {'ok  ' if holds else 'FAIL'} {name}" + ("" if holds else f": {detail}"), flush=True)
        self.parts[self.part].append({"check": name, "holds": bool(holds)})
        return bool(holds)

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.started)

    @property
    def failures(self) -> int:
        return sum(not check["holds"] for checks in self.parts.values() for check in checks)

    @property
    def total(self) -> int:
        return sum(len(checks) for checks in self.parts.values())

    def end(self, file: Path) -> int:
        """Writes the results to a file, and returns the number of failed checks."""
        file.write_text(json.dumps(self.parts, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"\n{self.total} checks, {self.failures} failed, in {self.seconds} s", flush=True)
        return self.failures


class Quiet(Report):
    """A report that prints nothing, for injected faults."""

    def check(self, name: str, holds: bool, detail: object = "") -> bool:
        self.parts[self.part].append({"check": name, "holds": bool(holds)})
        return bool(holds)

    def begin(self, part: str) -> None:
        self.part = self.part or part
        self.parts.setdefault(self.part, [])
