/** `anju clause compare`, `anju legality …`: the law, a new text of it, and what must never stand in the books. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../src/cli/failure.ts';
import { environment, problem, run, startFakeApi, type FakeApi, type Ran } from './fake-api.ts';

let api: FakeApi;
const anju = (line: string): Promise<Ran> => run(line.split(' '), environment(api));
const last = () => api.asked.at(-1)!;
beforeEach(async () => {
  api = await startFakeApi();
});
afterEach(() => api.close());

describe('clause compare', () => {
  const file = (content: string) => {
    const path = join(mkdtempSync(join(tmpdir(), 'anju-notice-')), 'notice.txt');
    writeFileSync(path, content);
    return path;
  };

  it('sends the text and shows what is changed in its words, what rests on it and who waits', async () => {
    const clause = {
      ...{ standing: 'changed', id: 'liaoning-7', numeral: '（七）', name: '放宽提取条件' },
      ...{ numeralBefore: '（六）', nameBefore: null, carried: { rules: 11, figures: 12 } },
      waiting: 3,
      parts: [
        { kind: 'kept', text: '封存满' },
        { kind: 'removed', text: '半年' },
        { kind: 'added', text: '三个月' },
      ],
    };
    const same = { ...clause, standing: 'same', name: '不动的', parts: [] };
    api.on('POST /notice:compare', { body: { clauses: [clause, same] } });
    const { code, stdout } = await anju(`clause compare ${file('（七）放宽提取条件。')}`);
    expect(code).toBe(0);
    expect(last().json).toEqual({ text: '（七）放宽提取条件。' });
    expect(stdout).toMatch(/（七）放宽提取条件 +│ 有改动 +│ liaoning-7 +│ （六）.* 11 .* 12 .* 3 /);
    expect(stdout).toContain('封存满[-半年-]{+三个月+}');
    expect(stdout.match(/不动的/g)).toHaveLength(1);
  });

  it('tells why a text without clauses was refused, and of a file that is not there', async () => {
    const errors = [{ pointer: '#/text', detail: '没有认出任何条款' }];
    api.on('POST /notice:compare', problem(422, 'invalid-input', { errors }));
    const { code, stderr } = await anju(`clause compare ${file('无')}`);
    expect(code).toBe(EXIT.input);
    expect(stderr).toContain('没有认出任何条款');
    expect((await anju('clause compare /nowhere/notice.txt')).stderr).toContain('文件无法读取');
  });
});

describe('legality', () => {
  const invariant = {
    ...{ name: 'debit-after-suspension', title: '中止后仍扣款', found: 1, open: 1 },
    clause: { id: 'liaoning-2', title: '通知（二）' },
  };
  const sweep = { center: '210100', on: '2026-11-22', found: 1, begun: 1, run: 'legality.1' };

  it('show ends with 6 while something found is open, and with 0 when nothing is', async () => {
    api.on('GET /legality', { body: { invariants: [invariant], sweeps: [sweep], open: 1 } });
    const { code, stdout } = await anju('legality show');
    expect(code).toBe(EXIT.no);
    for (const word of ['中止后仍扣款', '通知（二）', '2026-11-22', 'legality.1']) {
      expect(stdout).toContain(word);
    }
    api.on('GET /legality', { body: { invariants: [], sweeps: [sweep], open: 0 } });
    expect((await anju('legality show')).code).toBe(0);
  });

  it('list asks for one check and for what is open, and shows the evidence', async () => {
    const found = {
      ...{ caseNumber: 'H1', title: '中止后仍扣款', stageTitle: '待处置', accountLast4: '0017' },
      ...{ evidence: '2026-09-15扣款，中止自2026-09-01', foundOn: '2026-11-22' },
      ...{ seenOn: '2026-11-23', aboutCaseNumber: 'K7', outcomeTitle: null },
    };
    api.on('GET /irregularities', { body: { items: [found], nextCursor: 'next-1' } });
    const { stdout } = await anju('legality list --open --name debit-after-suspension');
    expect(last().query).toMatchObject({ open: 'true', invariant: 'debit-after-suspension' });
    for (const word of ['H1', '0017', '2026-09-15扣款，中止自2026-09-01', 'K7', 'next-1']) {
      expect(stdout).toContain(word);
    }
    await anju('legality list');
    expect(last().query).not.toHaveProperty('open');
  });

  it('list knows no check of another name', async () => {
    expect((await anju('legality list --name nothing')).code).toBe(EXIT.input);
    expect(api.asked).toEqual([]);
  });
});
