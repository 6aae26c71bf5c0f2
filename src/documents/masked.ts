/** An agreement as a screen shows it before anybody asked for the full personal data. */
import type { AgreementParams } from '../cases/wording-documents.ts';
import { maskName, maskNumber, maskPhone } from './format.ts';

/** The same parameters with name, document number, phone and address masked; never to be signed. */
export function maskedAgreement(params: AgreementParams): AgreementParams {
  const { holder } = params;
  return {
    ...params,
    holder: {
      ...holder,
      name: maskName(holder.name),
      documentNumber: maskNumber(holder.documentNumber),
      phone: maskPhone(holder.phone),
      address: '＊＊＊',
    },
  };
}
