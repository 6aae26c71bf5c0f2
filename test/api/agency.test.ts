/** 代理 over HTTP: never for joining, said by clause and pointer; masked on the case; only at the counter. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { idNumber } from '../builders.ts';
import { agentOf } from '../harness/agents.ts';
import { NEVER_BY_AGENT } from '../../src/policy/agency.ts';
import { sealJson } from '../../src/crypto/cipher.ts';
import { maskContent } from '../../src/crypto/mask.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { place as at } from '../../src/crypto/places.ts';
import { startCase, uploaded } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const clerk = () => place.as('lin-guiyuan');
const NAME = '张三';
const agent = (given = {}) => agentOf({ upload: () => uploaded(clerk()) }, given);

const started = async (id: string, more: object, as = clerk()) =>
  as.post('/cases', {
    body: {
      type: 'exit',
      application: {
        ...{ account: id, evidence: [] },
        bankCard: { number: '6222020500000012345', holder: NAME, bank: '建设银行' },
        ...more,
      },
    },
  });

describe('joining', () => {
  it.each(NEVER_BY_AGENT)(
    '%s with an agent is refused by clause and pointer, also beforehand',
    async (type) => {
      const body = { type, application: { agent: await agent() } };
      const as = type === 'conversion-to-employee' ? place.as('sun-zhuguan') : clerk();
      for (const told of [
        await as.post('/cases', { body }),
        await as.post('/cases:precheck', { body, key: null }),
      ]) {
        expect(told.status).toBe(422);
        expect(told.body).toMatchObject({
          ...{ code: 'input-invalid', clause: 'civil-code-161' },
          errors: [{ pointer: '#/application/agent' }],
        });
        expect(told.text).toContain('不能由他人代理');
      }
    },
  );
});

/** A case of leaving as its course would have left it, with the agent in the form in force. */
async function leaving(given: object | null): Promise<string> {
  const { id } = await startCase(clerk(), { number: idNumber(), name: NAME });
  const { rows } = await place.owner.query<{ person: string; wrapped_key: string }>(
    `update "case" c set type = 'exit', stage = 'awaiting signature',
            parties = parties || $2::jsonb
       from person p where p.id = c.person and c.id = $1 returning c.person, p.wrapped_key`,
    [id, JSON.stringify(given === null ? {} : { agentRecorder: 'lin-guiyuan' })],
  );
  const { person, wrapped_key: wrapped } = rows[0]!;
  const key = createPersonKeys(place.secrets.center).unwrap(person, wrapped);
  const content = { account: id, ...(given !== null && { agent: given }) };
  await place.owner.query(
    `insert into form_content (case_id, version, person, content, masked, sent_by, sent_at)
     values ($1, 99, $2, $3, $4, 'lin-guiyuan', now())`,
    [
      ...[id, person, sealJson(key, at.formContent(id, 99), content)],
      sealJson(key, at.maskedForm(id, 99), maskContent(content)),
    ],
  );
  return id;
}

describe('an agent of somebody who leaves', () => {
  it('is on the case, masked, with the letter', async () => {
    const given = await agent({ notarised: true, endsOn: '2099-12-31' });
    const told = await clerk().get(`/cases/${await leaving(given)}`);
    expect(told.at('agent')).toMatchObject({
      ...{ name: '王＊', documentType: 'resident-id', expired: false, notarised: true },
      ...{ issuedOn: given.authority.issuedOn, endsOn: '2099-12-31' },
      ...{ notaryNumber: '（2026）辽证字第9号', actsText: '提交申请、补正材料、签字和撤回申请' },
    });
    expect(told.text).not.toContain(given.document.number);
    expect(told.text).not.toContain('王代理');
    const over = await agent({ issuedOn: '2026-01-01', endsOn: '2026-01-02' });
    expect((await clerk().get(`/cases/${await leaving(over)}`)).at('agent.expired')).toBe(true);
    expect((await clerk().get(`/cases/${await leaving(null)}`)).at('agent')).toBeNull();
  });

  it('is revoked by an act that is offered only while one is on record', async () => {
    const offered = async (id: string) =>
      (await clerk().get(`/cases/${id}`))
        .list('actions')
        .filter(({ action, allowed }) => String(action).endsWith('-agent') && allowed === true)
        .map(({ action }) => action);
    expect(await offered(await leaving(await agent()))).toEqual(['register-agent', 'revoke-agent']);
    expect(await offered(await leaving(null))).toEqual(['register-agent']);
  });

  it('whose part of the form is not whole is told at the field, in Chinese', async () => {
    const whole = await agent();
    const { authority } = whole;
    for (const [more, pointer] of [
      [{ originalsSeen: false }, 'originalsSeen'],
      [{ documentFile: undefined }, 'documentFile'],
      [{ authority: { ...authority, acts: [] } }, 'authority/acts'],
      [{ authority: { ...authority, acts: ['receive-money'] } }, 'authority/acts/0'],
      [{ authority: { ...authority, endsOn: '2026-01-01' } }, 'authority/endsOn'],
      [{ authority: { ...authority, notarised: true } }, 'authority/notaryNumber'],
    ] as const) {
      const told = await started(randomUUID(), { agent: { ...whole, ...more } });
      expect(told.status).toBe(422);
      expect(told.body).toMatchObject({
        errors: [{ pointer: `#/application/agent/${pointer}` }],
      });
      expect(told.text).not.toContain('王代理');
    }
  });
});
