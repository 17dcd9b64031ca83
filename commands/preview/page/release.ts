import { phases } from "../../../deployment/phases";
import { describeSeconds, totalSeconds } from "../../../deployment/recorded-seconds";
import { describeSource, type Measured } from "../measured";
import type { ReleaseTime } from "../release-time";
import { html } from "./html";
import { table, type Section } from "./section";

/** What happens in a phase, for people who never saw a deployment. */
const meanings = {
    schedule: "ECS starts the new tasks",
    pull: "they fetch the image",
    start: "the application starts",
    health: "the load balancer finds it healthy",
    drain: "the former tasks end their requests and stop",
} as const;

/** How long the next release takes, phase by phase. */
export function releaseSection(release: ReleaseTime): Section {
    const { measured } = release;
    const taken = measured?.releases.length === 0 ? undefined : measured?.phases;
    const percent = (seconds: number) => Math.round((seconds / release.totalSeconds) * 1000) / 10;
    const rows = phases.map((phase, index) => {
        const before = phases.slice(0, index).reduce((sum, each) => sum + release.phases[each], 0);
        const place = `margin-left: ${percent(before)}%; width: ${percent(release.phases[phase])}%`;
        return [
            phase,
            meanings[phase],
            html`<span class="bar"><span style="${place}"></span></span>`,
            `${release.phases[phase]} s`,
            ...(taken === undefined ? [] : [describeTaken(taken[phase])]),
        ];
    });
    const dear = release.costs.map(
        ({ setting, value, seconds }) =>
            html`<li><code>${setting}</code> of ${value} takes ${describeSeconds(seconds)} more than the profile’s value.</li>`,
    );
    return {
        id: "release",
        title: "Release",
        content: html`<p>
                From <code>pulumi up</code> until the next release serves alone: about ${describeSeconds(release.totalSeconds)}.
            </p>
            ${measured === undefined ? undefined : html`<p>Measured: ${describeCount(measured)}.</p>`}
            ${table("Phases of a release", [["Phase"], ["What happens"], ["When", "bars"], ["Expected", "number"], ...(taken === undefined ? [] : [["Measured", "number"] as const])], rows, ["Total", "", "", `${release.totalSeconds} s`, ...(taken === undefined ? [] : [describeTaken(totalSeconds(taken))])])}
            ${
                dear.length === 0
                    ? undefined
                    : html`<ul>
                          ${dear}
                      </ul>`
            }`,
    };
}

function describeTaken(seconds: number | undefined): string {
    return seconds === undefined ? "not known" : `${seconds} s`;
}

function describeCount({ problem, releases }: Measured): string {
    return problem === undefined
        ? releases.length === 0
            ? "no release yet"
            : describeSource({ releases })
        : `not known: ${problem}`;
}
