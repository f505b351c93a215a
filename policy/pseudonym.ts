/**
 * All that kept records of an erased account and of its billing number still have in common. Receipt and policy print it;
 * `test/support/analyst.ts` tries to find more.
 */
export const stillMatched = {
  what: 'that no credits moved after the month in which it was erased',
  because:
    'tax law asks for the month of each supply (Directive 2006/112/EC, Article 226 (7); § 31 (4) UStDV)',
} as const;
