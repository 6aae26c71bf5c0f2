/** Facts as data: what is read, what is refused and where, and the shape of every answer. */
import { describe, expect, it } from 'vitest';
import { Fault, type FieldError } from '../../src/domain/fault.ts';
import { readFigures, runRule } from '../../src/cli/run-rule.ts';
import { RULES } from '../../src/cli/rules.ts';
import { FACTS } from '../../src/forms/facts.ts';
import { CLAUSES, type ClauseKey } from '../../src/policy/clauses.ts';

type Facts = Readonly<Record<string, unknown>>;

const answer = {
  status: 'ok',
  accounts: [{ center: '210200', state: 'sealed', source: 'unit' }],
  loans: [],
  fraudFlag: false,
  bans: [{ until: '2030-01-01' }],
};

/** Readable facts of every rule, and the fields of its answer. */
const EXAMPLES: Readonly<Record<string, readonly [Facts, Facts]>> = {
  'identity-document': [
    { type: 'resident-id', number: '219900199001010014', on: '2026-11-22', validUntil: null },
    {
      valid: true,
      normalized: '219900199001010014',
      bornOn: '1990-01-01',
      sex: 'M',
      problems: [],
    },
  ],
  retirement: [
    { bornOn: '1970-01-20', sex: 'M' },
    { delayMonths: 16, retiresOn: '2031-05-20' },
  ],
  eligibility: [
    {
      acceptedOn: '2026-11-22',
      bornOn: '1990-01-01',
      sex: 'F',
      livesOnOwnIncome: false,
      drawsPension: true,
      documentType: 'resident-id',
      employmentForm: 'part-time',
    },
    { outcome: 'refused', reasons: ['pensioner'] },
  ],
  'opening-check': [
    { center: '210100', nameMatches: true, documentMatches: true, answer, on: '2026-11-22' },
    { outcome: 'open', code: 'remote-sealed', flags: ['transfer-in-offer', 'ban'] },
  ],
  'contribution-limits': [
    { center: '210100', district: '210115', on: '2026-11-22' },
    { min: '208.00', max: '7358.00' },
  ],
  'contribution-cover': [
    { activatedIn: '2026-12', monthlyAmount: '800.00', cycle: 'quarter' },
    { due: '2400.00', coversFrom: '2026-12', coversTo: '2027-02' },
  ],
  'debit-day': [
    { month: '2026-10', debitDay: 1, rule: 'next', holidays: ['2026-10-01'], workdays: [] },
    { debitOn: '2026-10-02' },
  ],
  continuity: [
    { ranges: [{ from: '2026-01', to: '2026-03' }], toleratedGap: 1, asOf: '2026-02' },
    { months: 2, continuous: 2 },
  ],
  'half-year': [{ sealedOn: '2026-08-31' }, { lastDayOn: '2027-02-28', opensOn: '2027-03-01' }],
  exit: [
    {
      on: '2026-09-30',
      flexibleBalance: '5000.00',
      employeeBalance: '0.00',
      employeeSealedOn: '2026-03-31',
      openLoan: false,
      guarantee: false,
      holds: [],
    },
    {
      outcome: 'partial',
      flexiblePayableOn: '2026-09-30',
      employeePayableOn: null,
      closesOn: '2026-10-01',
      reasons: [],
    },
  ],
  dormancy: [{ paidTo: '2026-12' }, { possibleFrom: '2027-07-01' }],
  'deposit-interest': [
    {
      openingBalance: '15000.00',
      from: '2026-07-01',
      to: '2026-11-20',
      movements: [],
      center: '210100',
      on: '2026-11-20',
    },
    { accumulation: '2130000.00', interest: '88.75' },
  ],
  'statutory-deadline': [
    { business: 'loan', acceptedOn: '2026-11-19', holidays: [], workdays: [] },
    { regulation: '2026', rawLastDayOn: '2026-11-29', lastDayOn: '2026-11-30' },
  ],
};

function run(name: string, facts: unknown, trace = false): unknown {
  return runRule({ name, facts: JSON.stringify(facts), trace });
}

/** The pointer of the problem that stops a run. */
function pointerOf(name: string, facts: unknown): string | undefined {
  try {
    run(name, facts);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { errors } = error.members as { readonly errors: readonly FieldError[] };
    return errors[0]?.pointer;
  }
  return undefined;
}

