// Shared code of the stand-ins for actions.

const { appendFileSync, readFileSync } = require("fs");
const { spawnSync } = require("child_process");
const { join } = require("path");

function fail(message) {
  console.error(`::error::${message}`);
  process.exit(1);
}

/** The step's inputs, by lower-case name. Fails if the action has no such input. */
function inputs() {
  const known = JSON.parse(readFileSync(join(__dirname, "inputs.json"), "utf8")).map((name) => name.toLowerCase());
  const given = Object.entries(process.env).filter(([name]) => name.startsWith("INPUT_"));
  const found = Object.fromEntries(given.map(([name, value]) => [name.slice("INPUT_".length).toLowerCase(), value]));
  const unknown = Object.keys(found).filter((name) => !known.includes(name));
  if (unknown.length > 0) fail(`the action has no input ${unknown.join(", ")}`);
  return found;
}

/** The lines of a list input. */
function lines(text) {
  return (text ?? "").split("\n").map((line) => line.trim()).filter(Boolean);
}

/** Fails if one of the inputs is empty. */
function requireInputs(found, ...names) {
  for (const name of names) if (!found[name]) fail(`the input ${name} is empty`);
}

/** Runs a command, and fails the step if it fails. */
function run(command, args, options = {}) {
  console.log(`[command]${command} ${args.join(" ")}`);
  const done = spawnSync(command, args, { stdio: [options.input === undefined ? "ignore" : "pipe", "inherit", "inherit"], ...options });
  if (done.status !== 0) fail(`${command} ended with ${done.status ?? done.error}`);
}

/** Records a call of the action. */
function record(text) {
  appendFileSync(process.env.RECORD, `${text}\n`);
}

module.exports = { fail, inputs, lines, record, requireInputs, run };
