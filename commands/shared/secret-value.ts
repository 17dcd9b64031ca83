/** Forms of values that open something, whatever their variable is called. */
const forms: readonly RegExp[] = [
    /^[a-z][a-z0-9+.-]*:\/\/[^/\s:@]*:[^/\s@]+@/i, // an address with a password
    /-----BEGIN [A-Z ]*(?:PRIVATE KEY|SECRET)/,
    /^eyJ[\w-]+\.eyJ[\w-]+\.[\w-]*$/, // a JSON web token
    /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/, // an access key of AWS
    /^(?:sk|rk|pk|whsec|xox[abpsr]|gh[pousr]|github_pat|glpat|SG|shpat|npm|re)[_.-][\w.-]{16,}$/, // a token of a service
    /(?:password|passwd|pwd|secret|api[_-]?key|access[_-]?key|token)["']?\s*[=:]\s*["']?[^\s"';,]{4,}/i, // a connection string, or JSON
];

/** Whether a value has the form of something that opens something: an address with a password, a private key, a service's token. */
export function hasSecretForm(value: string): boolean {
    return forms.some((form) => form.test(value));
}

/** Whether a value looks like a secret, rather than that its variable's name does: by its form, or as it is random. */
export function isSecretValue(value: string): boolean {
    return hasSecretForm(value) || isRandom(value);
}

/** Long, of one word, and of all kinds of characters: a key in hexadecimal or base64, and no path, host, name or ARN. */
function isRandom(value: string): boolean {
    const isMixed = /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value);
    return (
        (/^[0-9a-f]{32,}$/i.test(value) && /\d/.test(value) && /[a-f]/i.test(value)) ||
        (/^[\w+/-]{24,}={0,2}$/.test(value) && isMixed && !/^[./]/.test(value) && !/^(?:[A-Za-z]+[-_/])+[A-Za-z]*$/.test(value))
    );
}
