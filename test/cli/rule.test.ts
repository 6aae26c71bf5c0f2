/** The command `anju rule`, run as people run it. */
import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const ANJU = fileURLToPath(new URL('../../bin/anju', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'anju-rule-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function anju(args: readonly string[], input = ''): Ran {
  const { status, stdout, stderr } = spawnSync(process.execPath, [ANJU, ...args], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return { code: status, stdout, stderr };
}

function file(name: string, value: unknown): string {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(value));
  return path;
}

describe('anju rule run', () => {
  it.each([
    ['half-year', { sealedOn: '2026-08-31' }, { lastDayOn: '2027-02-28', opensOn: '2027-03-01' }],
    [
      'retirement',
      { bornOn: '1970-01-20', sex: 'M' },
      { delayMonths: 16, retiresOn: '2031-05-20' },
    ],
    ['dormancy', { paidTo: '2026-12' }, { possibleFrom: '2027-07-01' }],
  ])('%s reads standard input and prints its answer', (name, facts, answer) => {
    const { code, stdout, stderr } = anju(['rule', 'run', name], JSON.stringify(facts));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ ...answer, rule: { name } });
    expect(stdout).not.toContain('trace');
  });

  it('reads a file, and adds the trace when asked', () => {
    const facts = file('facts.json', [{ paidTo: '2026-12' }]);
    const { stdout } = anju(['rule', 'run', 'dormancy', '--facts', facts, '--trace']);
    expect(JSON.parse(stdout)).toMatchObject([{ trace: [{ value: 6 }, { value: '2027-07-01' }] }]);
  });

  it('prints a table for people', () => {
    const { stdout } = anju(
      ['rule', 'run', 'dormancy', '--trace', '-o', 'table'],
      '{"paidTo":"2026-12"}',
    );
    expect(stdout).toContain('2027-07-01');
    expect(stdout).toContain('未缴存的足月');
    expect(stdout).not.toContain('\u001b');
  });

  it('takes a refusal for an answer', () => {
    const facts = file('old.json', {
      acceptedOn: '2026-11-22',
      bornOn: '1950-01-01',
      sex: 'M',
      livesOnOwnIncome: true,
      drawsPension: false,
      documentType: 'resident-id',
      employmentForm: 'self-employed',
    });
    const { code, stdout } = anju(['rule', 'run', 'eligibility', '--facts', facts]);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ outcome: 'refused', reasons: ['retired'] });
  });

  it.each([
    ['half-year', '{"sealedOn":"2026-02-30"}', '/sealedOn'],
    ['half-year', '[{"sealedOn":"2026-02-28"},{"sealedOn":"2026-02-30"}]', '/1/sealedOn'],
    ['half-year', 'not JSON', ''],
    ['half-year', '', ''],
    ['no-such-rule', '{}', ''],
  ])('%s %s: exit code 2, one problem at "%s", nothing printed', (name, facts, pointer) => {
    const { code, stdout, stderr } = anju(['rule', 'run', name], facts);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(JSON.parse(stderr)).toMatchObject({ type: '/problems/input-invalid', pointer });
  });

  it('says so when a file is not there', () => {
    const { code, stderr } = anju(['rule', 'run', 'half-year', '--facts', join(folder, 'none')]);
    expect(code).toBe(2);
    expect(JSON.parse(stderr)).toMatchObject({ detail: '文件无法读取' });
  });

  it('answers ten thousand facts in their order', () => {
    const facts = file(
      'many.json',
      Array.from({ length: 10_000 }, (_, at) => ({
        openingBalance: `${String(at)}.00`,
        from: '2025-07-01',
        to: '2026-06-30',
        movements: [{ on: '2026-01-10', amount: '6000.00' }],
        rate: '0.015',
      })),
    );
    const { stdout } = anju(['rule', 'run', 'deposit-interest', '--facts', facts]);
    const answers = JSON.parse(stdout) as readonly { readonly accumulation: string }[];
    expect(answers).toHaveLength(10_000);
    expect(answers.map(({ accumulation }) => accumulation)).toEqual(
      Array.from({ length: 10_000 }, (_, at) => `${String(at * 364 + 6000 * 171)}.00`),
    );
  });
});

describe('anju rule list', () => {
  it('names the rules with their clauses', () => {
    const listed = JSON.parse(anju(['rule', 'list', '-o', 'json']).stdout) as unknown;
    expect(listed).toHaveLength(13);
    expect(listed).toContainEqual({
      name: 'half-year',
      version: '1',
      title: '封存满半年',
      clauses: ['liaoning-7', 'civil-code-201', 'civil-code-202'],
    });
    expect(anju(['rule', 'list']).stdout).toContain('statutory-deadline');
  });
});

describe('the command itself', () => {
  /** Runs it under a Node that says it is older than it is. */
  function underOldNode(found: boolean): Ran {
    const path = join(folder, 'old.cjs');
    writeFileSync(
      path,
      "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });",
    );
    const env = { ...process.env, ...(found ? { ANJU_NODE_FOUND: '1' } : {}) };
    const args = ['-r', path, ANJU, 'rule', 'run', 'dormancy'];
    const input = '{"paidTo":"2026-12"}';
    const ran = spawnSync(process.execPath, args, { input, env, encoding: 'utf8' });
    return { code: ran.status, stdout: ran.stdout, stderr: ran.stderr };
  }

  it('goes on under the Node that came with the packages', () => {
    const { code, stdout, stderr } = underOldNode(false);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ possibleFrom: '2027-07-01' });
  });

  it('says in two languages what it needs when there is none', () => {
    const { code, stdout, stderr } = underOldNode(true);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toContain('需要 Node 22.18 以上，本机是 18.20.0');
    expect(stderr).toContain('needs Node 22.18 or newer');
  });

  it('ends as its signal asks, and leaves no child', async () => {
    const child = execFile(process.execPath, [ANJU, 'rule', 'run', 'half-year']);
    const ended = new Promise((resolve) => {
      child.on('exit', (_code, signal) => {
        resolve(signal);
      });
    });
    await new Promise((resolve) => child.on('spawn', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe('SIGTERM');
  });
});
