/** What hangs on a case, in answers: events, decisions, checks, documents, notes, files. */
import { z } from 'zod';
import { EVENT_GROUP_NAMES } from '../../cases/event-groups.ts';
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
    group: z.enum(EVENT_GROUP_NAMES),
    content: z.unknown().meta({ description: 'Reason, before, after; personal data masked' }),
    reason: z.string().nullable(),
    changes: z
      .array(
        z.object({ pointer: z.string(), title: z.string(), before: z.string(), after: z.string() }),
      )
      .meta({ description: 'What a correction changed, in words; personal data masked' }),
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
    superseded: z.boolean().meta({ description: 'A later answer of the same system counts' }),
    usableUntil: date.nullable().meta({ description: 'The last day on which it may be used' }),
    use: z.string().meta({ description: 'What it allows today, in a sentence' }),
    evidenceHash: z.string(),
    enteredBy: z.string().nullable(),
    confirmedBy: z.string().nullable(),
  })
  .meta({ id: 'Check' });
export const RevealedCheck = z
  .object({
    id: z.string(),
    text: z.string().meta({
      description: 'Question and answer as they were kept, as indented JSON; text and nothing else',
    }),
    evidenceHash: z.string(),
    intact: z.boolean().meta({ description: 'What is kept is what the hash was taken of' }),
  })
  .meta({ id: 'RevealedCheck' });
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
const block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('heading'), text: z.string() }),
  z.object({ type: z.literal('addressee'), text: z.string() }),
  z.object({ type: z.literal('paragraph'), text: z.string() }),
  z.object({ type: z.literal('emphasis'), label: z.string(), text: z.string() }),
  z.object({ type: z.literal('quotation'), title: z.string(), text: z.string().nullable() }),
  z.object({ type: z.literal('list'), items: z.array(z.string()) }),
  z.object({
    type: z.literal('table'),
    head: z.array(z.string()).nullable(),
    rows: z.array(z.array(z.string())),
    widths: z.array(z.number()),
    labels: z.array(z.int()).optional(),
  }),
  z.object({
    type: z.literal('signatures'),
    parties: z.array(z.object({ label: z.string(), name: z.string(), lines: z.array(z.string()) })),
  }),
  z.object({ type: z.literal('issuer'), name: z.string(), day: z.string() }),
  z.object({ type: z.literal('note'), text: z.string() }),
]);

export const DocumentContent = DocumentView.extend({
  centerName: z.string(),
  blocks: z.array(block),
  signingHash: z
    .string()
    .nullable()
    .meta({ description: 'Of an agreement: what is signed, to be compared with the case' }),
}).meta({ id: 'DocumentContent' });

export const ReplayView = z
  .object({
    state: z.enum(['same', 'different', 'other-version', 'without-facts']),
    sentence: z.string(),
    ruleVersion: z.string(),
    currentVersion: z.string().nullable(),
    outcome: z.string(),
    outcomeNow: z.string().nullable(),
    recordHash: z.string(),
    hashNow: z.string().nullable(),
  })
  .meta({ id: 'DecisionReplay' });

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

export const ApplicationVersion = ApplicationView.extend({
  versions: z
    .array(z.object({ version: z.int(), sentAt: instant, sentBy: staffId }))
    .meta({ description: 'All that were sent, the newest first' }),
}).meta({ id: 'ApplicationVersion' });

const document = z.object({
  type: z.string(),
  number: z.string(),
  validUntil: z.string().nullable(),
  endedOn: z
    .string()
    .nullable()
    .optional()
    .meta({ description: 'Another one stands in its place since then' }),
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
