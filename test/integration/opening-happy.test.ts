/** （一）（二）（五）（十四）: an account opening from the request to the account. */
import { describe, expect, it } from 'vitest';
import { application } from '../builders.ts';
import { CLERK, office } from '../harness/office.ts';

const place = office();

describe('开户: from a complete application to an opened account', () => {
  it('opens an account in four transitions', async () => {
    const file = await place.upload();
    const standing = await place.submit(application({ files: { 'identity-document': file } }));
    expect(standing.number).toMatch(/^K\d{15}$/);
    const offered = await place.until(standing.caseId, 'awaiting signature');
    const agreementHash = await place.agreementHash(offered.id);
    await place.act(offered.id, 'sign', {
      by: 'counter',
      agreementHash,
      file: await place.upload(),
      termsExplained: true,
    });
    const opened = await place.row(offered.id);
    expect(opened).toMatchObject({ stage: 'opened', outcome: 'opened' });
    const description = await place.handle(offered.id).describe();
    console.log(
      description.raw.workflowExecutionInfo?.stateTransitionCount?.toString(),
      await place.events(offered.id),
    );
  });
});
void CLERK;
