/** 账务核验 while others write: what it covers, and who waits for whom. */
import { describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { bench, CENTER, NOW } from '../db/fixtures.ts';
import { contribution } from '../ledger/entries.ts';
import { newAccount } from '../ledger/fixtures.ts';
import { runs } from './fixtures.ts';

const suite = bench();
const { start, drive, row } = runs(suite);
const TODAY = '2026-11-23';

describe('what a proof covers', () => {
  it('is what was recorded before it began; nobody who writes meanwhile is in its way', async () => {
    const run = await start('proof', TODAY);
    const client = await suite.app.connect();
    await client.query('begin');
    const late = contribution(await newAccount(suite), '5.00', {
      ...{ kind: 'takeover', valueDate: plainDate('2026-11-24') },
    });
    try {
      await recordJournals(client, CENTER, [late]);
      // Whoever writes is waited for, for a moment; then the step is asked for again.
      await expect(drive(run, NOW)).rejects.toThrow('lock timeout');
      await client.query('commit');
    } finally {
      client.release();
    }
    expect(await drive(run)).toEqual({ state: 'done', waitSeconds: null });
    expect((await row(run))['result']).toMatchObject({ verdict: 'green' });
  });
});
