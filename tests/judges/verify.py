"""verify.py DIR: checks that two unrelated parsers read every workflow in DIR/*/ identically, and that text is a string for both.

PyYAML reads YAML 1.1, where `yes` is true and 22:22 a number; ruamel.yaml reads YAML 1.2. An `expected.json` in a folder of workflows,
{"strings": ["..."]}, lists strings that one of its workflows must contain.
"""

import json
import re
import sys
from pathlib import Path

import yaml
from ruamel.yaml import YAML

# Values below these keys must be strings.
TEXT_KEYS = {"env", "group", "if", "name", "run", "url", "with"}

# The escaped form of a literal `${{`, and of a whole string that contains one.
NEUTRAL, OPENING = "${{ '${{' }}", "${{"
CONSTANT = re.compile(r"\$\{\{ '((?:[^']|'')*)' \}\}", re.DOTALL)


def main(folder: str) -> int:
    workflows = sorted(Path(folder).glob("*/.github/workflows/*.y*ml"))
    errors = [] if workflows else [f"{folder}: no workflows found"]
    readings_by_folder = {}
    for file in workflows:
        try:
            old, new = read_yaml_1_1(file), read_yaml_1_2(file)
        except Exception as error:  # any error of a parser
            errors.append(f"{file}: {type(error).__name__}: {error}")
            continue
        errors += [f"{file}: {difference}" for difference in find_differences(old, new)]
        errors += [f"{file}: {difference}" for difference in find_non_strings(old) + find_non_strings(new)]
        readings_by_folder.setdefault(file.parent, []).append((extract_text(old), extract_text(new)))

    for parent, readings in readings_by_folder.items():
        expected = parent / "expected.json"
        for string in json.loads(expected.read_text("utf-8"))["strings"] if expected.exists() else []:
            if not any(all(string in reading for reading in pair) for pair in readings):
                errors.append(f"{parent}: {string!r} is missing")

    print("\n".join([*errors, f"{folder}: {len(workflows)} workflows parsed twice, {len(errors)} errors"]))
    return 1 if errors else 0


def read_yaml_1_1(file: Path):
    document = yaml.safe_load(file.read_text("utf-8"))
    # YAML 1.1 reads the key `on` as true; GitHub does not, so it may stay unquoted.
    return {"on" if key is True else key: value for key, value in document.items()}


def read_yaml_1_2(file: Path):
    return YAML(typ="safe", pure=True).load(file.read_text("utf-8"))


def find_differences(old, new, path: str = "") -> list[str]:
    if isinstance(old, dict) and isinstance(new, dict) and list(old) == list(new):
        return [difference for key in old for difference in find_differences(old[key], new[key], f"{path}.{key}")]
    if isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        return [difference for number, pair in enumerate(zip(old, new)) for difference in find_differences(*pair, f"{path}[{number}]")]
    same = type(old) is type(new) and old == new
    return [] if same else [f"{path} is {old!r} in YAML 1.1 and {new!r} in YAML 1.2"]


def find_non_strings(value, path: str = "", requires_text: bool = False) -> list[str]:
    if isinstance(value, dict):
        return [difference for key in value for difference in find_non_strings(value[key], f"{path}.{key}", requires_text or key in TEXT_KEYS)]
    if isinstance(value, list):
        return [difference for number, item in enumerate(value) for difference in find_non_strings(item, f"{path}[{number}]", requires_text)]
    # Numbers and booleans are allowed below `with`: the action gets the same text, and both YAML parsers agree on the value.
    fine = isinstance(value, str) or not requires_text or (isinstance(value, (bool, int)) and ".with." in path)
    return [] if fine else [f"{path} is {value!r}, which is not a string"]


def extract_text(value) -> str:
    """All strings, as GitHub shows them, without numbers."""
    if isinstance(value, dict):
        return "\0".join(extract_text(part) for item in value.items() for part in item)
    if isinstance(value, list):
        return "\0".join(extract_text(item) for item in value)
    if not isinstance(value, str):
        return ""
    constant = CONSTANT.fullmatch(value)
    return constant[1].replace("''", "'") if constant else value.replace(NEUTRAL, OPENING)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
