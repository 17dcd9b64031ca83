// Nothing of the caller's AWS settings reaches these tests: neither credentials nor a profile nor an endpoint.
for (const name of Object.keys(process.env).filter((key) => key.startsWith("AWS_"))) {
    Reflect.deleteProperty(process.env, name);
}
Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: "emulator",
    AWS_SECRET_ACCESS_KEY: "emulator",
    AWS_CONFIG_FILE: "/nowhere/config",
    AWS_SHARED_CREDENTIALS_FILE: "/nowhere/credentials",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
});
