/**
 * What a channel may learn of a case: less than the staff, and never that another case exists.
 *
 * A stage with a channel title is shown under it, and under the name of one stage that stands for
 * all with that title, so that neither word nor code tells them apart. Acts are judged over a copy
 * of the case type with these titles, so that refusals do not tell either.
 */
import type { CaseType, Permit, StageSpec } from '../cases/case.ts';

/** The stage whose name stands for this one before a channel. */
export function channelStage(caseType: CaseType, at: string): string {
  const title = caseType.stages[at]?.channelTitle;
  if (title === undefined) return at;
  const names = Object.keys(caseType.stages);
  const open = names.find((name) => caseType.stages[name]?.title === title);
  const alike = names.filter((name) => caseType.stages[name]?.channelTitle === title);
  return open ?? alike.at(-1) ?? at;
}

/** The real stages behind a name that a channel knows; none for a name it does not know. */
export function stagesBehind(caseType: CaseType, shown: string): readonly string[] {
  return Object.keys(caseType.stages).filter((at) => channelStage(caseType, at) === shown);
}

/** The case type in a channel's words. */
export function channelType(caseType: CaseType): CaseType {
  const stages = Object.fromEntries(
    Object.entries(caseType.stages).map(([at, spec]): [string, StageSpec] => [
      at,
      spec.channelTitle === undefined
        ? spec
        : { ...spec, title: spec.channelTitle, state: stateShown(caseType, at, spec) },
    ]),
  );
  return { ...caseType, stages, permits: sharedPermits(caseType) };
}

/** A channel may do at a stage what it may do at all stages that it cannot tell from it. */
function sharedPermits(caseType: CaseType): CaseType['permits'] {
  return Object.fromEntries(
    Object.entries(caseType.permits).map(([at, acts]) => {
      const alike = stagesBehind(caseType, channelStage(caseType, at));
      const shared = Object.entries(acts).filter(([action]) =>
        alike.every((one) => isForChannel(caseType.permits[one]?.[action])),
      );
      return [at, Object.fromEntries(shared)];
    }),
  );
}

function isForChannel(permit: Permit | undefined): boolean {
  return permit?.roles.includes('channel') === true;
}

function stateShown(caseType: CaseType, at: string, spec: StageSpec): StageSpec['state'] {
  return caseType.stages[channelStage(caseType, at)]?.state ?? spec.state;
}
