/** The guard before everything: which Node is new enough, and what is said when it is not. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';

const GUARD = readFileSync(
  fileURLToPath(new URL('../../bin/need-node.cjs', import.meta.url)),
  'utf8',
);

interface Result {
  code: number | undefined;
  said: string;
  /** What it goes on with. */
  readonly loaded: string[];
}

function under(version: string): Readonly<Result> {
  const result: Result = { code: undefined, said: '', loaded: [] };
  runInNewContext(GUARD, {
    require: (name: string) => result.loaded.push(name),
    process: {
      versions: { node: version },
      stderr: { write: (text: string) => (result.said += text) },
      exit: (code: number) => (result.code = code),
    },
  });
  return result;
}

describe('Node', () => {
  it.each(['22.18.0', '22.18.1', '23.6.0', '24.21.0', '26.0.0'])('%s is enough', (version) => {
    const loaded = ['./compile-cache.cjs'];
    expect(under(version)).toEqual({ code: undefined, said: '', loaded });
  });

  it.each(['0.12.18', '12.22.0', '18.20.0', '20.20.2', '22.17.9', '23.0.0', '23.5.9'])(
    '%s is too old',
    (version) => {
      const { code, said, loaded } = under(version);
      expect(code).toBe(1);
      expect(loaded).toEqual([]);
      expect(said).toContain(`本机是 ${version}`);
      expect(said).toContain('22.18');
    },
  );

  it('of any age can read the guard itself', () => {
    expect(GUARD).not.toMatch(/=>|`|\b(const|let|class|import|async)\b/);
  });
});

describe('every npm script that runs our sources', () => {
  it('passes the guard first', () => {
    const manifest = JSON.parse(
      readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
    ) as { scripts: Record<string, string> };
    for (const script of Object.values(manifest.scripts)) {
      expect(script).toMatch(/^node -r \.\/bin\/need-node\.cjs /);
    }
  });
});
