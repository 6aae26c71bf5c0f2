/** Cases as a page finds them: started and moved through the API, up to the stage a test looks at. */
import { expect } from 'vitest';
import { application, type Applicant } from '../../builders.ts';
import { uploaded } from '../../api/world/cases.ts';
import type { Api } from '../../api/world/client.ts';
import type { Told } from '../../api/world/told.ts';

const PATIENCE_MS = 45_000;
const LOOK_MS = 250;

/** An application of this person, sent by this clerk. */
export async function opened(
  api: Api,
  person: Partial<Applicant>,
  more: Record<string, unknown> = {},
): Promise<string> {
  const files = { 'identity-document': await uploaded(api) };
  const told = await api.post('/cases', {
    body: { type: 'account-opening', application: application({ ...person, files }, more) },
  });
  expect(told.status, told.text).toBe(201);
  return told.string('id');
}

/** The case once it has come to a stage. */
export async function until(api: Api, id: string, stage: string): Promise<Told> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    const told = await api.get(`/cases/${id}`);
    if (told.at('stage.at') === stage) return told;
    if (performance.now() > end) {
      throw new Error(`the case stands at ${String(told.at('stage.at'))}, not at ${stage}`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}

/** An act, against the version that stands now. */
export async function act(api: Api, id: string, action: string, body: object): Promise<Told> {
  const version = (await api.get(`/cases/${id}`)).number('version');
  const told = await api.post(`/cases/${id}/actions/${action}`, { body, version });
  expect(told.status, told.text).toBe(200);
  return told;
}

/** The number of a card that nobody has had before. */
export function newCardNumber(): string {
  return `622202${String(Date.now()).slice(-9)}${String(Math.random()).slice(-4)}`;
}

/** An account opened at the counter, its holder with a card of their own. @returns its opaque id */
export async function openedAccount(
  api: Api,
  person: { readonly number: string; readonly name: string },
  number = newCardNumber(),
): Promise<string> {
  const bankCard = { number, holder: person.name, bank: '建设银行' };
  const id = await opened(api, person, { bankCard });
  const { hash } = (await until(api, id, 'awaiting signature')).at('agreement') as {
    hash: string;
  };
  await act(api, id, 'sign', {
    ...{ by: 'counter', agreementHash: hash, termsExplained: true },
    file: await uploaded(api),
  });
  const told = await until(api, id, 'opened');
  return (await api.get(`/persons/${told.string('person.id')}`)).string('accounts.0.id');
}
