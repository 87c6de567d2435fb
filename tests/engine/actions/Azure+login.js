// Logs in nowhere, but wants to know as whom.

const { inputs, record, required } = require("./stand_in");

const found = inputs();
required(found, "client-id", "tenant-id", "subscription-id");
record(`azure-login ${found["client-id"]}`);
