"""What the runs found out, in sentences."""

import json
import time
from pathlib import Path


class Report:
    def __init__(self):
        self.parts: dict[str, list[dict]] = {}
        self.part = ""
        self.begun = time.monotonic()

    def begin(self, part: str) -> None:
        self.part = part
        self.parts[part] = []
        print(f"\n{part} (at {self.seconds} s)", flush=True)

    def check(self, sentence: str, holds: bool, detail: object = "") -> bool:
        """One thing that must hold; `detail` is shown where it does not."""
        print(f"  {'ok  ' if holds else 'FAIL'} {sentence}" + ("" if holds else f": {detail}"), flush=True)
        self.parts[self.part].append({"check": sentence, "holds": bool(holds)})
        return bool(holds)

    @property
    def seconds(self) -> int:
        return round(time.monotonic() - self.begun)

    @property
    def failures(self) -> int:
        return sum(not check["holds"] for checks in self.parts.values() for check in checks)

    @property
    def total(self) -> int:
        return sum(len(checks) for checks in self.parts.values())

    def end(self, file: Path) -> int:
        """Writes all of it to a file, and tells how many checks failed."""
        file.write_text(json.dumps(self.parts, indent=2, ensure_ascii=False) + "\n", "utf-8")
        print(f"\n{self.total} checks, {self.failures} failed, in {self.seconds} s", flush=True)
        return self.failures


class Quiet(Report):
    """The same without a word: for what is broken on purpose."""

    def check(self, sentence: str, holds: bool, detail: object = "") -> bool:
        self.parts[self.part].append({"check": sentence, "holds": bool(holds)})
        return bool(holds)

    def begin(self, part: str) -> None:
        self.part = self.part or part
        self.parts.setdefault(self.part, [])
