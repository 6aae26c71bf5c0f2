/**
 * 参数变更的衔接: before a figure takes force, two supervisors choose for each class of running cases
 * that it would change: keep the old one, apply the new one, or decide case by case.
 */
import { z } from 'zod';
import { figureClassTitle } from '../cases/wording-running.ts';
import {
  choicesOf,
  chooseSingly,
  decideChoice,
  proposeChoice,
  type ChoiceRow,
} from '../db/figure-choices.ts';
import { dateAt } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { reasonField } from '../forms/fields.ts';
import {
  CASE_PICKS,
  FIGURE_CLASSES,
  FIGURE_PICK_TITLES,
  FIGURE_PICKS,
  isFigureClass,
} from '../policy/figure-choice.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import type { ApiDeps } from './deps.ts';
import { caseIdOf } from './engine.ts';
import { impactedBy } from './figure-preview.ts';
import { operation, type Context } from './operation.ts';
import { findChoiceCenter } from './queries/figure-choices.ts';
import { findProposal, type ProposalRow } from './queries/figures.ts';
import { FigureChoices } from './schemas/figure-choice.ts';
import { iso } from './show-case.ts';

const tag = 'Figures';
const proposalParams = z.object({ proposalId: z.uuid() });
const choiceParams = z.object({ choiceId: z.uuid() });

async function proposalFor(call: Context, deps: ApiDeps, id: string): Promise<ProposalRow> {
  const row = await findProposal(deps.pool, centersOf(call), id);
  if (!row) throw notFound();
  return row;
}

export const listFigureChoices = operation({
  id: 'listFigureChoices',
  method: 'get',
  path: '/figures/proposals/{proposalId}/choices',
  tag,
  summary:
    'Running cases that a change of a figure touches, by class, and what was chosen for them',
  params: proposalParams,
  answers: { 200: { description: 'As it stands', schema: FigureChoices } },
  handle: async (call, deps) => {
    const row = await proposalFor(call, deps, call.params.proposalId);
    return { status: 200, body: await shown(call, deps, row) };
  },
});

async function shown(call: Context, deps: ApiDeps, row: ProposalRow) {
  const open = row.valid_from > dateAt(deps.now()) && row.approved !== false;
  const [choices, classes] = await Promise.all([
    choicesOf(deps.pool, row.id),
    // Looking at running cases one by one is a supervisor's; each reading leaves its line.
    open && call.grants.some(({ role }) => role === 'supervisor') ? classesOf(call, deps, row) : [],
  ]);
  const isChosen = (of: string) =>
    choices.some((one) => one.class === of && one.approved !== false);
  return {
    ...{ proposal: row.id, open },
    classes: classes.map((one) => ({ ...one, chosen: isChosen(one.class) })),
    choices: choices.map(showChoice),
  };
}

/** The very cases of the preview, by what would change of them. */
async function classesOf(call: Context, deps: ApiDeps, row: ProposalRow) {
  const items = await impactedBy(call, deps, row);
  return FIGURE_CLASSES.flatMap((of) => {
    const cases = items
      .filter((one) => one.class === of)
      .map(({ id, number, sentence }) => ({ id, number, sentence }));
    return cases.length === 0 ? [] : [{ class: of, title: figureClassTitle(of), cases }];
  });
}

function showChoice({ askedAt, decidedAt, class: of, pick, listed, ...row }: ChoiceRow) {
  const known = FIGURE_PICKS.find((one) => one === pick);
  if (known === undefined || !isFigureClass(of)) {
    throw new Error('the books name a choice nobody knows');
  }
  return {
    ...row,
    ...{ class: of, classTitle: figureClassTitle(of) },
    ...{ pick: known, pickTitle: FIGURE_PICK_TITLES[known] },
    askedAt: iso(askedAt),
    decidedAt: decidedAt === null ? null : iso(decidedAt),
    listed: listed.map(({ own, ...one }) => ({
      ...one,
      own: CASE_PICKS.find((pickOf) => pickOf === own) ?? null,
    })),
  };
}

