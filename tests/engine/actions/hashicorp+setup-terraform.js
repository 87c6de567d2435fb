// Uses this machine's Terraform, but requires an exact version like the action.

const { fail, inputs } = require("./stand_in");

const version = inputs().terraform_version;
if (!/^\d+\.\d+\.\d+$/.test(version ?? "")) fail(`${version} is not an exact version`);
