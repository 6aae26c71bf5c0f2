/** The clause map: every clause is in it, whatever is cited is a clause, and what it says is so. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../../src/cli/rules.ts';
import {
  carriedSentence,
  carriersOf,
  citedClauses,
  CLAUSE_IDS,
  knownClause,
} from '../../src/cases/clause-map.ts';
import { DOCUMENT_CLAUSES, TASK_CLAUSES } from '../../src/cases/clause-places.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { TASK_KINDS } from '../../src/cases/wording-tasks.ts';
import { WAIT_KINDS, WAITS, type WaitKind } from '../../src/cases/wording-waits.ts';
import { REASON_CODES, reasonOf } from '../../src/cases/wording-reasons.ts';
import { DOCUMENTS, DOCUMENT_KINDS } from '../../src/documents/registry.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import { NOTICE } from '../../src/policy/clauses-notice.ts';
import { POLICY_RULES } from '../../src/policy/rules.ts';
import { projectFiles, ROOT } from '../docs/tree.ts';

describe('the clause map', () => {
  it('has all fifteen clauses of the notice, those too that nothing carries yet', () => {
    const notice = CLAUSE_IDS.filter((id) => id.startsWith('liaoning-'));
    expect(notice).toEqual(Object.keys(NOTICE));
    expect(notice).toHaveLength(15);
    expect(carriedSentence(carriersOf('liaoning-13'))).toBe(
      '本版本还没有规则、参数、等待、待办或文书执行本条。',
    );
    expect(carriedSentence(carriersOf('liaoning-2'))).toMatch(
      /^由\d+条规则、\d+项参数、\d+种等待、\d+种待办和\d+种文书执行。$/,
    );
  });

  it('knows every clause that a rule, figure, wait, task, document or reason cites', () => {
    const reasons = REASON_CODES.flatMap((code) => reasonOf(code).clauses);
    const types = Object.values(CASE_TYPES).flatMap(({ clauses }) => clauses);
    const cited = [...citedClauses(), ...reasons, ...types];
    expect(cited.length).toBeGreaterThan(60);
    expect(cited.filter((id) => knownClause(id) === null)).toEqual([]);
  });

  it('names every rule of the register, and the register has every rule the command runs', () => {
    const named = new Set(CLAUSE_IDS.flatMap((id) => carriersOf(id).rules.map(({ name }) => name)));
    expect([...named].sort()).toEqual(POLICY_RULES.map(({ name }) => name).sort());
    const registered: readonly object[] = POLICY_RULES;
    expect(RULES.filter(({ rule }) => !registered.includes(rule))).toEqual([]);
  });

  it('says of every task by which clause it is owed', () => {
    const owed = CLAUSE_IDS.flatMap((id) => carriersOf(id).tasks.map(({ kind }) => kind));
    expect([...owed].sort()).toEqual([...TASK_KINDS].sort());
    expect(Object.keys(TASK_CLAUSES)).toHaveLength(TASK_KINDS.length);
  });
});

describe('a wait', () => {
  /** Kind and clause side by side, as the workflows register them. */
  const registered = () =>
    projectFiles()
      .filter(({ path }) => path.startsWith('workflows/'))
      .flatMap(({ text }) => [
        ...text.matchAll(/kind: '([a-z-]+)',\n\s+until[^\n]*\n\s+clause: '([a-z0-9-]+)'/g),
      ])
      .map(([, kind = '', clause = '']) => [kind, clause] as const);

  /** Those that take everything from the table itself. */
  const fromTable = () =>
    projectFiles()
      .filter(({ path }) => path.startsWith('workflows/'))
      .flatMap(({ text }) => [...text.matchAll(/waitFor\(\s*'([a-z-]+)'/g)])
      .map(([, kind = '']) => [kind, WAITS[kind as WaitKind].clause] as const);

  it('is registered under the clause that the map and the card say', () => {
    const found = [...registered(), ...fromTable()];
    expect([...new Set(found.map(([kind]) => kind))].sort()).toEqual([...WAIT_KINDS].sort());
    const said = found.map(([kind]) => [kind, WAITS[kind as WaitKind].clause]);
    expect(found).toEqual(said);
  });
});

describe('a printed document', () => {
  it.each(DOCUMENT_KINDS)('%s quotes no clause that the map does not know of it', (kind) => {
    const words = DOCUMENTS[kind].flatMap((template) =>
      template.examples.map((example) => JSON.stringify(template.render(example as never))),
    );
    const quoted = CLAUSE_IDS.filter((id) =>
      words.some((text) => text.includes(CLAUSES[id].title)),
    );
    expect(quoted.filter((id) => !DOCUMENT_CLAUSES[kind].includes(id))).toEqual([]);
  });

  it('cites a clause at least once over all kinds', () => {
    expect(Object.values(DOCUMENT_CLAUSES).flat().length).toBeGreaterThan(10);
  });
});

describe('what stands beside the map', () => {
  const sources = JSON.parse(
    readFileSync(join(ROOT, 'src/api/clause-sources.json'), 'utf8'),
  ) as Record<string, { sources: { path: string }[]; tests: { path: string; says: string }[] }>;

  it('has files and tests for every clause, and names those that hold it', () => {
    expect(Object.keys(sources)).toEqual([...CLAUSE_IDS]);
    const tests = sources['liaoning-14']!.tests.map(({ path }) => path);
    expect(tests).toContain('test/policy/opening-check.test.ts');
    for (const { says, path } of sources['liaoning-14']!.tests) {
      expect(says.length, path).toBeGreaterThan(10);
    }
  });
});
