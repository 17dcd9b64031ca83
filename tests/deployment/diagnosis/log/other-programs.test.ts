import * as assert from "node:assert/strict";
import { quoteLog } from "../../../../deployment/diagnosis/evidence";
import { intent } from "../../builders";
import { logsOfDataClients } from "./programs/data";
import { logsOfOtherLanguages } from "./programs/languages";
import { logsOfNodePrograms } from "./programs/node";
import { logsOfShellsAndServers } from "./programs/shells";

/** Whatever ran in the container. */
const logs = [...logsOfOtherLanguages, ...logsOfNodePrograms, ...logsOfDataClients, ...logsOfShellsAndServers];

describe("the error in the log", () => {
    for (const { of, log, evidence } of logs) {
        it(`is named: ${of}`, () => {
            assert.equal(quoteLog(log.split("\n"), intent.secretNames), evidence);
        });
    }
});
