import * as z from 'zod';
import { startModels } from './server.ts';
import { partOptions, servePart } from '../running-double.ts';

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
