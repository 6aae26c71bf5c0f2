/** An account by its number or its id, as commands are told of it. */
import { items, text } from './answers.ts';
import type { Client } from './client.ts';
import { badInput, EXIT, failure } from './failure.ts';
import { isUuid } from './input.ts';

/**
 * The opaque id of an account; numbers travel in bodies, never in addresses.
 *
 * @throws a failure (notFound) when no account bears the number
 */
export async function accountId(client: Client, given: string): Promise<string> {
  if (isUuid(given)) return given.toLowerCase();
  const { body } = await client.send({
    method: 'POST',
    path: '/persons:search',
    json: { accountNumber: given },
  });
  const [found] = items(body, 'items');
  const accounts =
    found === undefined
      ? []
      : items(await client.read(`/persons/${text(found, 'id')}`), 'accounts');
  const one = accounts.find((account) => text(account, 'number') === given.replaceAll(' ', ''));
  if (one === undefined) {
    const detail = '没有这个账号，或不在您的办理范围内。';
    throw failure(EXIT.notFound, { code: 'not-found', title: '没有找到该账户', detail });
  }
  return text(one, 'id');
}

/** The instant that was given, as the API reads it. */
export function instantOf(given: string | undefined): string | undefined {
  if (given === undefined) return undefined;
  const at = Date.parse(given);
  if (Number.isNaN(at)) throw badInput('--at 须为时刻，如 2026-10-31T16:00:00Z。');
  return new Date(at).toISOString();
}
