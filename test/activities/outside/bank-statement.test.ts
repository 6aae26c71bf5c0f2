/** The statement: whole and true or not there; its lines add up or are not read to the end. */
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import {
  type BankStatement,
  type StatementLine,
  statementLines,
} from '../../../activities/outside/bank-statement.ts';
import { createBankClient } from '../../../activities/outside/bank.ts';
import { plainDate } from '../../../src/domain/calendar.ts';
import { Fault } from '../../../src/domain/fault.ts';
import { type FaultKind } from '../../../src/simulators/inputs.ts';
import { encodeGb18030 } from '../../../src/simulators/bank/gb18030.ts';
import { bankSuite, CENTER } from '../../simulators/bank-client.ts';
import { simulators } from '../../simulators/start.ts';

const suite = simulators();
const bank = bankSuite(suite);
const folder = mkdtempSync(join(tmpdir(), 'anju-statement-'));
const closing: (() => Promise<void>)[] = [];
afterEach(() => suite.control('DELETE', '/faults'));
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  rmSync(folder, { recursive: true });
});

const DAY = plainDate('2026-05-06');

beforeAll(async () => {
  await suite.control('PUT', '/settings', { today: DAY });
  await suite.control('PUT', '/bank/deposits', { center: CENTER, balance: '1000.00' });
  const person = await bank.holder();
  const { number: card, holder, mandate } = person;
  await bank.debit([{ key: 'in-1', mandate, card, holder, amount: '300.00' }]);
  await bank.find('in-1');
  await bank.payOut([{ key: 'out-1', card, holder, amount: '45.60' }]);
  await bank.find('out-1');
  await suite.control('POST', '/bank/transfers', {
    ...{ center: CENTER, amount: '2400.00', payer: '欧阳修', payerAccount: card },
    ...{ text: '补缴,"三个月"', virtualAccount: 'V-9' },
  });
  const own = { center: CENTER, kind: 'interest', amount: '3.21' };
  await suite.control('POST', '/bank/own-moves', own);
  await suite.control('POST', '/bank/own-moves', { ...own, kind: 'fee', amount: '0.50' });
  await suite.control('PUT', '/settings', { today: '2026-05-07' });
});

function fetching(limits: object = {}) {
  const client = createBankClient({ url: `${suite.url}/bank`, limits });
  closing.push(client.close);
  return (over: object = {}) => {
    const into = join(folder, `${randomUUID()}.csv`);
    const wanted = { center: CENTER, day: DAY, into, ...over };
    const options = { timeoutMs: 5000, key: randomUUID(), fileTimeoutMs: 1500 };
    return { into, statement: client.fetchStatement(wanted, options) };
  };
}

async function ready(over: object = {}) {
  const statement = await fetching()(over).statement;
  if (statement.state !== 'ready') throw new Error('not ready');
  return statement;
}

async function read(statement: Extract<BankStatement, { state: 'ready' }>) {
  const lines: StatementLine[] = [];
  for await (const line of statementLines(statement)) lines.push(line);
  return lines;
}

describe('the statement of a day', () => {
  it.each(['gb18030', 'utf-8'])('is the same lines in %s', async (charset) => {
    const statement = await ready({ charset });
    expect(statement).toMatchObject({ opening: '1000.00', closing: '3657.11', lines: 5 });
    expect(await read(statement)).toMatchObject([
      { key: 'in-1', amount: '300.00', balance: '1300.00', virtualAccount: null },
      { key: 'out-1', amount: '-45.60', balance: '1254.40', party: '荀**' },
      {
        key: null,
        amount: '2400.00',
        text: '补缴,"三个月"',
        virtualAccount: 'V-9',
        kind: 'transfer',
      },
      { key: null, amount: '3.21', text: '存款结息', kind: 'interest' },
      { key: null, amount: '-0.50', text: '手续费', kind: 'fee' },
    ]);
  });

  it('is not ready before the day is over, and that is no fault', async () => {
    const { statement } = fetching()({ day: plainDate('2026-05-07') });
    expect(await statement).toEqual({ state: 'not-ready' });
  });

  it('without a line has the balance of the day before', async () => {
    await suite.control('PUT', '/settings', { today: '2026-05-09' });
    const statement = await ready({ day: plainDate('2026-05-08') });
    expect(statement).toMatchObject({ opening: '3657.11', closing: '3657.11', lines: 0 });
    expect(await read(statement)).toEqual([]);
  });
});

describe('a file on its way', () => {
  it.each([
    ['garbage', 'checksum-differs'],
    ['partial', 'cut-off'],
    ['lost-answer', 'cut-off'],
    ['endless', 'timed-out'],
    ['huge', 'too-large'],
    ['5xx', 'server-error'],
    ['redirect', 'redirected'],
    ['slow', 'timed-out'],
  ] as const)('with the fault %s is not kept: %s', async (kind: FaultKind, reason) => {
    await suite.breakIt('bank', { kind, about: `${CENTER}/${DAY}`, delayMs: 60_000 });
    const { statement, into } = fetching()();
    const thrown = await statement.then(
      () => null,
      (error: unknown) => error,
    );
    expect((thrown as Fault).members).toMatchObject({ system: 'bank', reason });
    expect(existsSync(into)).toBe(false);
    const parts = () => readdirSync(folder).filter((name) => name.endsWith('.part'));
    await expect.poll(parts, { timeout: 10_000 }).toEqual([]);
  });

  it('that is larger than allowed is not taken, whatever was told of it', async () => {
    const { statement } = fetching({ fileBytesMax: 50 })();
    await expect(statement).rejects.toMatchObject({ members: { reason: 'too-large' } });
  });

  it('is not there when it cannot be written, and that is no fault of the bank', async () => {
    const { statement } = fetching()({ into: join(folder, 'no-folder', 'x.csv') });
    await expect(statement).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('lines that do not add up', () => {
  it.each([
    ['an amount', '300.00', '300.01', 'sums-differ'],
    ['a balance', '1254.40', '1254.41', 'sums-differ'],
    ['a direction', ',付,', ',出,', 'wrong-shape'],
    ['a quote', '"补缴', '"补缴"x"', 'wrong-shape'],
  ])('in %s end the reading', async (_, from, to, reason) => {
    const statement = await ready({ charset: 'utf-8' });
    const text = readFileSync(statement.file, 'utf8');
    writeFileSync(statement.file, text.replace(from, to));
    await expect(read(statement)).rejects.toMatchObject({ members: { reason } });
  });

  it('in their number end the reading, and bytes that are no text too', async () => {
    const statement = await ready();
    const bytes = readFileSync(statement.file);
    const end = bytes.lastIndexOf('\r\n', bytes.length - 3);
    writeFileSync(statement.file, bytes.subarray(0, end + 2));
    await expect(read(statement)).rejects.toMatchObject({ members: { reason: 'sums-differ' } });
    writeFileSync(statement.file, Buffer.concat([bytes, Buffer.from([0xff, 0xff])]));
    const thrown = await read(statement).then(
      () => null,
      (error: unknown) => error,
    );
    expect(thrown).toBeInstanceOf(Fault);
    expect(String((thrown as Error).stack)).not.toContain('荀');
  });
});

describe('GB 18030', () => {
  it('writes every character so that it reads back', () => {
    const text = '沈阳市𠮷野家·€é龘,"A1"\r\n㐀ㄱЖ';
    expect(new TextDecoder('gb18030', { fatal: true }).decode(encodeGb18030(text))).toBe(text);
    expect(encodeGb18030('中').toString('hex')).toBe('d6d0');
  });
});
