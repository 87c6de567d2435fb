// expressions.mjs CASES: compares tvgen's results for the expressions in CASES with GitHub's own evaluator and parser.
// Prints a line for each difference, then the counts. Exits with 1 on any difference.

import { github, read } from "./json_modules.mjs";

const { data, Evaluator, Lexer, Parser } = await github("expressions/dist/index.js");
const { NoOperationTraceWriter, parseWorkflow } = await github("workflow-parser/dist/index.js");
const { reviver } = await github("expressions/dist/data/reviver.js");

const { runs, cases, workflows } = JSON.parse(read(process.argv[2]));
const CONTEXTS = ["github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs"];
// The package does not implement these functions, because only the runner knows the status of a run.
const STATUS = ["always", "success", "failure", "cancelled"];
const FUNCTIONS = [
  ...STATUS.map((name) => ({ name, minArgs: 0, maxArgs: name === "success" || name === "failure" ? 255 : 0 })),
  { name: "hashFiles", minArgs: 1, maxArgs: 255 },
];

const contexts = runs.map((run) => {
  const dictionary = JSON.parse(JSON.stringify(run), reviver);
  for (const name of CONTEXTS) if (dictionary.get(name) === undefined) dictionary.add(name, new data.Null());
  return dictionary;
});
const functions = runs.map(
  (run) => new Map(STATUS.map((name) => [name, { name, call: () => new data.BooleanData(run[`${name}()`] ?? true) }])),
);

function parse(text) {
  return new Parser(new Lexer(text).lex().tokens, CONTEXTS, FUNCTIONS).parse();
}

function toJson(value) {
  switch (value.kind) {
    case data.Kind.String:
      return { text: value.value };
    case data.Kind.Number:
      return { number: value.coerceString() };
    case data.Kind.Boolean:
      return value.value;
    case data.Kind.Null:
      return null;
    case data.Kind.Array:
      return value.values().map(toJson);
    default:
      return { object: value.pairs().map(({ key, value }) => [key, toJson(value)]) };
  }
}

const parsed = new Map();
const parseOnce = (text) => parsed.get(text) ?? parsed.set(text, parse(text)).get(text);

function evaluate({ text, run }) {
  try {
    return toJson(new Evaluator(parseOnce(text), contexts[run], functions[run]).evaluate());
  } catch {
    return { failed: true };
  }
}

// Whether tvgen's value, which can be partly unknown, agrees with GitHub's.
function agrees(ours, theirs) {
  if (ours === null || typeof ours !== "object") return ours === theirs;
  if ("unknown" in ours) return ours.unknown === null || ours.unknown === isTruthy(theirs);
  if (Array.isArray(ours)) return Array.isArray(theirs) && ours.length === theirs.length && ours.every((item, index) => agrees(item, theirs[index]));
  if ("object" in ours) {
    const isSame = ([key, value], index) => theirs.object[index][0] === key && agrees(value, theirs.object[index][1]);
    return Array.isArray(theirs?.object) && ours.object.length === theirs.object.length && ours.object.every(isSame);
  }
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

function isTruthy(value) {
  if (value === null || typeof value === "boolean") return value === true;
  if ("text" in value) return value.text !== "";
  if ("number" in value) return !["0", "NaN"].includes(value.number);
  return true;
}

function isValid(text) {
  try {
    return parse(text) !== undefined;
  } catch {
    return false;
  }
}

const count = { values: 0, known: 0, read: 0, refused: 0, offered: 0, "not offered": 0 };
let differences = 0;
function report(...fields) {
  differences += 1;
  console.log(fields.map((field) => (typeof field === "string" ? field : JSON.stringify(field))).join("\t"));
}

for (const each of cases) {
  if ("value" in each) {
    const value = evaluate(each);
    count.values += 1;
    count.known += JSON.stringify(each.value).includes('"unknown"') ? 0 : 1;
    // If values are unknown, tvgen's value holds only if GitHub does not fail the job.
    const failed = !each.whole && value?.failed === true;
    if (!failed && !agrees(each.value, value)) report("value", each.text, { run: each.run }, each.value, value);
  } else {
    // GitHub's server rejects a trailing comma in a call, but the package accepts it.
    const read = isValid(each.text) && !/,\s*\)/.test(each.text);
    count[read ? "read" : "refused"] += 1;
    if (read !== each.read && !/,\s*\)/.test(each.text)) report("read", each.text, { ours: each.read, theirs: read });
  }
}

for (const { key, expression, text, offered } of workflows) {
  const { context } = parseWorkflow({ name: "x.yml", content: text }, new NoOperationTraceWriter());
  const errors = context.errors.getErrors().map((error) => error.rawMessage);
  count[errors.length === 0 ? "offered" : "not offered"] += 1;
  if (offered !== (errors.length === 0)) report("offered", key, expression, { ours: offered }, errors);
}

console.log(Object.entries(count).map(([result, number]) => `${number} ${result}`).join(", ") + `: ${differences} differences`);
process.exitCode = differences > 0 ? 1 : 0;
