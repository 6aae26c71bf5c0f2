/** The wait of the sixth release, in the place of `workflows/exit/gate-news.ts`: none waits that wrote the patch of the second. */
import { waitingWith } from './waits.ts';

export { gateNews } from '../../../workflows/exit/gate-news.ts';
export const awaitGate = waitingWith({ second: 'plain', third: 'deprecated', fourth: 'patched' });
