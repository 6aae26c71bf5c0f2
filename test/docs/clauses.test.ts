/** The pages from clauses to rules and tests, and the notice as a document, are as old as the sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { clauseFiles } from '../../scripts/clauses.ts';
import type { NoticeBlock } from '../../scripts/notice.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import { NOTICE } from '../../src/policy/clauses-notice.ts';
import { ROOT } from './tree.ts';

let files: ReadonlyMap<string, string>;
beforeAll(async () => {
  files = await clauseFiles();
});

it.each(['docs/clauses.md', 'src/api/clause-sources.json', 'src/policy/notice-text.json'])(
  '%s says what the sources say (else: npm run clauses)',
  (path) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(files.get(path));
  },
);

describe('the notice as a document', () => {
  const blocks = () => JSON.parse(files.get('src/policy/notice-text.json') ?? '') as NoticeBlock[];
  const bare = (text: string) =>
    text.replaceAll(/\s/g, '').replaceAll('(', '（').replaceAll(')', '）');

  it('has every word of the text, in its order, and no other', () => {
    const text = blocks().map((block) =>
      block.kind === 'clause'
        ? `${block.numeral}${block.name}。${block.text}（${block.department}）`
        : block.text,
    );
    const law = readFileSync(join(ROOT, 'docs/law/notice.md'), 'utf8');
    expect(bare(text.join(''))).toBe(bare(law));
  });

  it('has all fifteen clauses, each in the words that decisions quote', () => {
    const clauses = blocks().flatMap((block) => (block.kind === 'clause' ? [block] : []));
    expect(clauses.map(({ id }) => id)).toEqual(Object.keys(NOTICE));
    for (const { id, numeral, name, text } of clauses) {
      const known = Object.entries(CLAUSES).find(([key]) => key === id)?.[1];
      expect(known).toEqual({ title: `通知（征求意见稿）${numeral}${name}`, text });
    }
  });

  it('has its five parts and its signatures', () => {
    const heads = blocks().filter(({ kind }) => kind === 'heading');
    expect(heads.map((block) => ('text' in block ? block.text : ''))).toEqual([
      '一、健全缴存管理机制',
      '二、保障合理使用权益',
      '三、强化政策系统集成',
      '四、构建优质服务体系',
      '五、筑牢风险防控屏障',
    ]);
    expect(blocks().filter(({ kind }) => kind === 'signature').length).toBeGreaterThan(3);
  });
});
