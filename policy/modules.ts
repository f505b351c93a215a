/** The parts of Cloister: one word each, for its contracts, functions, stack, pages, routes, tests and claims. */
export const modules = [
  'platform',
  'accounts',
  'billing',
  'chat',
  'credentials',
  'machines',
  'models',
  'privacy',
  'retention',
  'runs',
  'site',
] as const;
export type ModuleId = (typeof modules)[number];
