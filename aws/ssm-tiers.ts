/**
 * Bytes that a parameter's value may have, by its tier. Intelligent-Tiering takes the standard one for what fits in it. An
 * advanced parameter costs about 0.05 USD a month: https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html
 */
export const maxValueBytes = { Standard: 4096, Advanced: 8192, "Intelligent-Tiering": 8192 } as const;

/** How much a parameter holds, and whether it costs something. */
export type ParameterTier = keyof typeof maxValueBytes;

export const parameterTiers = ["Standard", "Advanced", "Intelligent-Tiering"] as const satisfies readonly ParameterTier[];
