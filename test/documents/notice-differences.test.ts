/** A new text of the notice: which of its clauses are others than those that rules cite today. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { noticeDifferences, type ComparedClause } from '../../src/documents/notice-differences.ts';
import { clausesIn } from '../../src/documents/notice-text.ts';

const TODAY = readFileSync(new URL('../../docs/law/notice.md', import.meta.url), 'utf8');

function compared(text: string): readonly ComparedClause[] {
  const found = noticeDifferences(text);
  if (found === null) throw new Error('no clause was read');
  return found;
}

/** What is not as it was. */
const others = (text: string) => compared(text).filter(({ standing }) => standing !== 'same');

const one = (text: string, name: string) => {
  const found = compared(text).find((clause) => clause.name === name);
  if (found === undefined) throw new Error(`no clause ${name}`);
  return found;
};

const marked = ({ parts }: ComparedClause) =>
  parts.filter(({ kind }) => kind !== 'kept').map(({ kind, text }) => `${kind} ${text}`);

describe('a text of the notice', () => {
  it('is the same clause for clause as it was published, broken lines and narrow brackets included', () => {
    expect(compared(TODAY).map(({ standing, id }) => [standing, id])).toEqual(
      Array.from({ length: 15 }, (_, at) => ['same', `liaoning-${String(at + 1)}`]),
    );
    const other = TODAY.replaceAll('（', '(').replaceAll('）', ')').replaceAll('，', ', ');
    expect(others(other)).toEqual([]);
    expect(others(TODAY.replaceAll('\n', '\r\n'))).toEqual([]);
  });

  it('that says three months for half a year lights up clause seven, and no other', () => {
    const found = others(TODAY.replace('满半年', '满三个月'));
    expect(found.map(({ standing, id }) => [standing, id])).toEqual([['changed', 'liaoning-7']]);
    expect(marked(found[0]!)).toEqual(['removed 半年', 'added 三个月']);
  });

  it('tells the words of a clause whole: what is kept and removed is today’s, what is kept and added the new', () => {
    const text = TODAY.replace('连续6个月以上', '连续12个月以上');
    const { parts } = one(text, '规范账户开立与核验');
    const without = (kind: string) =>
      parts
        .filter((part) => part.kind !== kind)
        .map((part) => part.text)
        .join('');
    expect(without('added')).toBe(one(TODAY, '规范账户开立与核验').parts[0]?.text);
    expect(without('removed')).toContain('对连续12个月以上未缴存');
  });

  it('knows a clause again that has another number, another name or another department', () => {
    const renumbered = one(TODAY.replace('(六) 夯实', '（五）夯实'), '夯实统计数据基础');
    expect(renumbered).toMatchObject({ id: 'liaoning-6', numeralBefore: '（六）' });
    const renamed = one(TODAY.replace('规范账户管理', '规范个人账户管理'), '规范个人账户管理');
    expect(renamed).toMatchObject({
      ...{ standing: 'changed', id: 'liaoning-5', nameBefore: '规范账户管理' },
    });
    const elsewhere = one(
      TODAY.replace('（省税务局、大连市税务局负责）', '（省税务局负责）'),
      '落实税收优惠政策',
    );
    expect(elsewhere).toMatchObject({
      ...{ standing: 'same', department: '省税务局负责' },
      departmentBefore: '省税务局、大连市税务局负责',
    });
  });

  it('tells a clause that is new and one that is gone', () => {
    const text = TODAY.replace(/\(五\)[^\n]*\n/u, '').replace(
      '五、筑牢',
      '（十六）设立风险准备金。各中心应当每年提取风险准备金。\n\n五、筑牢',
    );
    expect(others(text).map(({ standing, id, name }) => [standing, id, name])).toEqual([
      ['added', null, '设立风险准备金'],
      ['gone', 'liaoning-5', '规范账户管理'],
    ]);
  });

  it('takes no other clause of the same number for it when not half of the words are kept', () => {
    const text = '（五）完全不同的事。本条说的是另外一件事情，与账户毫无关系。';
    expect(compared(text)[0]).toMatchObject({ standing: 'added', id: null });
    expect(compared(text)).toHaveLength(16);
  });

  it('ends its last clause before the signature and the day, whoever is in charge or not', () => {
    const text =
      '（十五）完善贷后风险管理。有效防控资金安全风险。\n\n辽宁省住房和城乡建设厅\n2026年12月1日\n';
    expect(clausesIn(text)).toEqual([
      {
        ...{ numeral: '（十五）', name: '完善贷后风险管理', department: '' },
        text: '有效防控资金安全风险。',
      },
    ]);
  });

  it('without a clause is none', () => {
    expect(noticeDifferences('各市住房公积金管理中心：\n现通知如下。')).toBeNull();
    expect(noticeDifferences('')).toBeNull();
  });
});
