/** What hangs on a case, in answers: events, decisions, checks, documents, notes, files. */
import { z } from 'zod';
import {
  centerCode,
  ClauseRef,
  codes,
  date,
  instant,
  listOf,
  pageOf,
  PersonHead,
  staffId,
  uuid,
} from './terms.ts';

export const EventView = z
  .object({
    id: z.string(),
    kind: z.string(),
    title: z.string(),
    sentence: z.string(),
    at: instant,
    actor: z.string(),
    actorName: z.string().nullable(),
    actorRole: z.string(),
    origin: z.string(),
    center: centerCode,
    caseId: uuid.nullable(),
    person: uuid.nullable(),
    public: codes,
    content: z.unknown().meta({ description: 'Reason, before, after; personal data masked' }),
    sealed: z.boolean().meta({ description: 'Already part of the chain' }),
  })
  .meta({ id: 'Event' });
export const EventPage = pageOf(EventView).meta({ id: 'EventPage' });

export const DecisionView = z
  .object({
    id: z.string(),
    rule: z.string(),
    ruleTitle: z.string(),
    ruleVersion: z.string(),
    outcome: z.string(),
    outcomeTitle: z.string(),
    clauses: z.array(ClauseRef),
    decidedOn: date,
    decidedAt: instant,
    decidedBy: z.string(),
    record: z.unknown().meta({ description: 'Facts, trace and answer; personal data masked' }),
    recordHash: z.string(),
  })
  .meta({ id: 'Decision' });
export const DecisionList = listOf(DecisionView).meta({ id: 'DecisionList' });

export const CheckView = z
  .object({
    id: z.string(),
    system: z.string(),
    systemTitle: z.string(),
    purpose: z.string(),
    status: z.string(),
    statusTitle: z.string(),
    facts: codes,
    askedAt: instant,
    answeredAt: instant,
    ageSeconds: z.int(),
    ageDays: z.int(),
    evidenceHash: z.string(),
    enteredBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
  })
  .meta({ id: 'Check' });
export const CheckList = listOf(CheckView).meta({ id: 'CheckList' });

export const DocumentView = z
  .object({
    id: uuid,
    kind: z.string(),
    title: z.string(),
    number: z.string(),
    template: z.string(),
    issuedOn: date,
    issuedAt: instant,
    contentHash: z.string(),
    code: z.string().meta({ description: 'Verification code, as printed (验证码)' }),
    href: z.string(),
  })
  .meta({ id: 'Document' });
export const DocumentList = listOf(DocumentView).meta({ id: 'DocumentList' });

export const PersonDocumentView = DocumentView.extend({
  caseId: uuid.nullable().meta({ description: 'The case it was issued in, if any' }),
}).meta({ id: 'PersonDocument' });
export const PersonDocumentList = listOf(PersonDocumentView).meta({ id: 'PersonDocumentList' });

export const NoteView = z
  .object({
    id: uuid,
    author: staffId,
    authorName: z.string(),
    at: instant,
    text: z.string(),
  })
  .meta({ id: 'Note' });
export const NoteList = listOf(NoteView).meta({ id: 'NoteList' });

export const FileView = z
  .object({
    id: uuid,
    kind: z.string(),
    kindTitle: z.string(),
    mediaType: z.string(),
    size: z.int(),
    sha256: z.string(),
    uploadedBy: staffId,
    uploadedAt: instant,
    href: z.string(),
  })
  .meta({ id: 'File' });
export const FileList = listOf(FileView).meta({ id: 'FileList' });
export const UploadedFile = z
  .object({ id: uuid, kind: z.string(), mediaType: z.string(), size: z.int(), sha256: z.string() })
  .meta({ id: 'UploadedFile' });

export const ApplicationView = z
  .object({
    version: z.int(),
    sentAt: instant,
    sentBy: staffId,
    masked: z.boolean(),
    application: z.looseObject({}),
  })
  .meta({ id: 'Application' });

const document = z.object({
  type: z.string(),
  number: z.string(),
  validUntil: z.string().nullable(),
});

export const RevealedPerson = z
  .object({
    id: uuid,
    name: z.string(),
    bornOn: z.string().nullable(),
    sex: z.string().nullable(),
    phone: z.string().nullable(),
    address: z.string().nullable(),
    documents: z.array(document),
    application: ApplicationView.nullable(),
  })
  .meta({ id: 'RevealedPerson' });

export const PersonSearchResult = listOf(PersonHead).meta({ id: 'PersonList' });