describe('every rule of the register', () => {
  it('has a schema and an example here', () => {
    const names = RULES.map(({ rule }) => rule.name);
    expect(Object.keys(FACTS)).toEqual(names);
    expect(Object.keys(EXAMPLES)).toEqual(names);
  });

  it.each(Object.entries(EXAMPLES))('%s answers with its fields and nothing else', (name, pair) => {
    const [facts, fields] = pair;
    const result = run(name, facts) as Facts;
    const { clauses, rule, ...rest } = result;
    expect(rest).toEqual(fields);
    expect(rule).toEqual({ name, version: '1' });
    expect(clauses).not.toEqual([]);
  });

  it.each(Object.entries(EXAMPLES))('%s traces each condition with its clause', (name, [facts]) => {
    const { trace, clauses } = run(name, facts, true) as {
      readonly trace: readonly Facts[];
      readonly clauses: readonly ClauseKey[];
    };
    expect(trace.length).toBeGreaterThan(0);
    for (const condition of trace) {
      expect(Object.keys(condition).sort()).toEqual(
        ['clause', 'condition', 'inputs', 'label', 'value'].sort(),
      );
      expect(condition['label']).toMatch(/[\u4e00-\u9fff]/);
    }
    const declared = RULES.find(({ rule }) => rule.name === name)!.rule.clauses;
    const cited = clauses.filter((clause) => !clause.startsWith('center:'));
    expect(declared).toEqual(expect.arrayContaining(cited));
    expect(Object.keys(CLAUSES)).toEqual(expect.arrayContaining([...declared]));
  });

  it.each(Object.entries(EXAMPLES))(
    '%s refuses a missing and an unknown field',
    (name, [facts]) => {
      expect(pointerOf(name, { ...facts, 'un/known~': 1 })).toBe('/un~1known~0');
      expect(pointerOf(name, [facts, { ...facts, other: 1 }])).toBe('/1/other');
      expect(pointerOf(name, {})).toMatch(/^\/[a-zA-Z]+$/);
      expect(pointerOf(name, null)).toBe('');
      expect(pointerOf(name, [facts, 7])).toBe('/1');
    },
  );

  it.each(Object.entries(EXAMPLES))('%s answers an array in its order', (name, [facts]) => {
    expect(run(name, [])).toEqual([]);
    expect(run(name, [facts, facts])).toEqual([run(name, facts), run(name, facts)]);
  });
});

