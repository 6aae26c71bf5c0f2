/** The papers of a payment after a death (死亡提取), from what a change of its case says. Pure. */
import { deathBasisTitle, relationTitle } from '../../src/cases/wording-death.ts';
import type { DeathHead, DeathPaperParams } from '../../src/cases/wording-documents.ts';
import { printedClause } from '../../src/cases/wording-reasons.ts';
import { listText } from '../../src/cases/wording.ts';
import { plainDate, type PlainDate } from '../../src/domain/calendar.ts';
import { isYuan, yuan, type Yuan } from '../../src/domain/money.ts';
import type { ClauseKey } from '../../src/policy/clauses.ts';
import { ownRule, waysOf, type Given } from './paper-parts.ts';

type Params = Readonly<Record<string, unknown>>;
type Kind = keyof DeathPaperParams;

interface Heir {
  readonly name: string;
  readonly relation: string;
  readonly parts: number;
  readonly bank: string;
  readonly cardLast4: string;
}

export const DEATH_BUILDERS: {
  readonly [One in Kind]: (params: Params, given: Given) => DeathPaperParams[One];
} = {
  'death-accepted': (params, given) => ({
    ...headOf(params, given),
    acceptedOn: dayIn(params, 'acceptedOn'),
    lastOn: dayIn(params, 'lastOn'),
    heirs: heirsIn(params).map(
      (heir) => `${whoText(heir)}，${String(heir.parts)}份，${cardText(heir)}`,
    ),
    exit: typeof params['exit'] === 'string' ? params['exit'] : '',
  }),
  'death-decision': (params, given) => {
    const heirs = heirsIn(params);
    const amounts = params['amounts'] as readonly Yuan[];
    const sum = heirs.reduce((all, { parts }) => all + parts, 0);
    const rounded = params['rounded'] as readonly number[];
    return {
      ...headOf(params, given),
      decidedOn: given.facts.on,
      total: moneyIn(params, 'total'),
      shares: amounts.flatMap((amount, n) => {
        const heir = heirs[n];
        return heir
          ? [{ who: whoText(heir), share: `${String(heir.parts)}/${String(sum)}`, amount }]
          : [];
      }),
      cents:
        rounded.length === 0
          ? ''
          : `各份取到分后余${String(rounded.length)}分，按尾数由大到小补给${listText(rounded.map((n) => heirs[n]?.name ?? ''))}各1分。`,
      clauses: [printedClause('regulation-24', given.facts.on), ...ownRule(given.facts)],
    };
  },
  'death-refused': (params, given) => ({
    ...headOf(params, given),
    decidedOn: given.facts.on,
    reasons: (params['reasons'] as readonly Reason[]).map(
      ({ code, text: reason, remedy, clause }) => ({
        ...{ code, reason, remedy, earliestOn: null },
        clauses: [printedClause(clause, given.facts.on)],
      }),
    ),
    ways: waysOf(given.facts),
  }),
  'death-paid': (params, given) => {
    const heir = heirsIn(params)[Number(params['heir'])];
    if (!heir) throw new RangeError('nobody was paid');
    return {
      ...headOf(params, given),
      ...{ who: whoText(heir), card: cardText(heir) },
      ...{ moved: moneyIn(params, 'moved'), paidOn: dayIn(params, 'paidOn') },
    };
  },
  'death-closed': (params, given) => ({
    ...headOf(params, given),
    closedOn: dayIn(params, 'closedOn'),
  }),
  'death-ended': (params, given) => ({ ...headOf(params, given), endedOn: given.facts.on }),
};

interface Reason {
  readonly code: string;
  readonly clause: ClauseKey;
  readonly text: string;
  readonly remedy: string;
}

function headOf(params: Params, { head }: Given): DeathHead {
  const number = textIn(params, 'documentNumber');
  return {
    ...head,
    accountLast4: textIn(params, 'accountLast4'),
    diedOn: dayIn(params, 'diedOn'),
    basis: `${deathBasisTitle(textIn(params, 'basis'))}（${number}）`,
  };
}

function heirsIn(params: Params): readonly Heir[] {
  return params['heirs'] as readonly Heir[];
}

function whoText({ name, relation }: Heir): string {
  return `${name}（${relationTitle(relation)}）`;
}

function cardText({ bank, cardLast4 }: Heir): string {
  return `${bank}，尾号${cardLast4}`;
}

function textIn(params: Params, name: string): string {
  const value = params[name];
  if (typeof value !== 'string') throw new RangeError(`the document needs ${name}`);
  return value;
}

function dayIn(params: Params, name: string): PlainDate {
  return plainDate(textIn(params, name));
}

function moneyIn(params: Params, name: string) {
  const value = params[name];
  if (!isYuan(value)) throw new RangeError(`the document needs ${name}`);
  return yuan(value);
}
