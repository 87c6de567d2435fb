// Checks out what it is told to, from the repository that the run was started in, into an empty workspace.

const { readdirSync, rmSync } = require("fs");
const { fail, inputs, run } = require("./stand_in");

const { ref, "persist-credentials": persisted } = inputs();
if (persisted !== "false") fail("the token stays in the checkout");
if (process.cwd() === process.env.ORIGIN) fail("this is no workspace");
for (const name of readdirSync(".")) rmSync(name, { recursive: true });
run("git", ["init", "--quiet", "."]);
run("git", ["fetch", "--quiet", "--depth=1", process.env.ORIGIN, ref || process.env.GITHUB_REF]);
run("git", ["checkout", "--quiet", "--detach", "FETCH_HEAD"]);
