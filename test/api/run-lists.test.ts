/** The list of a run, exported and printed: read from the bytes and held against the items themselves. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { extractText, getDocumentProxy } from 'unpdf';
import { beforeAll, describe, expect, it } from 'vitest';
import { createOffices } from '../../activities/offices.ts';
import type { BankClient } from '../../activities/outside/bank.ts';
import { RUN_WORKS } from '../../activities/runs/kinds.ts';
import { stepRun } from '../../activities/runs/step.ts';
import { createPersonKeys } from '../../src/crypto/person-key.ts';
import { addToMonth, dateAt, monthOf } from '../../src/domain/calendar.ts';
import { unzip } from '../harness/unzip.ts';
import { contributor, type Contributor } from './world/contributor.ts';
import { runMade } from './world/runs.ts';
import { world } from './world/index.ts';

const place = world({ limits: { exportRowsMax: 40 } });
const sun = () => place.as('sun-zhuguan');
const zhou = () => place.as('zhou-zhuguan');
const EVIL = '=HYPERLINK("http://example.com","点我")';
const today = () => dateAt(Date.now());

async function drive(run: string): Promise<void> {
  const deps = {
    ...{ pool: place.app, secrets: place.secrets, bank: {} as BankClient },
    ...{ personKeys: createPersonKeys(place.secrets.center), offices: createOffices(place.app) },
  };
  const options = { signal: new AbortController().signal, beat: () => undefined };
  for (let n = 0; n < 100; n += 1) {
    const stood = await stepRun(deps, RUN_WORKS, { run, at: Date.now() }, options);
    if (stood.waitSeconds !== 0) return;
  }
}

/** Holds nothing and has not contributed for so many months; its opening is over. */
async function empty(months: number, name: string): Promise<Contributor> {
  const who = await contributor(place, name);
  await place.owner.query(`update "case" set closed_at = now(), outcome = 'opened' where id = $1`, [
    who.caseId,
  ]);
  await place.owner.query('update account set activated_in = $2 where number = $1', [
    ...[who.number, addToMonth(monthOf(today()), -months)],
  ]);
  return who;
}

async function bytesOf(path: string, body: object, staff = 'li-shenji'): Promise<Buffer> {
  const answer = await fetch(`${place.base}/api/v1${path}`, {
    method: 'POST',
    headers: { authorization: place.authorization(staff), 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  return Buffer.from(await answer.arrayBuffer());
}

const csv = (bytes: Buffer) => parse<Record<string, string>>(bytes, { bom: true, columns: true });
const XML: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
};

/** Rows of cells of the sheets of a workbook. */
function sheetsOf(bytes: Buffer): readonly (readonly (readonly string[])[])[] {
  const files = unzip(bytes);
  const shared = [...files].find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? '';
  const texts = [...shared.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) =>
    text.replaceAll(/&(?:lt|gt|amp|quot);/g, (sign) => XML[sign] ?? sign),
  );
  const sheets = [...files].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  return sheets.map(([, xml]) =>
    [...xml.matchAll(/<row [^>]*>(.*?)<\/row>/gs)].map(([, row = '']) =>
      [...row.matchAll(/<v>(\d+)<\/v>/g)].map(([, n]) => texts[Number(n)] ?? ''),
    ),
  );
}

async function textOf(pdf: Buffer): Promise<string> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)), {
    mergePages: true,
  });
  return text.replaceAll(/\s/g, '');
}

interface Story {
  readonly run: string;
  readonly told: readonly Contributor[];
  readonly warned: Contributor;
  readonly paid: Contributor;
  readonly struck: Contributor;
  readonly inFlight: Contributor;
}
let story: Story;

beforeAll(async () => {
  await place.owner.query(
    `update staff set name = case id when 'sun-zhuguan' then '孙主管' else '周主管' end
      where id in ('sun-zhuguan', 'zhou-zhuguan')`,
  );
  const told = [await empty(8, '张三'), await empty(7, EVIL)];
  const warned = await empty(4, '李四');
  const paid = await empty(6, '王五');
  const struck = await empty(9, '赵六');
  const inFlight = await contributor(place, '钱七');
  await place.owner.query('update account set activated_in = $2 where number = $1', [
    ...[inFlight.number, addToMonth(monthOf(today()), -7)],
  ]);
  const started = await sun().post('/runs', {
    body: { kind: 'dormancy-sweep', center: '210100', on: today() },
  });
  const run = started.string('id');
  await drive(run);
  const of = (await sun().get(`/runs/${run}/items`)).list('items');
  const n = of.find(({ accountNumber }) => accountNumber === struck.number)?.['n'];
  const seen = await zhou().get(`/runs/${run}`);
  await zhou().post(`/runs/${run}/strikes`, {
    body: { items: [n], back: false, reason: '-1+cmd 本人来电有争议' },
    version: seen.number('version'),
  });
  story = { run, told, warned, paid, struck, inFlight };
});

