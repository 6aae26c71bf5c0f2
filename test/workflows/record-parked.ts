/** Records what waits under every release of the parked cases; run by `npm run histories` alone. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { exits } from '../harness/exits.ts';
import { office } from '../harness/office.ts';
import { LIVES, type Release } from '../parked/releases.ts';
import { lives, type Parked } from '../parked/story.ts';

const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));
const STORY_MS = 600_000;

describe('recording', () => {
  const codec = JSON.parse(
    readFileSync(`${HISTORIES}codec-key.json`, 'utf8'),
  ) as SecretsFile['codec'];
  const secrets = { ...generateSecrets(), codec };
  const place = office({ secrets: parseSecrets(secrets) });
  const own = exits(place);

  /** `<begun>.<under>.waits.json` once, and `<begun>.<woken>.woken.json`. */
  async function after({ caseId, begun }: Parked, release: Release, where: string): Promise<void> {
    const history = await place.handle(caseId).fetchHistory();
    expect(history.events?.length).toBeGreaterThan(3);
    mkdirSync(`${HISTORIES}parked`, { recursive: true });
    const path = `${HISTORIES}parked/${begun}.${release}.${where}.json`;
    writeFileSync(path, historyToJSON(history));
  }

  it('parked', { timeout: STORY_MS }, async () => {
    await place.stopWorker();
    await lives({ place, own, secrets, count: LIVES.length, after });
  });
});
