/**
 * What a figure would change, before anybody confirms it: the rules run twice over every case under way
 * that may still read it, with and without the change. Nothing is written but what was read.
 */
import { z } from 'zod';
import { reachSentences } from '../cases/wording-impact.ts';
import { dateAt, plainDate, type PlainDate } from '../domain/calendar.ts';
import { dateField } from '../forms/fields.ts';
import {
  FIGURE_REACH,
  lastDayOfFigure,
  withProposed,
  type Proposed,
} from '../policy/figure-impact.ts';
import { valueProblem } from '../policy/figure-values.ts';
import { withoutFigure } from '../policy/figure-choice.ts';
import {
  EVERY_CENTER,
  FIGURE_NAMES,
  figureInForce,
  FIGURES,
  type Figure,
} from '../policy/figures.ts';
import { grantIn } from './acting.ts';
import type { ApiDeps } from './deps.ts';
import {
  classIn,
  isUnknown,
  judgeRunning,
  openingFiguresOrNull,
  type Both,
  type Judged,
} from './figure-impacts.ts';
import { figuresOf } from './figure-rows.ts';
import { district, figureName } from './figures.ts';
import { invalid } from './input.ts';
import { operation, type Context } from './operation.ts';
import { personHead } from './personal.ts';
import { countOpenings } from './queries/figure-impact.ts';
import type { ProposalRow } from './queries/figures.ts';
import { FigurePreview } from './schemas/figures.ts';
import { caseTypeOf, showStage } from './show-case.ts';

const SHOWN_MAX = 200;

const body = z.strictObject({
  center: z.string().max(6).optional(),
  district: district.nullable().default(null),
  name: figureName,
  value: z.string().max(60),
  validFrom: dateField,
});

export const previewFigure = operation({
  id: 'previewFigure',
  method: 'post',
  path: '/figures:preview',
  tag: 'Figures',
  summary: 'Which running cases a figure would change, before it is proposed or confirmed',
  description:
    'A reading, not a change: it needs no key. Where birth date and sex decide, the application of a case that may be touched is read in full, and every such reading leaves its line.',
  body,
  bodyExample: { name: 'contribution-base-min', value: '2400.00', validFrom: '2027-01-01' },
  answers: { 200: { description: 'What would change', schema: FigurePreview } },
  handle: async (call, deps) => {
    const { center: wanted, ...figure } = call.body;
    const { center } = grantIn(call, wanted ?? call.caller.center);
    const problem = valueProblem(figure.name, figure.value);
    if (problem !== null) throw invalid([{ pointer: '#/value', detail: problem }]);
    const today = dateAt(deps.now());
    if (figure.validFrom < today) {
      throw invalid([{ pointer: '#/validFrom', detail: '生效日期不能早于今天' }]);
    }
    const { validFrom: from, ...rest } = figure;
    const proposed: Proposed = { ...rest, center, from, document: '' };
    const figures = await figuresOf(deps.pool, center);
    return { status: 200, body: await preview(call, deps, { proposed, figures, today }) };
  },
});

interface Asked {
  readonly proposed: Proposed;
  readonly figures: readonly Figure[];
  readonly today: PlainDate;
}

async function preview(context: Context, deps: ApiDeps, { proposed, figures, today }: Asked) {
  const { center, name, from, value } = proposed;
  const after = withProposed(figures, proposed);
  const mine = after.find((one) => isPlaceOf(one, proposed) && one.from === from);
  const scope = { center, district: proposed.district, on: from };
  const before = figureInForce(figures, { ...scope, name });
  const running = await overRunning(context, deps, { proposed, figures, after });
  return {
    center,
    district: proposed.district,
    name,
    title: FIGURES[name].title,
    unit: FIGURES[name].unit,
    value,
    validFrom: from,
    endsOn: mine ? lastDayOfFigure(mine) : null,
    before: before && {
      value: before.value,
      documentNumber: before.document,
      from: before.from,
      place: placeOf(before),
    },
    limits: limitsOf(figures, after, proposed),
    conflict: figures.some((one) => isPlaceOf(one, proposed) && one.from === from)
      ? '该日期已有生效的同名参数，不能再次确定。'
      : null,
    reach: [
      ...reachSentences(name),
      ...(from === today ? ['今天已经受理的，按受理时的参数；此后更正区县的，按新值核对。'] : []),
    ],
    ...running,
  };
}

function isPlaceOf(one: Figure, { center, district: within, name }: Proposed): boolean {
  return one.center === center && one.district === within && one.name === name;
}

function placeOf({ center, district: within }: Figure): 'district' | 'center' | 'every' {
  if (within !== null) return 'district';
  return center === EVERY_CENTER ? 'every' : 'center';
}

/** Both limits of the monthly amount, where they follow from the figure; null where not. */
function limitsOf(figures: readonly Figure[], after: readonly Figure[], proposed: Proposed) {
  const { center, district: within, from, name } = proposed;
  if (FIGURE_REACH[name].unaccepted !== 'choice') return null;
  const scope = { center, district: within, on: from };
  const [then, now] = [openingFiguresOrNull(figures, scope), openingFiguresOrNull(after, scope)];
  return then && now ? { before: then.limits, after: now.limits } : null;
}

/**
 * Running cases that a change which was proposed would touch: those of the preview, without its limit
 * of what is shown.
 */
export async function impactedBy(
  context: Context,
  deps: ApiDeps,
  row: Pick<ProposalRow, 'center' | 'district' | 'name' | 'value' | 'valid_from'>,
) {
  const name = FIGURE_NAMES.find((one) => one === row.name);
  if (name === undefined) throw new Error('the books name a figure that nobody knows');
  const { center, district: within, value } = row;
  const from = plainDate(row.valid_from);
  const proposed: Proposed = { center, district: within, name, value, from, document: '' };
  const all = await figuresOf(deps.pool, center);
  // As it would be without it, where it has been agreed to already.
  const figures = withoutFigure(all, { center, district: within, name, from });
  const both = { proposed, figures, after: withProposed(figures, proposed) };
  return (await judgeRunning(context, deps, both)).changed.map((one) => ({
    ...{ id: one.row.id, number: one.row.number },
    ...{ class: classIn(one), sentence: one.sentence ?? '' },
  }));
}

async function overRunning(context: Context, deps: ApiDeps, both: Both) {
  const [counted, { judged, changed, looked, beyond }] = await Promise.all([
    countOpenings(deps.pool, both.proposed.center),
    judgeRunning(context, deps, both),
  ]);
  const unknown = judged.filter(({ kind }) => isUnknown(kind)).length;
  const of = (kind: Judged['kind']) => judged.filter((one) => one.kind === kind).length;
  return {
    counts: {
      ...counted,
      looked,
      changed: changed.length - unknown - of('agreement'),
      printed: of('agreement'),
      endsBefore: of('ends-before'),
      unknown,
      beyond,
    },
    items: changed.slice(0, SHOWN_MAX).map(({ row, kind, sentence, before: old, after: next }) => ({
      id: row.id,
      number: row.number,
      type: row.type,
      typeTitle: caseTypeOf(row.type).title,
      stageTitle: showStage(row.type, row.stage, false).title,
      branchName: row.branch_name,
      acceptedOn: row.accepted_on,
      person: personHead(deps.secrets, row),
      ...{ kind, sentence: sentence ?? '', before: old, after: next },
    })),
  };
}
