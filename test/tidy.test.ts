/** The house rules that no linter knows: names, registries, words, codes, and what must not be said. */
import { describe, expect, it } from 'vitest';
import { DOCUMENT_KINDS } from '../src/documents/registry.ts';
import { REMEDIES } from '../src/api/problem-texts.ts';
import { EVENT_KINDS } from '../src/cases/wording-events.ts';
import { hasReason } from '../src/cases/wording-reasons.ts';
import { TASK_KINDS } from '../src/cases/wording-tasks.ts';
import { WAIT_KINDS } from '../src/cases/wording-waits.ts';
import { REGISTER_AGENT, REVOKE_AGENT } from '../src/cases/agency.ts';
import { HAND_OVER } from '../src/cases/hand-over.ts';
import { CASE_TYPES } from '../src/cases/index.ts';
import { MOVE_ACTIONS } from '../src/cases/wait-moves.ts';
import { FAULTS } from '../src/domain/fault.ts';
import { CASE_FORMS } from '../src/forms/index.ts';
import { CLAUSES } from '../src/policy/clauses.ts';
import manifest from '../package.json' with { type: 'json' };
import { codesIn, foundInTexts, type CodeOf, type FoundCode } from './docs/codes.ts';
import { found, projectFiles, type ProjectFile } from './docs/tree.ts';

const SELF = 'test/tidy.test.ts';
const files = projectFiles();
const paths = new Set(files.map(({ path }) => path));
const under = (...folders: readonly string[]) =>
  files.filter(({ path }) => folders.some((folder) => path.startsWith(`${folder}/`)));
const textOf = (path: string) => files.find((file) => file.path === path)?.text ?? '';
const NOTHING: readonly string[] = [];

describe('a case type is one name in every place', () => {
  const types = Object.keys(CASE_TYPES);
  const camel = (type: string) =>
    type.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

  it.each(types)('%s has stages, form, workflow and tests under its name', (type) => {
    for (const folder of ['src/cases', 'src/forms', 'workflows']) {
      expect(paths).toContain(`${folder}/${type}.ts`);
    }
    const tests = under('test').filter(
      ({ path, text }) =>
        path.endsWith('.test.ts') && (path.includes(type) || text.includes(`'${type}'`)),
    );
    expect(tests.map(({ path }) => path)).not.toEqual([]);
  });

  it.each(types)(
    '%s is in the registries of types, forms and workflows, and calls itself so',
    (type) => {
      expect(CASE_TYPES[type]?.type).toBe(type);
      expect(Object.keys(CASE_FORMS)).toContain(type);
      expect(textOf('workflows/index.ts')).toContain(
        `export { ${camel(type)} } from './${type}.ts';`,
      );
    },
  );

  it('nothing is in one registry that is not in the others', () => {
    expect(Object.keys(CASE_FORMS).sort()).toEqual([...types].sort());
    const exported = [...textOf('workflows/index.ts').matchAll(/^export \{ (\w+) \}/gm)];
    expect(exported.map(([, name]) => name).sort()).toEqual(types.map(camel).sort());
  });

  it.each(types)('%s has a form and a handler for every act, and an act for every form', (type) => {
    const actions = Object.keys(CASE_TYPES[type]!.actions).sort();
    expect(Object.keys(CASE_FORMS[type]!.actions).sort()).toEqual(actions);
    const permitted = Object.values(CASE_TYPES[type]!.permits).flatMap((stage) =>
      Object.keys(stage),
    );
    expect([...new Set(permitted)].sort()).toEqual(actions);
    // What the desk installs for every type, it installs by name.
    expect(textOf('workflows/engine/desk.ts')).toContain('installHandOver(work);');
    expect(textOf('workflows/engine/desk.ts')).toContain('installWaitMoves<Notes>(work');
    const ofAgents = [REGISTER_AGENT, REVOKE_AGENT];
    expect(textOf('workflows/engine/desk.ts')).toContain('installAgency<Notes>(work');
    const handled = new Set([...codes('action'), HAND_OVER, ...MOVE_ACTIONS, ...ofAgents]);
    expect(actions.filter((action) => !handled.has(action))).toEqual(NOTHING);
  });

  it('no two print numbers with the same first character', () => {
    const prefixes = Object.values(CASE_TYPES).map(({ numberPrefix }) => numberPrefix);
    expect(new Set(prefixes).size).toBe(prefixes.length);
  });

  it('the checklist for a new one has its seven lines', () => {
    const steps = [...textOf('docs/case-types.md').matchAll(/^- \[ \] \*\*(.+?)\*\*/gm)];
    expect(steps.map(([, name]) => name)).toEqual([
      'Policy',
      'Stages and permits',
      'Form',
      'Workflow',
      'Tests',
      'Registry entries',
      'Wordings',
    ]);
  });
});

