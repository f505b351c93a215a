export const messages = {
  'policy.title': 'Privacy policy',
  'policy.intro':
    'Version {version}, in force since <time>{date}</time>. It is rendered from the same data as the infrastructure, and a command proves it sentence by sentence.',
  'policy.versions': 'Versions',
  'policy.contact': 'Questions: <a>{contact}</a>',
} as const;
