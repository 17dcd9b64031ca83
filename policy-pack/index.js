const { PolicyPack } = require("@pulumi/policy");
const { toPolicies } = require("./policies"); // TypeScript, which Pulumi has prepared Node for

new PolicyPack("controls", { policies: toPolicies() });
