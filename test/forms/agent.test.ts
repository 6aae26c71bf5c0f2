/** The agent's part of a form: what is wrong with the letter is told beside whatever is still missing. */
import { describe, expect, it } from 'vitest';
import { AgentForm } from '../../src/forms/agent.ts';
import { placedIssues } from '../../src/forms/issues.ts';

/** By the dotted place below the letter. */
function toldOf(authority: object): Readonly<Record<string, string>> {
  const given = { authority };
  const { error } = AgentForm.safeParse(given);
  const told = placedIssues(error?.issues ?? [], given).filter(({ path }) => path.length > 1);
  return Object.fromEntries(told.map(({ path, detail }) => [String(path[1]), detail]));
}

describe('a letter of which only a part is filled in', () => {
  const days = { issuedOn: '2026-11-20', endsOn: '2026-11-19' };

  it('that ends before it was issued says so at its last day', () => {
    expect(toldOf(days)).toMatchObject({
      ...{ endsOn: '委托期限的最后一日不能早于出具日期', acts: '必须填写', file: '必须填写' },
    });
    expect(toldOf({ ...days, endsOn: days.issuedOn })).not.toHaveProperty('endsOn');
  });

  it('that was notarised says that the number of the certificate is missing', () => {
    const told = { notaryNumber: '经过公证的，请填写公证书编号' };
    expect(toldOf({ notarised: true })).toMatchObject(told);
    expect(toldOf({ notarised: true, notaryNumber: '9' })).not.toHaveProperty('notaryNumber');
    expect(toldOf({ notarised: false })).not.toHaveProperty('notaryNumber');
  });

  it('of days that do not exist says that, and nothing of their order', () => {
    const told = toldOf({ ...days, endsOn: '2026-02-30' });
    expect(told['endsOn']).toBe('请填写存在的日期（YYYY-MM-DD）');
  });
});
