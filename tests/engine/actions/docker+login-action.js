// Logs in to the registry, which accepts any user.

const { inputs, record, requireInputs, run } = require("./stand_in");

const found = inputs();
requireInputs(found, "username", "password");
record(`login ${found.registry ?? "docker.io"} ${found.username}`);
run("docker", ["login", ...(found.registry ? [found.registry] : []), "--username", found.username, "--password-stdin"], { input: found.password });
