/** How many examples a property is tried with: a few by default, `PROPERTY_RUNS` times as many where that is set (60 take a minute). */
export const runs = (few: number): number => few * Number(process.env.PROPERTY_RUNS ?? 1);
