/** Parts of a name that a secret has. A variable that is called one by mistake costs nothing but an encrypted parameter. */
const secretWords = [
    "SECRET",
    "TOKEN",
    "KEY",
    "APIKEY",
    "PASSWORD",
    "PASSWD",
    "PASSPHRASE",
    "PRIVATE",
    "CREDENTIAL",
    "CREDENTIALS",
    "DSN",
    "SALT",
    "SIGNATURE",
    "JWT",
    "WEBHOOK",
];

/** What a key is called that everybody may know. */
const publicWords = ["PUBLIC", "PUBLISHABLE"];

/** Addresses of databases and brokers carry their password. */
const address =
    /(?:^|_)(?:DATABASE|DB|POSTGRES(?:QL)?|MYSQL|MONGO(?:DB)?|REDIS|AMQP|RABBITMQ|CONNECTION)(?:_.*)?_(?:URL|URI|STRING)$/;

/** Whether a variable is the address of a database or a broker: a secret where it has a password. */
export function isAddressName(name: string): boolean {
    return address.test(name.toUpperCase());
}

/** Whether a variable looks like a secret. Its name alone is looked at. */
export function isSecretName(name: string): boolean {
    const words = name.toUpperCase().split("_");
    const isPublic = words.some((word) => publicWords.includes(word));
    const isSecret = words.some((word) => secretWords.includes(word)) || words.at(-1) === "AUTH";
    return isAddressName(name) || (!isPublic && isSecret);
}
