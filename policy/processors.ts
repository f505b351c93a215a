/** Where a recipient processes data, in words. */
export const places = {
  home: 'home Region',
  'home-and-edge': 'home Region; requests pass through the edge nearest to you',
  'home-group': 'home Region and its group',
} as const;

/** Who else receives personal data, what for, and which. Clients of a supplier are made from an entry here (T5). */
export interface Recipient {
  readonly name: string;
  readonly role: 'sub-processor' | 'own-controller';
  readonly receives: string;
  readonly purpose: string;
  readonly region: keyof typeof places;
  /** Origins that the console may speak to because of this recipient; `{region}` is the home Region. */
  readonly browserOrigins: readonly string[];
}

export const recipients = {
  aws: {
    name: 'Amazon Web Services',
    role: 'sub-processor',
    receives: 'all of the above; your content is sealed with a key of your account',
    purpose: 'computing and storage',
    region: 'home-and-edge',
    browserOrigins: [],
  },
  bedrock: {
    name: 'Amazon Bedrock (AWS)',
    role: 'sub-processor',
    receives: 'prompt and context, for the time of the call; retention mode none',
    purpose: 'answers of models',
    region: 'home-group',
    browserOrigins: [],
  },
  cognito: {
    name: 'Amazon Cognito (AWS)',
    role: 'sub-processor',
    receives: 'e-mail address, password verifier, your connection while you sign in',
    purpose: 'sign-up and sign-in',
    region: 'home',
    browserOrigins: ['https://cognito-idp.{region}.amazonaws.com'],
  },
  ses: {
    name: 'Amazon SES (AWS)',
    role: 'sub-processor',
    receives: 'e-mail address, a body without content',
    purpose: 'confirmation codes and service messages',
    region: 'home',
    browserOrigins: [],
  },
} as const satisfies Record<string, Recipient>;

export type RecipientId = keyof typeof recipients;
