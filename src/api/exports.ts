/** Exports for office programs: an audit search and a list of cases, masked as on the screen. */
import { z } from 'zod';
import { instantText } from '../cases/wording.ts';
import { askedText, auditBody, filterFor } from './audit-filter.ts';
import { showAuditEvent } from './audit.ts';
import { caseFilters, filterOf } from './cases.ts';
import { MEDIA_TYPES } from './export/sheet-file.ts';
import { exported, type Column } from './export/table.ts';
import { invalid } from './input.ts';
import { operation } from './operation.ts';
import { auditEvents } from './queries/audit.ts';
import { listCases } from './queries/cases.ts';
import { showHead } from './show-case.ts';

const format = z.enum(['xlsx', 'csv'], { error: '格式须为 xlsx 或 csv' });
const answers = {
  200: { description: 'The file', mediaTypes: Object.values(MEDIA_TYPES) },
};
const description =
  'A reading, not a change: it needs no key, and every one leaves its line with filter, count and hash. Personal data are masked. A list longer than 20,000 rows is refused, not cut off. Every cell is a text; one that a program could take for a formula has an apostrophe in front.';

const minutes = (at: string) => instantText(Date.parse(at));
const yes = (is: boolean) => (is ? '是' : '否');
/** What is kept beside a line, as JSON; empty where there is nothing. */
const json = (value: unknown) =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0)
    ? ''
    : JSON.stringify(value);

type ShownEvent = ReturnType<typeof showAuditEvent>;

const EVENT_COLUMNS: readonly Column<ShownEvent>[] = [
  { title: '留痕编号', width: 12, value: ({ id }) => id },
  { title: '时间（北京时间）', width: 22, value: ({ at }) => minutes(at) },
  { title: '时间（精确）', width: 26, value: ({ at }) => at },
  { title: '事项', width: 18, value: ({ title }) => title },
  { title: '事项代码', width: 20, value: ({ kind }) => kind },
  { title: '内容', width: 50, value: ({ sentence }) => sentence },
  { title: '人员', width: 16, value: ({ actor }) => actor },
  { title: '姓名', width: 12, value: ({ actorName }) => actorName },
  { title: '岗位', width: 10, value: ({ actorRoleTitle }) => actorRoleTitle },
  { title: '中心', width: 10, value: ({ center }) => center },
  { title: '业务编号', width: 20, value: ({ caseNumber }) => caseNumber },
  { title: '个人标识', width: 38, value: ({ person }) => person },
  { title: '代码和日期', width: 40, value: (event) => json(event.public) },
  { title: '事由和前后内容（已遮盖）', width: 50, value: ({ content }) => json(content) },
  { title: '请求标识', width: 38, value: ({ origin }) => origin },
  { title: '已封链', width: 8, value: ({ sealed }) => yes(sealed) },
];

export const exportAuditEvents = operation({
  id: 'exportAuditEvents',
  method: 'post',
  path: '/audit/events:export',
  tag: 'Audit',
  summary: 'An audit search as XLSX or CSV',
  description,
  body: z.strictObject({ format, ...auditBody }),
  bodyExample: { format: 'xlsx', staff: 'lin-guiyuan', from: '2026-11-01', to: '2026-11-30' },
  answers,
  handle: (call, deps) => {
    const { format: wanted, ...asked } = call.body;
    const filter = filterFor(call, asked);
    return exported(call, deps, {
      format: wanted,
      list: 'audit',
      title: '留痕',
      filter: askedText(asked),
      read: (limit) => auditEvents(deps.pool, filter, { limit, after: null }),
      show: (row) => showAuditEvent(deps, row),
      columns: EVENT_COLUMNS,
    });
  },
});

type ShownCase = ReturnType<typeof showHead>;

const CASE_COLUMNS: readonly Column<ShownCase>[] = [
  { title: '受理编号', width: 20, value: ({ number }) => number },
  { title: '业务', width: 12, value: ({ typeTitle }) => typeTitle },
  { title: '环节', width: 18, value: ({ stage }) => stage.title },
  { title: '申请人（已遮盖）', width: 14, value: ({ person }) => person.name },
  { title: '证件号码（已遮盖）', width: 22, value: ({ person }) => person.documentNumber },
  { title: '受理网点', width: 18, value: ({ branchName }) => branchName },
  { title: '渠道', width: 12, value: ({ channel }) => channel },
  { title: '提交人', width: 16, value: ({ submittedBy }) => submittedBy },
  { title: '提交时间', width: 22, value: ({ openedAt }) => minutes(openedAt) },
  { title: '受理日期', width: 12, value: ({ acceptedOn }) => acceptedOn },
  { title: '法定期限', width: 12, value: ({ dueOn }) => dueOn },
  {
    title: '承诺期限',
    width: 18,
    value: ({ promisedOn, promisedProvisional }) =>
      promisedOn === null || !promisedProvisional ? promisedOn : `${promisedOn}（暂定）`,
  },
  { title: '超期', width: 8, value: ({ overdue }) => yes(overdue) },
  {
    title: '等待事项',
    width: 60,
    value: ({ waits }) => waits.map(({ sentence }) => sentence).join('\n'),
  },
  { title: '未办待办', width: 10, value: ({ openTasks }) => String(openTasks) },
  { title: '结果', width: 14, value: ({ outcomeTitle }) => outcomeTitle },
  {
    title: '办结时间',
    width: 22,
    value: ({ closedAt }) => (closedAt === null ? '' : minutes(closedAt)),
  },
  { title: '业务标识', width: 38, value: ({ id }) => id },
];

export const exportCases = operation({
  id: 'exportCases',
  method: 'post',
  path: '/cases:export',
  tag: 'Cases',
  summary: 'A list of cases as XLSX or CSV',
  description,
  body: z.strictObject({ format, ...caseFilters }),
  bodyExample: { format: 'csv', type: 'account-opening', open: 'true' },
  answers,
  handle: (call, deps) => {
    const { format: wanted, ...asked } = call.body;
    refuseNumbers(asked);
    const filter = filterOf(call, asked, deps.now());
    return exported(call, deps, {
      format: wanted,
      list: 'cases',
      title: '业务清单',
      filter: Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined)),
      read: (limit) => listCases(deps.pool, call, filter, { limit, after: null }),
      show: (row) => showHead(deps, row, false),
      columns: CASE_COLUMNS,
    });
  },
});

/** Filters are kept in the trail: codes and ids, never the number of somebody. */
function refuseNumbers(asked: Readonly<Record<string, string | undefined>>): void {
  const wrong = Object.entries(asked).filter(
    ([name, value]) => !UUIDS.has(name) && /\d{11}/.test(value ?? ''),
  );
  if (wrong.length === 0) return;
  throw invalid(
    wrong.map(([name]) => ({
      pointer: `#/${name}`,
      detail: '筛选条件中不能有证件号码、电话等个人信息',
    })),
  );
}

const UUIDS = new Set(['person', 'operation']);
