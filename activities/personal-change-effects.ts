/**
 * What a change of personal data (信息变更) does beyond its case: one at a time for a person; the person's row,
 * the documents and the history in one transaction; whatever else the person has under way is told.
 *
 * @source 通知（征求意见稿）（一）（十一）
 */
import { readHolderNow } from '../src/db/holder-now.ts';
import { changePerson, lockHolder } from '../src/db/personal-changes.ts';
import { PersonalChangeApplication } from '../src/forms/personal-change.ts';
import { decidePersonalChange, type VerifiedIdentity } from '../src/policy/personal-change.ts';
import { comeBetween } from './account-end.ts';
import type { Context } from './commit/context.ts';
import { attach } from './commit/files.ts';
import { preparePersonalChange, valuesOf } from './personal-change.ts';
import { tellCasesOf } from './person-news.ts';
import { strangeAccount } from './strange-account.ts';

type Params = Readonly<Record<string, unknown>>;

export const PERSONAL_CHANGE_EFFECTS = {
  'begin-personal-change': begin,
  'keep-personal-evidence': keepEvidence,
  'change-person': carryOut,
} as const;

/**
 * A channel knows of no account but those it brought; of two changes at once the second is refused.
 *
 * @throws Fault 'effect-conflict' when another change of the person is open
 */
async function begin(context: Context, params: Params): Promise<object> {
  const { tx, deps, change, head, person } = context;
  await lockHolder(tx, deps.secrets.lookup, {
    person: person.id,
    center: head.center,
    number: null,
  });
  const { account } = applicationOf(context);
  const holder = await readHolderNow(tx, deps, account);
  if (!holder || (change.by.role === 'channel' && holder.broughtBy !== change.by.id)) {
    throw strangeAccount();
  }
  if (params['alone'] === true && holder.open.some((id) => id !== head.id)) throw comeBetween();
  return keepEvidence(context);
}

async function keepEvidence(context: Context): Promise<object> {
  await attach(
    context,
    applicationOf(context).evidence.map(({ file }) => file),
  );
  return {};
}

/**
 * Person and number are locked, the books read again and the rule asked again: what it says now is done.
 *
 * @throws Fault 'effect-conflict' when something has come between; the course looks again
 */
async function carryOut(context: Context, params: Params): Promise<object> {
  const { tx, deps, offices, change, head, person, before } = context;
  const application = applicationOf(context);
  const number = application.document?.number ?? null;
  await lockHolder(tx, deps.secrets.lookup, { person: person.id, center: head.center, number });
  const prepared = await preparePersonalChange(tx, deps, offices, {
    ...{ center: head.center, caseId: head.id, on: change.on, application },
    counter: params['counter'] === true,
    // As the case knows them: sent by our own workflow.
    identity: (params['identity'] ?? null) as VerifiedIdentity | null,
    confirmed: Array.isArray(params['confirmed']) ? params['confirmed'].map(String) : [],
  });
  const { outcome, toConfirm, changes } = decidePersonalChange(prepared.facts);
  const { facts, other } = prepared;
  const isDone = outcome === 'granted' && toConfirm.length === 0 && facts.identity !== null;
  // Nobody's confirmation gives a number to a second person.
  if (!isDone || other !== null) throw comeBetween();
  const holder = await readHolderNow(tx, deps, application.account);
  if (!holder) throw strangeAccount();
  const parties = { ...before.parties, ...change.parties };
  await changePerson(tx, { lookup: deps.secrets.lookup }, holder, {
    ...{ caseId: head.id, on: change.on, kinds: changes },
    values: onlyChanged(valuesOf(application, holder, change.on), changes),
    by: lastOf(parties['submitter']) ?? change.by.id,
    reviewedBy: lastOf(parties['reviewer']),
  });
  const because = `personal-change/${head.id}`;
  await tellCasesOf(tx, { center: head.center, person: person.id, because, by: head.id });
  return { changes };
}

/** Several may have had a part; the last one counts. */
function lastOf(people: string | readonly string[] | undefined): string | null {
  return [people ?? []].flat().at(-1) ?? null;
}

function onlyChanged(
  values: ReturnType<typeof valuesOf>,
  changes: readonly string[],
): ReturnType<typeof valuesOf> {
  return Object.fromEntries(Object.entries(values).filter(([kind]) => changes.includes(kind)));
}

/** As the form was checked before it was sent. */
function applicationOf(context: Context): PersonalChangeApplication {
  return PersonalChangeApplication.parse(context.content());
}
