/** The person an application is about, as stated and as its document tells. */
import type { StatedPerson } from '../../src/db/applicants.ts';
import type { PlainDate } from '../../src/domain/calendar.ts';
import type { AccountOpeningApplication } from '../../src/forms/account-opening.ts';
import { assessIdentityDocument } from '../../src/policy/identity-document.ts';

export function statedPerson(
  { center, caseId }: { readonly center: string; readonly caseId: string },
  { applicant }: AccountOpeningApplication,
  on: PlainDate,
): StatedPerson {
  const { document, otherDocuments } = applicant;
  const { bornOn, sex, normalized } = assessIdentityDocument({
    type: document.type,
    number: document.number,
    on,
    ...(applicant.bornOn === undefined ? {} : { bornOn: applicant.bornOn }),
    ...(applicant.sex === undefined ? {} : { sex: applicant.sex }),
  });
  const documents = [{ ...document, number: normalized ?? document.number }, ...otherDocuments];
  return {
    center,
    statedBy: caseId,
    name: applicant.name,
    documents: documents.map(({ type, number, validUntil }) => ({
      type,
      number,
      validUntil: validUntil ?? null,
    })),
    bornOn,
    sex,
    phone: applicant.phone ?? null,
    address: applicant.address ?? null,
  };
}
