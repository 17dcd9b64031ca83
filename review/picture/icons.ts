/** Colours by category of service, similar to those of AWS's own diagrams. */
const palette = {
    neutral: "#57606a",
    network: "#7d4ce0",
    compute: "#d86613",
    storage: "#3f8624",
    database: "#3b48cc",
    security: "#d13212",
    management: "#c7257e",
    intelligence: "#01897b",
} as const;

interface Icon {
    readonly color: string;

    /** Strokes on a field of 24 × 24. */
    readonly path: string;
}

/** Drawn for this project: the licence of AWS's own icons does not allow changes. */
export const icons = {
    internet: {
        color: palette.neutral,
        path: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M4 12h16M12 4c-5 5-5 11 0 16M12 4c5 5 5 11 0 16",
    },
    dns: { color: palette.network, path: "M12 21v-4M12 7V3M5 7h12l3 2.5l-3 2.5H5zM19 12v5H7l-3-2.5L7 12" },
    certificate: { color: palette.security, path: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3M12 14.5v2.5" },
    loadBalancer: {
        color: palette.network,
        path: "M3 12h6M9 12a2.5 2.5 0 1 0 5 0a2.5 2.5 0 1 0-5 0M13.3 10.3L18 5.5M14 12h6M13.3 13.7L18 18.5M18 9V5.5h-3.5M18 15v3.5h-3.5",
    },
    targetGroup: {
        color: palette.network,
        path: "M4 12a8 8 0 1 0 16 0a8 8 0 1 0-16 0M8.5 12a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0-7 0M12 2v4M12 18v4M2 12h4M18 12h4",
    },
    service: { color: palette.compute, path: "M12 3l8 4.5v9L12 21l-8-4.5v-9zM4 7.5l8 4.5l8-4.5M12 12v9" },
    nat: { color: palette.network, path: "M4 8h13M13.5 4.5L17 8l-3.5 3.5M20 16H7M10.5 12.5L7 16l3.5 3.5" },
    registry: { color: palette.compute, path: "M4 5h7v7H4zM13 5h7v7h-7zM8.5 14h7v6h-7z" },
    parameters: {
        color: palette.management,
        path: "M4 7h8M16 7h4M12 7a2 2 0 1 0 4 0a2 2 0 1 0-4 0M4 17h4M12 17h8M8 17a2 2 0 1 0 4 0a2 2 0 1 0-4 0",
    },
    logs: { color: palette.management, path: "M6 3h8l4 4v14H6zM14 3v4h4M9 12h6M9 16h6" },
    table: { color: palette.database, path: "M4 6c0-4 16-4 16 0s-16 4-16 0v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0" },
    bucket: { color: palette.storage, path: "M4 6c0-3.5 16-3.5 16 0s-16 3.5-16 0l2.5 13c1 2.5 10 2.5 11 0L20 6" },
    model: {
        color: palette.intelligence,
        path: "M12 3l2.2 6.8L21 12l-6.8 2.2L12 21l-2.2-6.8L3 12l6.8-2.2z",
    },
    mail: { color: palette.management, path: "M3 6h18v12H3zM3 6.5l9 7l9-7" },
    network: { color: palette.network, path: "M7 18a4 4 0 0 1-.5-8a6 6 0 0 1 11.5 1a3.5 3.5 0 0 1-.5 7z" },
    subnets: { color: palette.network, path: "M12 4v5M6 15v-3h12v3M9 4h6M3 15h6v5H3zM15 15h6v5h-6z" },
    role: { color: palette.security, path: "M4 9a4 4 0 1 0 8 0a4 4 0 1 0-8 0M11 11.5l8 7.5M16 16l2.5-2.5" },
    other: { color: palette.neutral, path: "M5 5h14v14H5zM9 12h6M12 9v6" },
} as const satisfies Record<string, Icon>;

export type IconName = keyof typeof icons;
