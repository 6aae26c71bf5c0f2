/** A channel sees its own cases, in its own words, and never learns that another case exists. */
import { beforeEach, describe, expect, it } from 'vitest';
import { channelStage, channelType, stagesBehind } from '../../src/api/channel-view.ts';
import { CASE_TYPES } from '../../src/cases/index.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world();
const channel = () => place.as('channel-bank');
const opening = CASE_TYPES['account-opening']!;

const CONTESTED = {
  stage: { at: 'contested', detail: { other: '00000000-0000-4000-8000-000000000000' } },
  events: [{ kind: 'contested', public: { other: '00000000-0000-4000-8000-000000000000' } }],
  waits: {
    close: 'all' as const,
    open: [
      {
        kind: 'verdict',
        until: null,
        clause: 'regulation-13',
        endedBy: ['reviewer'],
        shortenedBy: '撤回其中一件',
        detail: {},
      },
    ],
  },
  tasks: { close: 'all' as const, open: [{ kind: 'verdict', role: 'reviewer', workingDays: 2 }] },
};

const REVIEW = {
  ...CONTESTED,
  stage: { at: 'in review' },
  events: [{ kind: 'review-needed', public: { code: 'mismatch' } }],
  waits: {
    ...CONTESTED.waits,
    open: [{ ...CONTESTED.waits.open[0]!, kind: 'review', clause: 'liaoning-14' }],
  },
};

let contested = '';
let reviewed = '';

beforeEach(async () => {
  contested = (await startCase(channel())).id;
  reviewed = (await startCase(channel())).id;
  await place.engine.move(contested, CONTESTED);
  await place.engine.move(reviewed, REVIEW);
});

describe('人工核对中', () => {
  it('is all a channel hears, whether another case exists or not', async () => {
    const [one, two] = await Promise.all(
      [contested, reviewed].map(async (id) => channel().get(`/cases/${id}`)),
    );
    for (const told of [one!, two!]) {
      expect(told.at('stage')).toEqual({
        at: 'in review',
        title: '人工核对中',
        state: 'waiting',
        final: false,
      });
      expect(told.at('tasks')).toEqual([]);
      expect(told.at('links')).toEqual([]);
      expect(told.at('detail')).toEqual({});
      expect(told.at('parties')).toEqual({});
      expect(told.text).not.toMatch(/同一人|多件|重复|regulation-13|verdict|contested/);
    }
    const common = (told: typeof one) =>
      told!.text.replaceAll(
        /"(id|number|openedAt|updatedAt|since|person)":("[^"]*"|\{[^}]*\})/g,
        '',
      );
    expect(common(one)).toBe(common(two));
  });

  it('stays so in lists, waits, events and refusals', async () => {
    const listed = await channel().get('/cases?limit=100');
    expect(listed.text).not.toMatch(/contested|同一人/);
    const waits = await channel().get(`/cases/${contested}/waits`);
    expect(waits.list('items').at(-1)).toMatchObject({
      kind: 'in-progress',
      sentence: '人工核对中',
      clause: null,
      endedBy: [],
      until: null,
    });
    const events = await channel().get(`/cases/${contested}/events`);
    expect(events.text).not.toMatch(/同一人|00000000-0000-4000|contested/);
    const told = await channel().get(`/cases/${contested}`);
    const refused = await channel().post(`/cases/${contested}/actions/sign`, {
      version: told.number('version'),
      body: {},
    });
    expect(refused.body).toMatchObject({ code: 'action-not-permitted' });
    expect(refused.text).toContain('人工核对中');
    expect(refused.text).not.toMatch(/同一人|多件/);
  });

  it('cannot be told apart by filters', async () => {
    const find = async (query: string) =>
      (await channel().get(`/cases?limit=100&${query}`)).list('items').map(({ id }) => id);
    const shown = await find('stage=in%20review');
    expect(shown).toEqual(expect.arrayContaining([contested, reviewed]));
    expect(await find('stage=contested')).toEqual([]);
    expect((await channel().get('/cases?waitingFor=verdict')).status).toBe(403);
  });

  it('is told to the staff as it is', async () => {
    const told = await place.as('zhao-fuhe').get(`/cases/${contested}`);
    expect(told.at('stage')).toMatchObject({ at: 'contested', title: '同一人多件，待人工核对' });
    expect(told.string('waits.0.sentence')).toContain('同一人有两件在办业务');
    expect(told.list('tasks')[0]).toMatchObject({ kind: 'verdict', claimable: true });
  });
});

describe('a channel', () => {
  it('may withdraw what it brought, where the law lets it', async () => {
    const told = await channel().get(`/cases/${contested}`);
    const body = { reason: '申请人要求撤回' };
    const done = await channel().post(`/cases/${contested}/actions/withdraw`, {
      version: told.number('version'),
      body,
    });
    expect(done.status, done.text).toBe(200);
    expect(done.at('stage')).toMatchObject({ at: 'withdrawn', final: true });
  });

  it('does not see what another channel or a clerk brought', async () => {
    const { id } = await startCase(place.as('wang-guiyuan'));
    expect((await channel().get(`/cases/${id}`)).status).toBe(404);
    expect((await place.as('channel-terminal').get(`/cases/${contested}`)).status).toBe(404);
  });

  it('learns no person it did not bring by searching', async () => {
    await startCase(place.as('wang-guiyuan'), { name: '只在柜台' });
    const told = await channel().post('/cases:search', { body: { name: '只在柜台' } });
    expect(told.body).toEqual({ items: [], persons: [] });
  });
});

describe('the channel’s words', () => {
  it('cover every stage that has them, by the name of another one or the last of its kind', () => {
    for (const [at, { channelTitle }] of Object.entries(opening.stages)) {
      const shown = channelStage(opening, at);
      const title = channelType(opening).stages[at]?.title;
      if (channelTitle === undefined) expect(shown).toBe(at);
      else expect(title).toBe(channelTitle);
      expect(channelType(opening).stages[shown]?.title).toBe(title);
      expect(stagesBehind(opening, shown)).toContain(at);
    }
    expect(channelStage(opening, 'needs attention')).toBe('checking');
    expect(stagesBehind(opening, 'contested')).toEqual([]);
  });
});
