/**
 * Cases that wait for half a year outlive the code that parked them: releases whose commands came into the very
 * wait, patched, deprecated and at last without a word; servers that are started again (in the long form,
 * `npm run parked`); workers whose clocks are wrong. A release that forgot its patches is caught.
 */
import { describe, expect, it } from 'vitest';
import { generateSecrets, parseSecrets } from '../../src/crypto/secrets.ts';
import { exits } from '../harness/exits.ts';
import { office } from '../harness/office.ts';
import { LIVES } from '../parked/releases.ts';
import { lives } from '../parked/story.ts';

const COUNT = Number(process.env['ANJU_PARKED'] ?? String(LIVES.length));
const CASE_MS = 15_000;
const STORY_MS = 300_000 + COUNT * CASE_MS;

const secrets = generateSecrets();
const place = office({ secrets: parseSecrets(secrets) });
const own = exits(place);

describe('cases that wait for half a year', () => {
  it(
    'wake once each, on their very day, under later releases, after restarts and wrong clocks',
    async () => {
      await place.stopWorker();
      const all = await lives({ place, own, secrets, count: COUNT });
      expect(all).toHaveLength(COUNT);
    },
    STORY_MS,
  );
});
