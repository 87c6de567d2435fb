// workflow_parser.mjs WORKFLOW...: prints the errors of GitHub's workflow parser as a JSON list of { file, line, message }.

import { github, read } from "./json_modules.mjs";

const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await github("workflow-parser/dist/index.js");
const { ErrorPolicy } = await github("workflow-parser/dist/model/convert.js");

async function lint(name) {
  const workflow = { name, content: read(name) };
  const { context, value } = parseWorkflow(workflow, new NoOperationTraceWriter());
  // Converting a workflow to the runner's model detects errors beyond its syntax, such as cyclic needs.
  const template = value && (await convertWorkflowTemplate(context, value, undefined, { errorPolicy: ErrorPolicy.TryConversion }));
  const parsing = context.errors.getErrors();
  const errors = parsing.length > 0 ? parsing : (template?.errors ?? []);
  return errors.map((error) => ({
    file: name,
    line: error.range?.start.line ?? 1,
    message: error.rawMessage ?? error.message ?? error.Message,
  }));
}

const found = await Promise.all(process.argv.slice(2).map(lint));
console.log(JSON.stringify(found.flat()));
