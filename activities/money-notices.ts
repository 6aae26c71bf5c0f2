/**
 * Tells people about the money of their accounts: a notice is a document of the case that opened the
 * account and one message, written in the transaction of whoever learns of it, once by its key.
 */
import { createHash, randomUUID } from 'node:crypto';
import { sealJson, sealText } from '../src/crypto/cipher.ts';
import type { PersonKeys } from '../src/crypto/person-key.ts';
import { place } from '../src/crypto/places.ts';
import type {
  MoneyDocumentKind,
  MoneyDocumentParams,
  MoneyHead,
} from '../src/cases/wording-documents.ts';
import { insertDocuments, insertOutbox } from '../src/db/case-papers.ts';
import { holdersOf, toldBefore, type Holder, type OnUnreadable } from '../src/db/money-notices.ts';
import type { Tx } from '../src/db/pool.ts';
import { dateAt } from '../src/domain/calendar.ts';
import { currentTemplate } from '../src/documents/registry.ts';

type Own<Kind extends MoneyDocumentKind> = Omit<MoneyDocumentParams[Kind], keyof MoneyHead>;

/** One notice: what it says beyond whom it is for. */
export type MoneyNotice = {
  readonly [Kind in MoneyDocumentKind]: {
    readonly kind: Kind;
    /** Business key of the fact that is told. */
    readonly key: string;
    /** Number of the account. */
    readonly account: string;
    readonly params: Own<Kind>;
  };
}[MoneyDocumentKind];

interface Telling {
  readonly notices: readonly MoneyNotice[];
  /** Instant (ms). */
  readonly at: number;
  readonly onUnreadable?: OnUnreadable;
}

/**
 * Writes those that were not written before.
 *
 * @throws Error when somebody's data cannot be opened, unless `onUnreadable` takes it
 */
export async function tellOfMoney(
  tx: Tx,
  personKeys: PersonKeys,
  { notices, at, onUnreadable }: Telling,
): Promise<void> {
  if (notices.length === 0) return;
  const told = await toldBefore(
    tx,
    notices.map(({ key }) => key),
  );
  const fresh = notices.filter(({ key }) => !told.has(key));
  const holders = await holdersOf(
    tx,
    personKeys,
    fresh.map(({ account }) => account),
    onUnreadable,
  );
  for (const notice of fresh) {
    const holder = holders.get(notice.account);
    if (holder) await write(tx, { notice, holder, at });
  }
}

/** Where a text message goes, the relay knows; who has no number is told on paper. */
const WAY = 'sms';

interface Told {
  readonly notice: MoneyNotice;
  readonly holder: Holder;
  readonly at: number;
}

async function write(tx: Tx, { notice, holder, at }: Told): Promise<void> {
  const { key: own, caseId, person, center } = holder;
  const { kind, key } = notice;
  const id = randomUUID();
  const text = JSON.stringify({ ...headOf(holder), ...notice.params });
  const issued = { prefix: center.documentPrefix, on: dateAt(at), at };
  await insertDocuments(tx, { caseId, person }, issued, [
    {
      ...{ id, key, kind, template: currentTemplate(kind).version },
      content: sealText(own, place.document(id), text),
      contentHash: createHash('sha256').update(text).digest('hex'),
    },
  ]);
  await insertOutbox(tx, {
    key,
    center: center.code,
    caseId,
    person,
    kind: 'notice',
    payload: sealJson(own, place.outbox(key), { document: id, way: WAY }),
  });
}

function headOf({ center, caseNumber, branch, account, ...holder }: Holder): MoneyHead {
  const { name, shortName, phone, address, rule } = center;
  const { documentType, documentNumber } = holder;
  return {
    center: { name, shortName, phone, address, rule },
    ...{ caseNumber, business: '缴存', branch, accountLast4: account.slice(-4) },
    person: { name: holder.name, documentType, documentNumber },
  };
}
