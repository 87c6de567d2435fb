// The packages of GitHub import their schemas, JSON files, in a way that node refuses: hand them over as modules.

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

// github("expressions/dist/index.js"): the module of that path in GitHub's packages.
export const github = (path) => import(new URL(path, packages));
export const read = (file) => readFileSync(file, "utf8");
