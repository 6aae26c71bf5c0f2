/** What units may tell: each event with what it needs, and nothing that is not its own. */
import { describe, expect, it } from 'vitest';
import { IncomingMessage } from '../../src/forms/incoming.ts';

const ACCOUNT = '21010002000000000011';
const told = (content: object, about = ACCOUNT) =>
  IncomingMessage.safeParse({
    ...{ kind: 'unit-event', serial: 'U-1', about },
    content: { account: ACCOUNT, on: '2026-11-23', unit: 'DW000042', ...content },
  }).success;

describe('a unit tells', () => {
  it.each([
    ['a seal', { event: 'sealed' }, true],
    ['an unsealing', { event: 'unsealed' }, true],
    ['that it employs somebody', { event: 'listed' }, true],
    ['a contribution with its month', { event: 'contributed', month: '2026-11' }, true],
    ['a contribution without its month', { event: 'contributed' }, false],
    ['a contribution of no month', { event: 'contributed', month: '2026-13' }, false],
    ['a seal with a month', { event: 'sealed', month: '2026-11' }, false],
    ['something else', { event: 'closed' }, false],
    ['of no day', { event: 'listed', on: '2026-02-30' }, false],
    ['of no account', { event: 'listed', account: '1' }, false],
    ['as nobody', { event: 'listed', unit: '' }, false],
  ])('%s', (_, content, taken) => {
    expect(told(content)).toBe(taken);
  });

  it('of the very account it is about', () => {
    expect(told({ event: 'listed' }, '21010002000000000022')).toBe(false);
  });
});