describe('a list that nobody has approved yet', () => {
  it('is printed without a signature, and says so', async () => {
    const text = await textOf(await bytesOf(`/runs/${story.run}/items:print`, {}));
    expect(text).toContain('尚未办结');
    expect(text).toContain('名单未经签名，不编号');
    expect(text).toContain('待批准');
    expect(text).not.toMatch(/验证码[0-9A-Z]{4}-/);
  });
});

describe('the list of a run that has ended', () => {
  beforeAll(async () => {
    const { run, paid } = story;
    const { digest, version } = (await zhou().get(`/runs/${run}`)).body as Record<string, unknown>;
    const approved = await zhou().post(`/runs/${run}/actions`, {
      body: { action: 'approve', digest, reason: '已逐户核对' },
      version: version as number,
    });
    expect(approved.status).toBe(200);
    // What changed since: somebody contributes after the list was approved.
    await place.owner.query('update account set paid_to = $2 where number = $1', [
      ...[paid.number, monthOf(today())],
    ]);
    await drive(run);
    expect((await zhou().get(`/runs/${run}`)).string('state')).toBe('done');
  });

  /** Items as the screen shows them, row by row beside those of the file. */
  const items = async () => (await zhou().get(`/runs/${story.run}/items?limit=100`)).list('items');
  const whole = (text: unknown) => (typeof text === 'string' ? text : '');

  it('as XLSX is the items, each with holder, clause and result, and what proves them', async () => {
    const bytes = await bytesOf(`/runs/${story.run}/items:export`, { format: 'xlsx' });
    const [list = [], about = []] = sheetsOf(bytes);
    const rows = csv(await bytesOf(`/runs/${story.run}/items:export`, { format: 'csv' }));
    const shown = await items();
    expect(rows).toHaveLength(shown.length);
    expect(list).toHaveLength(shown.length + 1);
    for (const [index, item] of shown.entries()) {
      const row = rows[index]!;
      expect(row).toMatchObject({
        ...{ 序号: String(item['n']), 对象: item['accountNumber'], 状态: item['stateTitle'] },
        ...{ 结论: item['verdictTitle'], 结果: whole(item['outcomeText']) },
      });
      expect(row['原因']).toContain(whole(item['reasonText']));
      expect(row['依据']).toMatch(/（.+）|《.+》/);
      // The same cells in the workbook, in the order of the head; empty ones are not written.
      expect(list[index + 1]).toEqual(Object.values(row).filter((cell) => cell !== ''));
    }
    const facts = new Map(about.map(([title = '', value = '']) => [title, value]));
    const run = await zhou().get(`/runs/${story.run}`);
    expect(facts.get('批准时名单摘要')).toBe(run.string('digest'));
    expect(facts.get('办结时名单摘要')).toBe(run.string('digest'));
    expect(facts.get('现在的名单摘要')).toBe(run.string('digest'));
    expect(facts.get('冻结时名单摘要')).toMatch(/^[0-9a-f]{64}$/);
    expect(facts.get('冻结时名单摘要')).not.toBe(run.string('digest'));
    expect(facts.get('业务日期')).toBe(today());
    expect(facts.get('发起人')).toBe('孙主管');
    expect(facts.get('批准人')).toBe('周主管');
    expect(facts.get('核对')).toBe('名单、结果与签名相符');
    expect(facts.get('其中提醒')).toBe('1');
    expect(facts.get('批准后的变化：已恢复缴存')).toBe('1');
    expect(about.flat().join()).toContain('已逐户核对');
  });

  it('says of each why, by whom it was struck out, and what had changed', async () => {
    const rows = csv(await bytesOf(`/runs/${story.run}/items:export`, { format: 'csv' }));
    const of = ({ number }: Contributor) => rows.find((row) => row['对象'] === number);
    expect(of(story.told[0]!)).toMatchObject({
      ...{ '姓名（已遮盖）': '张＊', 结论: '应办', 状态: '已办', 结果: '已发起零余额销户' },
      依据: '通知（征求意见稿）（十四）规范账户开立与核验',
    });
    expect(of(story.warned)?.['内容']).toMatch(/^提醒：/);
    expect(of(story.paid)).toMatchObject({ 结论: '应办', 状态: '被拒', 结果: '已恢复缴存' });
    expect(of(story.struck)).toMatchObject({
      ...{ 结论: '已剔除', 剔除人: '周主管', 原因: '主管剔除（周主管）：-1+cmd 本人来电有争议' },
    });
    expect(of(story.inFlight)).toMatchObject({ 结论: '不办', 原因: '有其他业务正在办理' });
  });

  it('holds no formula and nobody in full, in either format', async () => {
    const rows = csv(await bytesOf(`/runs/${story.run}/items:export`, { format: 'csv' }));
    const cells = rows.flatMap((row) => Object.values(row));
    expect(cells.filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
    expect(cells.some((cell) => cell.startsWith(`'=`))).toBe(true);
    expect(cells.join()).not.toMatch(/张三|李四|王五|赵六|(?<!\d)\d{17}[\dX](?!\d)/);
    const bytes = await bytesOf(`/runs/${story.run}/items:export`, { format: 'xlsx' });
    for (const xml of [...unzip(bytes)].flatMap(([name, text]) =>
      name.includes('sheet') ? text : '',
    )) {
      expect(xml).not.toMatch(/<f[ >]|hyperlink/i);
    }
  });

  it('on paper says the same, signed, with a code that anybody may have confirmed', async () => {
    const pdf = await bytesOf(`/runs/${story.run}/items:print`, {}, 'sun-zhuguan');
    const text = await textOf(pdf);
    const digest = (await zhou().get(`/runs/${story.run}`)).string('digest');
    expect(text).toContain('核对相符');
    expect(text.split(digest)).toHaveLength(4);
    for (const item of await items()) {
      expect(text).toContain(whole(item['accountNumber']));
      expect(text).toContain(whole(item['outcomeText']));
      expect(text).toContain(whole(item['reasonText']));
    }
    expect(text).toContain('主管剔除（周主管）：-1+cmd本人来电有争议');
    expect(text).toContain('已恢复缴存：1项');
    expect(text).not.toMatch(/张三|李四|王五|赵六/);
    const [, code = ''] = /验证码([0-9A-Z]{4}(?:-[0-9A-Z]{4}){4})/.exec(text) ?? [];
    const response = await fetch(`${place.base}/verify`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify({ code }),
    });
    expect(await response.json()).toMatchObject({
      ...{ genuine: true, title: '批处理名单', number: story.run },
    });
  });

  it('may be had in part, which the file says', async () => {
    const { run } = story;
    const rows = csv(
      await bytesOf(`/runs/${run}/items:export`, { format: 'csv', verdict: 'struck' }),
    );
    expect(rows.map((row) => row['对象'])).toEqual([story.struck.number]);
    const text = await textOf(await bytesOf(`/runs/${run}/items:print`, { verdict: 'struck' }));
    expect(text).toContain('名单（只列已剔除的项目）');
    expect(text).toContain(story.struck.number);
    expect(text).not.toContain(story.warned.number);
  });

  it('leaves a line with what was asked for, how many and which bytes', async () => {
    const pdf = await bytesOf(`/runs/${story.run}/items:print`, { verdict: 'due' });
    const line = await place.as('li-shenji').get('/audit/events?kind=list-exported&limit=1');
    expect(line.at('items.0')).toMatchObject({
      sentence: '导出了批处理名单（4行），PDF文件。',
      public: {
        ...{ list: 'run-items', format: 'pdf', count: 4 },
        filter: { run: story.run, verdict: 'due' },
        sha256: createHash('sha256').update(pdf).digest('hex'),
      },
    });
  });

  it('that somebody changed afterwards does not pass for the one that was signed', async () => {
    const text = async () => textOf(await bytesOf(`/runs/${story.run}/items:print`, {}));
    const change = (set: string) =>
      place.owner.query(`update run_item set ${set} where run = $1 and n = 1`, [story.run]);
    await change(`journal = null, outcome = 'warned'`);
    expect(await text()).toContain('办结后有新结果');
    await change(`outcome = 'closing-begun'`);
    expect(await text()).toContain('核对相符');
    await change(`detail = detail || '{"emptyMonths": 1}'`);
    expect(await text()).toContain('核对不符');
    const [, about = []] = sheetsOf(
      await bytesOf(`/runs/${story.run}/items:export`, { format: 'xlsx' }),
    );
    expect(new Map(about.map(([title, value]) => [title, value])).get('核对')).toMatch(
      /请立即查明/,
    );
  });
});

