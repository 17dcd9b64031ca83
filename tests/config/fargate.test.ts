import * as assert from "node:assert/strict";
import { cpuUnits, memoryMiBFor } from "../../aws/fargate";
import { assertRows, problemsOf } from "./input";

/** By hand from https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-cpu-memory-error.html */
const offered: Readonly<Record<number, readonly number[]>> = {
    256: [512, 1024, 2048],
    512: [1024, 2048, 3072, 4096],
    1024: [2048, 3072, 4096, 5120, 6144, 7168, 8192],
    2048: [4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384],
    4096: [
        8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, 16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576,
        25600, 26624, 27648, 28672, 29696, 30720,
    ],
    8192: [16384, 20480, 24576, 28672, 32768, 36864, 40960, 45056, 49152, 53248, 57344, 61440],
    16384: [32768, 40960, 49152, 57344, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880],
};

describe("CPU and memory", () => {
    it("are offered in the sizes of the table", () => {
        assert.deepEqual(cpuUnits.map(String), Object.keys(offered));
    });

    it("go together exactly where Fargate offers them", () => {
        assert.deepEqual(memoryMiBFor, offered);
        const all = [...new Set(Object.values(offered).flat())];
        const isAccepted = (cpu: number, memoryMiB: number) => problemsOf({ "fitness:service": { cpu, memoryMiB } }).length === 0;
        assertRows(
            [256, 4096, 16384].map((cpu) => [
                cpu.toString(),
                all.filter((memoryMiB) => isAccepted(cpu, memoryMiB)),
                offered[cpu],
            ]),
        );
    });

    it("are refused at memory, with what the CPU allows", () => {
        assert.deepEqual(problemsOf({ "fitness:service": { cpu: 256, memoryMiB: 4096 } }), [
            {
                path: "fitness:service.memoryMiB",
                message: "must be a size that Fargate offers with the CPU (with 256 CPU units one of 512, 1024, 2048), got 4096",
            },
        ]);
    });
});
