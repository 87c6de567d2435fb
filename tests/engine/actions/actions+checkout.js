// Checks out `ref` from the repository of the run into an empty workspace.

const { readdirSync, rmSync } = require("fs");
const { fail, inputs, run } = require("./stand_in");

const { ref, "persist-credentials": persisted } = inputs();
if (persisted !== "false") fail("persist-credentials must be false");
if (process.cwd() === process.env.ORIGIN) fail("the current folder is not a workspace");
for (const name of readdirSync(".")) rmSync(name, { recursive: true });
run("git", ["init", "--quiet", "."]);
run("git", ["fetch", "--quiet", "--depth=1", process.env.ORIGIN, ref || process.env.GITHUB_REF]);
run("git", ["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
