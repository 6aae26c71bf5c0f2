/** Reading closely: a document in place of its print, and a decision taken again from its facts. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { outcomeTitle, ruleTitle } from '../cases/wording.ts';
import { createPersonKeys } from '../crypto/person-key.ts';
import { place } from '../crypto/places.ts';
import { readContent } from '../db/persons.ts';
import { isSigned, signingHash } from '../documents/hash.ts';
import { readParams } from '../documents/read-params.ts';
import { isDocumentKind, templateOf } from '../documents/registry.ts';
import { takeAgain } from '../policy/taken-again.ts';
import { acting, grantAt } from './acting.ts';
import { caseFor, notFound } from './case-access.ts';
import { revealBody } from './case-papers.ts';
import { operation } from './operation.ts';
import { openedContent } from './personal.ts';
import { listCenters } from './queries/offices.ts';
import {
  checksOf,
  findDecision,
  findDocument,
  type DecisionRow,
  type DocumentRow,
} from './queries/parts.ts';
import { DocumentContent, ReplayView, RevealedCheck } from './schemas/parts.ts';
import { showDocument } from './show-parts.ts';

export const getCaseDocumentContent = operation({
  id: 'getCaseDocumentContent',
  method: 'get',
  path: '/cases/{id}/documents/{documentId}',
  tag: 'Case',
  summary: 'A printed document as text, from the very template of its print; read for the record',
  params: z.object({ id: z.uuid(), documentId: z.uuid() }),
  answers: { 200: { description: 'The document', schema: DocumentContent } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const document = await findDocument(deps.pool, row.id, call.params.documentId);
    if (!document) throw notFound();
    const content = await readContent(deps.pool, createPersonKeys(deps.secrets.center), {
      caseId: row.id,
      kind: 'document',
      key: document.id,
      reason: null,
      by: acting(call, deps, grantAt(call, row)),
    });
    const [office] = await listCenters(deps.pool, [document.center]);
    return {
      status: 200,
      body: {
        ...showDocument(deps, row.id, document),
        centerName: office?.name ?? '',
        ...textOf(document, content),
      },
    };
  },
});

/** @throws Error for a template this release does not have */
function textOf({ kind, template }: DocumentRow, content: unknown) {
  if (!isDocumentKind(kind)) throw new Error(`unknown kind of document ${kind}`);
  const blocks = templateOf(kind, template).render(readParams(kind, template, content));
  const hash = isSigned(kind)
    ? signingHash(kind, template, readParams(kind, template, content))
    : null;
  return { blocks, signingHash: hash };
}

export const getCaseDecisionReplay = operation({
  id: 'getCaseDecisionReplay',
  method: 'get',
  path: '/cases/{id}/decisions/{decisionId}/replay',
  tag: 'Case',
  summary: 'Takes a decision again from its own facts and compares, byte for byte',
  params: z.object({ id: z.uuid(), decisionId: z.string().regex(/^\d{1,18}$/) }),
  answers: { 200: { description: 'What came of it', schema: ReplayView } },
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const decision = await findDecision(deps.pool, row.id, call.params.decisionId);
    if (!decision) throw notFound();
    const record = openedContent(
      deps.secrets,
      decision,
      place.decision(decision.key),
      decision.record,
    );
    return { status: 200, body: compared(decision, record) };
  },
});

function compared(decision: DecisionRow, record: unknown) {
  const { rule, rule_version: ruleVersion, outcome, record_hash: recordHash } = decision;
  const known = { ruleVersion, outcome, recordHash, currentVersion: null };
  const nothing = { outcomeNow: null, hashNow: null };
  const again = takeAgain(rule, ruleVersion, record);
  if (again.state === 'without-facts') {
    const sentence = '该认定没有留存可供重新计算的事实，只能查看当时的记录。';
    return { ...known, ...nothing, state: again.state, sentence };
  }
  if (again.state === 'other-version') {
    const { version } = again;
    const sentence = `当时适用${ruleTitle(rule)}规则第${ruleVersion}版，本系统现为第${version}版，不能重新计算。`;
    return { ...known, ...nothing, state: again.state, sentence, currentVersion: version };
  }
  const hashNow = createHash('sha256').update(JSON.stringify(again.record)).digest('hex');
  const told = { ...known, currentVersion: ruleVersion, outcomeNow: again.outcome, hashNow };
  return hashNow === recordHash
    ? {
        ...told,
        state: 'same' as const,
        sentence: '按当时的规则和事实重新计算，结果与留存的记录逐字节相同。',
      }
    : {
        ...told,
        state: 'different' as const,
        sentence: `重新计算的结果与留存的记录不同（当时：${outcomeTitle(outcome)}；重算：${outcomeTitle(again.outcome)}），请报告运维人员。`,
      };
}

export const revealCheck = operation({
  id: 'revealCheck',
  method: 'post',
  path: '/cases/{id}/checks/{checkId}:reveal',
  tag: 'Case',
  summary: 'What an outside system was asked and what it answered, as it came, for a reason',
  description: 'A reading, not a change: it needs no key, and every one leaves its line.',
  params: z.object({ id: z.uuid(), checkId: z.string().regex(/^\d{1,18}$/) }),
  body: revealBody,
  bodyExample: { reason: '申请人对核查结果有异议，核对平台原文。' },
  answers: { 200: { description: 'In full', schema: RevealedCheck } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await caseFor(call, deps, call.params.id);
    const checks = await checksOf(deps.pool, row.id);
    const check = checks.find(({ id }) => id === call.params.checkId);
    if (!check) throw notFound();
    const evidence = await readContent(deps.pool, createPersonKeys(deps.secrets.center), {
      caseId: row.id,
      kind: 'check',
      key: check.id,
      reason: call.body.reason,
      by: acting(call, deps, grantAt(call, row)),
    });
    const hash = createHash('sha256').update(JSON.stringify(evidence)).digest('hex');
    return {
      status: 200,
      body: {
        id: check.id,
        text: JSON.stringify(evidence, null, 2),
        evidenceHash: check.evidence_hash,
        intact: hash === check.evidence_hash,
      },
    };
  },
});