describe('clauses', () => {
  const claimed = [...new Set(Object.values(CASE_TYPES).flatMap(({ clauses }) => clauses))];

  it.each(claimed)('%s is in the table, and something decides or acts by it', (key) => {
    expect(Object.keys(CLAUSES)).toContain(key);
    const cited = under('src', 'workflows', 'activities').filter(
      ({ path, text }) =>
        !path.startsWith('src/policy/clauses') &&
        !(path.startsWith('src/cases/') && /numberPrefix/.test(text)) &&
        (text.includes(`'${key}'`) || sourceOf(text).includes(numeralOf(key))),
    );
    expect(cited.map(({ path }) => path)).not.toEqual([]);
  });
});

const NUMERALS = '一二三四五六七八九';

/** A clause of the notice stands in a header's `@source` by its numeral; other keys have none. */
function numeralOf(key: string): string {
  const n = Number(/^liaoning-(\d+)$/.exec(key)?.[1] ?? 0);
  if (n === 0) return `no source for ${key}`;
  return `（${n >= 10 ? '十' : ''}${NUMERALS[(n % 10) - 1] ?? ''}）`;
}

function sourceOf(text: string): string {
  return text
    .split('\n')
    .filter((line) => line.includes('@source'))
    .join('\n');
}

/** A chunk of a run says how far it is, a batch which way money goes: neither is written down. */
const RUN_WORDS = new Set(['more', 'wait', 'end', 'brake', 'debit', 'payout']);

