import * as z from 'zod/mini';
import { modelIds } from '../../policy/models.ts';
import { microCredits } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';

export const modelRoutes = defineRoutes(
  { module: 'models', capability: 'chat' },
  {
    listModels: {
      at: 'GET /v1/catalogue',
      summary: 'Models, whether they are on offer, their prices, Region and retention mode',
      permission: 'public',
      answer: z.strictObject({
        items: z.array(
          z.strictObject({
            id: z.enum(modelIds),
            label: z.string(),
            maker: z.string(),
            region: z.string(),
            retention: z.literal('none'),
            /** `shown`: it was seen to serve under that mode; `terms`: AWS’s terms for Converse say so, and nothing else yet. */
            retentionRestsOn: z.enum(['shown', 'terms']),
            trainsOnInput: z.literal(false),
            inputPerMillion: microCredits,
            outputPerMillion: microCredits,
            priceFrom: z.string(),
            /** `retired` and `unavailable` ones answer no questions; they are named for what they once wrote. */
            state: z.enum(['offered', 'unavailable', 'retired']),
            thinks: z.enum(['never', 'on-request', 'always']),
            /** Its supplier will retire it, perhaps on a day that is known. */
            leaving: z.boolean(),
            endsOn: z.optional(z.string()),
            successor: z.optional(z.string()),
          }),
        ),
      }),
    },
  },
);