describe('facts that cannot be read', () => {
  const changed = (name: string, change: Facts): Facts => ({ ...EXAMPLES[name]![0], ...change });

  it.each([
    ['half-year', { sealedOn: '2026-02-29' }, '/sealedOn'],
    ['half-year', { sealedOn: '2026-2-28' }, '/sealedOn'],
    ['half-year', { sealedOn: '2026-02-28T00:00:00Z' }, '/sealedOn'],
    ['half-year', { sealedOn: 20260228 }, '/sealedOn'],
    ['half-year', { sealedOn: null }, '/sealedOn'],
    ['half-year', { sealedOn: '3000-01-01' }, '/sealedOn'],
    ['identity-document', { type: 'driving-licence' }, '/type'],
    ['identity-document', { sex: 'X' }, '/sex'],
    ['identity-document', { number: 219900199001010000 }, '/number'],
    ['retirement', { base: 55 }, '/base'],
    ['retirement', { base: 61 }, '/base'],
    ['retirement', { base: '60' }, '/base'],
    ['retirement', { sex: 'F', base: 60 }, '/base'],
    ['eligibility', { retirementBase: 60 }, '/retirementBase'],
    ['eligibility', { fullCapacity: 'yes' }, '/fullCapacity'],
    ['opening-check', { cleared: ['all'] }, '/cleared/0'],
    ['opening-check', { answer: { ...answer, status: 'unknown' } }, '/answer/status'],
    [
      'opening-check',
      { answer: { ...answer, bans: [{ until: '2030-02-30' }] } },
      '/answer/bans/0/until',
    ],
    ['contribution-limits', { baseMin: '2230.00' }, '/baseMax'],
    ['contribution-limits', { center: '北京' }, '/center'],
    ['contribution-limits', { on: '2020-01-01' }, '/on'],
    ['contribution-limits', { district: '中山区' }, '/district'],
    ['contribution-cover', { monthlyAmount: '800.005' }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: '800' }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: 800 }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: '1,800.00' }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: '-800.00' }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: '0.00' }, '/monthlyAmount'],
    ['contribution-cover', { monthlyAmount: '1234567890123.00' }, '/monthlyAmount'],
    ['contribution-cover', { cycle: 'week' }, '/cycle'],
    ['contribution-cover', { paidTo: '2026-11' }, '/activatedIn'],
    ['contribution-cover', { lastMonth: '2026-11' }, '/lastMonth'],
    ['contribution-cover', { activatedIn: '2026-13' }, '/activatedIn'],
    ['debit-day', { debitDay: 0 }, '/debitDay'],
    ['debit-day', { debitDay: 29 }, '/debitDay'],
    ['debit-day', { debitDay: 1.5 }, '/debitDay'],
    ['debit-day', { holidays: ['2026-10-32'] }, '/holidays/0'],
    ['continuity', { ranges: [{ from: '2026-03', to: '2026-02' }] }, '/ranges/0/to'],
    ['continuity', { toleratedGap: -1 }, '/toleratedGap'],
    ['exit', { flexibleBalance: '-0.01' }, '/flexibleBalance'],
    ['exit', { flexibleBalance: '-0.00' }, '/flexibleBalance'],
    ['exit', { holds: [''] }, '/holds/0'],
    ['exit', { sealClock: 'none' }, '/sealClock'],
    ['dormancy', { months: 0 }, '/months'],
    ['dormancy', { activatedIn: '2026-03' }, '/activatedIn'],
    ['deposit-interest', { rate: '1.5%' }, '/rate'],
    ['deposit-interest', { rate: 0.015 }, '/rate'],
    ['deposit-interest', { rate: '1.5' }, '/rate'],
    ['deposit-interest', { to: '2026-06-30' }, '/to'],
    ['deposit-interest', { divisor: 0 }, '/divisor'],
    ['deposit-interest', { movements: [{ on: '2026-11-20', amount: '1.00' }] }, '/movements/0/on'],
    [
      'deposit-interest',
      {
        movements: [
          { on: '2026-08-01', amount: '-15000.01' },
          { on: '2026-07-01', amount: '0.00' },
        ],
      },
      '/movements/0/amount',
    ],
    [
      'deposit-interest',
      {
        rateChanges: [
          { on: '2026-08-01', rate: '0.01' },
          { on: '2026-08-01', rate: '0.02' },
        ],
      },
      '/rateChanges/1/on',
    ],
    ['statutory-deadline', { business: 'opening' }, '/business'],
  ] as const)('%s %j: the problem points at %s', (name, change, pointer) => {
    expect(pointerOf(name, changed(name, change))).toBe(pointer);
    expect(pointerOf(name, [EXAMPLES[name]![0], changed(name, change)])).toBe(`/1${pointer}`);
  });

  it('has no answer without the facts that stand in for figures', () => {
    const { center: _center, ...interest } = EXAMPLES['deposit-interest']![0];
    expect(pointerOf('deposit-interest', interest)).toBe('/center');
    expect(pointerOf('contribution-limits', { center: '210100' })).toBe('/on');
    expect(pointerOf('dormancy', {})).toBe('/paidTo');
  });

  it('never repeats what was sent', () => {
    const facts = changed('identity-document', { bornOn: '19900101-219900199001010014' });
    expect(() => run('identity-document', facts)).toThrow(/^(?!.*2199).*$/);
  });

  it('is not JSON', () => {
    expect(() => runRule({ name: 'half-year', facts: '{', trace: false })).toThrow('不是 JSON');
    expect(() => runRule({ name: 'no-rule', facts: '{}', trace: false })).toThrow('没有这项规则');
  });
});

describe('figures from a file', () => {
  const figure = {
    center: '210100',
    district: null,
    name: 'contribution-base-min',
    value: '3000.00',
    from: '2026-01-01',
    to: null,
    document: '某公积金〔2026〕1号',
  };
  const all = [
    figure,
    { ...figure, name: 'contribution-base-max', value: '30000.00' },
    { ...figure, name: 'contribution-rate-min', value: '0.1' },
    { ...figure, name: 'contribution-rate-max', value: '0.2' },
    { ...figure, name: 'contribution-rounding', value: 'up-yuan' },
  ];

  it('take the place of those that come with the code', () => {
    const facts = JSON.stringify({ center: '沈阳', on: '2026-11-22' });
    const figures = JSON.stringify(all);
    expect(runRule({ name: 'contribution-limits', facts, figures, trace: false })).toMatchObject({
      min: '300.00',
      max: '6000.00',
      clauses: ['liaoning-4', 'center:某公积金〔2026〕1号'],
    });
  });

  it.each([
    [[{ ...figure, name: 'limit' }], '/0/name'],
    [[{ ...figure, value: '3000' }], '/0/value'],
    [[{ ...figure, to: '2026-01-01' }], '/0/to'],
    [[figure, { ...figure, from: '2026-06-01' }], '/1/from'],
  ])('%j is refused at %s', (figures, pointer) => {
    expect.assertions(1);
    try {
      readFigures(JSON.stringify(figures));
    } catch (error) {
      expect((error as Fault).members).toMatchObject({ errors: [{ pointer }] });
    }
  });
});
