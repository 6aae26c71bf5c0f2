/** The rules of agreements in force and their breach: who may move one, what a breach leads to, until when. */
import { describe, expect, it } from 'vitest';
import { plainDate, plainMonth } from '../../src/domain/calendar.ts';
import {
  AGREEMENT_CHANGES,
  BREACH_KIND_NAMES,
  CHANGE_GROUNDS,
  MEASURE_KINDS,
} from '../../src/domain/vocabulary.ts';
import {
  AGREEMENT_CHANGE_REASONS,
  AGREEMENT_STATES,
  assessAgreementChange,
  owedAgainFrom,
  type AgreementChangeFacts,
} from '../../src/policy/agreement-states.ts';
import { cureUntil, resumedOn, servedByAnnouncement } from '../../src/policy/breach-cure.ts';
import { BREACH_KINDS, BREACH_TERMS, isOnce } from '../../src/policy/breach-kinds.ts';
import { breachMeasures, type BreachFacts } from '../../src/policy/breach-measures.ts';
import { takeAgain } from '../../src/policy/taken-again.ts';
import { isInForce } from '../../src/db/measures.ts';

const day = plainDate;
const plain = { holidays: [], workdays: [] };

const facts = (more: Partial<AgreementChangeFacts> = {}): AgreementChangeFacts => ({
  ...{ change: 'suspend', ground: 'holder-asked', on: day('2026-11-05'), state: 'active' },
  ...{ debitDay: 10, heldByMeasure: false, debitUnderWay: false },
  ...{ employed: false, leaving: false, askedByHeirs: false },
  ...more,
});

describe('a change of an agreement in force', () => {
  it('is granted by the table of states and grounds, and by nothing else', () => {
    const granted = AGREEMENT_CHANGES.flatMap((change) =>
      CHANGE_GROUNDS.flatMap((ground) =>
        AGREEMENT_STATES.filter(
          (state) => assessAgreementChange(facts({ change, ground, state })).outcome === 'granted',
        ).map((state) => `${state} ${change} ${ground}`),
      ),
    );
    expect(granted.sort()).toEqual([
      'active suspend account-held',
      'active suspend employed',
      'active suspend holder-asked',
      'active terminate deceased',
      'active terminate holder-asked',
      'active terminate retired',
      'suspended resume ground-gone',
      'suspended resume holder-asked',
      'suspended terminate deceased',
      'suspended terminate holder-asked',
      'suspended terminate retired',
    ]);
  });

  it('takes a second person where the holder does not ask for it, and for every end', () => {
    const second = (
      change: 'suspend' | 'resume' | 'terminate',
      ground: 'holder-asked' | 'employed',
    ) => assessAgreementChange(facts({ change, ground })).secondPerson;
    expect(second('suspend', 'holder-asked')).toBe(false);
    expect(second('resume', 'holder-asked')).toBe(false);
    expect(second('suspend', 'employed')).toBe(true);
    expect(second('terminate', 'holder-asked')).toBe(true);
  });

  it('says every reason against it, with its clause, and can be taken again', () => {
    const refused = assessAgreementChange(
      facts({ change: 'resume', state: 'suspended', heldByMeasure: true }),
    );
    expect(refused).toMatchObject({ outcome: 'refused', reasons: ['held-by-measure'] });
    expect(assessAgreementChange(facts({ state: null })).reasons).toEqual(['not-in-force']);
    const given = facts({ change: 'terminate', debitUnderWay: true });
    const { rule, ...answer } = assessAgreementChange(given);
    expect(answer.reasons).toEqual(['debit-under-way']);
    const again = takeAgain(rule.name, rule.version, { facts: given, answer });
    expect(again).toMatchObject({ state: 'taken', outcome: 'refused' });
  });

  it.each([
    ['employed', 'employed', 'liaoning-3'],
    ['leaving', 'exit-signed', 'liaoning-7'],
    ['askedByHeirs', 'asked-by-heirs', 'regulation-24'],
  ] as const)('lets no debit go on while it is %s, whoever asks', (fact, reason, clause) => {
    for (const ground of ['holder-asked', 'ground-gone'] as const) {
      const asked = { ground, state: 'suspended', [fact]: true } as const;
      const resumed = assessAgreementChange(facts({ ...asked, change: 'resume' }));
      expect(resumed).toMatchObject({ outcome: 'refused', reasons: [reason], owesFrom: null });
      expect(resumed.trace.find(({ value }) => !value)?.condition).toBe('nobody-else-stops-it');
    }
    expect(AGREEMENT_CHANGE_REASONS[reason]).toMatchObject({ clause });
    // What ends it all is no debit.
    const ends = facts({ change: 'terminate', state: 'suspended', [fact]: true });
    expect(assessAgreementChange(ends).outcome).toBe('granted');
  });

  it('resumed before its debit day owes that month, from the day on the next', () => {
    expect(owedAgainFrom(day('2026-11-09'), 10)).toBe('2026-11');
    expect(owedAgainFrom(day('2026-11-10'), 10)).toBe('2026-12');
    expect(owedAgainFrom(day('2026-12-31'), 28)).toBe('2027-01');
  });
});

