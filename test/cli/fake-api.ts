/**
 * A small server that answers as the API does, and the command run against it as people run it.
 *
 * A test says what each route answers; what was asked is kept, so that the test can look at it.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ANJU = fileURLToPath(new URL('../../bin/anju', import.meta.url));

export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly json: unknown;
}

export interface Given {
  readonly status?: number;
  readonly body?: unknown;
  readonly bytes?: Buffer;
  readonly headers?: Readonly<Record<string, string>>;
  /** Takes over the answer: server-sent events, or none at all. */
  readonly stream?: (response: ServerResponse) => void;
}

type Route = (asked: Asked) => Given;

export interface FakeApi {
  readonly url: string;
  readonly asked: Asked[];
  /** `GET /cases/1`, below /api/v1. */
  readonly on: (route: string, answer: Given | Route) => void;
  readonly close: () => Promise<void>;
}

export async function startFakeApi(): Promise<FakeApi> {
  const routes = new Map<string, Given | Route>();
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const url = new URL(request.url ?? '/', 'http://fake');
      const bytes = await buffer(request);
      const isJson = request.headers['content-type'] === 'application/json';
      const one: Asked = {
        method: request.method ?? '',
        path: url.pathname.replace(/^\/api\/v1/, ''),
        query: Object.fromEntries(url.searchParams),
        headers: request.headers,
        bytes,
        json: isJson ? (JSON.parse(bytes.toString('utf8')) as unknown) : undefined,
      };
      asked.push(one);
      const route = routes.get(`${one.method} ${one.path}`) ?? problem(404, 'not-found', {});
      answer(response, typeof route === 'function' ? route(one) : route);
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${String(port)}`,
    asked,
    on: (route, given) => void routes.set(route, given),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function answer(response: ServerResponse, given: Given): void {
  const { status = 200, body, bytes, headers = {}, stream } = given;
  if (stream) {
    stream(response);
    return;
  }
  const type = status >= 400 ? 'application/problem+json' : 'application/json';
  response.writeHead(status, { 'content-type': type, ...headers });
  response.end(bytes ?? (body === undefined ? '' : JSON.stringify(body)));
}

/** A problem as the API answers it. */
export function problem(status: number, code: string, members: object): Given {
  const common = { type: `/problems/${code}`, title: `标题 ${code}`, status, code };
  return { status, body: { ...common, remedy: '办法一句。', traceId: 'trace-1', ...members } };
}

export interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A config folder of its own, signed in by a token from the environment. */
export function environment(api: FakeApi, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: process.env['HOME'],
    ANJU_API: api.url,
    ANJU_TOKEN: 'token-of-the-test',
    ANJU_CONFIG: mkdtempSync(join(tmpdir(), 'anju-cli-')),
    ...more,
  };
}

/** Runs the real command as a child process. */
export function run(args: readonly string[], env: NodeJS.ProcessEnv, input = ''): Promise<Ran> {
  const child = spawn(process.execPath, [ANJU, ...args], { env, stdio: 'pipe' });
  child.stdin.end(input);
  const [stdout, stderr] = [buffer(child.stdout), buffer(child.stderr)];
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      void Promise.all([stdout, stderr]).then(([out, err]) => {
        resolve({ code, stdout: out.toString('utf8'), stderr: err.toString('utf8') });
      });
    });
  });
}

export const CASE_ID = '0f9d6a1e-6c0b-5d7e-9a3f-2b1c4d5e6f70';

/** A case as the API shows one. */
export function caseBody(more: object = {}): object {
  return {
    id: CASE_ID,
    number: 'K202611230001',
    type: 'account-opening',
    typeTitle: '开户',
    branchName: '大厅',
    stage: { at: 'in review', title: '人工复核中', state: 'waiting', final: false },
    version: 4,
    person: { id: CASE_ID, name: '张＊', documentNumber: '219***********0014' },
    submittedBy: 'lin-guiyuan',
    openedAt: '2026-11-23T02:30:00.000Z',
    updatedAt: '2026-11-23T02:31:00.000Z',
    acceptedOn: '2026-11-23',
    dueOn: null,
    promisedOn: '2026-11-30',
    promisedProvisional: false,
    overdue: false,
    closedAt: null,
    outcome: null,
    outcomeTitle: null,
    waits: [{ id: '1', kind: 'review', title: '等人工复核', sentence: '等人工复核；还剩3天。' }],
    tasks: [],
    actions: [
      { action: 'review', title: '复核', allowed: true, needsReason: true },
      {
        action: 'withdraw',
        title: '撤回申请',
        allowed: true,
        needsReason: true,
        preview: '业务终止，可重新申请。',
      },
      {
        action: 'sign',
        title: '签署协议',
        allowed: false,
        needsReason: false,
        code: 'action-not-permitted',
        reason: '当前环节是“人工复核中”，不能签署协议。',
      },
      {
        action: 'verdict',
        title: '人工核对',
        allowed: false,
        needsReason: true,
        code: 'not-authorized',
        reason: '“人工核对”须由复核人员办理。',
      },
    ],
    ...more,
  };
}
