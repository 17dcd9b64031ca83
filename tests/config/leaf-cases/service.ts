import { flag, of, wholeNumber, type LeafCase } from "./leaf-case";

/** The keys of the cluster, the service, its workers and its scaling. */
export const serviceCases: Readonly<Record<string, LeafCase>> = {
    "fitness:cluster.existing": flag,

    "fitness:service.cpu": of("must be one of 256, 512, 1024, 2048, 4096, 8192, 16384", "256", 300),
    "fitness:service.memoryMiB": of(
        "must be one of 512, 1024, 2048, 3072, 4096, 5120, 6144, 7168, 8192, 9216, 10240, 11264, 12288, 13312, 14336, 15360, " +
            "16384, 17408, 18432, 19456, 20480, 21504, 22528, 23552, 24576, 25600, 26624, 27648, 28672, 29696, 30720, 32768, " +
            "36864, 40960, 45056, 49152, 53248, 57344, 61440, 65536, 73728, 81920, 90112, 98304, 106496, 114688, 122880",
        "1024",
        1000,
    ),
    "fitness:service.architecture": of("must be one of X86_64, ARM64", 64, "RISC-V"),
    "fitness:service.tasks.min": wholeNumber(1, 1000, 0),
    "fitness:service.tasks.max": wholeNumber(1, 1000, 0),
    "fitness:service.capacity.base": wholeNumber(0, 1000, -1),
    "fitness:service.capacity.onDemandWeight": wholeNumber(0, 1000, 0.5),
    "fitness:service.capacity.spotWeight": wholeNumber(0, 1000, 1e23),
    "fitness:service.port": wholeNumber(1024, 65535, 80),
    "fitness:service.healthCheck.command": of(
        'must be none, or a list like ["CMD", "/app/check"] or ["CMD-SHELL", "curl -f localhost:3000"]',
        "CMD /app/check",
        ["CMD-SHELL", "curl", "localhost"],
    ),
    "fitness:service.user": of("must be a user id like 1001, or user and group like 1001:1001", [], "nextjs"),
    "fitness:service.writablePaths": of(
        "must be a list of paths",
        "/tmp",
        ["/tmp", "C:\\temp"],
        ["[1]", "must be an absolute path in the container like /tmp, not below /proc, /sys or /dev", "C:\\temp"],
    ),
    "fitness:service.readonlyRootFilesystem": flag,
    "fitness:service.entryPoint": of("must be a list of words", "/app/serve", [8080], ["[0]", "must be a text: quote it", 8080]),
    "fitness:service.command": of("must be a list of words", {}, ["--port", 8080], ["[1]", "must be a text: quote it", 8080]),
    "fitness:service.sidecars": of(
        "must be an object of sidecars by name",
        ["otel"],
        { otel: { image: "otel/collector:latest" } },
        [
            ".otel.image",
            "must be an image by its digest, like public.ecr.aws/docker/library/busybox@sha256:… (a tag may move)",
            "otel/collector:latest",
        ],
    ),
    "fitness:service.dependsOn": of("must be an object of conditions by container", "otel", { otel: "READY" }, [
        ".otel",
        "must be one of START, COMPLETE, SUCCESS, HEALTHY",
        "READY",
    ]),
    "fitness:service.ephemeralStorageGiB": wholeNumber(21, 200, 20),
    "fitness:service.enableExecuteCommand": flag,
    "fitness:service.minimumHealthyPercent": wholeNumber(0, 100, 101),
    "fitness:service.maximumPercent": wholeNumber(100, 200, 99),
    "fitness:service.availabilityZoneRebalancing": of("must be true or false", "ENABLED", 0),
    "fitness:service.healthCheckGracePeriodSeconds": wholeNumber(0, 3600, 3601),
    "fitness:service.healthCheckStartPeriodSeconds": wholeNumber(0, 300, 301),
    "fitness:service.stopTimeoutSeconds": wholeNumber(2, 120, 121),
    "fitness:service.maxRequestSeconds": wholeNumber(1, 4000, 0),
    "fitness:service.skipDestroy": flag,

    "fitness:workers": of("must be an object of workers by name", ["emails"], { emails: { command: "node worker.js" } }, [
        ".emails.command",
        "must be a list of words",
        "node worker.js",
    ]),

    "fitness:schedules": of(
        "must be an object of schedules by name",
        ["nightly"],
        { nightly: { command: ["node", "job.js"], schedule: "cron(0 3 * * *)" } },
        [
            ".nightly.schedule",
            "must be a cron of six fields (minutes, hours, day-of-month, month, day-of-week, year), each a space apart, " +
                "like cron(0 7 ? * MON-FRI *)",
            "cron(0 3 * * *)",
        ],
    ),

    "fitness:scaling.cpuPercent": wholeNumber(10, 90, 91),
    "fitness:scaling.requestsPerTargetPerMinute": wholeNumber(0, 1_000_000, -1),
    "fitness:scaling.memoryPercent": wholeNumber(10, 90, 9),
    "fitness:scaling.scaleInCooldownSeconds": wholeNumber(0, 3600, 3601),
    "fitness:scaling.scaleOutCooldownSeconds": wholeNumber(0, 3600, -1),
    "fitness:scaling.frozen": flag,
    "fitness:scaling.timeZone": of("must be a time zone like America/New_York, or UTC", 7, "New York"),
    "fitness:scaling.schedules": of(
        "must be an object of schedules by name",
        ["night"],
        { night: { schedule: "every night", min: 1, max: 2 } },
        [
            ".night.schedule",
            "must be a schedule like cron(0 7 ? * MON-FRI *), rate(1 day) or at(2027-01-31T07:00:00)",
            "every night",
        ],
    ),
};
