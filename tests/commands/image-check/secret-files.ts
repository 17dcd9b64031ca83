const base64 = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSjAgEAAoIBAQ".concat("canary");

/** Files that lead somewhere, by path. */
export const secretFiles: readonly (readonly [path: string, text: string])[] = [
    ["root/.yarnrc.yml", "npmRegistryServer: https://r.example.com\nnpmAuthToken: canary\n"],
    ["root/.docker/config.json", '{"auths":{"r.example.com":{"auth":"canary"}}}'],
    ["root/.kube/config", "users:\n- user:\n    token: canary\n"],
    ["app/.git/config", '[remote "origin"]\n\turl = https://canary@github.com/acme/web\n'],
    ["root/.config/pip/pip.conf", "[global]\nindex-url = https://user:canary@pypi.example.com/simple\n"],
    ["root/.pypirc", "[pypi]\nusername = a\npassword = canary\n"],
    ["app/deploy", `-----BEGIN RSA PRIVATE KEY-----\n${base64}\n`],
    ["app/old.pem.bak", `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\n${base64}\n`],
    ["app/google.json", `{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\\n${base64}\\n"}`],
];

/** Files that only look like some. */
export const harmlessFiles: readonly (readonly [path: string, text: string])[] = [
    ["root/.yarnrc.yml", "nodeLinker: node-modules\n"],
    ["root/.docker/config.json", '{"credsStore":"ecr-login"}'],
    ["root/.kube/config", "clusters: []\n"],
    ["app/.git/config", '[remote "origin"]\n\turl = ssh://git@github.com/acme/web\n'],
    ["root/.config/pip/pip.conf", "[global]\nindex-url = https://pypi.example.com/simple\n"],
    ["app/jose.js", 'const pem = `-----BEGIN PRIVATE KEY-----\n${lines.join("\n")}\n-----END PRIVATE KEY-----`;'],
    ["usr/share/doc/openssl/demo", `-----BEGIN RSA PRIVATE KEY-----\n${base64}\n`],
    ["opt/venv/lib/python3.13/site-packages/tornado/test/test.json", `-----BEGIN RSA PRIVATE KEY-----\n${base64}\n`],
    ["app/node_modules/tls/.kube/config", "token: x"],
];
