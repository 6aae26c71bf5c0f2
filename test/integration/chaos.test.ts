/**
 * The short form of `npm run chaos`: every process of a stack of its own is killed once while
 * accounts are being opened over HTTP, others while money comes in, is collected and is paid out, and nothing is
 * lost, doubled or stuck.
 */
import { describe, expect, it } from 'vitest';
import { runChaos } from '../chaos/chaos.ts';
import { TARGETS } from '../chaos/killer.ts';

describe('a stack whose processes are killed outright', { timeout: 600_000 }, () => {
  it('opens every account once, and tells the truth about it', async () => {
    const said: string[] = [];
    const options = { openings: 16, kills: TARGETS.length, parallel: 8, seed: 20_261_123 };
    const { findings, kills, moneyKills } = await runChaos(options, {
      say: (line) => said.push(line),
    });
    const wrong = findings.filter((finding) => finding.wrong.length > 0);
    expect(wrong, said.join('\n')).toEqual([]);
    const ids = findings.map(({ id }) => id);
    for (const id of ['money', 'collection', 'payouts', 'statement', 'proof', 'planted']) {
      expect(ids).toContain(id);
    }
    // One while money comes in, one while it is collected, one while it is paid out, at least.
    for (const some of Object.values(moneyKills)) expect(some.length).toBeGreaterThan(0);
    expect(kills.map(({ target }) => target).sort()).toEqual([...TARGETS].sort());
  });
});
