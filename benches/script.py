"""script.py render|check TEMPLATES VALUES OUT: renders services with Jinja2, or checks their files.

VALUES is a JSON file or a folder of JSON files.
"""

import json
import os
import sys

from delimiters import DELIMITERS
from jinja2 import Environment, FileSystemLoader, StrictUndefined


def main(command, templates, values, out):
    environment = Environment(
        loader=FileSystemLoader(templates), undefined=StrictUndefined, keep_trailing_newline=True, **DELIMITERS
    )
    loaded = [(name, environment.get_template(name)) for name in environment.list_templates()]
    if os.path.isdir(values):
        files = [os.path.join(values, name) for name in sorted(os.listdir(values))]
    else:
        files = [values]
    differs = False
    for file in files:
        with open(file, encoding="utf-8") as opened:
            service = json.load(opened)
        for name, template in loaded:
            text = template.render(service).encode()
            path = os.path.join(out, service["name"], name)
            if command == "render":
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as opened:
                    opened.write(text)
            else:
                with open(path, "rb") as opened:
                    if opened.read() != text:
                        print(f"{path} differs")
                        differs = True
    return 1 if differs else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
