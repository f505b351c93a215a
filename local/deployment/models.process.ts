import * as z from 'zod';
import { startModels } from '../models/server.ts';
import { partOptions, servePart } from './part-process.ts';

const options = z
  .object({
    port: z.number(),
    emulatorEndpoint: z.string(),
    stateFile: z.string(),
    pace: z.number().optional(),
  })
  .parse(partOptions());
const { pace, ...rest } = options;
const models = await startModels(pace === undefined ? rest : { ...rest, pace });
servePart(models.url, models.close);
