/** 总账 behind the screen: from a line of the bank to its case and back; who may look. */
import { beforeAll, describe, expect, it } from 'vitest';
import { plainDate } from '../../src/domain/calendar.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { recordJournals } from '../../src/ledger/journals.ts';
import { contribution } from '../ledger/entries.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const auditor = () => place.as('li-shenji');
const CENTER = '210100';
const NUMBER = '21010000000000000067';
const at = (more = '') => `/books?center=${CENTER}${more}`;
const of = (book: string, more = '') => `/books/${book}/postings?center=${CENTER}${more}`;
let caseId = '';
let number = '';

beforeAll(async () => {
  const { id, told } = await startCase(place.as('lin-guiyuan'));
  caseId = id;
  number = told.string('number');
  await place.owner.query(
    `insert into account (number, center, person, state, source, opened_on)
     values ($1, $2, $3, 'normal', 'flexible', '2026-07-01')`,
    [NUMBER, CENTER, told.string('person.id')],
  );
  const valueDate = plainDate('2026-09-15');
  await inTransaction(place.app, (tx) =>
    recordJournals(tx, CENTER, [
      contribution(NUMBER, '800.00', { valueDate, document: 'B-BOOK-1', caseId }),
    ]),
  );
  await place.owner.query(
    `insert into bank_day (center, day, lines, opening, received, paid, closing, sha256, fetched_at)
     values ($1, '2026-09-15', 1, 0, 800, 0, 800, repeat('a', 64), now())`,
    [CENTER],
  );
  await place.owner.query(
    `insert into bank_line (center, day, n, serial, amount, balance)
     values ($1, '2026-09-15', 1, 'B-BOOK-1', 800, 800)`,
    [CENTER],
  );
});

describe('the books of a center', () => {
  it('are told as of a day, and sum to zero', async () => {
    const told = await auditor().get(at('&asOf=2026-09-15'));
    expect(told.status, told.text).toBe(200);
    const items = told.list('items') as { book: string; balance: string }[];
    expect(items.find(({ book }) => book === 'bank')).toMatchObject({
      ...{ title: '银行存款', side: 'asset', balance: '-800.00', hasPostings: true },
    });
    expect(items.find(({ book }) => book === 'personal')).toMatchObject({
      ...{ balance: '800.00', hasPostings: false },
    });
    const before = await auditor().get(at('&asOf=2026-09-14'));
    expect(before.list('items')).toContainEqual(
      expect.objectContaining({ book: 'bank', balance: '0.00' }),
    );
  });

  it('refuse a day to come, a book that is none, days the wrong way round', async () => {
    const late = await auditor().get(at('&asOf=2099-01-01'));
    expect(late.list('errors')).toMatchObject([{ pointer: 'query/asOf' }]);
    const none = await auditor().get(of('personal'));
    expect(none.status).toBe(422);
    expect(none.list('errors')).toMatchObject([{ pointer: 'path/book' }]);
    const wrong = await auditor().get(of('bank', '&from=2026-09-30&to=2026-09-01'));
    expect(wrong.list('errors')).toMatchObject([{ pointer: 'query/from' }]);
  });
});

describe('the lines of a book', () => {
  it('lead to the case and to the line of the bank', async () => {
    const told = await auditor().get(of('bank', '&from=2026-09-15&kind=contribution'));
    expect(told.status, told.text).toBe(200);
    expect(told.list('items')).toMatchObject([
      {
        ...{ amount: '-800.00', title: '汇缴', business: '01', caseId, caseNumber: number },
        bankLine: { day: '2026-09-15', n: 1, serial: 'B-BOOK-1' },
      },
    ]);
  });

  it('are not for clerks, and of another center not there', async () => {
    expect((await place.as('lin-guiyuan').get(of('bank'))).status).toBe(403);
    expect((await place.as('lin-guiyuan').get(at())).status).toBe(403);
    expect((await auditor().get('/books?center=210200')).status).toBe(404);
  });
});
