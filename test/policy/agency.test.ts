/** 代理（民法典 161、165、168、173）: by a letter, within its business, powers and days; never for joining. */
import { describe, expect, it } from 'vitest';
import { BY_AGENT, REGISTER_AGENT, REVOKE_AGENT } from '../../src/cases/agency.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { agentActTitle } from '../../src/cases/wording-agents.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { yuan } from '../../src/domain/money.ts';
import { AGENT_ACTS, AGENT_BUSINESSES } from '../../src/domain/vocabulary.ts';
import { CASE_FORMS } from '../../src/forms/index.ts';
import { agencyAge, notarisedAbove } from '../../src/policy/agency-figures.ts';
import {
  AGENCY_REFUSALS,
  AGENT_AGE_MIN,
  assessAgency,
  NEVER_BY_AGENT,
  type AgencyFacts,
} from '../../src/policy/agency.ts';
import { CLAUSES } from '../../src/policy/clauses.ts';
import type { Figure } from '../../src/policy/figures.ts';

const day = plainDate;
const FACTS: AgencyFacts = {
  ...{ on: day('2026-11-10'), business: 'exit', act: 'sign', joins: false, ownWish: true },
  ...{ atCounter: true, businesses: ['exit'], acts: ['submit', 'sign'] },
  ...{ issuedOn: day('2026-11-01'), endsOn: day('2026-11-30'), notarised: false },
  ...{ amount: yuan('15000.00'), notarisedAbove: null, documentProblems: [], age: 40 },
  ...{ samePerson: false, staff: 'none', notStaff: false, paysAgent: false },
};
const reasons = (changed: Partial<AgencyFacts>) => assessAgency({ ...FACTS, ...changed }).reasons;

describe('民法典 165: a letter within its days', () => {
  it.each([
    ['the day before it was issued', '2026-10-31', ['not-yet']],
    ['the day on which it was issued', '2026-11-01', []],
    ['the day before its last one', '2026-11-29', []],
    ['its last day', '2026-11-30', []],
    ['the day after its last one', '2026-12-01', ['expired']],
  ])('%s', (_, on, expected) => {
    expect(reasons({ on: day(on) })).toEqual(expected);
  });

  it('covers the business and the act it names, and nothing else', () => {
    expect(reasons({ businesses: ['withdrawal'] })).toEqual(['business-outside']);
    expect(reasons({ acts: ['submit', 'receive-papers'] })).toEqual(['act-outside']);
    expect(reasons({ act: 'withdraw' })).toEqual(['act-outside']);
    expect(assessAgency(FACTS)).toMatchObject({ outcome: 'granted', reasons: [] });
  });
});

describe('民法典 18、168: who may be an agent', () => {
  it.each([
    [AGENT_AGE_MIN - 1, ['minor']],
    [AGENT_AGE_MIN, []],
    [AGENT_AGE_MIN + 1, []],
  ])('%s years old', (age, expected) => {
    expect(reasons({ age })).toEqual(expected);
  });

  it('is of age from the very birthday, also from that of 29 February', () => {
    expect(agencyAge(day('2008-11-11'), day('2026-11-10'))).toBe(17);
    expect(agencyAge(day('2008-11-10'), day('2026-11-10'))).toBe(18);
    expect(agencyAge(day('2008-02-29'), day('2026-02-27'))).toBe(17);
    expect(agencyAge(day('2008-02-29'), day('2026-02-28'))).toBe(18);
    expect(agencyAge(null, day('2026-11-10'))).toBeNull();
    expect(reasons({ age: null })).toEqual(['age-unknown']);
  });

  it('neither the person, nor whoever handles the case, nor somebody of the office', () => {
    expect(reasons({ samePerson: true })).toEqual(['same-person']);
    expect(reasons({ staff: 'namesake' })).toEqual(['office-staff']);
    expect(reasons({ staff: 'namesake', notStaff: true })).toEqual([]);
    expect(reasons({ staff: 'handler' })).toEqual(['handler-is-agent']);
    // Nobody says of himself that he is somebody else.
    expect(reasons({ staff: 'handler', notStaff: true })).toEqual(['handler-is-agent']);
  });

  it('with a document that can be used, face to face', () => {
    expect(reasons({ documentProblems: ['checksum'] })).toEqual(['document']);
    expect(reasons({ atCounter: false })).toEqual(['not-at-counter']);
  });
});

