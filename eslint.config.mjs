import pulumi from "@pulumi/eslint-plugin";
import tseslint from "typescript-eslint";

export default tseslint.config(
    { ignores: ["node_modules/", "app/", "tests/image/applications/"] },
    {
        files: ["**/*.ts"],
        extends: [tseslint.configs.strictTypeChecked],
        plugins: { "@pulumi": pulumi },
        languageOptions: { parserOptions: { project: "./tsconfig.json" } },
        rules: {
            // An output in a text is its help text, and an output nobody waits for hides its error.
            "@pulumi/no-output-in-template-literal": "error",
            "@typescript-eslint/no-floating-promises": "error",
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            // `void` marks what runs on purpose without being awaited.
            "@typescript-eslint/no-confusing-void-expression": [
                "error",
                { ignoreArrowShorthand: true, ignoreVoidOperator: true },
            ],
            // A later `case` of a union is a compile error, which is what this rule would prevent.
            "@typescript-eslint/no-unnecessary-condition": ["error", { allowConstantLoopConditions: true }],
        },
    },
);
