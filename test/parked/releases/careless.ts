/** What would have been the second release, had nobody thought of the cases that wait: its commands are not patched. */
import { waitingWith } from './waits.ts';

export { gateNews } from '../../../workflows/exit/gate-news.ts';
export const awaitGate = waitingWith({ second: 'plain' });
