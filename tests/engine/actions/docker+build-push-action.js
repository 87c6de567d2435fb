// Builds like the action, with the docker command.

const { fail, inputs, lines, run } = require("./stand_in");

const found = inputs();
// Without a context, the action builds from git, without the files that the workflow created.
if (!/^[./]/.test(found.context ?? "")) fail("the build context is not the working tree");
const args = ["buildx", "build", "--progress=plain"];
for (const argument of lines(found["build-args"])) {
  if (!/^[A-Za-z_]\w*=/.test(argument)) fail(`${argument} is not a build argument`);
  args.push("--build-arg", argument);
}
for (const secret of lines(found["secret-envs"])) {
  const [id, variable] = secret.split("=");
  args.push("--secret", `id=${id},env=${variable}`);
}
const lists = { "cache-from": "--cache-from", "cache-to": "--cache-to", "no-cache-filters": "--no-cache-filter", tags: "--tag", labels: "--label" };
for (const [input, option] of Object.entries(lists)) for (const item of lines(found[input])) args.push(option, item);
for (const input of ["target", "file"]) if (found[input]) args.push(`--${input}`, found[input]);
for (const input of ["load", "no-cache", "pull", "push"]) if (found[input] === "true") args.push(`--${input}`);
run("docker", [...args, found.context]);
