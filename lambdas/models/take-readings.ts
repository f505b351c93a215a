import { type ModelReadingParts, type Place, readModels } from './read-models.ts';
import { type ReadingParts, readRetention } from './read-retention.ts';

/** What the guard does each quarter of an hour: reads what Bedrock keeps, and how each model stands. */
export async function takeReadings(parts: ReadingParts & ModelReadingParts, place: Place): Promise<void> {
  await Promise.all([readRetention(parts, place.regions), readModels(parts, place)]);
}
