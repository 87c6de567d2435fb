// Does not log in, but requires and records the inputs.

const { inputs, record, requireInputs } = require("./stand_in");

const found = inputs();
requireInputs(found, "client-id", "tenant-id", "subscription-id");
record(`azure-login ${found["client-id"]}`);
