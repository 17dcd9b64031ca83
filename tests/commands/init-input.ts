import { canary } from "./trial";

export const required = ["--project", "fitness", "--account", "210987654321", "--region", "eu-west-1"];
export const withDomain = [...required, "--domain", "fit.example.com", "--zone", "example.com"];

/** An env file with real values in it, which must go nowhere. */
export const envFile = `# Coach
COACH_API_TOKEN=${canary}
COACH_URL="https://coach.example.com/${canary}"
# SUPPORT_CODE=${canary}
PORT=8080
`;
