import type { Given } from "../input";
import type { RuleCase } from "./rule-case";

const night = (tasks: object): Given => ({ "fitness:scaling.schedules": { night: { schedule: "rate(1 day)", ...tasks } } });

const shownNight = '{"night":{"schedule":"rate(1 day)","min":1,';

/** Rules between keys about scaling. */
export const scalingCases: readonly RuleCase[] = [
    {
        rule: "fitness:scaling.schedules",
        kept: [night({ min: 1, max: 2 })],
        broken: [
            [
                { ...night({ min: 1, max: 1 }), "fitness:service.tasks.max": 1 },
                `requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise (1 to 1), got ${shownNight}"max":1}}`,
            ],
        ],
    },
    {
        rule: "fitness:scaling.schedules",
        kept: [night({ min: 2, max: 2 })],
        broken: [
            [
                night({ min: 1, max: 3 }),
                "must each have a min and a max, in this order, within service.tasks.min and service.tasks.max (night of 1 to 2), " +
                    `got ${shownNight}"max":3}}`,
            ],
        ],
    },
    {
        rule: "fitness:scaling.memoryPercent",
        kept: [{ "fitness:scaling.memoryPercent": 80 }],
        broken: [
            [
                { "fitness:scaling.memoryPercent": 80, "fitness:service.tasks.max": 1 },
                "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise (1 to 1), got 80",
            ],
        ],
    },
    {
        rule: "fitness:scaling.frozen",
        kept: [{ "fitness:scaling.frozen": true }, { "fitness:service.tasks.max": 1 }],
        broken: [
            [
                { "fitness:scaling.frozen": true, "fitness:service.tasks.max": 1 },
                "requires service.tasks.max above service.tasks.min, as nothing scales the service otherwise (1 to 1), got true",
            ],
        ],
    },
];
