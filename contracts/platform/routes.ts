import * as z from 'zod/mini';
import { defineRoute } from '../spec/route.ts';

export const platformRoutes = {
  health: defineRoute({
    id: 'health',
    method: 'GET',
    path: '/v1/health',
    summary: 'Whether the service answers',
    module: 'platform',
    permission: 'public',
    status: 200,
    answer: z.strictObject({ status: z.literal('ok') }),
  }),
} as const;
