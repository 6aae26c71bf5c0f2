/** Persons: found by POST, shown masked, in full for a reason. */
import { z } from 'zod';
import { createPersonKeys } from '../crypto/person-key.ts';
import { readPerson } from '../db/persons.ts';
import { acting, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { revealBody } from './case-papers.ts';
import type { ApiDeps } from './deps.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { personsBy, recordSearch } from './person-lookup.ts';
import { findPerson, type PersonRow } from './queries/persons.ts';
import { idParams } from './schemas/terms.ts';
import { PersonSearchResult, RevealedPerson } from './schemas/parts.ts';
import { PersonView } from './schemas/person.ts';
import { wholePerson } from './show-person.ts';

const searchBody = z.strictObject({
  documentNumber: z.string().min(1).max(60).optional(),
  name: z.string().min(1).max(100).optional(),
  phone: z.string().min(1).max(40).optional(),
  accountNumber: z.string().min(1).max(40).optional(),
});

export const searchPersons = operation({
  id: 'searchPersons',
  method: 'post',
  path: '/persons:search',
  tag: 'Persons',
  summary: 'Find persons by one thing they are known by',
  body: searchBody,
  bodyExample: { documentNumber: '219900199001010014' },
  answers: { 200: { description: 'Those found, masked', schema: PersonSearchResult } },
  handle: async (call, deps) => {
    const by = Object.keys(call.body);
    if (by.length === 0) throw invalid([{ pointer: '#', detail: '请填写一项查找条件' }]);
    const items = await personsBy(call, deps, call.body);
    await recordSearch(call, deps, 'person-searched', { by, found: items.length });
    return { status: 200, body: { items } };
  },
});

export const getPerson = operation({
  id: 'getPerson',
  method: 'get',
  path: '/persons/{id}',
  tag: 'Persons',
  summary: 'One person, masked: documents, accounts, agreements, cases, the claim',
  params: idParams,
  answers: { 200: { description: 'The person', schema: PersonView } },
  handle: async (call, deps) => {
    const row = await personFor(call, deps, call.params.id);
    return { status: 200, body: await wholePerson(call, deps, row) };
  },
});

export const revealPerson = operation({
  id: 'revealPerson',
  method: 'post',
  path: '/persons/{id}:reveal',
  tag: 'Persons',
  summary: 'One person in full, for a reason',
  description: 'A reading, not a change: it needs no key, and every one leaves its line.',
  params: idParams,
  body: revealBody,
  bodyExample: { reason: '申请人当面核对证件号码。' },
  answers: { 200: { description: 'In full', schema: RevealedPerson } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await personFor(call, deps, call.params.id);
    const person = await readPerson(deps.pool, createPersonKeys(deps.secrets.center), {
      person: row.person,
      caseId: null,
      reason: call.body.reason,
      by: acting(call, deps, grantIn(call, row.center)),
    });
    return { status: 200, body: { ...person, application: null } };
  },
});

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function personFor(
  context: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<PersonRow> {
  const row = await findPerson(pool, context, id);
  if (!row) throw notFound();
  return row;
}
