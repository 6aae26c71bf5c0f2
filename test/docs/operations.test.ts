/** What operators read: every variable the programs read is described, and nothing that is gone. */
import { describe, expect, it } from 'vitest';
import { projectFiles } from './tree.ts';

const files = projectFiles();
const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';
const described = textOf('docs/operations.md') + textOf('docs/cli.md');

describe('configuration', () => {
  const sources = files.filter(({ path }) =>
    /^((src|activities|workflows)\/.*\.ts|bin\/.*\.cjs)$/.test(path),
  );
  const read = new Set(
    sources.flatMap(({ text }) =>
      [
        ...text.matchAll(
          /(?:env\w*\[|env(?:ironment)?\.|needed\()'?((?:ANJU|DATABASE|TEMPORAL|SIM)_[A-Z_]+)/g,
        ),
      ].map(([, name = '']) => name),
    ),
  );
  for (const [, name = ''] of textOf('src/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)) {
    read.add(name);
  }

  it('is described, every variable', () => {
    expect(read.size).toBeGreaterThan(20);
    expect([...read].filter((name) => !new RegExp(`\\b${name}\\b`).test(described)).sort()).toEqual(
      [],
    );
  });

  it('describes no variable that nobody reads', () => {
    const elsewhere = [
      'Dockerfile',
      'docker-compose.yml',
      '.env.example',
      'src/embedded/programs.ts',
    ];
    const known = [...read, ...elsewhere.map(textOf)].join('\n');
    const named = described.matchAll(/`((?:ANJU|DATABASE|TEMPORAL|SIM)_[A-Z_]+)`/g);
    expect([...named].map(([, name = '']) => name).filter((name) => !known.includes(name))).toEqual(
      [],
    );
  });
});

describe('what to watch', () => {
  it('names metrics that are served', () => {
    const served = textOf('src/api/metrics.ts') + textOf('src/worker-health.ts');
    const named = [...textOf('docs/operations.md').matchAll(/\banju_(?!owner|app|api)[a-z_]+/g)];
    expect(named.length).toBeGreaterThan(8);
    expect(named.map(([name]) => name).filter((name) => !served.includes(`'${name}'`))).toEqual([]);
  });
});