export const proposeFigureChoice = operation({
  id: 'proposeFigureChoice',
  method: 'post',
  path: '/figures/proposals/{proposalId}/choices',
  tag,
  summary: 'Ask for a choice for a class of running cases; another supervisor decides',
  description: 'The list of cases is frozen with it, as it is when this is asked for.',
  params: proposalParams,
  body: z.strictObject({
    class: z.enum(FIGURE_CLASSES, { error: '没有这一类' }),
    pick: z.enum(FIGURE_PICKS, { error: '请选择衔接办法' }),
    reason: reasonField,
  }),
  bodyExample: { class: 'choice', pick: 'keep', reason: '申请人已按原标准准备。' },
  keyed: true,
  answers: { 201: { description: 'As it stands after it', schema: FigureChoices } },
  faults: ['action-not-permitted'],
  handle: async (call, deps) => {
    const row = await proposalFor(call, deps, call.params.proposalId);
    const { class: of, pick, reason } = call.body;
    const id = caseIdOf(call.caller.id, `figure-choice\n${call.key}`);
    const earlier = await choicesOf(deps.pool, row.id);
    if (!earlier.some((one) => one.id === id)) {
      const found = (await impactedBy(call, deps, row)).filter((one) => one.class === of);
      if (found.length === 0) {
        throw new Fault('action-not-permitted', '没有这一类的在办业务，不需要选择。');
      }
      const by = acting(call, deps, grantIn(call, row.center));
      const cases = found.map((one) => one.id);
      await proposeChoice(deps.pool, { id, proposal: row.id, class: of, pick, cases, reason, by });
    }
    return { status: 201, body: await shown(call, deps, row) };
  },
});

/** The change that a choice is about. @throws Fault 'not-found' */
async function changeOf(call: Context, deps: ApiDeps, choice: string): Promise<ProposalRow> {
  const found = await findChoiceCenter(deps.pool, centersOf(call), choice);
  if (found === null) throw notFound();
  return proposalFor(call, deps, found.proposal);
}

export const decideFigureChoice = operation({
  id: 'decideFigureChoice',
  method: 'post',
  path: '/figure-choices/{choiceId}:decide',
  tag,
  summary: 'Agree or not to a choice that somebody else asked for',
  params: choiceParams,
  body: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  bodyExample: { approve: true, reason: '同意。' },
  keyed: true,
  answers: { 200: { description: 'As it stands after it', schema: FigureChoices } },
  faults: ['same-person', 'action-not-permitted'],
  handle: async (call, deps) => {
    const row = await changeOf(call, deps, call.params.choiceId);
    const by = acting(call, deps, grantIn(call, row.center));
    await decideChoice(deps.pool, { choice: call.params.choiceId, ...call.body, by });
    return { status: 200, body: await shown(call, deps, row) };
  },
});

export const chooseFigureSingly = operation({
  id: 'chooseFigureSingly',
  method: 'post',
  path: '/figure-choices/{choiceId}/cases/{caseId}:choose',
  tag,
  summary: 'Choose for one case; it counts once another supervisor has chosen the same',
  params: choiceParams.extend({ caseId: z.uuid() }),
  body: z.strictObject({
    pick: z.enum(CASE_PICKS, { error: '请选择适用的参数' }),
    reason: reasonField,
  }),
  bodyExample: { pick: 'keep', reason: '材料在生效前已备齐。' },
  keyed: true,
  answers: { 200: { description: 'As it stands after it', schema: FigureChoices } },
  faults: ['same-person', 'action-not-permitted'],
  handle: async (call, deps) => {
    const { choiceId: choice, caseId } = call.params;
    const row = await changeOf(call, deps, choice);
    const by = acting(call, deps, grantIn(call, row.center));
    await chooseSingly(deps.pool, { choice, caseId, ...call.body, by });
    return { status: 200, body: await shown(call, deps, row) };
  },
});
