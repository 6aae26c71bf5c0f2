/** Every area of the console: a new one is one line here. */
import { entries as account } from '../pages/account/entries.ts';
import { entries as audit } from '../pages/audit/entries.ts';
import { entries as board } from '../pages/board/entries.ts';
import { entries as breach } from '../pages/breach/entries.ts';
import { entries as cases } from '../pages/case/entries.ts';
import { entries as clauses } from '../pages/clauses/entries.ts';
import { entries as collections } from '../pages/collections/entries.ts';
import { entries as figures } from '../pages/figures/entries.ts';
import { entries as home } from '../pages/home/entries.ts';
import { entries as ledger } from '../pages/ledger/entries.ts';
import { entries as legality } from '../pages/legality/entries.ts';
import { entries as person } from '../pages/person/entries.ts';
import { entries as proof } from '../pages/proof/entries.ts';
import { entries as reconciliation } from '../pages/reconciliation/entries.ts';
import { entries as repair } from '../pages/repair/entries.ts';
import { entries as runs } from '../pages/runs/entries.ts';
import { entries as staff } from '../pages/staff/entries.ts';
import { entries as start } from '../pages/start/entries.ts';
import { entries as outside } from '../pages/outside/entries.ts';
import { entries as suspense } from '../pages/suspense/entries.ts';
import { entries as unanswered } from '../pages/unanswered/entries.ts';
import { entries as whatIf } from '../pages/whatif/entries.ts';
import { entries as work } from '../pages/work/entries.ts';
import type { PageEntry } from './page-entry.ts';

export const PAGES: readonly PageEntry[] = [
  ...home,
  ...work,
  ...start,
  ...cases,
  ...breach,
  ...outside,
  ...board,
  ...repair,
  ...legality,
  ...whatIf,
  ...reconciliation,
  ...proof,
  ...runs,
  ...suspense,
  ...unanswered,
  ...ledger,
  ...collections,
  ...staff,
  ...person,
  ...account,
  ...audit,
  ...clauses,
  ...figures,
];
