import type { Given } from "../input";
import type { RuleCase } from "./rule-case";
import { otelImage, withSidecar } from "./sidecar";

const withWorker = (keys: object): Given => ({ "fitness:workers": { emails: { command: ["node", "worker.js"], ...keys } } });

const withSchedule = (keys: object): Given => ({
    "fitness:schedules": { nightly: { command: ["node", "job.js"], schedule: "rate(1 day)", ...keys } },
});

/** The beginning of a stack's schedules in a message. */
const shownSchedule = '{"nightly":{"command":["node","job.js"],"schedule":"rate(1 day)","timezone":"UTC","enabled":true,…';

/** The beginning of a stack's workers in a message. */
const shownWorker = '{"emails":{"command":["node","worker.js"],"tasks":1,"cpu":256,"memoryMiB":1024,"stopTimeoutSecond…';

/** Rules between keys about what runs beside the service. */
export const companionCases: readonly RuleCase[] = [
    {
        rule: "fitness:workers",
        kept: [withWorker({ cpu: 512, memoryMiB: 4096 }), { ...withWorker({}), "fitness:service.cpu": 512 }],
        broken: [
            [
                withWorker({ cpu: 1024 }),
                "must have sizes that Fargate offers (emails: with 1024 CPU units one of 2048, 3072, 4096, 5120, 6144, 7168, 8192), " +
                    'got {"emails":{"command":["node","worker.js"],"tasks":1,"cpu":1024,"memoryMiB":1024,"stopTimeoutSecon…',
            ],
        ],
    },
    {
        rule: "fitness:workers",
        kept: [{ ...withWorker({ cpu: 512 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 }],
        broken: [
            [
                { ...withWorker({ cpu: 256 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 },
                "must leave room for the sidecars, which run beside each of them (emails), " + `got ${shownWorker}`,
            ],
        ],
    },
    {
        rule: "fitness:workers",
        kept: [{ ...withWorker({}), ...withSidecar({}) }],
        broken: [
            [
                { ...withWorker({}), "fitness:names.container": "emails" },
                "must have other names than the application's container and its sidecars (emails), " + `got ${shownWorker}`,
            ],
            [
                { ...withWorker({}), "fitness:service.sidecars": { emails: { image: otelImage } } },
                "must have other names than the application's container and its sidecars (emails), " + `got ${shownWorker}`,
            ],
        ],
    },
    {
        rule: "fitness:schedules",
        kept: [withSchedule({ cpu: 512, memoryMiB: 4096 }), { ...withSchedule({}), "fitness:service.cpu": 512 }],
        broken: [
            [
                withSchedule({ cpu: 1024 }),
                "must have sizes that Fargate offers (nightly: with 1024 CPU units one of 2048, 3072, 4096, 5120, 6144, 7168, 8192), " +
                    `got ${shownSchedule}`,
            ],
        ],
    },
    {
        rule: "fitness:schedules",
        kept: [{ ...withSchedule({ cpu: 512 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 }],
        broken: [
            [
                { ...withSchedule({ cpu: 256 }), ...withSidecar({ cpu: 256 }), "fitness:service.cpu": 512 },
                `must leave room for the sidecars, which run beside each of them (nightly), got ${shownSchedule}`,
            ],
        ],
    },
    {
        rule: "fitness:schedules",
        kept: [{ ...withSchedule({}), ...withSidecar({}), ...withWorker({}) }],
        broken: [
            { "fitness:names.container": "nightly" },
            { "fitness:service.sidecars": { nightly: { image: otelImage } } },
            { "fitness:workers": { nightly: { command: ["node", "worker.js"] } } },
        ].map((beside) => [
            { ...withSchedule({}), ...beside },
            "must have other names than the application's container, its sidecars and the workers (nightly), " +
                `got ${shownSchedule}`,
        ]),
    },
];
