/**
 * Process: makes the database roles, then brings the database to the schema of this release, with the figures
 * that it needs and that nobody has set.
 */
import { parseMigrateConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { createClient } from './db/pool.ts';
import { prepareRoles } from './db/roles.ts';
import { shipFigures } from './seed/shipped-figures.ts';

const { ownerUrl, passwords } = parseMigrateConfig(process.env);
const client = createClient(ownerUrl, 'anju-migrate');
await client.connect();
const owner = await prepareRoles(client, passwords).finally(() => client.end());
await migrate({
  url: ownerUrl,
  log: (line) => {
    console.log(line);
  },
  ...(owner === undefined ? {} : { owner }),
});
const figures = createClient(ownerUrl, 'anju-figures');
await figures.connect();
try {
  if (owner !== undefined) await figures.query(`set role ${figures.escapeIdentifier(owner)}`);
  const added = await shipFigures(figures);
  if (added.length > 0) console.log(`Figures that came with this release: ${added.join(', ')}.`);
} finally {
  await figures.end();
}
console.log('The database has the schema of this release.');
