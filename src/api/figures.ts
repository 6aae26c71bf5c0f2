/** Dated figures: one proposes, another decides. */
import { z } from 'zod';
import { decideFigure, proposeFigure } from '../db/figures.ts';
import { dateAt, type PlainDate } from '../domain/calendar.ts';
import { Fault } from '../domain/fault.ts';
import { dateField, reasonField, textField } from '../forms/fields.ts';
import { FIGURE_NAMES } from '../policy/figures.ts';
import { valueProblem } from '../policy/figure-values.ts';
import { acting, centersOf, grantIn } from './acting.ts';
import { notFound } from './case-access.ts';
import { caseIdOf } from './engine.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import { findProposal, listFigures, listProposals } from './queries/figures.ts';
import { FigureList, ProposalList, ProposalView } from './schemas/office.ts';
import { showFigure, showProposal } from './show-figure.ts';

const tag = 'Figures';
export const figureName = z.enum(FIGURE_NAMES, { error: '没有这项参数' });
export const district = z.string().regex(/^\d{6}$/, { error: '区县代码为六位数字' });

export const listFiguresOperation = operation({
  id: 'listFigures',
  method: 'get',
  path: '/figures',
  tag,
  summary: 'Figures of the own centers, with dates and document numbers',
  query: z.object({
    center: z.string().max(6).optional(),
    district: district.optional(),
    name: figureName.optional(),
    on: dateField.optional(),
  }),
  answers: { 200: { description: 'By name, place and date', schema: FigureList } },
  handle: async (call, { pool }) => {
    const { center, district: within, name: wanted, on } = call.query;
    const own = centersOf(call);
    const centers = center === undefined ? own : own.filter((one) => one === center);
    if (centers.length === 0) throw notFound();
    const rows = await listFigures(pool, { centers, district: within, name: wanted, on });
    return { status: 200, body: { items: rows.map(showFigure) } };
  },
});

export const proposeFigureOperation = operation({
  id: 'proposeFigure',
  method: 'post',
  path: '/figures',
  tag,
  summary: 'Propose a figure; another supervisor decides',
  body: z.strictObject({
    center: z.string().max(6).optional(),
    district: district.nullable().default(null),
    name: figureName,
    value: z.string().max(60),
    validFrom: dateField,
    documentNumber: textField(100),
    reason: reasonField,
  }),
  bodyExample: {
    name: 'check-valid',
    value: '7',
    validFrom: '2027-01-01',
    documentNumber: '沈公积金委〔2026〕9号',
    reason: '管委会第9次会议决定。',
  },
  keyed: true,
  answers: {
    201: { description: 'Proposed', schema: ProposalView },
    200: { description: 'Proposed before under this key', schema: ProposalView },
  },
  handle: async (call, deps) => {
    const { center: wanted, ...figure } = call.body;
    const grant = grantIn(call, wanted ?? call.caller.center);
    const problem = valueProblem(figure.name, figure.value);
    if (problem !== null) throw invalid([{ pointer: '#/value', detail: problem }]);
    const id = caseIdOf(call.caller.id, `figure\n${call.key}`);
    const by = acting(call, deps, grant);
    const { center } = grant;
    const earlier = await findProposal(deps.pool, [center], id);
    if (earlier) return { status: 200, body: showProposal(earlier) };
    const today = dateAt(deps.now());
    if (figure.validFrom < today) throw reachesBack(today);
    await proposeFigure(deps.pool, { id, figure: { ...figure, center }, by });
    const row = await findProposal(deps.pool, [center], id);
    if (!row) throw new Error('a proposal that was written is there');
    return { status: 201, body: showProposal(row) };
  },
});

function reachesBack(today: PlainDate): Fault {
  const detail = '参数不得追溯生效，生效日期不能早于今天。';
  const errors = [{ pointer: '#/validFrom', detail }];
  return new Fault('input-invalid', detail, { members: { earliestDate: today, errors } });
}

export const listFigureProposals = operation({
  id: 'listFigureProposals',
  method: 'get',
  path: '/figures/proposals',
  tag,
  summary: 'Proposals, the undecided first',
  answers: { 200: { description: '200 at most', schema: ProposalList } },
  handle: async (call, { pool }) => {
    const rows = await listProposals(pool, centersOf(call));
    return { status: 200, body: { items: rows.map(showProposal) } };
  },
});

export const decideFigureOperation = operation({
  id: 'decideFigure',
  method: 'post',
  path: '/figures/{proposalId}:decide',
  tag,
  summary: 'Approve or decline a proposal of somebody else',
  params: z.object({ proposalId: z.uuid() }),
  body: z.strictObject({ approve: z.boolean(), reason: reasonField }),
  bodyExample: { approve: true, reason: '与文件核对一致。' },
  keyed: true,
  answers: { 200: { description: 'The proposal after it', schema: ProposalView } },
  faults: ['same-person', 'action-not-permitted'],
  handle: async (call, deps) => {
    const { pool } = deps;
    const proposal = call.params.proposalId;
    const row = await findProposal(pool, centersOf(call), proposal);
    if (!row) throw notFound();
    const by = acting(call, deps, grantIn(call, row.center));
    const { approve, reason } = call.body;
    await decideFigure(pool, { proposal, approve, reason, by });
    const after = await findProposal(pool, centersOf(call), proposal);
    return { status: 200, body: showProposal(after ?? row) };
  },
});
