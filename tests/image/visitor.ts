/** In milliseconds. */
const patience = 20_000;

type Fields = Readonly<Record<string, string>>;
type Asked = Omit<RequestInit, "headers"> & { readonly headers?: Record<string, string> };

/** Somebody with a browser, as far as HTTP goes: keeps cookies, follows no redirect by itself. */
export class Visitor {
    constructor(
        private readonly origin: string,
        private readonly cookies = new Map<string, string>(),
    ) {}

    /** The same browser, led to another server behind the same name. */
    public at(origin: string): Visitor {
        return new Visitor(origin, this.cookies);
    }

    public async get(path: string): Promise<Response> {
        return this.ask(path, {});
    }

    public async post(path: string, form: RequestInit["body"] | Fields, headers: Fields = {}): Promise<Response> {
        const isFields = typeof form === "object" && form !== null && Object.getPrototypeOf(form) === Object.prototype;
        const body = isFields ? new URLSearchParams(form as Fields) : (form as RequestInit["body"]);
        return this.ask(path, { method: "POST", body, headers: { origin: this.origin, ...headers } });
    }

    /** Signs in as the page does. Succeeds if the page of a signed-in user then answers. */
    public async signIn(email: string, password: string, headers: Fields = {}, more: Fields = {}): Promise<Response> {
        const { csrfToken } = (await (await this.get("/api/auth/csrf")).json()) as { csrfToken: string };
        return this.post("/api/auth/callback/credentials", { csrfToken, email, password, json: "true", ...more }, headers);
    }

    private async ask(path: string, { headers = {}, ...init }: Asked): Promise<Response> {
        const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
        const response = await fetch(`${this.origin}${path}`, {
            signal: AbortSignal.timeout(patience),
            ...init,
            redirect: "manual",
            headers: { ...headers, cookie },
        });
        for (const header of response.headers.getSetCookie()) {
            const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? [];
            if (value === "" || /;\s*max-age=0/i.test(header)) {
                this.cookies.delete(name);
            } else {
                this.cookies.set(name, value);
            }
        }
        return response;
    }
}
