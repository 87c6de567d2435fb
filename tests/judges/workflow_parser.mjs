// workflow_parser.mjs WORKFLOW...: what GitHub's own parser finds, as one JSON list of { file, line, message }.

import { readFileSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";

// The package imports its schema, a JSON file, in a way that node refuses: hand it over as a module.
const jsonAsModule = `
  import { readFileSync } from "node:fs";
  export async function load(url, context, next) {
    if (!url.endsWith(".json")) return next(url, context);
    return { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") };
  }`;
register("data:text/javascript," + encodeURIComponent(jsonAsModule));

const parser = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/@actions/workflow-parser/dist/`);
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import(new URL("index.js", parser));
const { ErrorPolicy } = await import(new URL("model/convert.js", parser));

async function judge(name) {
  const workflow = { name, content: readFileSync(name, "utf8") };
  const { context, value } = parseWorkflow(workflow, new NoOperationTraceWriter());
  // Converted to what the runner works with, a workflow shows faults that its syntax does not, such as a circle of needs.
  const template = value && (await convertWorkflowTemplate(context, value, undefined, { errorPolicy: ErrorPolicy.TryConversion }));
  const parsing = context.errors.getErrors();
  const errors = parsing.length > 0 ? parsing : (template?.errors ?? []);
  return errors.map((error) => ({
    file: name,
    line: error.range?.start.line ?? 1,
    message: error.rawMessage ?? error.message ?? error.Message,
  }));
}

const found = await Promise.all(process.argv.slice(2).map(judge));
console.log(JSON.stringify(found.flat()));
