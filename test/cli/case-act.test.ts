/** `anju case act` and `anju case watch`, run as people run them. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CASE_ID, caseBody, environment, problem, run, startFakeApi } from './fake-api.ts';
import type { FakeApi, Ran } from './fake-api.ts';

let api: FakeApi;
let env: NodeJS.ProcessEnv;
const act = (...args: readonly string[]): Promise<Ran> =>
  run(['case', 'act', CASE_ID, ...args], env);
const sent = () => api.asked.find(({ method }) => method === 'POST');

beforeEach(async () => {
  api = await startFakeApi();
  env = environment(api);
  api.on(`GET /cases/${CASE_ID}`, { body: caseBody() });
  for (const action of ['review', 'withdraw', 'sign']) {
    api.on(`POST /cases/${CASE_ID}/actions/${action}`, { body: caseBody({ version: 5 }) });
  }
});
afterEach(() => api.close());

describe('acting on a case', () => {
  it('says which version it saw, under a key, with reason and fields', async () => {
    const { code, stdout } = await act(
      ...[
        'review',
        '--reason',
        '与原件一致',
        '--set',
        'finding=fraud-flag',
        '--set',
        'cleared=true',
      ],
    );
    expect(code).toBe(0);
    expect(stdout).toMatch(/版本\s*│\s*5/);
    expect(sent()!.headers['if-match']).toBe('"v4"');
    expect(sent()!.headers['idempotency-key']).toMatch(/.{8,}/);
    expect(sent()!.json).toEqual({ reason: '与原件一致', finding: 'fraud-flag', cleared: true });
  });

  it('takes the form from a file, and lets --set change fields inside it', async () => {
    const path = join(mkdtempSync(join(tmpdir(), 'anju-act-')), 'act.json');
    writeFileSync(path, JSON.stringify({ application: { applicant: { name: '张三' } } }));
    const phone = 'application.applicant.phone=13800000000';
    const list = 'cleared:=["mismatch"]';
    const amount = 'application.contribution.monthlyAmount=800.00';
    await act(
      'review',
      '--file',
      path,
      '--reason',
      '更正',
      ...['--set', phone, '--set', list],
      '--set',
      amount,
    );
    expect(sent()!.json).toEqual({
      application: {
        applicant: { name: '张三', phone: '13800000000' },
        contribution: { monthlyAmount: '800.00' },
      },
      cleared: ['mismatch'],
      reason: '更正',
    });
  });

  it('sends back by a code and in words', async () => {
    api.on(`POST /cases/${CASE_ID}/actions/send-back`, { body: caseBody({ version: 5 }) });
    const { code } = await act(
      ...['send-back', '--if-version', '4', '--set', 'reasonCode=entry-wrong'],
      ...['--reason', '职业与原件不符'],
    );
    expect(code).toBe(0);
    expect(sent()!.json).toEqual({ reasonCode: 'entry-wrong', reason: '职业与原件不符' });
  });

  it('needs no look at the case when the version is given', async () => {
    const { code } = await act('sign', '--if-version', '3', '--key', 'the-same-key');
    expect(code).toBe(0);
    expect(api.asked.map(({ method }) => method)).toEqual(['POST']);
    expect(sent()!.headers).toMatchObject({
      'if-match': '"v3"',
      'idempotency-key': 'the-same-key',
    });
  });

  it('tells key and version to repeat it with when the engine is busy', async () => {
    api.on(`POST /cases/${CASE_ID}/actions/review`, problem(503, 'engine-unavailable', {}));
    const { code, stderr } = await act('review', '--reason', '一致');
    expect(code).toBe(7);
    const key = String(sent()!.headers['idempotency-key']);
    expect(stderr).toContain(`--key ${key} --if-version 4`);
  });

  it('tells the current version when somebody was faster, and ends with 5', async () => {
    api.on(
      `POST /cases/${CASE_ID}/actions/review`,
      problem(412, 'version-conflict', { currentVersion: 6 }),
    );
    const { code, stderr } = await act('review', '--reason', '一致');
    expect(code).toBe(5);
    expect(stderr).toContain('当前版本：6');
    expect(stderr).not.toContain('重试');
  });

  it.each([
    ['sign', 5, '当前环节是“人工复核中”，不能签署协议。'],
    ['verdict', 3, '须由复核人员办理'],
    ['supplement', 5, '当前环节（人工复核中）没有这项操作。'],
  ])(
    '%s is not possible: ends with %i, says why and what is, and sends nothing',
    async (...row) => {
      const [action, exit, words] = row;
      const { code, stderr } = await act(action, '--reason', '一致');
      expect(code).toBe(exit);
      expect(stderr).toContain(words);
      expect(stderr).toContain('现在可以：review、withdraw');
      expect(sent()).toBeUndefined();
    },
  );

  it('asks for a reason where one is due', async () => {
    const { code, stderr } = await act('review');
    expect(code).toBe(2);
    expect(stderr).toContain('“复核”须写明理由');
    expect(sent()).toBeUndefined();
  });

  it('shows the preview and does nothing without --yes where nobody can be asked', async () => {
    const { code, stderr } = await act('withdraw', '--reason', '不办了');
    expect(code).toBe(2);
    expect(stderr).toContain('业务终止，可重新申请。');
    expect(sent()).toBeUndefined();
    expect((await act('withdraw', '--reason', '不办了', '--yes')).code).toBe(0);
    expect(sent()!.json).toEqual({ reason: '不办了' });
  });

  it('refuses a --set without a name, without quoting its value', async () => {
    const { code, stderr } = await act('review', '--set', '13800000000');
    expect(code).toBe(2);
    expect(stderr).not.toContain('13800000000');
  });
});

describe('watching a case', () => {
  const events = (response: ServerResponse, ...versions: readonly number[]) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const version of versions) {
      response.write(
        `id: ${String(version)}\nevent: case\ndata: {"version":${String(version)}}\n\n`,
      );
    }
  };
  const opened = { at: 'opened', title: '已开户', state: 'ended', final: true };

  it('prints a line for every change and ends when the case has ended', async () => {
    let version = 4;
    api.on(`GET /cases/${CASE_ID}`, () => ({
      body: caseBody(version < 6 ? { version } : { version, stage: opened, waits: [] }),
    }));
    api.on(`GET /cases/${CASE_ID}/stream`, {
      stream: (response) => {
        events(response, 4);
        const timer = setInterval(() => {
          version += 1;
          response.write(`event: case\ndata: {}\n\n`);
          if (version >= 6) clearInterval(timer);
        }, 150);
      },
    });
    const { code, stdout } = await run(['case', 'watch', CASE_ID], env);
    expect(code).toBe(0);
    expect(
      stdout
        .trim()
        .split('\n')
        .map((line) => /第(\d)版/.exec(line)?.[1]),
    ).toEqual(['4', '5', '6']);
    expect(stdout).toContain('已开户');
  });

  it('connects again when the connection is lost', async () => {
    let connections = 0;
    api.on(`GET /cases/${CASE_ID}`, () => ({
      body: caseBody(connections < 2 ? {} : { version: 5, stage: opened }),
    }));
    api.on(`GET /cases/${CASE_ID}/stream`, {
      stream: (response) => {
        connections += 1;
        events(response, 4);
        response.end();
      },
    });
    const { code, stdout } = await run(['case', 'watch', CASE_ID, '-o', 'json'], env);
    expect(code).toBe(0);
    const versions = stdout
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { version: number }).version);
    expect(versions).toEqual([4, 5]);
  });

  it('stops by itself when the time is over', async () => {
    api.on(`GET /cases/${CASE_ID}/stream`, {
      stream: (response) => {
        events(response, 4);
      },
    });
    const { code, stdout } = await run(['case', 'watch', CASE_ID, '--for', '1'], env);
    expect(code).toBe(0);
    expect(stdout).toContain('第4版');
  });

  it('ends with 4 for a case that is not there', async () => {
    api.on(`GET /cases/${CASE_ID}/stream`, problem(404, 'not-found', {}));
    expect((await run(['case', 'watch', CASE_ID], env)).code).toBe(4);
  });
});
