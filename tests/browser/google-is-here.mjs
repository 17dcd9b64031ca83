// Loaded into the application's process by a test: connections to Google end at the provider of the test.
import tls from "node:tls";

const connect = tls.connect;

tls.connect = (...args) => {
    const [options] = args;
    return options?.host === "accounts.google.com"
        ? connect({ ...options, servername: options.host, host: "127.0.0.1", port: Number(process.env.GOOGLE_IS_AT) })
        : connect(...args);
};
