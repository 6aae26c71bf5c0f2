/** What everybody signed in may know: who one is, and the case types. */
import { z } from 'zod';
import { CASE_TYPES } from '../cases/index.ts';
import { dateAt } from '../domain/calendar.ts';
import { CASE_FORMS } from '../forms/index.ts';
import { channelStage, channelType } from './channel-view.ts';
import { clauseRef } from './clause-ref.ts';
import type { ApiDeps } from './deps.ts';
import { operation } from './operation.ts';
import { listCenters } from './queries/offices.ts';
import { MeView } from './schemas/office.ts';
import { TypeList } from './schemas/types.ts';

export const getMe = operation({
  id: 'getMe',
  method: 'get',
  path: '/me',
  tag: 'Office',
  summary: 'Who one is, with roles and scope in force today',
  answers: { 200: { description: 'The caller', schema: MeView } },
  handle: async (call, deps) => {
    const { id, kind, name, center, homeBranch, grants } = call.caller;
    const codes = [...new Set([center, ...grants.map((grant) => grant.center)])];
    const centers = await listCenters(deps.pool, codes);
    return {
      status: 200,
      body: {
        id,
        kind,
        name,
        center,
        homeBranch,
        roles: [...new Set(grants.map(({ role }) => role))],
        grants,
        centers: centers.map(({ short_name: shortName, ...one }) => ({ ...one, shortName })),
        today: dateAt(deps.now()),
        demo: kind === 'channel' ? null : demoOf(deps),
      },
    };
  },
});

function demoOf({ demo, demoTime }: ApiDeps) {
  if (demo === null) return null;
  const time = demoTime && { on: dateAt(demoTime.now()), moving: demoTime.moving() };
  return { ...demo, time };
}

/** JSON Schema of what may be sent; what a form computes from it is not shown. */
function formSchema(form: z.ZodType): unknown {
  return z.toJSONSchema(form, { io: 'input', unrepresentable: 'any' });
}

type ShownType = z.input<typeof TypeList>['items'][number];

const shownTypes = new Map<boolean, readonly ShownType[]>();

/** Made once for staff and once for channels: the types are code. */
function typesShown(channel: boolean): readonly ShownType[] {
  const known = shownTypes.get(channel);
  if (known) return known;
  const made = Object.entries(CASE_TYPES).map(([type, real]): ShownType => {
    const shown = channel ? channelType(real) : real;
    const forms = CASE_FORMS[type];
    return {
      type,
      title: real.title,
      clauses: real.clauses.map(clauseRef),
      startedBy: [...real.startedBy],
      stages: Object.entries(shown.stages)
        .filter(([at]) => !channel || channelStage(real, at) === at)
        .map(([at, { title, state, final, channelTitle }]) => ({
          at,
          title,
          state,
          final: final === true,
          step: real.course.stages[at]?.step ?? null,
          // What a channel may not know it is not told in other words either.
          now: channel && channelTitle !== undefined ? null : (real.course.stages[at]?.now ?? null),
        })),
      course: [...real.course.steps],
      actions: Object.entries(real.actions).map(([action, { title, reason, preview }]) => ({
        action,
        title,
        needsReason: reason === true,
        preview: preview ?? null,
        form: forms?.actions[action] ? formSchema(forms.actions[action]) : {},
      })),
      permits: channel ? {} : permitsOf(real.permits),
      application: forms ? formSchema(forms.application) : {},
    };
  });
  shownTypes.set(channel, made);
  return made;
}

type Permits = (typeof CASE_TYPES)[string]['permits'];

function permitsOf(permits: Permits): ShownType['permits'] {
  return Object.fromEntries(
    Object.entries(permits).map(([stage, acts]) => [
      stage,
      Object.fromEntries(
        Object.entries(acts).flatMap(([action, permit]) =>
          permit ? [[action, { roles: [...permit.roles] }]] : [],
        ),
      ),
    ]),
  );
}

export const listTypes = operation({
  id: 'listTypes',
  method: 'get',
  path: '/types',
  tag: 'Office',
  summary: 'Case types: stages, acts, permits, forms as JSON Schema',
  answers: { 200: { description: 'All of them', schema: TypeList } },
  handle: (call) => {
    const items = typesShown(call.caller.kind === 'channel');
    return Promise.resolve({ status: 200, body: { items } });
  },
});
