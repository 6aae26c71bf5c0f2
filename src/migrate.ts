/** Process: makes the database roles, then brings the database to the schema of this release. */
import { parseMigrateConfig } from './config.ts';
import { migrate } from './db/migrate.ts';
import { createClient } from './db/pool.ts';
import { prepareRoles } from './db/roles.ts';

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
console.log('The database has the schema of this release.');
