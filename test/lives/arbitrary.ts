/** Random lives: where each begins, and what happens in it; days that lie at the edges come often. */
import fc from 'fast-check';
import type { Event } from './life.ts';
import { nextDay, type Day } from './naive-time.ts';

/** From 2026-09-20, when the nine cases of article 24 are in force, through a leap year and after. */
const FIRST = '2026-09-20';
const DAYS = 1_500;

const simple = fc.constantFrom(
  ...([
    ...['join', 'employ', 'pay', 'pay', 'pay', 'seal', 'convert', 'stop', 'resume'],
    ...['loan', 'guarantee', 'hold', 'exit', 'exit', 'close-dormant', 'draw-rent'],
    ...['suspend', 'go-on', 'tell-dormant'],
  ] as const),
);

/** A day, the edges of months and half years, anything. */
const days = fc.oneof(
  fc.constantFrom(1, 27, 28, 29, 30, 31, 89, 90, 91, 92, 179, 180, 181, 182, 183, 184, 185, 214),
  fc.integer({ min: 1, max: 400 }),
);

const event: fc.Arbitrary<Event> = fc.oneof(
  { weight: 3, arbitrary: simple.map((kind): Event => ({ kind })) },
  { weight: 2, arbitrary: days.map((n): Event => ({ kind: 'wait', days: n })) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: 1, max: 1_100 }).map((n): Event => ({ kind: 'ban', days: n })),
  },
);

const months = fc.integer({ min: 1, max: 8 }).map((count): Event => ({ kind: 'months', count }));
const pause = fc.integer({ min: 1, max: 7 }).map((count): Event => ({ kind: 'pause', count }));
const empty = fc.integer({ min: 5, max: 8 }).map((count): Event => ({ kind: 'pause', count }));
const edge = fc
  .record({
    of: fc.constantFrom('half-year' as const, 'rent' as const, 'ban' as const, 'notice' as const),
    by: fc.constantFrom(-1, 0, 1),
  })
  .map(({ of, by }): Event => ({ kind: 'edge', of, by }));

const one = (kind: Exclude<Event['kind'], 'wait' | 'ban' | 'months' | 'pause' | 'edge'>) =>
  fc.constant<Event>({ kind });

/** While an account stands empty. */
const between = fc.oneof(
  fc.constant<Event>({ kind: 'wait', days: 1 }),
  one('loan'),
  one('guarantee'),
);

/** The notice is over, to the day; the account may be paid into meanwhile. */
const over = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(-1, 0, 1).map((by): Event => ({ kind: 'edge', of: 'notice', by })),
  },
  { weight: 1, arbitrary: one('pay') },
);

const skipped = fc.constant<Event>({ kind: 'pause', count: 1 });
const anew = fc.constant<readonly Event[]>([{ kind: 'exit' }, { kind: 'join' }]);

/** An empty account from its opening to its closing. */
const dormant = fc
  .tuple(anew, fc.tuple(empty, between, one('tell-dormant'), over, one('close-dormant')))
  .map(([first, then]) => [...first, ...then]);
/** An agreement that is suspended, goes on, ends, and is followed by another one. */
const agreed = fc
  .tuple(anew, fc.tuple(months, one('suspend'), pause, one('go-on'), months, one('stop')))
  .map(([first, then]): readonly Event[] => [
    ...[...first, ...then],
    ...([{ kind: 'go-on' }, { kind: 'resume' }] as const),
  ]);

/** What happens to people: pieces of lives, each with room for something in between. */
const chapter: fc.Arbitrary<readonly Event[]> = fc.oneof(
  fc.tuple(one('employ'), months, one('seal'), edge, one('exit')),
  fc.tuple(one('employ'), months, one('seal'), one('convert'), months, edge, one('exit')),
  fc.tuple(one('join'), months, one('draw-rent'), edge, one('draw-rent')),
  fc.tuple(one('join'), months, pause, months, one('draw-rent')),
  fc.tuple(one('join'), months, skipped, months, one('draw-rent')),
  fc.tuple(one('join'), pause, one('exit')),
  { weight: 2, arbitrary: dormant },
  { weight: 2, arbitrary: agreed },
  fc.array(event, { minLength: 1, maxLength: 12 }),
  fc.tuple(edge, event),
);

export interface LifeStory {
  readonly from: Day;
  readonly events: readonly Event[];
}

export const lifeStory: fc.Arbitrary<LifeStory> = fc.record({
  from: fc.integer({ min: 0, max: DAYS }).map((n) => nextDay(FIRST, n)),
  events: fc.array(chapter, { minLength: 1, maxLength: 4 }).map((chapters) => chapters.flat()),
});
