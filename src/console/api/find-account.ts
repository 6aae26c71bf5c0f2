/** Accounts by the number people know them by. */
import { api, read } from './client.ts';

/** The account of a number, by opaque id: numbers travel in bodies, never in addresses. */
export async function findAccountId(number: string): Promise<string | null> {
  const found = await read(api.POST('/api/v1/persons:search', { body: { accountNumber: number } }));
  for (const { id } of found.items) {
    const person = await read(api.GET('/api/v1/persons/{id}', { params: { path: { id } } }));
    const account = person.accounts.find((one) => one.number === number);
    if (account) return account.id;
  }
  return null;
}
