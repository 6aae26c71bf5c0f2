/** A case by its id or its printed number. */
import { items, text, type Body } from './answers.ts';
import type { Client } from './client.ts';
import { EXIT, failure } from './failure.ts';
import { isUuid } from './input.ts';

/**
 * The id of a case.
 *
 * @throws a failure (notFound) when no case, or not one alone, bears the number
 */
export async function caseId(client: Client, given: string): Promise<string> {
  if (isUuid(given)) return given.toLowerCase();
  const { body } = await client.send({
    method: 'POST',
    path: '/cases:search',
    json: { number: given },
  });
  const found: readonly Body[] = items(body, 'items');
  const [one] = found;
  if (one === undefined || found.length > 1) {
    throw failure(EXIT.notFound, {
      code: 'not-found',
      title: '没有找到该业务',
      detail: '没有这个业务编号，或不在您的办理范围内。',
    });
  }
  return text(one, 'id');
}

/** The case itself. */
export async function readCase(client: Client, given: string): Promise<unknown> {
  return client.read(`/cases/${await caseId(client, given)}`);
}
