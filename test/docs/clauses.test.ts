/** The page from clauses to rules and tests is as old as the sources. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clausesPage } from '../../scripts/clauses.ts';
import { ROOT } from './tree.ts';

it('docs/clauses.md says what the sources say (else: npm run clauses)', () => {
  expect(readFileSync(join(ROOT, 'docs/clauses.md'), 'utf8')).toBe(clausesPage());
});
