// Loaded first into every Node process of a CLI under test. The SDK reads the stack of each promise that it makes, and two
// packages map each to TypeScript: a sixth of what a program costs. Stacks stay, with the positions of the compiled code.
const mappers = { "ts-node": "@cspotcode/source-map-support", "@pulumi/pulumi": "source-map-support" };

if (/pulumi[\\/]cmd[\\/]run/.test(process.argv[1] ?? "")) {
    for (const [owner, mapper] of Object.entries(mappers)) {
        require(require.resolve(mapper, { paths: [require.resolve(owner)] })).install = () => undefined;
    }
}

// When the last of the CLI's Node processes has started, which is the program's: `Run.programSeconds`.
if (process.env.STARTED_FILE !== undefined) {
    require("node:fs").writeFileSync(process.env.STARTED_FILE, String(Date.now()));
}
