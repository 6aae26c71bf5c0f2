/** The wait of the fifth release, in the place of `workflows/exit/gate-news.ts`: no case of the first waits any more. */
import { waitingWith } from './waits.ts';

export { gateNews } from '../../../workflows/exit/gate-news.ts';
export const awaitGate = waitingWith({ second: 'deprecated', third: 'patched', fourth: 'patched' });