const breach = (more: Partial<BreachFacts> = {}): BreachFacts => ({
  ...{ kind: 'missed-contributions', decidedOn: day('2026-12-01'), cured: false },
  ...{ serious: false, subsidized: false, missedTo: plainMonth('2026-09') },
  ...more,
});
const kindsOf = (more: Partial<BreachFacts>) =>
  breachMeasures(breach(more)).measures.map(({ kind }) => kind);

describe('a breach', () => {
  it('leads to what the agreement’s table says, each measure with its term and its clause', () => {
    for (const kind of BREACH_KIND_NAMES) {
      for (const { term, clause, kind: measure } of breachMeasures(
        breach({ kind, serious: true, subsidized: true }),
      ).measures) {
        expect(BREACH_TERMS[term], `${kind} ${measure}`).toContain('违约情形及处置');
        expect(clause).toMatch(/^[a-z-]+-\d+$/);
        expect(MEASURE_KINDS).toContain(measure);
      }
    }
    expect(kindsOf({})).toEqual(['continuity-reset', 'quota-recalculated']);
    expect(kindsOf({ subsidized: true })).toContain('subsidy-lost');
    expect(kindsOf({ kind: 'stopped-with-loan' })).toEqual(['loan-rate-raised']);
    expect(kindsOf({ kind: 'undeclared-employment' })).toEqual(['agreement-suspended']);
    expect(kindsOf({ kind: 'account-lent' })).toEqual(['loan-barred']);
    expect(kindsOf({ kind: 'false-documents' })).toEqual([]);
    expect(kindsOf({ kind: 'undeclared-employment', serious: true })).toEqual([
      'agreement-terminated',
    ]);
  });

  it('counts months in a row anew from the one after the last missed', () => {
    const [reset] = breachMeasures(breach()).measures;
    expect(reset).toMatchObject({ kind: 'continuity-reset', fromMonth: '2026-10', until: null });
    expect(isOnce('continuity-reset')).toBe(true);
    expect(isOnce('loan-barred')).toBe(false);
  });

  it('cured leads to nothing, but for a ban by statute', () => {
    for (const kind of BREACH_KIND_NAMES) {
      const { measures } = breachMeasures(breach({ kind, cured: true, serious: true }));
      expect(measures.length > 0, kind).toBe(BREACH_KINDS[kind].cure === null);
    }
  });

  it('bans for three years and for five, to the day with the number of the decision’s', () => {
    const until = (kind: 'fraudulent-withdrawal' | 'fraudulent-loan', on: string) =>
      breachMeasures(breach({ kind, decidedOn: day(on) })).measures[0]?.until;
    expect(until('fraudulent-withdrawal', '2026-12-01')).toBe('2029-12-01');
    expect(until('fraudulent-loan', '2026-12-01')).toBe('2031-12-01');
    expect(until('fraudulent-withdrawal', '2028-02-29')).toBe('2031-02-28');
  });

  it('has its decision taken again from its facts', () => {
    const given = breach({ serious: true });
    const { rule, ...answer } = breachMeasures(given);
    expect(takeAgain(rule.name, rule.version, { facts: given, answer })).toMatchObject({
      ...{ state: 'taken', outcome: 'measures' },
    });
  });
});

describe('a ban', () => {
  const ban = { from: '2026-12-01', until: '2029-12-01', endedOn: null };
  it('is in force from its first day to its last', () => {
    expect(isInForce(ban, '2026-11-30')).toBe(false);
    expect(isInForce(ban, '2026-12-01')).toBe(true);
    expect(isInForce(ban, '2029-12-01')).toBe(true);
    expect(isInForce(ban, '2029-12-02')).toBe(false);
  });
  it('that was revoked is not in force from that day on', () => {
    const revoked = { ...ban, endedOn: '2027-01-10' };
    expect(isInForce(revoked, '2027-01-09')).toBe(true);
    expect(isInForce(revoked, '2027-01-10')).toBe(false);
  });
});

describe('the cure period', () => {
  it('does not count the day of service, and ends on a working day', () => {
    // 2026-11-02 is a Monday; the thirtieth day after it a Wednesday.
    expect(cureUntil(day('2026-11-02'), 30, plain)).toBe('2026-12-02');
    // The thirtieth day is Saturday the fifth.
    expect(cureUntil(day('2026-11-05'), 30, plain)).toBe('2026-12-07');
    const holidays = [day('2026-12-07')];
    expect(cureUntil(day('2026-11-05'), 30, { ...plain, holidays })).toBe('2026-12-08');
    const workdays = [day('2026-12-05')];
    expect(cureUntil(day('2026-11-05'), 30, { ...plain, workdays })).toBe('2026-12-05');
  });

  it('after an announcement begins on its thirtieth day', () => {
    expect(servedByAnnouncement(day('2026-11-01'))).toBe('2026-12-01');
  });

  it('is kept by what was paid for a missed month or a later one, on its last day at the latest', () => {
    const paid = (month: string, on: string) => ({
      ...{ missedFrom: plainMonth('2026-07') },
      paid: [{ month: plainMonth(month), on: day(on) }],
    });
    const last = day('2026-12-02');
    expect(resumedOn(paid('2026-10', '2026-12-02'), last)).toBe('2026-12-02');
    expect(resumedOn(paid('2026-10', '2026-12-03'), last)).toBeNull();
    expect(resumedOn(paid('2026-07', '2026-11-20'), last)).toBe('2026-11-20');
    expect(resumedOn(paid('2026-06', '2026-11-20'), last)).toBeNull();
  });
});
