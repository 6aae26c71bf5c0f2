/** What every route keeps: problems, keys, versions, pages. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { application } from '../builders.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');

async function started(more: Record<string, unknown> = {}) {
  const file = await uploaded();
  const body = {
    type: 'account-opening',
    application: application({ files: { 'identity-document': file } }, more),
  };
  return clerk().post('/cases', { body });
}

async function uploaded(): Promise<string> {
  const raw = Buffer.from('%PDF-1.7\nscan\n%%EOF\n');
  const told = await clerk().post('/files?kind=identity-document', {
    raw,
    headers: { 'content-type': 'application/pdf' },
  });
  expect(told.status, told.text).toBe(201);
  return told.body.id as string;
}

describe('starting a case', () => {
  it('answers with the case, its address and its version', async () => {
    const told = await started();
    expect(told.status, told.text).toBe(201);
    expect(told.headers.get('location')).toBe(`/api/v1/cases/${told.body.id}`);
    expect(told.headers.get('etag')).toBe(`"v${told.body.version}"`);
    expect(told.body).toMatchObject({ stage: { at: 'incomplete' }, person: { name: '张＊' } });
    expect(randomUUID()).not.toBe('');
  });
});