describe('民法典 161: never for joining', () => {
  it('is refused by whatever form, and for what the center does of its own accord', () => {
    expect(
      reasons({ joins: true, business: 'agreement-change', businesses: ['agreement-change'] }),
    ).toEqual(['joining']);
    expect(reasons({ ownWish: false })).toEqual(['not-own-wish']);
  });

  it('no form of joining has a place for an agent, no act of it is open to one', () => {
    for (const type of NEVER_BY_AGENT) {
      expect(CASE_TYPES[type]!.agents).toBeUndefined();
      expect(Object.keys(CASE_TYPES[type]!.actions)).not.toContain(REGISTER_AGENT);
      expect(Object.keys(CASE_FORMS[type]!.actions)).not.toContain(REGISTER_AGENT);
      const told = CASE_FORMS[type]!.application.safeParse({ agent: {} });
      expect(told.error?.issues.some(({ code }) => code === 'unrecognized_keys')).toBe(true);
    }
  });

  it('every other business of a letter has the acts, wherever the person still has one to do', () => {
    for (const business of AGENT_BUSINESSES) {
      const { agents, permits, actions } = CASE_TYPES[business]!;
      expect(agents).toBeDefined();
      expect(Object.keys(CASE_FORMS[business]!.actions)).toEqual(
        expect.arrayContaining([REGISTER_AGENT, REVOKE_AGENT]),
      );
      for (const permitted of Object.values(permits)) {
        const own = Object.keys(permitted).some((action) => Object.hasOwn(BY_AGENT, action));
        expect(REGISTER_AGENT in permitted).toBe(own);
      }
      expect(actions[REVOKE_AGENT]?.title).toBe('撤销委托');
    }
  });
});

describe('money', () => {
  it('is never received by an agent', () => {
    expect(reasons({ paysAgent: true })).toEqual(['pays-agent']);
    expect(AGENT_ACTS.map(agentActTitle).join()).not.toMatch(/收款|领款/);
  });

  it.each([
    ['15000.00', []],
    ['14999.99', ['not-notarised']],
    ['15000.01', []],
  ])('a letter is notarised above %s yuan, where the center asks for it', (above, expected) => {
    expect(reasons({ notarisedAbove: yuan(above) })).toEqual(expected);
    expect(reasons({ notarisedAbove: yuan(above), notarised: true })).toEqual([]);
    expect(reasons({ notarisedAbove: yuan(above), amount: null })).toEqual([]);
  });

  it('the center asks for nothing until a document of its own says so', () => {
    const scope = { center: '210100', on: day('2026-11-10') };
    const figure: Figure = {
      ...{ center: '210100', district: null, name: 'agency-notarised-above', value: '50000.00' },
      ...{ from: day('2026-11-10'), to: null, document: '沈公积金发〔2026〕9号' },
    };
    expect(notarisedAbove([], scope)).toBeNull();
    expect(notarisedAbove([figure], scope)).toBe('50000.00');
    expect(notarisedAbove([figure], { ...scope, on: day('2026-11-09') })).toBeNull();
  });
});

it('every refusal has its clause, what can be done, and the field it is about', () => {
  for (const { clause, remedy, at } of Object.values(AGENCY_REFUSALS)) {
    expect(Object.keys(CLAUSES)).toContain(clause);
    expect(remedy).not.toBe('');
    expect(at === null || at === '' || at.startsWith('/')).toBe(true);
  }
});
