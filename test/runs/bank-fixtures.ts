/** A bank that tells the statements a test wrote, through the file the real client would write. */
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { BankClient } from '../../activities/outside/bank.ts';
import { exact, yuan } from '../../src/domain/money.ts';
import { declinePosting } from '../../src/db/bank-differences.ts';
import { acting, type Bench } from '../db/fixtures.ts';

export interface TestLine {
  readonly serial: string;
  readonly key?: string;
  /** Yuan; negative: it went out. */
  readonly amount: string;
  /** 类别; 转账 unless told otherwise. */
  readonly kind?: '利息' | '手续费';
}

interface Told {
  readonly opening: string;
  readonly lines: readonly TestLine[];
}

export interface TestBank {
  readonly client: () => BankClient;
  /** What the bank tells of a day from now on; without lines: nothing moved. */
  readonly tell: (day: string, opening: string, lines?: readonly TestLine[]) => void;
}

const HEADS = '银行流水号,业务编号,收付,金额,余额,对方户名,对方账号,摘要,虚拟户号,类别';

export function testBank(): TestBank {
  const days = new Map<string, Told>();
  const client: Partial<BankClient> = {
    fetchStatement: async ({ day, into }) => {
      const told = days.get(day);
      if (!told) return { state: 'not-ready' };
      let balance = exact(told.opening);
      const rows = told.lines.map(({ serial, key = '', amount, kind = '转账' }) => {
        balance = balance.plus(amount);
        const side = amount.startsWith('-') ? '付' : '收';
        const sum = amount.replace('-', '');
        return `${serial},${key},${side},${sum},${balance.toFixed(2)},张*,****1234,往来,,${kind}`;
      });
      const text = `${[HEADS, ...rows].join('\r\n')}\r\n`;
      await writeFile(into, text);
      const total = (some: readonly TestLine[]) =>
        yuan(
          some
            .reduce((sum, { amount }) => sum.plus(amount), exact(0))
            .abs()
            .toFixed(2),
        );
      return {
        ...{ state: 'ready', file: into, charset: 'utf-8', bytes: Buffer.byteLength(text) },
        sha256: createHash('sha256').update(text).digest('hex'),
        lines: told.lines.length,
        opening: yuan(told.opening),
        received: total(told.lines.filter(({ amount }) => !amount.startsWith('-'))),
        paid: total(told.lines.filter(({ amount }) => amount.startsWith('-'))),
        closing: yuan(balance.toFixed(2)),
      };
    },
  };
  return {
    client: () => client as BankClient,
    tell: (day, opening, lines = []) => {
      days.set(day, { opening, lines });
    },
  };
}

/** The tasks of a difference as they arose: whose they may not be, and who did them. */
export async function differenceTasks(suite: Bench, id: string): Promise<readonly string[]> {
  const { rows } = await suite.api.query<{ told: string }>(
    `select concat_ws(' ', kind, 'not ' || nullif(array_to_string(not_by, ','), ''),
              'by ' || closed_by) as told
       from task where difference = $1 order by closed_at nulls last`,
    [id],
  );
  return rows.map(({ told }) => told);
}

/** As the first supervisor declines it. */
export function postingDeclined(suite: Bench, id: string, version: number): Promise<number> {
  const by = acting('sun', 'supervisor');
  return declinePosting(suite.api, { id, version, reason: 'told-twice', note: null, by });
}
