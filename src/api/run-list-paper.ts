/** Everything about the list of a run but its items: who proposed and approved it, its digests, counts, course. */
import { isRunKind, RUN_ITEM_STATES, RUN_KINDS, RUN_STATES, RUN_VERDICTS } from '../cases/runs.ts';
import type { RunState } from '../cases/runs.ts';
import type { RunListParams } from '../cases/wording-documents.ts';
import { runResultText } from '../cases/wording-runs.ts';
import { instantText } from '../cases/wording.ts';
import { keyFingerprint } from '../crypto/proof-signature.ts';
import { dateAt, plainDate } from '../domain/calendar.ts';
import type { ApiDeps } from './deps.ts';
import { listCenters } from './queries/offices.ts';
import { digestsNow, runEvents, runTally, type ListFilter } from './queries/run-lists.ts';
import type { RunRow } from './queries/runs.ts';
import { digestsOf, sealOf, standingOf } from './run-list-proof.ts';
import { RUN_ITEM_STATE_NAMES, RUN_VERDICT_NAMES } from './schemas/run.ts';
import { runActorName } from './show-run.ts';
import { countedList, courseOf, struckOf } from './show-run-list.ts';
import { namesIn } from './staff-names.ts';

/** Everything about the list but its items. */
export async function listOf(deps: ApiDeps, run: RunRow, filter: ListFilter) {
  const { pool } = deps;
  const [names, [office], events, now, tally] = await Promise.all([
    namesIn(pool, [run.center]),
    listCenters(pool, [run.center]),
    runEvents(pool, run),
    digestsNow(pool, run.id),
    runTally(pool, run.id),
  ]);
  const { publicKey } = deps.secrets.heads;
  const digests = digestsOf(events, now);
  const seal = sealOf(run);
  const at = deps.now();
  const kind = isRunKind(run.kind) ? RUN_KINDS[run.kind] : null;
  const name = (id: string | null) => (id === null ? '' : runActorName(id, names));
  const paper: RunListParams = {
    center: { name: office?.name ?? '', shortName: office?.short_name ?? '' },
    run: run.id,
    ...{ kindTitle: kind?.title ?? run.kind, note: kind?.note ?? '' },
    ...{ day: plainDate(run.businessOn), madeOn: dateAt(at), madeAt: instantText(at) },
    state: RUN_STATES[run.state as RunState],
    scope: scopeOf(filter),
    standing: standingOf(run, now, publicKey),
    facts: [
      ['发起人', name(run.startedBy)],
      ['发起时间', instantText(run.startedAt)],
      ['冻结时间', momentOf(run.frozenAt)],
      ['批准人', run.approval ? name(run.approvedBy) || '尚未批准' : '不须批准'],
      ['批准时间', momentOf(run.approvedAt)],
      ['结束时间', momentOf(run.endedAt)],
      ...amountsOf(run),
    ],
    digests: [
      ['冻结时名单摘要', digests.frozen ?? '—'],
      ['批准时名单摘要', digests.approved ?? '—'],
      ['办结时名单摘要', digests.ended ?? '—'],
      ['现在的名单摘要', digests.now],
      ...resultFacts(run),
    ],
    ...countedList(tally),
    items: [],
    clauses: [],
    course: courseOf(events, names),
    signed:
      seal === null
        ? []
        : [
            ['结果摘要', seal.outcomes],
            ['签名', seal.signature],
            ['签名公钥摘要', keyFingerprint(publicKey)],
          ],
  };
  return { paper, struck: struckOf(events, names) };
}

function amountsOf({ amount, doneAmount }: RunRow): readonly (readonly [string, string])[] {
  if (amount === '0.00' && doneAmount === '0.00') return [];
  return [
    ['应办金额', `${amount}元`],
    ['已办金额', `${doneAmount}元`],
  ];
}

function resultFacts({ result }: RunRow): readonly (readonly [string, string])[] {
  const text = runResultText(result);
  return text === null ? [] : [['提醒', text]];
}

function momentOf(at: number | null): string {
  return at === null ? '—' : instantText(at);
}

function scopeOf({ verdict, state }: ListFilter): string {
  const parts = [
    ...RUN_VERDICT_NAMES.filter((one) => one === verdict).map((one) => RUN_VERDICTS[one]),
    ...RUN_ITEM_STATE_NAMES.filter((one) => one === state).map((one) => RUN_ITEM_STATES[one]),
  ];
  return parts.length === 0 ? '全部项目' : `只列${parts.join('、')}的项目`;
}

const STANDINGS: Readonly<Record<RunListParams['standing'], string>> = {
  open: '尚未办结，没有签名',
  unsigned: '办结时没有签名',
  whole: '名单、结果与签名相符',
  later: '名单与签名相符；办结后有新结果',
  broken: '名单或者所签内容与办结时不一致，请立即查明',
};

/** The sheet beside the list: what the paper says too. */
export function aboutRun(paper: RunListParams): readonly (readonly string[])[] {
  const { run, kindTitle, day, state, standing, facts, digests, counts, changes, course, signed } =
    paper;
  return [
    ['批处理', `${kindTitle}（${run}）`],
    ['业务日期', day],
    ['状态', state],
    ['核对', STANDINGS[standing]],
    ...facts,
    ...digests,
    ...counts.map(({ title, count }) => [title.trim(), count]),
    ...changes.map(({ title, count }) => [`批准后的变化：${title}`, count]),
    ...course.map(({ at, who, what }) => [at, `${who}　${what}`]),
    ...signed,
  ];
}
