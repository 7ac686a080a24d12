import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["node_modules/"] },
  js.configs.recommended,
  {
    files: ["src/**/*.js"],
    languageOptions: { globals: { ...globals.browser, L: "readonly" } },
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-param-reassign": ["error", { props: false }],
      "no-unused-vars": ["error", { varsIgnorePattern: "^_", argsIgnorePattern: "^_" }],
      "max-lines": ["error", 300],
      "max-lines-per-function": ["error", { max: 60, skipComments: true, skipBlankLines: true }],
      complexity: ["error", 12], // each `?.` and each default counts here
      "max-params": ["error", 5],
      // Where text of an atlas could become markup or code.
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "srcdoc"].map((property) => ({ property })),
        { object: "window", property: "mapsvc", message: "src/api.js has it" },
      ],
      "no-eval": "error",
      "no-new-func": "error",
    },
  },
  {
    // Plain calculation: no page, no Leaflet; runs under `node --test`.
    files: ["src/pure/**/*.js"],
    languageOptions: { globals: { ...globals["shared-node-browser"] } },
    rules: { "no-undef": "error", "no-restricted-globals": ["error", "document", "window", "location", "L"] },
  },
  { files: ["*.mjs", "test/**/*.js"], languageOptions: { globals: globals.node } },
];
