/** （十一）: 信息变更 over HTTP, asked before it is sent; and the person's history, masked, for whoever may see it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { readHolderNow } from '../../src/db/holder-now.ts';
import { changePerson } from '../../src/db/personal-changes.ts';
import { inTransaction } from '../../src/db/transaction.ts';
import { plainDate } from '../../src/domain/calendar.ts';
import { idNumber } from '../builders.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const OLD = idNumber();
const NEW = idNumber();
const TAKEN = idNumber();
const ACCOUNT = '21010002980000000007';
let account = '';
let person = '';
let opening = '';

beforeAll(async () => {
  const { id, told } = await startCase(clerk(), { number: OLD, name: NAME });
  opening = id;
  person = told.string('person.id');
  await startCase(clerk(), { number: TAKEN, name: '李四' });
  const { rows } = await place.owner.query<{ id: string }>(
    `insert into account (number, center, person, state, source, opened_on, opened_by_case)
     values ($1, '210100', $2, 'normal', 'flexible', '2026-07-01', $3) returning id`,
    [ACCOUNT, person, id],
  );
  account = rows[0]!.id;
});

const precheck = (more: object, as = clerk()) =>
  as.post('/cases:precheck', {
    body: { type: 'personal-change', application: { account, ...more } },
    key: null,
  });

describe('before a change is sent', () => {
  it('says what is brought and who looks, and asks nobody outside', async () => {
    const told = await precheck({ name: '张三丰', phone: '13900000456' });
    expect(told.body).toMatchObject({
      ...{ ready: false, refusals: [] },
      missing: [{ code: 'identity-document' }, { code: 'name-change-proof' }],
      personalChange: {
        ...{ changes: '姓名和手机号码', held: false },
        decidedByText: '身份核验以后，由另一人复核再变更',
      },
    });
  });

  it('knows what is as before, and whose a number is, without telling the values', async () => {
    const same = await precheck({ name: NAME });
    expect(same.at('refusals')).toMatchObject([{ code: 'personal-nothing-new' }]);
    const taken = await precheck({ document: { type: 'resident-id', number: TAKEN } });
    expect(taken.string('personalChange.toConfirm')).toBe('');
    const evidence = ['identity-document', 'number-link-proof'].map((kind) => ({
      kind,
      file: '00000000-0000-4000-8000-000000000001',
    }));
    const whole = await precheck({ document: { type: 'resident-id', number: TAKEN }, evidence });
    expect(whole.string('personalChange.toConfirm')).toContain('登记在另一人名下');
    expect(JSON.stringify(whole.body)).not.toContain(TAKEN.slice(6, 14));
  });

  it('tells what is wrong with a document beside the field, or by name', async () => {
    const wrong = await precheck({ document: { type: 'resident-id', number: '123' } });
    expect(wrong.status).toBe(422);
    const expired = { type: 'resident-id', number: NEW, validUntil: '2020-01-01' };
    expect((await precheck({ document: expired })).at('refusals')).toMatchObject([
      { code: 'personal-document-invalid' },
    ]);
  });

  it('wants something to change, and an account within reach', async () => {
    expect((await precheck({})).status).toBe(422);
    const elsewhere = await precheck({
      account: '00000000-0000-4000-8000-000000000000',
      name: '甲',
    });
    expect(elsewhere.status).toBe(422);
  });
});

describe('the history of a person', () => {
  it('shows masked what was changed, when and by which case, and the document before', async () => {
    const personKeys = createPersonKeys(place.secrets.center);
    await inTransaction(place.app, async (tx) => {
      const holder = await readHolderNow(tx, { personKeys }, account);
      await changePerson(tx, { lookup: place.secrets.lookup }, holder!, {
        ...{ caseId: opening, on: plainDate('2026-11-23'), kinds: ['document', 'phone'] },
        values: {
          phone: '13900000456',
          document: {
            ...{ type: 'resident-id', number: NEW, validUntil: plainDate('2040-01-01') },
            ...{ strikes: false, bornOn: null, sex: null },
          },
        },
        ...{ by: 'lin-guiyuan', reviewedBy: 'zhao-fuhe' },
      });
    });
    const told = await clerk().get(`/persons/${person}`);
    expect(told.at('documents')).toMatchObject([
      { number: `219***********${NEW.slice(-4)}`, endedOn: null },
      { number: `219***********${OLD.slice(-4)}`, endedOn: '2026-11-23' },
    ]);
    expect(told.at('changes')).toMatchObject([
      {
        ...{ on: '2026-11-23', kinds: ['document', 'phone'], caseId: opening },
        values: [
          { kind: 'document', title: '居民身份证' },
          { kind: 'phone', title: '手机号码', after: '139****0456' },
        ],
      },
    ]);
    expect(JSON.stringify(told.body)).not.toContain(NEW);
    const found = await clerk().post('/persons:search', {
      ...{ body: { documentNumber: OLD }, key: null },
    });
    expect(found.at('items')).toMatchObject([{ id: person }]);
  });

  it('in full is for whoever gives a reason, the documents before marked', async () => {
    const told = await clerk().post(`/persons/${person}:reveal`, {
      ...{ body: { reason: '核对原件' }, key: null },
    });
    expect(told.at('documents')).toMatchObject([
      { number: NEW },
      { number: OLD, endedOn: '2026-11-23' },
    ]);
  });
});
