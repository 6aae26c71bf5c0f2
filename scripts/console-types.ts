/** Writes the console's types from the OpenAPI document: `npm run console:types`. */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';
import { openApiDocument } from '../src/api/openapi.ts';
import { OPERATIONS } from '../src/api/operations-list.ts';

export const TYPES_FILE = fileURLToPath(new URL('../src/console/api/schema.ts', import.meta.url));

/** The text of the file, from the very declarations that serve. */
export async function consoleTypes(): Promise<string> {
  const document = openApiDocument(OPERATIONS, 'http://127.0.0.1');
  const tree = await openapiTS(JSON.stringify(document));
  return `/** Made from the OpenAPI document by \`npm run console:types\`; never edited by hand. */\n${astToString(tree)}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(TYPES_FILE, await consoleTypes());
}
