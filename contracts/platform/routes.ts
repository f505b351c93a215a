import * as z from 'zod/mini';
import { defineRoutes } from '../spec/route.ts';

export const platformRoutes = defineRoutes(
  { module: 'platform' },
  {
    health: {
      at: 'GET /v1/health',
      summary: 'Whether the service answers',
      permission: 'public',
      answer: z.strictObject({ status: z.literal('ok') }),
    },
  },
);
