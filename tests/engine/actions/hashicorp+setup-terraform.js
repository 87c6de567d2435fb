// The Terraform of this machine is the one that runs, but the action wants an exact version.

const { fail, inputs } = require("./stand_in");

const version = inputs().terraform_version;
if (!/^\d+\.\d+\.\d+$/.test(version ?? "")) fail(`${version} is not an exact version`);
