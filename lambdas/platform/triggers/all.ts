/** Every kind of trigger, by what declares it; how it is made says the file of the same name in `lib/triggers`. */
export { dailyAt } from './clock.ts';
export { everyMinutes } from './rate.ts';
export { stream } from './stream.ts';
