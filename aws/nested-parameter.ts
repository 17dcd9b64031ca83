/**
 * Whether SSM takes a part of a value for a reference to another parameter, which it refuses in every one:
 * https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_PutParameter.html
 */
export const nestsParameter = (value: string): boolean => /\{\{.*\}\}/.test(value);
