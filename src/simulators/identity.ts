/** Identity verification (公安身份核验): does this name belong to this document, and is the person alive? */
import { type Books } from './books.ts';
import { IdentityQuery, type BookedPerson } from './inputs.ts';
import { maskName, maskNumber } from './mask.ts';
import { type Service } from './service.ts';

export function identityService(books: Books, today: () => string): Service<IdentityQuery> {
  return {
    system: 'identity',
    query: IdentityQuery,
    requestIdOf: ({ requestId }) => requestId,
    about: ({ document }) => [document.number],
    masked: ({ name, document }) => `${maskName(name)} ${maskNumber(document.number)}`,
    status: 200,
    answer: async (query, kind) => {
      const [person] = await books.find([query.document.number]);
      const result = person ? resultOf(person, query) : books.settings().unknownIdentity;
      const body = { requestId: query.requestId, result, asOf: today() };
      if (kind !== 'other-person') return { body, final: true };
      return { body: { ...body, requestId: `${query.requestId}-other` }, final: false };
    },
  };
}

function resultOf(person: BookedPerson, query: IdentityQuery): string {
  if (person.identityResult !== null) return person.identityResult;
  const fits =
    person.name.normalize() === query.name.normalize() &&
    (person.bornOn === null || person.bornOn === query.bornOn) &&
    (person.sex === null || person.sex === query.sex);
  if (!fits) return 'mismatch';
  return person.deceased ? 'deceased' : 'match';
}
