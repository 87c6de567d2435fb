// Loads JSON files as modules: GitHub's packages import their schemas in a way that node rejects.

import { readFileSync } from "node:fs";
import { register } from "node:module";
import { pathToFileURL } from "node:url";

const jsonAsModule = `
  import { readFileSync } from "node:fs";
  export async function load(url, context, next) {
    if (!url.endsWith(".json")) return next(url, context);
    return { format: "module", shortCircuit: true, source: "export default " + readFileSync(new URL(url), "utf8") };
  }`;
register("data:text/javascript," + encodeURIComponent(jsonAsModule));

const packages = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/@actions/`);

// Imports a module of GitHub's packages, such as "expressions/dist/index.js".
export const github = (path) => import(new URL(path, packages));
export const read = (file) => readFileSync(file, "utf8");
