/** What hangs on a case, as answers: in words, with personal data masked. */
import { eventGroup } from '../cases/event-groups.ts';
import { channelEventSentence, eventSentence, eventTitle } from '../cases/wording-events.ts';
import { allowedUse } from '../cases/wording-checks.ts';
import { checkStatusTitle, outcomeTitle, ruleTitle, systemTitle } from '../cases/wording.ts';
import { fileKindTitle, noticeTitle } from '../cases/wording-things.ts';
import { maskContent } from '../crypto/mask.ts';
import { place } from '../crypto/places.ts';
import { addDays, dateAt, daysBetween } from '../domain/calendar.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { changesIn, reasonIn } from './event-content.ts';
import { maskedContent, openedContent, openedEvent } from './personal.ts';
import { codeOf } from './printing.ts';
import type { FileRow, NoteRow } from './queries/papers.ts';
import type { CheckRow, DecisionRow, DocumentRow, EventRow } from './queries/parts.ts';
import { iso } from './show-case.ts';

/** Null when a channel must not see it. */
export function showEvent({ secrets }: ApiDeps, row: EventRow, channel: boolean) {
  const sentence = channel
    ? channelEventSentence(row.kind, row.public)
    : eventSentence(row.kind, row.public);
  if (sentence === null) return null;
  const same = !channel || sentence === eventSentence(row.kind, row.public);
  const content = channel ? null : openedEvent(secrets, row);
  return {
    id: row.id,
    kind: same ? row.kind : 'in-progress',
    title: same ? eventTitle(row.kind) : sentence,
    sentence,
    at: iso(row.at),
    actor: channel ? '' : row.actor,
    actorName: channel ? null : row.actor_name,
    actorRole: channel ? '' : row.actor_role,
    origin: channel ? '' : row.origin,
    center: row.center,
    caseId: row.case_id,
    person: row.person,
    public: channel ? {} : row.public,
    group: same ? eventGroup(row.kind) : ('course' as const),
    content: maskContent(content),
    reason: reasonIn(content),
    changes: changesIn(content),
    sealed: row.sealed,
  };
}

export function showDecision({ secrets }: ApiDeps, row: DecisionRow) {
  return {
    id: row.id,
    rule: row.rule,
    ruleTitle: ruleTitle(row.rule),
    ruleVersion: row.rule_version,
    outcome: row.outcome,
    outcomeTitle: outcomeTitle(row.outcome),
    clauses: row.clauses.map(clauseRef),
    decidedOn: row.decided_on,
    decidedAt: iso(row.decided_at),
    decidedBy: row.decided_by,
    record: maskedContent(secrets, row, place.decision(row.key), row.record),
    recordHash: row.record_hash,
  };
}

/** @param rows the newest first; @param validDays how many days an answer may be used */
export function showChecks({ now }: ApiDeps, rows: readonly CheckRow[], validDays: number | null) {
  return rows.map((row, index) => {
    const superseded = rows.slice(0, index).some(({ system }) => system === row.system);
    return showCheck(row, { at: now(), superseded, validDays });
  });
}

interface InHand {
  readonly at: number;
  readonly superseded: boolean;
  readonly validDays: number | null;
}

function showCheck(row: CheckRow, { at, superseded, validDays }: InHand) {
  const today = dateAt(at);
  const answeredOn = dateAt(row.answered_at);
  const usableUntil = validDays === null ? null : addDays(answeredOn, validDays);
  return {
    id: row.id,
    system: row.system,
    systemTitle: systemTitle(row.system),
    purpose: row.purpose,
    status: row.status,
    statusTitle: checkStatusTitle(row.status),
    facts: row.facts,
    askedAt: iso(row.asked_at),
    answeredAt: iso(row.answered_at),
    ageSeconds: Math.max(Math.floor((at - row.answered_at) / 1000), 0),
    ageDays: Math.max(daysBetween(answeredOn, today), 0),
    superseded,
    usableUntil,
    use: allowedUse({ ...row, superseded, usableUntil }, today),
    evidenceHash: row.evidence_hash,
    enteredBy: row.entered_by,
    confirmedBy: row.confirmed_by,
  };
}

export function showDocument(deps: ApiDeps, caseId: string, row: DocumentRow) {
  return {
    id: row.id,
    kind: row.kind,
    title: noticeTitle(row.kind),
    number: row.number,
    template: row.template,
    issuedOn: row.issued_on,
    issuedAt: iso(row.issued_at),
    contentHash: row.content_hash,
    code: codeOf(deps, row),
    href: `/api/v1/cases/${caseId}/documents/${row.id}.pdf`,
  };
}

interface NoteCase {
  readonly person: string;
  readonly wrapped_key: string | null;
}

export function showNote(deps: ApiDeps, about: NoteCase, row: NoteRow) {
  return {
    id: row.id,
    author: row.author,
    authorName: row.author_name,
    at: iso(row.at),
    text: noteText(deps, about, row),
  };
}

/** A note written while the case was thought to be about somebody else does not open any more. */
function noteText({ secrets }: ApiDeps, about: NoteCase, row: NoteRow): string {
  try {
    const content = openedContent(secrets, about, place.note(row.id), row.content);
    const told = typeof content === 'object' && content !== null && 'text' in content;
    return told && typeof content.text === 'string' ? content.text : UNREADABLE;
  } catch {
    return UNREADABLE;
  }
}

const UNREADABLE = '（该备注的内容已不能读取）';

export function showFile(row: FileRow) {
  return {
    id: row.id,
    kind: row.kind,
    kindTitle: fileKindTitle(row.kind),
    mediaType: row.media_type,
    size: Number(row.size),
    sha256: row.sha256,
    uploadedBy: row.uploaded_by,
    uploadedAt: iso(row.uploaded_at),
    href: `/api/v1/files/${row.id}`,
  };
}
