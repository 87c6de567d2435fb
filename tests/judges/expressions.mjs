// expressions.mjs CASES: what GitHub's own evaluator and parser say of the expressions in CASES, and where tvgen says another thing.
// Prints a line for each difference, then the counts. Exits with 1 on any difference.

import { github, read } from "./json_modules.mjs";

const { data, Evaluator, Lexer, Parser } = await github("expressions/dist/index.js");
const { NoOperationTraceWriter, parseWorkflow } = await github("workflow-parser/dist/index.js");
const { reviver } = await github("expressions/dist/data/reviver.js");

const { runs, cases, workflows } = JSON.parse(read(process.argv[2]));
const CONTEXTS = ["github", "env", "vars", "job", "jobs", "steps", "runner", "secrets", "strategy", "matrix", "needs", "inputs"];
// What the package knows of these is that they are there: how the run ended is known to the runner.
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

function shown(value) {
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
      return value.values().map(shown);
    default:
      return { object: value.pairs().map(({ key, value }) => [key, shown(value)]) };
  }
}

const parsed = new Map();
const known = (text) => parsed.get(text) ?? parsed.set(text, parse(text)).get(text);

function theirs({ text, run }) {
  try {
    return shown(new Evaluator(known(text), contexts[run], functions[run]).evaluate());
  } catch {
    return { failed: true };
  }
}

// Whether what is known of a value agrees with the value.
function agrees(ours, theirs) {
  if (ours === null || typeof ours !== "object") return ours === theirs;
  if ("unknown" in ours) return ours.unknown === null || ours.unknown === truthy(theirs);
  if (Array.isArray(ours)) return Array.isArray(theirs) && ours.length === theirs.length && ours.every((item, at) => agrees(item, theirs[at]));
  if ("object" in ours) {
    const same = ([key, value], at) => theirs.object[at][0] === key && agrees(value, theirs.object[at][1]);
    return Array.isArray(theirs?.object) && ours.object.length === theirs.object.length && ours.object.every(same);
  }
  return JSON.stringify(ours) === JSON.stringify(theirs);
}

function truthy(value) {
  if (value === null || typeof value === "boolean") return value === true;
  if ("text" in value) return value.text !== "";
  if ("number" in value) return !["0", "NaN"].includes(value.number);
  return true;
}

function isRead(text) {
  try {
    return parse(text) !== undefined;
  } catch {
    return false;
  }
}

const count = { values: 0, known: 0, read: 0, refused: 0, offered: 0, "not offered": 0 };
let differences = 0;
function differ(...words) {
  differences += 1;
  console.log(words.map((word) => (typeof word === "string" ? word : JSON.stringify(word))).join("\t"));
}

for (const each of cases) {
  if ("value" in each) {
    const value = theirs(each);
    count.values += 1;
    count.known += JSON.stringify(each.value).includes('"unknown"') ? 0 : 1;
    // Where not all is known, a value is the one that comes if GitHub does not fail the job.
    const failed = !each.whole && value?.failed === true;
    if (!failed && !agrees(each.value, value)) differ("value", each.text, { run: each.run }, each.value, value);
  } else {
    // Their server refuses a comma before the bracket that closes a call, and the package does not.
    const read = isRead(each.text) && !/,\s*\)/.test(each.text);
    count[read ? "read" : "refused"] += 1;
    if (read !== each.read && !/,\s*\)/.test(each.text)) differ("read", each.text, { ours: each.read, theirs: read });
  }
}

for (const { key, expression, text, offered } of workflows) {
  const { context } = parseWorkflow({ name: "x.yml", content: text }, new NoOperationTraceWriter());
  const errors = context.errors.getErrors().map((error) => error.rawMessage);
  count[errors.length === 0 ? "offered" : "not offered"] += 1;
  if (offered !== (errors.length === 0)) differ("offered", key, expression, { ours: offered }, errors);
}

console.log(Object.entries(count).map(([what, number]) => `${number} ${what}`).join(", ") + `: ${differences} differences`);
process.exitCode = differences > 0 ? 1 : 0;
