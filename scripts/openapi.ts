// Writes the API's OpenAPI document to where the app's pages are served from:  node scripts/openapi.ts
import { mkdirSync, writeFileSync } from "node:fs";
import { ROUTES } from "../handlers/api/routes.ts";
import manifest from "../package.json" with { type: "json" };
import { ANSWERS } from "../src/api/answers.ts";
import { openApiDocument } from "./openapi-document.ts";

const folder = new URL("../dist/app/", import.meta.url);
mkdirSync(folder, { recursive: true });
writeFileSync(
  new URL("openapi.json", folder),
  `${JSON.stringify(openApiDocument(ROUTES, ANSWERS, manifest.version))}\n`,
);
