import type { CatalogueVariable } from "../../config/catalogue";

const head = [
    "# Variables of the application on this machine, written by `npm run env`. Not for AWS, and never committed.",
    "# A variable behind # is off: remove the # and give it a value. Values stand as they are, without quotes.",
];

/**
 * An env file with every variable of the catalogue by category. Only those with a value for development are set: an
 * integration is off until it is given one.
 *
 * @param random gives so many random bytes as text
 */
export function toEnvFile(catalogue: readonly CatalogueVariable[], random: (bytes: number) => string): string {
    const categories = [...new Set(catalogue.map(({ category }) => category))];
    const sections = categories.map((category) => {
        const rows = catalogue.filter((variable) => variable.category === category);
        return [`# ── ${category}`, ...rows.flatMap((row) => formatVariable(row, random))];
    });
    return [head, ...sections].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function formatVariable({ name, description, development }: CatalogueVariable, random: (bytes: number) => string): string[] {
    const value = typeof development === "object" ? random(development.random) : development;
    return [...(description === "" ? [] : [`# ${description}`]), value === undefined ? `#${name}=` : `${name}=${value}`];
}
