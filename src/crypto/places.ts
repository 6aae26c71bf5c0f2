/**
 * Where a ciphertext belongs: the additional authenticated data of every sealed text, in one
 * table. A ciphertext moved to another row or column does not open.
 */
type PersonColumn = 'name' | 'born_on' | 'sex' | 'phone' | 'address' | 'masked';
type DocumentColumn = 'number' | 'valid_until';

export const place = {
  personKey: (personId: string) => `person-key:${personId}`,
  person: (personId: string, column: PersonColumn) => `person:${personId}:${column}`,
  identityDocument: (id: string, column: DocumentColumn) => `identity_document:${id}:${column}`,
  personalChange: (id: string, column: 'before' | 'after' | 'masked') =>
    `personal_change:${id}:${column}`,
  formContent: (caseId: string, version: number) => `form_content:${caseId}:${version}`,
  maskedForm: (caseId: string, version: number) => `form_content:${caseId}:${version}:masked`,
  /** An event about nobody's case is sealed for the person it is about. */
  event: (caseId: string | null, personId: string | null) => `event:${caseId ?? personId ?? ''}`,
  notes: (key: string) => `effect:${key}:notes`,
  check: (key: string) => `check:${key}`,
  decision: (key: string) => `decision:${key}`,
  document: (id: string) => `document:${id}`,
  personDocument: (id: string) => `person_document:${id}`,
  agreement: (id: string) => `agreement:${id}:parameters`,
  signature: (id: string) => `agreement:${id}:signature`,
  /** Of the account's plans and mandates: it is one card wherever it stands. */
  card: (account: string) => `plan:${account}:card`,
  payoutCard: (id: string) => `payout:${id}:card`,
  maskedCard: (account: string) => `mandate:${account}:masked`,
  outbox: (key: string) => `outbox:${key}`,
  inbox: (sender: string, serial: string) => `inbox:${sender}:${serial}`,
  /** @param id sender and serial number */
  inboxKey: (id: string) => `inbox:${id}:key`,
  suspenseNote: (center: string, serial: string) => `suspense:${center}:${serial}:note`,
  suspensePayer: (center: string, serial: string) => `suspense:${center}:${serial}:payer`,
  centerKey: (center: string) => `center:${center}:key`,
  note: (id: string) => `note:${id}`,
  fileKey: (id: string) => `file:${id}:key`,
  fileContent: (id: string) => `file:${id}:content`,
  draftKey: (id: string) => `draft:${id}:key`,
  draft: (id: string) => `draft:${id}:content`,
  operationKey: (id: string) => `operation:${id}:key`,
  operationRow: (id: string, n: number) => `operation:${id}:${n}`,
} as const;
