/** What notices share: how they begin, how they name the person, how they end. */
import type {
  NoticeHead,
  PrintedClause,
  PrintedReason,
  ReviewWays,
} from '../../cases/wording-documents.ts';
import { dayText } from '../../cases/wording.ts';
import { heading, list, pairedFacts, paragraph, type Block } from '../blocks.ts';
import { documentText } from '../format.ts';

/** 张三： */
export function addressee({ person }: NoticeHead): Block {
  return { type: 'addressee', text: `${person.name}：` };
}

/** The case's own facts, with rows of the notice below them. */
export function caseFacts(
  head: NoticeHead,
  rows: readonly (readonly [string, string])[] = [],
): Block {
  return pairedFacts([
    ['申请人', head.person.name],
    ['业务编号', head.caseNumber],
    ['证件', documentText(head.person)],
    ['办理事项', head.business],
    ['收件地点', head.branch],
    ...(head.agent === undefined ? [] : ([['代理人', head.agent]] as const)),
    ...rows,
  ]);
}

export function issuer({ center }: NoticeHead, day: string): Block {
  return { type: 'issuer', name: center.name, day: dayText(day) };
}

/** Where to ask; nothing when the center keeps neither number nor address. */
export function contact({
  center: { phone, address },
}: Pick<NoticeHead, 'center'>): readonly Block[] {
  const ways = [
    ...(phone === null ? [] : [`电话：${phone}`]),
    ...(address === null ? [] : [`地址：${address}`]),
  ];
  return ways.length === 0 ? [] : [{ type: 'note', text: `咨询方式　${ways.join('　')}` }];
}

/** 【沈阳公积金】… */
export function message({ center }: NoticeHead, text: string): string {
  return `【${center.shortName}】${text}`;
}

export function quotation({ title, text }: PrintedClause): Block {
  return { type: 'quotation', title, text };
}

/** Every reason with its clauses in the law's words, then what the person can do. */
export function reasonBlocks(
  reasons: readonly PrintedReason[],
  centerRule: string,
): readonly Block[] {
  return reasons.flatMap((one, index): readonly Block[] => [
    heading(reasons.length === 1 ? '理由和依据' : `理由和依据（${String(index + 1)}）`),
    paragraph(one.reason),
    ...one.clauses.map(quotation),
    quotation({ key: 'center', title: `本中心的规定：${centerRule}`, text: null }),
    paragraph(`您可以这样做：${one.remedy}`),
    ...(one.earliestOn === null
      ? []
      : [paragraph(`仅就这一条理由而言，自${dayText(one.earliestOn)}起可以再次申请。`)]),
  ]);
}

/** The ways against a decision, from the nearest to the furthest. */
export function reviewBlocks({ center }: NoticeHead, review: ReviewWays): readonly Block[] {
  const court = review.court ?? '有管辖权的人民法院';
  return [
    heading('如您不同意本决定'),
    list([
      `可以于${dayText(review.humanReviewUntil)}前（含当日）向${center.name}任一服务网点或者原申请渠道申请人工复议，由原经办人以外的工作人员核对事实；有关事实更正后，重新认定。申请人工复议不收取费用。`,
      `可以自收到本文书之日起60日内，依法向${review.reconsiderationBody}申请行政复议。`,
      `可以自收到本文书之日起6个月内，依法向${court}提起行政诉讼。`,
    ]),
  ];
}
