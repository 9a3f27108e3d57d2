// Writes src/contract.ts and src/keyed.ts from the contract document. Neither is committed: what is built anew each time cannot differ from it.
import { readFile, writeFile } from "node:fs/promises";
import openapiTS, { astToString } from "openapi-typescript";

const document = new URL("../openapi.json", import.meta.url);
await writeFile(new URL("src/contract.ts", import.meta.url), astToString(await openapiTS(document)));

const { paths } = JSON.parse(await readFile(document, "utf8"));
const keyed = Object.entries(paths).flatMap(([path, operations]) =>
  Object.entries(operations)
    .filter(([, operation]) => operation.parameters?.some((p) => p.in === "header" && p.name.toLowerCase() === "idempotency-key"))
    .map(([method]) => `${method.toUpperCase()} ${path}`));
await writeFile(new URL("src/keyed.ts", import.meta.url),
  `/** The operations that take an Idempotency-Key. */\nexport const keyed: ReadonlySet<string> = new Set(${JSON.stringify(keyed, null, 2)});\n`);
