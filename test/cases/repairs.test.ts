/** What guided repair promises before anybody presses a button, for every kind and every move. */
import { describe, expect, it } from 'vitest';
import { offersFor, type Situation } from '../../src/api/repair/offers.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import {
  MOVES_OF,
  MOVES_OF_ENDED,
  needsWorker,
  REPAIR_MOVES,
  REPAIR_STATES,
  STUCK_KINDS,
  takesTwo,
} from '../../src/cases/repairs.ts';
import { STALL_KINDS } from '../../src/cases/wording-stalls.ts';
import {
  ACT_WORDS,
  MOVE_WORDS,
  repairStateTitle,
  STUCK_WORDS,
} from '../../src/cases/wording-repairs.ts';

const SENTENCE = /^[^。].*[。）]$/u;

const situation = (more: Partial<Situation>): Situation => ({
  kind: 'no-workflow',
  closed: false,
  workers: 1,
  messageKind: null,
  parked: null,
  acts: [],
  mayRepair: true,
  busy: false,
  ...more,
});

describe('a preview', () => {
  it.each(REPAIR_MOVES)(
    'of %s says what changes, what stays, for the law and the money',
    (move) => {
      const { title, changes, stays, legal, money, proof, second } = MOVE_WORDS[move];
      expect(title).not.toBe('');
      expect(changes.length).toBeGreaterThan(0);
      expect(stays.length).toBeGreaterThan(0);
      for (const text of [...changes, ...stays, legal, money, proof]) {
        expect(text).toMatch(SENTENCE);
      }
      // Never a move of which nobody knows what it does to money.
      expect(money).toMatch(/资金|记账|款项/);
      expect(second !== null).toBe(takesTwo(move));
    },
  );

  it('of every repair act of a parked case is there, in every case type', () => {
    for (const { actions, permits, stages } of Object.values(CASE_TYPES)) {
      const acts = Object.entries(actions).filter(([, { repair }]) => repair === true);
      for (const [action, { reason, coded }] of acts) {
        expect(Object.keys({ ...MOVE_WORDS, ...ACT_WORDS }), action).toContain(action);
        expect(reason ?? coded, `${action} is an intervention and needs a reason`).toBe(true);
        // Nothing is called a repair that is possible where nothing is parked.
        const at = Object.entries(permits).filter(([, acts]) => action in acts);
        expect(at.map(([stage]) => stages[stage]?.state)).toEqual(['attention']);
      }
    }
  });
});

describe('the safe moves', () => {
  it('are none where no button helps, and never more than the table says', () => {
    expect(MOVES_OF['no-worker']).toEqual([]);
    const all = [...Object.values(MOVES_OF), ...Object.values(MOVES_OF_ENDED)].flat();
    const ofCases = CASE_TYPES['account-opening']!.actions;
    const unused = REPAIR_MOVES.filter((move) => !all.includes(move) && !(move in ofCases));
    expect(unused).toEqual([]);
  });

  it('know every kind that the radar finds, and words for every kind and state', () => {
    expect(STUCK_KINDS).toEqual(expect.arrayContaining([...STALL_KINDS]));
    for (const kind of STUCK_KINDS) expect(STUCK_WORDS[kind].meaning).toMatch(SENTENCE);
    for (const state of REPAIR_STATES) expect(repairStateTitle(state)).not.toBe(state);
    for (const kind of STUCK_KINDS.filter((one) => MOVES_OF[one].length === 0)) {
      const { todo } = STUCK_WORDS[kind];
      expect(kind === 'parked' || todo.length > 0, kind).toBe(true);
    }
  });

  it('of a workflow that outlived its case never begin another one', () => {
    const moves = offersFor(situation({ kind: 'no-case', closed: true })).map(({ move }) => move);
    expect(moves).toEqual(['wake', 'end-workflow']);
    const unknown = offersFor(situation({ kind: 'no-case' })).map(({ move }) => move);
    expect(unknown).toEqual(['end-workflow']);
  });

  it('are refused to others, to the busy, and where nobody could show that they helped', () => {
    const [open] = offersFor(situation({}));
    expect(open).toMatchObject({ move: 'restart', allowed: true, secondPerson: { needed: true } });
    for (const more of [{ mayRepair: false }, { busy: true }, { workers: 0 }]) {
      const [offer] = offersFor(situation(more));
      expect(offer?.allowed).toBe(false);
      expect(offer?.refusal).toMatch(SENTENCE);
    }
    expect(needsWorker('end-workflow')).toBe(false);
  });

  it('send again only what is known to be harmless twice', () => {
    const sent = (messageKind: string) =>
      offersFor(situation({ kind: 'outbox-undelivered', messageKind }))[0];
    expect(sent('notice')?.allowed).toBe(true);
    expect(sent('bank-instruction')).toMatchObject({ allowed: false });
    expect(sent('transfer-letter')?.refusal).toContain('先向接收方查询');
  });

  it('of a parked case are its own acts, judged by its permit table', () => {
    const parked = {
      type: 'account-opening',
      stage: 'needs attention',
      tasks: ['repair', 'confirm-answer'],
    };
    const acts = [
      { action: 'retry-now', title: '立即重试', allowed: true },
      {
        action: 'confirm-answer',
        title: '确认',
        allowed: false,
        reason: '您已经提出了本项处理，须由另一人办理。',
      },
    ];
    const offers = offersFor(situation({ kind: 'parked', parked, acts }));
    const of = (move: string) => offers.find((offer) => offer.move === move);
    expect(of('retry-now')).toMatchObject({ via: 'repair', allowed: true, needs: null });
    expect(of('wait-until')).toMatchObject({ via: 'repair', needs: 'until', allowed: false });
    expect(of('confirm-answer')).toMatchObject({
      via: 'case',
      allowed: false,
      refusal: '您已经提出了本项处理，须由另一人办理。',
      secondPerson: { needed: true },
    });
    expect(of('enter-answer')?.roles).toEqual(['clerk', 'supervisor']);
    expect(of('withdraw')).toBeUndefined();
    // Nothing was entered: there is nothing to confirm.
    const bare = { ...parked, tasks: ['repair'] };
    const moves = offersFor(situation({ kind: 'parked', parked: bare, acts }));
    expect(moves.map(({ move }) => move)).toEqual(['retry-now', 'wait-until', 'enter-answer']);
  });
});
