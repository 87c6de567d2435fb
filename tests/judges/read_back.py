"""read_back.py DIR: two unrelated readers must read the same in every workflow of DIR/*/, and text must be text to both.

PyYAML reads YAML 1.1, where `yes` is true and 22:22 a number; ruamel.yaml reads 1.2. An `expected.json` beside workflows,
{"strings": ["..."]}, names strings that must have arrived in one of them.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from ruamel.yaml import YAML

# What GitHub reads as text below these keys must be text already.
TEXT_KEYS = {"env", "group", "if", "name", "run", "url", "with"}

# How a workflow writes an opening of an expression that is none, and a whole string with one in it.
NEUTRAL, OPENING = "${{ '${{' }}", "${{"
CONSTANT = re.compile(r"\$\{\{ '((?:[^']|'')*)' \}\}", re.DOTALL)


def main(folder: str) -> int:
    workflows = sorted(Path(folder).glob("*/.github/workflows/*.y*ml"))
    faults = [] if workflows else [f"{folder}: no workflow to read"]
    arrived = {}
    for file in workflows:
        try:
            old, new = read_old(file), read_new(file)
        except Exception as error:  # whatever a reader stumbles over, it has not read the file
            faults.append(f"{file}: {type(error).__name__}: {error}")
            continue
        faults += [f"{file}: {fault}" for fault in differences(old, new)]
        faults += [f"{file}: {fault}" for fault in not_text(old) + not_text(new)]
        arrived.setdefault(file.parent, []).append((texts(old), texts(new)))

    for parent, readings in arrived.items():
        expected = parent / "expected.json"
        for string in json.loads(expected.read_text("utf-8"))["strings"] if expected.exists() else []:
            if not any(all(string in reading for reading in pair) for pair in readings):
                faults.append(f"{parent}: {string!r} has not arrived")

    print("\n".join([*faults, f"{folder}: {len(workflows)} workflows read twice, {len(faults)} faults"]))
    return 1 if faults else 0


def read_old(file: Path):
    document = yaml.safe_load(file.read_text("utf-8"))
    # The key `on` is true to YAML 1.1. GitHub knows, and so may it stay unquoted.
    return {"on" if key is True else key: value for key, value in document.items()}


def read_new(file: Path):
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def differences(old, new, at: str = "") -> list[str]:
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        return [fault for key in old for fault in differences(old[key], new[key], f"{at}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [fault for number, pair in enumerate(zip(old, new)) for fault in differences(*pair, f"{at}[{number}]")]
    same = type(old) is type(new) and old == new
    return [] if same else [f"{at} is {old!r} to YAML 1.1 and {new!r} to 1.2"]


def not_text(value, at: str = "", text_due: bool = False) -> list[str]:
    if isinstance(value, dict):
        return [fault for key in value for fault in not_text(value[key], f"{at}.{key}", text_due or key in TEXT_KEYS)]
    if isinstance(value, list):
        return [fault for number, item in enumerate(value) for fault in not_text(item, f"{at}[{number}]", text_due)]
    # A number, true and false may stand under `with` as such: an action is given the same word, and the readers agree on it.
    fine = isinstance(value, str) or not text_due or (isinstance(value, (bool, int)) and ".with." in at)
    return [] if fine else [f"{at} is {value!r}, which is no text"]


def texts(value) -> str:
    """All that is text, as GitHub will show it. A number is not what a string should have arrived as."""
    if isinstance(value, dict):
        return "\0".join(texts(part) for item in value.items() for part in item)
    if isinstance(value, list):
        return "\0".join(texts(item) for item in value)
    if not isinstance(value, str):
        return ""
    constant = CONSTANT.fullmatch(value)
    return constant[1].replace("''", "'") if constant else value.replace(NEUTRAL, OPENING)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
