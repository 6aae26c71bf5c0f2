/** The wait of the third release, in the place of `workflows/exit/gate-news.ts`. */
import { waitingWith } from './waits.ts';

export { gateNews } from '../../../workflows/exit/gate-news.ts';
export const awaitGate = waitingWith({ second: 'patched', third: 'patched' });
