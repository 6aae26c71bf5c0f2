/** The cards of the demo people, and what the demo center's deposit account begins with. */
import { type DemoPerson } from '../people.ts';
import { type CardChange } from './inputs.ts';

/** The cards that the examples and the demo's forms name, by the row their holder shows. */
const EXAMPLE_CARDS: Readonly<Record<string, string>> = {
  'no-account': '6222020200001234567',
  'remote-normal': '6222020200001234568',
  'local-unit': '6222020200001234569',
  'fraud-flag': '6222020200001234571',
  'remote-sealed': '6222020200001234573',
};
/** People of the examples who are in no other book. */
const OTHERS = [
  { number: '6222020200001234572', holder: '赵小海', document: '219900199001010137' },
  { number: '6222020200001234581', holder: '周一帆', document: '219900199103150210' },
  { number: '6222020200001234582', holder: '吴二梅', document: '219900199204160223' },
  { number: '6222020200001234583', holder: '郑三强', document: '219900199001010015' },
] as const;

const ENOUGH = '100000.00';
/** Has a card with nothing on it. */
const EMPTY = 'open-loan';
/** Names a card that belongs to somebody else. */
const OF_ANOTHER = 'local-closed';

/** What the accounts of the demo center hold together when it takes them over. */
export const DEMO_DEPOSIT = '135520.62';

export function demoCards(people: readonly DemoPerson[]): readonly CardChange[] {
  return [
    ...people.map(({ code, name, document }, at) => ({
      number: EXAMPLE_CARDS[code] ?? `62220202000020000${String(at).padStart(2, '0')}`,
      document: document.number,
      holder: name,
      ...(code === OF_ANOTHER && { holder: '曹大海', document: '219900196512120019' }),
      balance: code === EMPTY ? '0.00' : ENOUGH,
    })),
    ...OTHERS.map((card) => ({ ...card, balance: ENOUGH })),
  ];
}
