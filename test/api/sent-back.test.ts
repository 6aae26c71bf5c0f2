/** 退回更正 through the API: by a code, with words where the code has none; a channel does not learn of it. */
import { beforeEach, describe, expect, it } from 'vitest';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const channel = () => place.as('channel-bank');
const reviewer = () => place.as('zhao-fuhe');

const REVIEW = {
  stage: { at: 'in review', detail: { finding: 'fraud-flag' } },
  events: [],
  waits: {
    close: 'all' as const,
    open: [
      {
        ...{ kind: 'review', until: null, clause: 'liaoning-14', endedBy: ['reviewer'] },
        ...{ shortenedBy: '提前复核', detail: { finding: 'fraud-flag' } },
      },
    ],
  },
};
const BACK = {
  stage: { at: 'sent back', detail: { reasonCode: 'entry-wrong' } },
  events: [{ kind: 'sent-back', public: { reasonCode: 'entry-wrong' } }],
  waits: {
    close: 'all' as const,
    open: [
      {
        ...{ kind: 'rework', until: null, clause: 'liaoning-14', endedBy: ['clerk'] },
        ...{ shortenedBy: '更正', detail: { reasonCode: 'entry-wrong' } },
      },
    ],
  },
  tasks: {
    close: 'all' as const,
    open: [{ kind: 'rework', role: 'clerk', workingDays: 1, ownBranch: true }],
  },
};

let id = '';
beforeEach(async () => {
  ({ id } = await startCase(channel()));
  await place.engine.move(id, REVIEW);
});

const send = async (body: object) => {
  const told = await reviewer().get(`/cases/${id}`);
  const version = told.number('version');
  return reviewer().post(`/cases/${id}/actions/send-back`, { version, body });
};

describe('whoever may review', () => {
  it('is offered to send it back, with the form of the reasons', async () => {
    const actions = (await reviewer().get(`/cases/${id}`)).list('actions');
    const offered = actions.find(({ action }) => action === 'send-back');
    expect(offered).toMatchObject({ title: '退回更正', allowed: true });
    const clerk = (await place.as('wang-guiyuan').get(`/cases/${id}`)).list('actions');
    expect(clerk.find(({ action }) => action === 'send-back')).toMatchObject({ allowed: false });
  });

  it('gives words where the code is “其他”, and a code that there is: told at its field', async () => {
    const bare = await send({ reasonCode: 'other' });
    expect(bare.status).toBe(422);
    expect(bare.list('errors')).toMatchObject([{ pointer: '#/reason' }]);
    const unknown = await send({ reasonCode: 'because', reason: '不对' });
    expect(unknown.list('errors')).toMatchObject([{ pointer: '#/reasonCode' }]);
    expect((await reviewer().get(`/cases/${id}`)).at('stage.at')).toBe('in review');
  });
});

describe('a case that came back', () => {
  beforeEach(() => place.engine.move(id, BACK));

  it('says to the staff why, and what the counter does', async () => {
    const told = await place.as('wang-guiyuan').get(`/cases/${id}`);
    expect(told.at('stage')).toMatchObject({ at: 'sent back', title: '复核退回，待更正' });
    expect(told.string('waits.0.sentence')).toContain('录入与原件不一致');
    const events = await reviewer().get(`/cases/${id}/events`);
    expect(events.text).toContain('复核退回更正（录入与原件不一致）');
  });

  it('is to its channel what it was before: neither sent back nor why', async () => {
    const told = await channel().get(`/cases/${id}`);
    expect(told.at('stage')).toMatchObject({ at: 'in review', title: '人工核对中' });
    expect(told.at('detail')).toEqual({});
    expect(told.at('tasks')).toEqual([]);
    const parts = [
      told,
      await channel().get(`/cases/${id}/events`),
      await channel().get(`/cases/${id}/waits`),
    ];
    for (const { text } of parts) expect(text).not.toMatch(/退回|entry-wrong|sent.back|rework/);
    const listed = await channel().get('/cases?limit=100&stage=in%20review');
    expect(listed.list('items').map((one) => one['id'])).toContain(id);
  });
});
