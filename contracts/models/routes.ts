import * as z from 'zod/mini';
import { modelIds } from '../../policy/models.ts';
import { microCredits } from '../pages.ts';
import { defineRoutes } from '../spec/route.ts';

export const modelRoutes = defineRoutes(
  { module: 'models', capability: 'chat' },
  {
    listModels: {
      at: 'GET /v1/catalogue',
      summary: 'Models on offer, their prices, Region and retention mode',
      permission: 'public',
      answer: z.strictObject({
        items: z.array(
          z.strictObject({
            id: z.enum(modelIds),
            label: z.string(),
            maker: z.string(),
            region: z.string(),
            retention: z.literal('none'),
            trainsOnInput: z.literal(false),
            inputPerMillion: microCredits,
            outputPerMillion: microCredits,
            priceFrom: z.string(),
          }),
        ),
      }),
    },
  },
);
