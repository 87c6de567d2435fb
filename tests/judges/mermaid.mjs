// mermaid.mjs FILE...: prints the errors of Mermaid's parser in the diagrams of these pages as JSON.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const installed = pathToFileURL(`${process.env.JUDGES_HOME}/npm/node_modules/`);
const load = async (file) => (await import(new URL(file, installed))).default;

// Mermaid sanitises the labels of drawn diagrams with DOMPurify, which needs a browser. Parsing does not need it.
const cleaner = await load("dompurify/dist/purify.es.mjs");
Object.assign(cleaner, { addHook() {}, sanitize: (text) => text });
const mermaid = await load("mermaid/dist/mermaid.core.mjs");

const rows = [];
for (const file of process.argv.slice(2)) {
  const page = readFileSync(file, "utf8");
  for (const diagram of page.matchAll(/^```mermaid\n(.*?)^```$/gms)) {
    const line = page.slice(0, diagram.index).split("\n").length;
    for (const message of await findErrors(diagram[1])) rows.push({ file, line, ...message });
  }
}
console.log(JSON.stringify(rows));

async function findErrors(text) {
  try {
    const { diagramType } = await mermaid.parse(text);
    if (diagramType !== "flowchart-v2") return [{ rule: "type", message: `${diagramType} is not a flowchart` }];
    const { db } = await mermaid.mermaidAPI.getDiagramFromText(text);
    // A node that only occurs in an arrow is a mistake: Mermaid would draw a box with its ID.
    const nodes = [...db.getVertices().values()].filter((node) => !node.text || node.text === node.id);
    return nodes.map((node) => ({ rule: "unnamed", message: `the node ${node.id} has no label` }));
  } catch (error) {
    return [{ rule: "error", message: error.message }];
  }
}
