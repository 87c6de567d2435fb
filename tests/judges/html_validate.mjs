// html_validate.mjs FILE...: prints the findings of html-validate in these pages as JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const installed = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/`);
const { HtmlValidate } = await import(new URL("html-validate/dist/esm/index.js", installed));

const linter = new HtmlValidate({
  root: true,
  extends: ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
});
const rows = [];
for (const file of process.argv.slice(2)) {
  const report = await linter.validateString(readFileSync(file, "utf-8"), file);
  for (const { messages } of report.results) {
    rows.push(...messages.map(({ line, ruleId, message }) => ({ file, line, rule: ruleId, message })));
  }
}
console.log(JSON.stringify(rows));
