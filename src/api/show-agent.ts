/** Who acts for the person of a case (代理人), masked: from the form in force. */
import { CASE_TYPES } from '../cases/index.ts';
import { agentActTitle, agentActsText } from '../cases/wording-agents.ts';
import { place } from '../crypto/places.ts';
import { dateAt } from '../domain/calendar.ts';
import type { ApiDeps } from './deps.ts';
import { openedContent } from './personal.ts';
import type { CaseRow } from './queries/cases.ts';
import { formsOf } from './queries/papers.ts';

/** Null: nobody acts for the person, or what was sealed is gone. */
export async function agentOf({ pool, secrets, now }: ApiDeps, row: CaseRow) {
  if (CASE_TYPES[row.type]?.agents === undefined) return null;
  const [form] = await formsOf(pool, row.id);
  if (!form) return null;
  const aad = place.maskedForm(row.id, form.version);
  const agent = fieldsAt(openedContent(secrets, form, aad, form.masked), 'agent');
  if (agent === null) return null;
  const document = fieldsAt(agent, 'document');
  const authority = fieldsAt(agent, 'authority');
  const acts = listAt(authority, 'acts');
  const endsOn = textAt(authority, 'endsOn');
  return {
    name: textAt(agent, 'name'),
    documentType: textAt(document, 'type'),
    documentNumber: textAt(document, 'number'),
    acts: acts.map((act) => ({ act, title: agentActTitle(act) })),
    actsText: agentActsText(acts),
    issuedOn: textAt(authority, 'issuedOn'),
    endsOn,
    expired: endsOn < dateAt(now()),
    notarised: authority?.['notarised'] === true,
    notaryNumber: textAt(authority, 'notaryNumber') || null,
    file: textAt(authority, 'file'),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsAt(value: unknown, name: string): Fields | null {
  const inner = isFields(value) ? value[name] : undefined;
  return isFields(inner) ? inner : null;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textAt(value: Fields | null, name: string): string {
  const text = value?.[name];
  return typeof text === 'string' ? text : '';
}

function listAt(value: Fields | null, name: string): readonly string[] {
  const list = value?.[name];
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === 'string') : [];
}
