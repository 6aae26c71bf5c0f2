/** Releases of the code of an exit that waits, each as a bundle; and which cases may wait under which of them. */
import { bundleWorkflowCode, type WorkflowBundleWithSourceMap } from '@temporalio/worker';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows, WORKFLOW_BUNDLE } from '../../src/temporal/bundle.ts';

export const RELEASES = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'] as const;
export type Release = (typeof RELEASES)[number];

/** Under which release a case begins, and under which it wakes: as far apart as its patches let it be. */
export const LIVES: readonly (readonly [Release, Release])[] = [
  ['first', 'second'],
  ['first', 'third'],
  ['first', 'fourth'],
  ['second', 'third'],
  ['second', 'fourth'],
  ['second', 'fifth'],
  ['third', 'fourth'],
  ['third', 'fifth'],
  ['fourth', 'fifth'],
  ['fifth', 'sixth'],
];

/** As `workflows/exit.ts` asks for it: everything else of a release is the code of today. */
const REPLACED = './exit/gate-news.ts$';

/** @param name of a file of `releases/`; the first release is the code of today */
export function bundleRelease(name: string): Promise<WorkflowBundleWithSourceMap> {
  if (name === 'first') return bundleWorkflows();
  const replacing = fileURLToPath(new URL(`./releases/${name}.ts`, import.meta.url));
  return bundleWorkflowCode({
    ...WORKFLOW_BUNDLE,
    webpackConfigHook: (config) => ({
      ...config,
      resolve: {
        ...config.resolve,
        alias: Object.assign({}, config.resolve?.alias, { [REPLACED]: replacing }),
      },
    }),
  });
}

/** From the first of them to the last. */
export function releasesFrom(begun: Release, woken: Release): readonly Release[] {
  return RELEASES.slice(RELEASES.indexOf(begun), RELEASES.indexOf(woken) + 1);
}
