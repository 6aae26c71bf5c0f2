/** A file that a POST answers with, saved under a name of ours; nothing of it stays in the page. */
import { api, read } from './client.ts';
import type { paths } from './schema.ts';

export type AuditExport =
  paths['/api/v1/audit/events:export']['post']['requestBody']['content']['application/json'];
export type CaseExport =
  paths['/api/v1/cases:export']['post']['requestBody']['content']['application/json'];

/** @throws ProblemError with the server's own words */
export async function downloadAudit(body: AuditExport): Promise<void> {
  const asked = api.POST('/api/v1/audit/events:export', { body, parseAs: 'blob' });
  save(await read(asked), `留痕.${body.format}`);
}

/** @throws ProblemError with the server's own words */
export async function downloadCases(body: CaseExport): Promise<void> {
  const asked = api.POST('/api/v1/cases:export', { body, parseAs: 'blob' });
  save(await read(asked), `办件清单.${body.format}`);
}

export type StatementExport =
  paths['/api/v1/accounts/{id}/statement:export']['post']['requestBody']['content']['application/json'];

/** @throws ProblemError with the server's own words */
export async function downloadStatement(id: string, body: StatementExport): Promise<void> {
  const asked = api.POST('/api/v1/accounts/{id}/statement:export', {
    params: { path: { id } },
    body,
    parseAs: 'blob',
  });
  save(await read(asked), `个人明细账.${body.format}`);
}

export type RunListExport =
  paths['/api/v1/runs/{id}/items:export']['post']['requestBody']['content']['application/json'];
export type RunListPaper =
  paths['/api/v1/runs/{id}/items:print']['post']['requestBody']['content']['application/json'];

/** @throws ProblemError with the server's own words */
export async function downloadRunList(id: string, body: RunListExport): Promise<void> {
  const asked = api.POST('/api/v1/runs/{id}/items:export', {
    params: { path: { id } },
    body,
    parseAs: 'blob',
  });
  save(await read(asked), `批处理名单-${id}.${body.format}`);
}

/** @throws ProblemError with the server's own words */
export async function downloadRunPaper(id: string, body: RunListPaper): Promise<void> {
  const asked = api.POST('/api/v1/runs/{id}/items:print', {
    params: { path: { id } },
    body,
    parseAs: 'blob',
  });
  save(await read(asked), `批处理名单-${id}.pdf`);
}

function save(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has taken the file once the click is done.
  window.setTimeout(() => {
    URL.revokeObjectURL(address);
  }, 0);
}
