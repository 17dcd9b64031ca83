import file from "../../parameters.json";

/** A variable of the application. `parameters.json` is read by the deployment too, and is where a variable is added. */
export interface Parameter {
    readonly name: string;
    readonly category: string;
    readonly secret: boolean;
    readonly required: boolean;
    readonly description: string;
}

interface Row extends Pick<Parameter, "name">, Partial<Omit<Parameter, "name">> {}

export const catalogue: readonly Parameter[] = file.variables.map(
    ({ name, category = "general", secret = false, required = false, description = "" }: Row) => ({
        name,
        category,
        secret,
        required,
        description,
    }),
);
