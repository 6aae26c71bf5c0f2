/** The workflows of the third release. */
import { exit as today } from '../../../workflows/index.ts';
import { released } from './released.ts';

export * from '../../../workflows/index.ts';
export const exit = released(today, ['second', 'third']);
