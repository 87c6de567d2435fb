// markdownlint.mjs FILE...: what markdownlint finds in these pages, every rule on, as JSON on standard output.

import { pathToFileURL } from "node:url";

const installed = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/`);
const { lint } = await import(new URL("markdownlint/lib/exports-sync.mjs", installed));

const config = {
  default: true,
  // Tables, links and the values of a spec stand on one line each, however long they are.
  MD013: false,
  // Names are written as their owners write them, but in code and in addresses.
  MD044: { names: ["Azure", "Buildx", "BuildKit", "Docker", "GitHub", "Kubernetes", "Terraform"], code_blocks: false, html_elements: false },
};

// No page may tell the judge to overlook something.
const found = lint({ files: process.argv.slice(2), config, noInlineConfig: true });
const rows = Object.entries(found).flatMap(([file, faults]) =>
  faults.map((fault) => ({
    file,
    line: fault.lineNumber,
    rule: fault.ruleNames[0],
    message: [fault.ruleDescription, fault.errorDetail, fault.errorContext].filter(Boolean).join(": "),
  })),
);
console.log(JSON.stringify(rows));
