// markdownlint.mjs FILE...: prints the findings of markdownlint in these pages, with every rule on, as JSON.

import { pathToFileURL } from "node:url";

const installed = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/`);
const { lint } = await import(new URL("markdownlint/lib/exports-sync.mjs", installed));

const config = {
  default: true,
  // Tables, links and values of a spec need long lines.
  MD013: false,
  // Names are spelt as their owners spell them, except in code and URLs.
  MD044: { names: ["Azure", "Buildx", "BuildKit", "Docker", "GitHub", "Kubernetes", "Terraform"], code_blocks: false, html_elements: false },
};

// Pages cannot suppress findings.
const found = lint({ files: process.argv.slice(2), config, noInlineConfig: true });
const rows = Object.entries(found).flatMap(([file, errors]) =>
  errors.map((error) => ({
    file,
    line: error.lineNumber,
    rule: error.ruleNames[0],
    message: [error.ruleDescription, error.errorDetail, error.errorContext].filter(Boolean).join(": "),
  })),
);
console.log(JSON.stringify(rows));
