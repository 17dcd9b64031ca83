/** Platform that an image is built for, by the processor architecture of the task that runs it. */
export const platforms = { X86_64: "linux/amd64", ARM64: "linux/arm64" } as const;

export type Architecture = keyof typeof platforms;
export type Platform = (typeof platforms)[Architecture];

/** Architecture of the task that an image for a platform runs on. */
export const architectures = { "linux/amd64": "X86_64", "linux/arm64": "ARM64" } as const satisfies Record<
    Platform,
    Architecture
>;