describe('what is written down has words', () => {
  const events: readonly string[] = EVENT_KINDS;
  it.each([
    ['wait', (code: string) => WAIT_KINDS.some((kind) => kind === code)],
    ['task', (code: string) => TASK_KINDS.some((kind) => kind === code)],
    ['event', (code: string) => events.includes(code) || RUN_WORDS.has(code)],
    ['document', (code: string) => DOCUMENT_KINDS.some((kind) => kind === code)],
    ['reason', hasReason],
  ] as const)('every %s of workflows and activities', (of, known) => {
    expect(codes(of).length).toBeGreaterThan(0);
    expect(strangers(of, known)).toEqual(NOTHING);
  });

  it('every event that SQL writes', () => {
    const written = under('src').flatMap(({ text }) => [
      ...text.matchAll(/(?:record_event|task_event)\([^;]*?'([a-z]+(?:-[a-z]+)+)'/g),
      ...text.matchAll(/insert into event \([^;]*?values[^;]*?'([a-z]+(?:-[a-z]+)+)'/g),
      // What api_record_access lets in.
      ...(/p_kind not in \(([^)]*)\)/.exec(text)?.[1] ?? '').matchAll(/'([a-z-]+)'/g),
    ]);
    expect(written.length).toBeGreaterThan(5);
    const unknown = written.map(([, kind = '']) => kind).filter((kind) => !events.includes(kind));
    expect(unknown).toEqual(NOTHING);
  });

  it('every fault that a workflow answers with or to, and every fault has its page', () => {
    // They end a workflow that never became a case, or stand for a bug: nobody is shown them.
    const inner = ['bug', 'not-recorded'];
    const known = [...Object.keys(FAULTS), ...inner];
    expect(strangers('fault', (code) => known.includes(code))).toEqual(NOTHING);
    for (const code of Object.keys(FAULTS)) {
      expect(Object.entries(REMEDIES).find(([key]) => key === code)?.[1], code).toMatch(/。$/);
    }
  });

  it('every message that is put into the outbox is one that is delivered', () => {
    const relay = textOf('activities/relay.ts');
    // What goes together is delivered by a table of its own that the relay asks.
    const tables = ['run', 'payout'].map((about) => textOf(`activities/${about}-messages.ts`));
    const delivered = (kind: string) =>
      relay.includes(`case '${kind}':`) ||
      tables.some((text) => text.includes(`'${kind}': `) || text.includes(` ${kind}: `));
    expect(codes('message').length).toBeGreaterThan(0);
    expect(codes('message').filter((kind) => !delivered(kind))).toEqual(NOTHING);
  });

  it('every effect that a change asks for is one that an activity can do', () => {
    const registry = under('activities').filter(({ path }) => path.endsWith('-effects.ts'));
    const names = registry.flatMap(({ text }) => [...text.matchAll(/^ {2}'([a-z-]+)':/gm)]);
    const known = names.map(([, name]) => name);
    expect(codes('effect').length).toBeGreaterThan(0);
    expect(strangers('effect', (code) => known.includes(code))).toEqual(NOTHING);
  });
});

let readOff: readonly FoundCode[] | undefined;

function codesOf(of: CodeOf): readonly FoundCode[] {
  const sources = () => under('workflows', 'activities').filter(({ path }) => path.endsWith('.ts'));
  readOff ??= codesIn(sources());
  return readOff.filter((one) => one.of === of);
}

function codes(of: CodeOf): readonly string[] {
  return codesOf(of).map(({ code }) => code);
}

/** Codes that are not known, with the place where they are written. */
function strangers(of: CodeOf, known: (code: string) => boolean): readonly string[] {
  return codesOf(of)
    .filter(({ code }) => !known(code))
    .map(({ code, where }) => `${where}: ${code}`);
}

describe('every file', () => {
  it('says first what it is', () => {
    const sources = files.filter(({ path }) =>
      /\.(ts|tsx|js|cjs|mjs|sql|ya?ml)$|^(Dockerfile|\.ci\/run|bin\/anju)$/.test(path),
    );
    const mute = sources.filter(
      ({ text }) => !/^(#!.*\n)?(\/\*\*?|\/\/|--|#) ?(?:\n \* )?\S.{10,}/.test(text),
    );
    expect(mute.map(({ path }) => path)).toEqual(NOTHING);
  });

  it('is called after something in the office or the law', () => {
    const vague =
      /(^|\/)[^/]*\b(utils?|commons?|helpers?|managers?|misc|interfaces|services)\b[^/]*$/;
    expect([...paths].filter((path) => vague.test(path))).toEqual(NOTHING);
  });

  it('is finished, and speaks of the product, not of how it came to be', () => {
    const unfinished = /\b(?:TODO|FIXME|XXX|HACK|WIP)\b|\b[Ss]tub(?:s|bed)?\b/g;
    // An agent (代理人) is a word of the law; one that writes programs is not.
    const talk =
      /\b(?:AI|LLM|[Aa]ssistants?|[Aa]gentic)\b|\b(?:coding|language|software|autonomous)[- ][Aa]gents?\b|\b(?:this|the) issue\b|\bissue #?\d|\b(?:this|coding|helper) session\b/g;
    expect(found(ours(), unfinished)).toEqual(NOTHING);
    expect(found(ours(), talk)).toEqual(NOTHING);
  });

  it('names no place on the machine it was written on, and no package registry', () => {
    const places =
      /(?<![\w.])\/(?:work\/|tmp\/anju|root(?![\w-]))|\b(?:registry|proxy|mirrors?)\.[a-z-]+\.(?:org|com|cn|net)\b/g;
    // Root's own folder, closed to others, is what the test is about.
    const elsewhere = ours().filter(({ path }) => path !== 'test/embedded/reach.test.ts');
    expect(found(elsewhere, places)).toEqual(NOTHING);
  });
});

function ours(): readonly ProjectFile[] {
  return files.filter(({ path }) => path !== SELF);
}

describe('nobody real is in here', () => {
  /** Area 219900 was never given out; the others are published specimens, or are made like them. */
  const PUBLISHED =
    /^(?:81|82|83)0000|^9(?:11124198108030024|32682198501010017|21156198601010011|21840199202200020)$/;
  /** Not a number of anybody: it differs from 21 9900 in its first digits to be refused. */
  const REFUSED = ['990000199001010010'];

  it('18-digit numbers are of area 219900 or published specimens', () => {
    const numbers = found(
      files,
      /(?<![\w.])\d{6}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\w)/g,
    );
    expect(numbers.length).toBeGreaterThan(20);
    const real = numbers.filter((hit) => {
      const number = hit.slice(hit.lastIndexOf(' ') + 1);
      return !number.startsWith('219900') && !PUBLISHED.test(number) && !REFUSED.includes(number);
    });
    expect(real).toEqual(NOTHING);
  });

  it('card numbers fail the check digit that real ones pass', () => {
    const numbers = found(files, /(?<![\w.-])[3-6]\d{15,18}(?![\w.-])/g);
    const real = numbers.filter((hit) => {
      const number = hit.slice(hit.lastIndexOf(' ') + 1);
      return number.length !== 18 && luhn(number);
    });
    expect(real).toEqual(NOTHING);
  });
});

function luhn(number: string): boolean {
  const sum = Array.from(number)
    .reverse()
    .reduce((total, digit, at) => {
      const value = Number(digit) * (at % 2 === 0 ? 1 : 2);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return sum % 10 === 0;
}

describe('no rule and no deadline reads a clock of the database', () => {
  const CLOCK =
    /\bnow\(\)|\bcurrent_(?:date|time|timestamp)\b|\blocaltime(?:stamp)?\b|\b(?:clock|statement|transaction)_timestamp\(\)/gi;

  it('migrations use it only for when a row was recorded', () => {
    /** Columns that say when the database wrote something down; no business date among them. */
    const recorded =
      /^ {2}(?:recorded_at|created_at|updated_at|last_seen_at|sealed_at|received_at|available_at|uploaded_at|loaded_at|proposed_at|at) +timestamptz not null default (?:now|clock_timestamp)\(\),?$/;
    const lines = under('src/db/migrations').flatMap(({ path, text }) =>
      text
        .split('\n')
        .filter((line) => line.search(CLOCK) !== -1)
        .map((line) => ({ path, line })),
    );
    expect(lines.length).toBeGreaterThan(10);
    const business = lines.filter(({ line }) => !recorded.test(line) && !/^\s*--/.test(line));
    expect(business).toEqual([]);
  });

  it('queries use it only for what is technical', () => {
    /** Sessions and keys that age, pauses between deliveries, the age of a queue, others' books. */
    const technical = [
      'src/api/idempotency.ts',
      'src/api/session/store.ts',
      'src/api/queries/own.ts',
      'src/api/queries/figures-of-business.ts',
      'src/db/outbox.ts',
      'src/db/inbox.ts',
      // Signs of life of processes, by one clock.
      'src/db/beats.ts',
      'src/api/queries/condition.ts',
      'src/api/queries/radar.ts',
    ];
    const sources = under('src', 'activities', 'workflows').filter(
      ({ path }) =>
        path.endsWith('.ts') && !technical.includes(path) && !path.startsWith('src/simulators/'),
    );
    expect(foundInTexts(sources, CLOCK)).toEqual(NOTHING);
  });
});

describe('dependencies', () => {
  it('are pinned exactly', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest;
    const all = { ...dependencies, ...devDependencies, ...optionalDependencies };
    const loose = Object.entries(all).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('and the license of the whole are the same in the manifest and in the text', () => {
    expect(manifest.license).toBe('Apache-2.0');
    expect(textOf('LICENSE')).toContain('Apache License');
    expect(textOf('LICENSE')).toContain('Version 2.0, January 2004');
  });
});
