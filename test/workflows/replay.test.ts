/** Recorded histories run through the workflows of today: no running case may stumble over a release. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  DefaultLogger,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { beforeAll, describe, expect, it } from 'vitest';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { generateSecrets, parseSecrets, type SecretsFile } from '../../src/crypto/secrets.ts';
import { bundleWorkflows } from '../../src/temporal/bundle.ts';
import { createDataConverter } from '../../src/temporal/codec.ts';
import { bundleRelease, LIVES, RELEASES, releasesFrom, type Release } from '../parked/releases.ts';
import { PATHS } from './paths.ts';
import { RUN_PATHS } from './run-paths.ts';

const HISTORIES = fileURLToPath(new URL('../histories/', import.meta.url));
const BROKEN = fileURLToPath(new URL('./broken/index.ts', import.meta.url));
/** `<case type>.<path>.json`, `<case type>.<path>.<run>.json` */
const FILES = readdirSync(HISTORIES).filter((name) => name.split('.').length > 2);

/** Some hundred histories, each in a context of its own; on a busy machine they take their time. */
const LONG_MS = 600_000;

try {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: 'OFF' } },
  });
} catch {
  // Another suite of this process has installed one, which is quiet enough.
}

/** `<begun under>.<until>.<waits or woken>.json`, of exits that wait while releases go by. */
const PARKED_FILES = readdirSync(`${HISTORIES}parked`).map((name) => `parked/${name}`);

function* recorded(files: readonly string[]) {
  for (const file of files) {
    const history = historyFromJSON(JSON.parse(readFileSync(`${HISTORIES}${file}`, 'utf8')));
    yield { workflowId: file, history };
  }
}

/** The histories that the workflows of a bundle do not run as they were recorded. */
async function stumbling(workflowBundle: WorkflowBundleWithSourceMap, files: readonly string[]) {
  const codec = JSON.parse(
    readFileSync(`${HISTORIES}codec-key.json`, 'utf8'),
  ) as SecretsFile['codec'];
  const secrets = parseSecrets({ ...generateSecrets(), codec });
  const options = { workflowBundle, dataConverter: createDataConverter(secrets.codec) };
  const stumbled: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(options, recorded(files))) {
    if (error) stumbled.push(`${workflowId}: ${error.name}`);
  }
  return stumbled;
}

describe('the recorded histories', () => {
  let bundle: WorkflowBundleWithSourceMap;
  let broken: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    [bundle, broken] = await Promise.all([bundleWorkflows(), bundleWorkflows(BROKEN)]);
  });

  it('are there for every path and for every stage that waits', () => {
    const names = new Set(FILES.map((file) => file.split('.').slice(0, 2).join('.')));
    expect([...names].sort()).toEqual(Object.keys({ ...PATHS, ...RUN_PATHS }).sort());
    for (const { type, stages } of Object.values(CASE_TYPES)) {
      const waiting = Object.entries(stages).filter(
        ([, { state }]) => state === 'waiting' || state === 'attention',
      );
      for (const [stage] of waiting) {
        expect(names).toContain(`${type}.waiting-${stage.replaceAll(' ', '-')}`);
      }
    }
  });

  it('are there of an agent who acts and of one who is revoked, of every type that takes one', () => {
    for (const { type, agents } of Object.values(CASE_TYPES)) {
      const own = Object.keys(PATHS).filter((name) => name.startsWith(`${type}.agent-`));
      expect(own.length > 1, type).toBe(agents !== undefined);
      expect(own.includes(`${type}.agent-revoked`), type).toBe(agents !== undefined);
    }
  });

  it('run through the workflows of today', { timeout: LONG_MS }, async () => {
    expect(await stumbling(bundle, FILES)).toEqual([]);
  });

  it(
    'stumble over workflows whose commands come in another order',
    { timeout: LONG_MS },
    async () => {
      const stumbled = await stumbling(broken, FILES);
      expect(stumbled).toHaveLength(FILES.length);
      // For that reason and no other: a workflow that is not there at all stumbles, too.
      expect(stumbled.filter((told) => !told.endsWith('DeterminismViolationError'))).toEqual([]);
    },
  );

  it('tell nothing to whoever has no key', () => {
    for (const file of FILES) {
      const text = readFileSync(`${HISTORIES}${file}`, 'utf8');
      const payloads = [...text.matchAll(/"data":\s*"([^"]*)"/g)].map(([, data = '']) =>
        Buffer.from(data, 'base64').toString('latin1'),
      );
      expect(payloads.length, file).toBeGreaterThan(3);
      // The area of every invented document number, and what a plain payload begins with.
      for (const told of [text, ...payloads]) expect(told).not.toMatch(/219900|"applicant"/);
    }
  });

  it('were made by workflows that hold neither zod nor anything that does IO', () => {
    expect(bundle.code).toContain('workflows/account-opening.ts');
    for (const foreign of ['node_modules/zod', 'node_modules/pg/', 'src/forms/', 'activities/']) {
      expect(bundle.code).not.toContain(foreign);
    }
  });
});

describe('exits that wait while releases go by', () => {
  const of = (begun: Release, where: string) =>
    PARKED_FILES.filter((name) => name.startsWith(`parked/${begun}.`) && name.includes(where));

  /** Those whose case may be in the hands of a release: begun under it or before, and not to have woken before it. */
  function heldBy(release: Release): readonly string[] {
    const at = RELEASES.indexOf(release);
    return PARKED_FILES.filter((name) => {
      const [begun, until] = name.replace('parked/', '').split('.') as [Release, Release, string];
      if (RELEASES.indexOf(until) > at) return false;
      const last = Math.max(
        ...LIVES.filter(([one]) => one === begun).map(([, woken]) => RELEASES.indexOf(woken)),
      );
      return last >= at;
    });
  }

  it('are recorded under every release, waiting and woken', () => {
    const woken = LIVES.map(([begun, until]) => `parked/${begun}.${until}.woken.json`);
    const waiting = LIVES.flatMap(([begun, until]) =>
      releasesFrom(begun, until).map((under) => `parked/${begun}.${under}.waits.json`),
    );
    expect([...PARKED_FILES].sort()).toEqual([...new Set([...woken, ...waiting])].sort());
  });

  it.each(RELEASES)(
    'run through the %s release, whoever of them it may have',
    { timeout: LONG_MS },
    async (release) => {
      const bundle = await bundleRelease(release);
      const files = heldBy(release).filter(
        (name) => !name.includes('.woken.') || name.includes(`.${release}.`),
      );
      expect(files.length).toBeGreaterThan(0);
      expect(await stumbling(bundle, files)).toEqual([]);
    },
  );

  it('stumble over a release that forgot its patches', { timeout: LONG_MS }, async () => {
    const files = of('first', 'first.waits');
    expect(await stumbling(await bundleRelease('careless'), files)).toEqual(
      files.map((name) => `${name}: DeterminismViolationError`),
    );
  });

  it.each([
    ['fifth', 'first', 'has given up the patch that they have not'],
    ['sixth', 'second', 'says nothing of the patch that they have written'],
  ] as const)(
    'stumble over the %s release, begun under the %s: it %s',
    { timeout: LONG_MS },
    async (...[release, begun]) => {
      const files = of(begun, `${begun}.waits`);
      expect(await stumbling(await bundleRelease(release), files)).toEqual(
        files.map((name) => `${name}: DeterminismViolationError`),
      );
    },
  );
});
