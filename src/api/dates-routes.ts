/** Earliest dates: of a person, of told facts, and both on paper. */
import { createPersonKeys } from '../crypto/person-key.ts';
import { issuePersonDocument } from '../db/person-documents.ts';
import { renderDocument } from '../documents/pdf.ts';
import { currentTemplate } from '../documents/registry.ts';
import { toldDates } from '../forms/earliest-dates.ts';
import { paperFor, paperFrom, reckonedFor, reckonedFrom, showDates } from './earliest-dates.ts';
import { caseIdOf } from './engine.ts';
import { operation } from './operation.ts';
import { personDocument } from './person-documents.ts';
import { personPaper } from './person-paper.ts';
import { personFor } from './persons.ts';
import { pdfAnswer } from './printing.ts';
import { EarliestDates } from './schemas/dates.ts';
import { PersonDocumentView } from './schemas/parts.ts';
import { idParams } from './schemas/terms.ts';

export const getEarliestDates = operation({
  id: 'getEarliestDates',
  method: 'get',
  path: '/persons/{id}/earliest-dates',
  tag: 'Persons',
  summary: 'From which day what is possible, with the reckoning',
  description:
    'Reads birth date and sex in full to reckon with them; the trail keeps that it was done.',
  params: idParams,
  answers: { 200: { description: 'Dates by the rules', schema: EarliestDates } },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await personFor(call, deps, call.params.id);
    const { facts } = await reckonedFor(call, deps, row, '测算最早可办日期');
    return { status: 200, body: showDates(row.person, facts) };
  },
});

export const printEarliestDates = operation({
  id: 'printEarliestDates',
  method: 'post',
  path: '/persons/{id}/earliest-dates:print',
  tag: 'Persons',
  summary: 'The dates as a numbered document (告知单), kept with the person',
  keyed: true,
  params: idParams,
  answers: {
    200: {
      description: 'Issued before under this key',
      schema: PersonDocumentView,
      location: true,
    },
    201: {
      description: 'The document; its PDF is at `href`',
      schema: PersonDocumentView,
      location: true,
    },
  },
  faults: ['person-key-destroyed'],
  handle: async (call, deps) => {
    const row = await personFor(call, deps, call.params.id);
    const reckoned = await reckonedFor(call, deps, row, '打印最早可办日期告知单');
    const params = await paperFor(deps, reckoned);
    // Of caller and key, as the id of a case is: asked again, it is the same document.
    const id = caseIdOf(call.caller.id, `dates:${call.key}`);
    const { person, center } = row;
    const paper = personPaper(call, deps, { id, person, center, kind: 'earliest-dates', params });
    await issuePersonDocument(deps.pool, createPersonKeys(deps.secrets.center), paper);
    const body = await personDocument(call, deps, { person: row.person, id });
    return { status: 201, location: body.href, body };
  },
});

const TOLD_EXAMPLE = {
  person: { bornOn: '1990-02-15', sex: 'F' },
  account: { source: 'unit', state: 'sealed', sealedOn: '2026-08-31', paidTo: '2026-08' },
};

export const calculateDates = operation({
  id: 'calculateDates',
  method: 'post',
  path: '/earliest-dates:calculate',
  tag: 'Persons',
  summary: 'The same from facts that somebody tells; nothing is kept',
  description: 'A reckoning, not a change: it needs no key.',
  body: toldDates,
  bodyExample: TOLD_EXAMPLE,
  answers: { 200: { description: 'Dates by the rules', schema: EarliestDates } },
  handle: async (call, deps) => {
    const facts = await reckonedFrom(call, deps, call.body);
    return { status: 200, body: showDates(null, facts) };
  },
});

export const printCalculatedDates = operation({
  id: 'printCalculatedDates',
  method: 'post',
  path: '/earliest-dates:print',
  tag: 'Persons',
  summary: 'Told facts and their dates on paper, without number and code: nothing is kept',
  body: toldDates,
  bodyExample: TOLD_EXAMPLE,
  answers: { 200: { description: 'The sheet', mediaTypes: ['application/pdf'] } },
  handle: async (call, deps) => {
    const facts = await reckonedFrom(call, deps, call.body);
    const content = await paperFrom(deps, call.body, facts);
    const bytes = await renderDocument({
      kind: 'earliest-dates',
      template: currentTemplate('earliest-dates').version,
      issuedOn: facts.on,
      center: content.center,
      content,
      registered: null,
    });
    return pdfAnswer(bytes, 'earliest-dates.pdf');
  },
});
