/** `anju book …`: what is asked, what is shown. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { environment, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const anju = (line: string): Promise<Ran> => run(line.split(' '), env);
const last = () => api.asked.at(-1)!;
beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
});
afterEach(() => api.close());

describe('book list', () => {
  it('asks as of a day and shows debits and credits apart', async () => {
    const item = (book: string, title: string, balance: string) => ({ book, title, balance });
    api.on('GET /books', {
      body: {
        ...{ center: '210100', asOf: '2026-09-15' },
        items: [item('bank', '银行存款', '-800.00'), item('personal', '住房公积金', '800.00')],
      },
    });
    const { stdout, code } = await anju('book list --center 210100 --as-of 2026-09-15');
    expect(code).toBe(0);
    expect(last().query).toEqual({ center: '210100', asOf: '2026-09-15' });
    expect(stdout).toContain('截至2026-09-15');
    expect(stdout).toMatch(/bank +│ 银行存款 +│ 800\.00/);
    expect(stdout).not.toContain('-800.00');
  });
});

describe('book show', () => {
  it('shows each line with its journal, case and line of the bank', async () => {
    const line = {
      ...{ journal: '7', line: 1, valueDate: '2026-09-15', amount: '-800.00', title: '汇缴' },
      ...{ caseNumber: 'A2026-1', run: null, stretch: null, reversedBy: '9' },
      bankLine: { day: '2026-09-15', n: 3, serial: 'B1' },
    };
    api.on('GET /books/bank/postings', { body: { items: [line], nextCursor: null } });
    const { stdout, code } = await anju(
      'book show bank --center 210100 --from 2026-09-01 --kind contribution',
    );
    expect(code).toBe(0);
    expect(last().query).toMatchObject({ from: '2026-09-01', kind: 'contribution' });
    expect(stdout).toContain('汇缴（已由凭证9冲账）');
    expect(stdout).toContain('A2026-1');
    expect(stdout).toContain('2026-09-15 第3行 B1');
  });

  it('says of a settled stretch that it is one', async () => {
    const line = {
      ...{ journal: '8', line: 2, valueDate: '2026-06-30', amount: '-370.25', title: '年终结息' },
      ...{ caseNumber: null, run: 'interest-settlement.210100.2026-06-30.1', stretch: 4 },
      ...{ reversedBy: null, bankLine: null },
    };
    api.on('GET /books/interest-payable/postings', { body: { items: [line], nextCursor: null } });
    const { stdout } = await anju('book show interest-payable --center 210100');
    expect(stdout).toContain('年终结息（第4段账户合计）');
  });

  it('knows no book of that name', async () => {
    const { code } = await anju('book show cash --center 210100');
    expect(code).not.toBe(0);
    expect(api.asked).toEqual([]);
  });
});
