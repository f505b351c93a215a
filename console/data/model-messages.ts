export const messages = {
  'models.model': 'Model',
  'models.price': '{input} in, {output} out',
  'models.unit': 'Credits for 1,000 tokens (about 750 words)',
} as const;
