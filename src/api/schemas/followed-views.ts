/** Followed views in answers. */
import { z } from 'zod';
import { CaseHead } from './case.ts';
import { instant, listOf } from './terms.ts';
import { ViewView } from './office.ts';

export const FollowedView = z
  .object({
    view: ViewView,
    news: z.int().meta({ description: 'Cases in it that the follower has not taken note of' }),
    total: z.int().meta({ description: 'Cases in it; 1000 means that many or more' }),
    full: z
      .boolean()
      .meta({ description: 'More than 1000 are in it: only the newest are watched' }),
    problem: z
      .string()
      .nullable()
      .meta({
        description: 'Why it cannot be looked at, when its filters no longer mean anything',
      }),
    lookedAt: instant.meta({ description: 'When the follower last took note' }),
  })
  .meta({ id: 'FollowedView' });

export const FollowedViews = listOf(FollowedView)
  .extend({ news: z.int().meta({ description: 'Of all of them together' }) })
  .meta({ id: 'FollowedViews' });

export const ViewNews = FollowedView.extend({
  items: z
    .array(CaseHead)
    .meta({ description: 'What is new in it, the newest case first, 100 at most' }),
}).meta({ id: 'ViewNews' });
