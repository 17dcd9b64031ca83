// Calls a service through the application's own module, and prints how the call ended.
const calls = {
    Bedrock: async () => (await import("@/integrations/suggestion")).suggestionFor([]),
    SES: async () => (await import("@/integrations/mail")).sendMail({ to: "ada@example.com", subject: "Hello", text: "Hello" }),
    DynamoDB: async () => (await (await import("@/store/store")).store()).workoutsOf("ada", 10),
};

await calls[process.argv[2]]().then(
    () => console.log("answered"),
    (error) => console.log(String(error)),
);
process.exit();
