/** What the widgets of a dashboard are about; all of it known. */
export interface DashboardSources {
    /** Region of every metric. */
    readonly region: string;

    /** End of the load balancer's ARN. */
    readonly loadBalancer: string;

    /** End of the target group's ARN. */
    readonly targetGroup: string;

    /** End of the other target group's ARN, where releases have two by turns. @default - there is one */
    readonly alternateTargetGroup?: string | undefined;

    /** Cluster of the service. */
    readonly cluster: string;

    /** The service. */
    readonly service: string;

    /** Log group of the containers. */
    readonly logGroup: string;

    /** Namespace of the metric `ErrorLines`. */
    readonly errorNamespace: string;

    /** ARNs of alarms, whose states are shown. */
    readonly alarmArns: readonly string[];
}

/** A row has 24 columns: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html */
const [half, whole, height] = [12, 24, 6];

type Metric = readonly (string | object)[];

/** A widget without its place. */
interface Widget {
    readonly type: string;
    readonly width: number;
    readonly height: number;
    readonly properties: object;
}

/** The body of the dashboard: a row or more for each question, in the order in which one asks them. */
export function dashboardBody(sources: DashboardSources): { readonly widgets: readonly object[] } {
    const { region, loadBalancer, targetGroup, alternateTargetGroup, cluster, service, logGroup, errorNamespace, alarmArns } =
        sources;
    const balancer = ["LoadBalancer", loadBalancer];
    const targets = ["TargetGroup", targetGroup, ...balancer];
    const alternate = alternateTargetGroup === undefined ? undefined : ["TargetGroup", alternateTargetGroup, ...balancer];
    const answers = alternate === undefined ? targets : balancer; // whichever group has the release
    const tasks = ["ClusterName", cluster, "ServiceName", service];
    const ofBalancer = (metric: string, dimensions: readonly string[], options: object): Metric => [
        "AWS/ApplicationELB",
        metric,
        ...dimensions,
        options,
    ];
    const graph = (title: string, metrics: readonly Metric[], yAxis: object = { left: { min: 0 } }): Widget => ({
        type: "metric",
        width: half,
        height,
        properties: { title, region, view: "timeSeries", period: 60, metrics, yAxis },
    });
    const query = (title: string, text: string): Widget => ({
        type: "log",
        width: whole,
        height,
        properties: { title, region, view: "table", query: `SOURCE '${logGroup}' | ${text}` },
    });
    return {
        widgets: placed([
            [heading("Is it up?")],
            ...(alarmArns.length === 0
                ? []
                : [[{ type: "alarm", width: whole, height: 3, properties: { title: "Alarms", alarms: alarmArns } }]]),
            [
                graph("Targets", [
                    ofBalancer("HealthyHostCount", targets, { label: "healthy", stat: "Minimum" }),
                    ofBalancer("UnHealthyHostCount", targets, { label: "unhealthy", stat: "Maximum" }),
                    ...(alternate === undefined
                        ? []
                        : [
                              ofBalancer("HealthyHostCount", alternate, { label: "healthy, alternate", stat: "Minimum" }),
                              ofBalancer("UnHealthyHostCount", alternate, { label: "unhealthy, alternate", stat: "Maximum" }),
                          ]),
                ]),
                graph("Requests and errors, a minute", [
                    ofBalancer("RequestCount", answers, { label: "requests", stat: "Sum" }),
                    ofBalancer("HTTPCode_Target_5XX_Count", answers, { label: "5xx of tasks", stat: "Sum", yAxis: "right" }),
                    ofBalancer("HTTPCode_ELB_5XX_Count", balancer, { label: "5xx of the balancer", stat: "Sum", yAxis: "right" }),
                ]),
            ],
            [heading("Is it slow?")],
            [
                graph(
                    "Time to answer, seconds",
                    ["p50", "p95", "p99"].map((stat) => ofBalancer("TargetResponseTime", answers, { label: stat, stat })),
                ),
                graph(
                    "CPU and memory of the tasks, percent",
                    [
                        ["AWS/ECS", "CPUUtilization", ...tasks, { label: "CPU", stat: "Average" }],
                        ["AWS/ECS", "MemoryUtilization", ...tasks, { label: "memory", stat: "Average" }],
                    ],
                    { left: { min: 0, max: 100 } },
                ),
            ],
            [heading("Is it the release?")],
            [
                {
                    ...graph("Lines that look like errors, a minute", [
                        [errorNamespace, "ErrorLines", { label: "lines", stat: "Sum" }],
                    ]),
                    width: whole,
                },
            ],
            [
                query(
                    "Tasks by their first line: a release begins where several do",
                    "stats min(@timestamp) as first, max(@timestamp) as last, count(*) as lines by @logStream | sort first desc | limit 20",
                ),
            ],
            [
                query(
                    "Newest errors",
                    "fields @timestamp, @logStream, @message | filter @message like /(?i)error/ | sort @timestamp desc | limit 20",
                ),
            ],
        ]),
    };
}

function heading(text: string): Widget {
    return { type: "text", width: whole, height: 1, properties: { markdown: `## ${text}` } };
}

/** Rows of widgets, each beside the one before, as high as its first. */
function placed(rows: readonly (readonly Widget[])[]): object[] {
    let y = 0;
    return rows.flatMap((row) => {
        const top = y;
        y += row[0]?.height ?? 0;
        return row.map(({ type, width, height: own, properties }, at) => ({
            type,
            x: at * half,
            y: top,
            width,
            height: own,
            properties,
        }));
    });
}
