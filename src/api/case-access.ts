/** Finding a case for a caller, or saying "not there" in the one way there is. */
import { Fault } from '../domain/fault.ts';
import type { ApiDeps } from './deps.ts';
import type { Context } from './operation.ts';
import { findCase, type CaseRow } from './queries/cases.ts';
import { accountOfCase, linksOf, pageExtras } from './queries/case-page.ts';
import { agreementOf } from './queries/parts.ts';
import { tasksOf } from './queries/tasks.ts';
import { reasonsInWords } from './reasons-in-words.ts';
import { agentOf } from './show-agent.ts';
import { isChannel, showActions, showHead } from './show-case.ts';
import { showLink } from './show-link.ts';
import { showPause } from './show-pause.ts';
import { showTask } from './show-task.ts';

export function notFound(): Fault {
  return new Fault('not-found', '没有找到该内容，或不在您的办理范围内。');
}

/** @throws Fault 'not-found', the same for "not there" and "not yours" */
export async function caseFor(
  { caller, grants }: Context,
  { pool }: ApiDeps,
  id: string,
): Promise<CaseRow> {
  const row = await findCase(pool, caller, grants, id);
  if (!row) throw notFound();
  return row;
}

/** A case that went to a branch the caller does not see: what they knew of it, and nothing new. */
export function caseHandedAway(context: Context, deps: ApiDeps, row: CaseRow) {
  return {
    ...showHead(deps, { ...row, waits: [], open_tasks: 0, pause: null }, isChannel(context)),
    ...{ detail: {}, parties: {}, people: {}, lastEvent: null, reasons: [] },
    ...{
      tasks: [],
      actions: [],
      account: null,
      agreement: null,
      agent: null,
      links: [],
      pause: null,
    },
  };
}

/** The whole case as the caller may see it. */
export async function wholeCase(context: Context, deps: ApiDeps, row: CaseRow) {
  const channel = isChannel(context);
  const tasks = channel ? [] : await tasksOf(deps.pool, row.id);
  const [links, account, agreement, extras, reasons, agent] = await Promise.all([
    channel ? [] : linksOf(deps.pool, context, row.id),
    accountOfCase(deps.pool, row.id),
    agreementOf(deps.pool, row.id),
    channel ? null : pageExtras(deps.pool, row),
    channel ? [] : reasonsInWords(deps, row),
    channel ? null : agentOf(deps, row),
  ]);
  return {
    ...showHead(deps, row, channel),
    detail: channel ? {} : row.detail,
    reasons,
    parties: channel ? {} : row.parties,
    people: extras?.people ?? {},
    lastEvent: extras?.last_event ?? null,
    tasks: tasks
      .filter(({ closed_at }) => closed_at === null)
      .map((task) => showTask(deps, task, context)),
    actions: showActions(row, context),
    account,
    agreement,
    agent,
    links: links.map(showLink),
    pause: channel ? null : showPause(context, deps, row, tasks),
  };
}
