import exported from "../../parameters.json";

/** A variable as the deployment's catalogue describes it (`config/parameters.ts`, exported by `npm run parameters:export`). */
export interface Parameter {
    readonly name: string;
    readonly category: string;
    readonly secret: boolean;
    readonly required: boolean;
    readonly description: string;
}

export const catalogue: readonly Parameter[] = exported;
