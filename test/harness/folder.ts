/** Temporary folders that the user PostgreSQL runs as can enter, also when root runs the tests. */
import { chmodSync, existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedTo, postgresUser } from '../../src/embedded/reach.ts';

/** @throws Error when TMPDIR and the usual places are closed to that user */
export function temporaryFolder(): string {
  const user = postgresUser();
  const place = [tmpdir(), '/tmp', '/var/tmp'].find(
    (path) => existsSync(path) && closedTo(user, path) === undefined,
  );
  if (place === undefined) throw new Error('没有 PostgreSQL 的用户可以进入的临时文件夹');
  const folder = mkdtempSync(join(place, 'anju-test-'));
  chmodSync(folder, 0o711);
  return folder;
}