describe('a list', () => {
  it('is for supervisors and auditors of the center', async () => {
    for (const path of ['items:export', 'items:print']) {
      const body = path === 'items:export' ? { format: 'csv' } : {};
      const asked = (staff: string) =>
        place.as(staff).post(`/runs/${story.run}/${path}`, { body, key: null });
      expect((await asked('lin-guiyuan')).status).toBe(403);
      expect((await asked('wu-yunwei')).status).toBe(403);
      expect((await asked('dl-zhuguan')).status).toBe(404);
    }
    const told = await sun().post(`/runs/${story.run}/items:export`, {
      body: { format: 'pdf' },
      key: null,
    });
    expect(told.body).toMatchObject({ errors: [{ pointer: '#/format' }] });
  });

  it('that is too long is refused, not cut off; it may be had by parts', async () => {
    const items = Array.from({ length: 41 }, (_, n) => ({
      ...{ subject: `s${String(n)}`, verdict: n === 0 ? ('due' as const) : ('excluded' as const) },
      ...(n > 0 && { reason: 'held' }),
    }));
    const run = await runMade(place.owner, { kind: 'subsidy', state: 'working', items });
    const told = await sun().post(`/runs/${run}/items:export`, {
      body: { format: 'csv' },
      key: null,
    });
    expect(told.body).toMatchObject({ code: 'too-large' });
    expect(
      csv(await bytesOf(`/runs/${run}/items:export`, { format: 'csv', verdict: 'due' })),
    ).toHaveLength(1);
  });
});
