import { parameters } from "../../config/parameters";

type Catalogue = readonly Pick<(typeof parameters)[number], "name" | "category" | "description">[];

/**
 * What the application needs to run on one machine, beside what docker-compose.yml sets. Nothing else has a value: an
 * integration is off until somebody gives it one.
 */
const developmentValues: Readonly<Record<string, (random: () => string) => string>> = {
    AUTH_SECRET: (random) => random(),
    NEXTAUTH_URL: () => "http://localhost:3000",
};

const head = [
    "# Variables of the application on this machine, written by `npm run env`. Not for AWS, and never committed.",
    "# A variable behind # is off: take the # away and give it a value. Values stand as they are, without quotes.",
];

/**
 * An env file with every variable of the catalogue by category, those with a value for development set.
 *
 * @param random gives a secret of 32 random bytes as text
 */
export function toEnvFile(catalogue: Catalogue, random: () => string): string {
    const categories = [...new Set(catalogue.map(({ category }) => category))];
    const sections = categories.map((category) => {
        const rows = catalogue.filter((parameter) => parameter.category === category);
        return [`# ── ${category}`, ...rows.flatMap((row) => formatVariable(row, random))];
    });
    return [head, ...sections].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function formatVariable({ name, description }: Catalogue[number], random: () => string): string[] {
    const value = developmentValues[name]?.(random);
    return [`# ${description}`, value === undefined ? `#${name}=` : `${name}=${value}`];
}
