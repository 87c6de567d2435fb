// Logs in to the registry, which takes any user.

const { inputs, record, required, run } = require("./stand_in");

const found = inputs();
required(found, "username", "password");
record(`login ${found.registry ?? "docker.io"} ${found.username}`);
run("docker", ["login", ...(found.registry ? [found.registry] : []), "--username", found.username, "--password-stdin"], { input: found.password });
