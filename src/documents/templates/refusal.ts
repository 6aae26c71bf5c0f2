/** Decisions against the applicant: 不予受理通知书, 不予开户决定书; and the review of them. */
import { dayText } from '../../cases/wording.ts';
import { heading, list, paragraph } from '../blocks.ts';
import type { Template } from '../template.ts';
import { HUMAN_REVIEW_EXAMPLES, NOT_ACCEPTED_EXAMPLES, REFUSAL_EXAMPLES } from './examples.ts';
import {
  addressee,
  caseFacts,
  contact,
  issuer,
  message,
  reasonBlocks,
  reviewBlocks,
} from './notice.ts';

export const notAccepted2026: Template<'not-accepted'> = {
  kind: 'not-accepted',
  version: 'not-accepted-2026-1',
  title: '不予受理通知书',
  examples: NOT_ACCEPTED_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(`您提出的${params.business}申请，因下列理由，本中心决定不予受理。`),
    caseFacts(params),
    ...reasonBlocks(params.reasons, params.center.rule),
    ...reviewBlocks(params, params.review),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）不予受理，理由、依据和救济途径详见通知书。可于${dayText(params.review.humanReviewUntil)}前申请人工复议。`,
    ),
};

export const refusal2026: Template<'refusal'> = {
  kind: 'refusal',
  version: 'refusal-2026-1',
  title: '不予开户决定书',
  examples: REFUSAL_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您提出的${params.business}申请，本中心于${dayText(params.acceptedOn)}受理。经审核${params.afterHumanReview ? '，并经人工复议' : ''}，因下列理由，决定不予开户。`,
    ),
    caseFacts(params, [['受理日期', dayText(params.acceptedOn)]]),
    ...reasonBlocks(params.reasons, params.center.rule),
    ...(params.afterHumanReview
      ? [
          paragraph(
            '本决定已经原经办人以外的工作人员复议。有新的事实或者材料的，可以重新提出申请。',
          ),
        ]
      : []),
    ...reviewBlocks(params, params.review),
    ...contact(params),
    issuer(params, params.decidedOn),
  ],
  message: (params) =>
    message(
      params,
      `您的${params.business}申请（${params.caseNumber}）未获同意，理由、依据和救济途径详见决定书。可于${dayText(params.review.humanReviewUntil)}前申请人工复议。`,
    ),
};

export const humanReview2026: Template<'human-review'> = {
  kind: 'human-review',
  version: 'human-review-2026-1',
  title: '人工复议受理告知书',
  examples: HUMAN_REVIEW_EXAMPLES,
  render: (params) => [
    addressee(params),
    paragraph(
      `您于${dayText(params.requestedOn)}就${params.business}申请的决定${params.decisionNumber === null ? '' : `（${params.decisionNumber}）`}提出的人工复议申请已经受理。`,
    ),
    caseFacts(params, [
      [
        '办理期限',
        `${String(params.promisedWorkingDays)}个工作日${params.promisedOn === null ? '' : `，最迟${dayText(params.promisedOn)}`}`,
      ],
    ]),
    heading('复议怎样进行'),
    list([
      '由原经办人以外的工作人员，对照您的理由逐项核对决定所依据的事实。',
      '事实有误的，予以更正，由同一规则重新认定；认定的结果和依据书面告知您。',
      '复议期间，您可以补充材料，也可以撤回申请。复议不影响您依法申请行政复议或者提起行政诉讼。',
    ]),
    ...contact(params),
    issuer(params, params.requestedOn),
  ],
  message: (params) =>
    message(
      params,
      `您对${params.business}申请（${params.caseNumber}）的人工复议申请已受理，结果将书面告知。`,
    ),
};
