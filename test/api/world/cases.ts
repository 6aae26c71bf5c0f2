/** Cases as the API's tests start them. */
import { expect } from 'vitest';
import { application } from '../../builders.ts';
import type { Api } from './client.ts';
import type { Told } from './told.ts';

export const PDF = Buffer.from('%PDF-1.7\nscan of a page\n%%EOF\n');

export async function uploaded(api: Api, kind = 'identity-document'): Promise<string> {
  const told = await api.post(`/files?kind=${kind}`, {
    raw: PDF,
    headers: { 'content-type': 'application/pdf' },
  });
  expect(told.status, told.text).toBe(201);
  return told.string('id');
}

/** The body of a submission with a scan of the caller's own. */
export async function opening(
  api: Api,
  given: { readonly number?: string; readonly name?: string } = {},
  more: Record<string, unknown> = {},
) {
  const files = { 'identity-document': await uploaded(api) };
  return { type: 'account-opening', application: application({ ...given, files }, more) };
}

export interface Started {
  readonly id: string;
  readonly version: number;
  readonly told: Told;
}

export async function startCase(
  api: Api,
  given: { readonly number?: string; readonly name?: string } = {},
  more: Record<string, unknown> = {},
): Promise<Started> {
  const told = await api.post('/cases', { body: await opening(api, given, more) });
  expect(told.status, told.text).toBe(201);
  return { id: told.string('id'), version: told.number('version'), told };
}
