export const messages = {
  'credentials.title': 'Credentials',
  'credentials.intro':
    'Passwords, tokens and keys for your agents. Each is sealed with a key of its own kind and never shown again, not even to you: you can replace it or delete it.',
  'credentials.new': 'Store a credential',
  'credentials.none': 'Nothing stored yet',
  'credentials.none.text':
    'A token of a repository, a key of a service: what an agent needs and nobody should read.',
  'credentials.label': 'Name',
  'credentials.label.help': 'What you will know it by. Names are not sealed; the value is.',
  'credentials.value': 'Value',
  'credentials.value.help': 'Write-only. It leaves this page once and comes back to no screen.',
  'credentials.store': 'Store',
  'credentials.stored': 'Stored {date}',
  'credentials.replaced': 'replaced {date}',
  'credentials.replace': 'Replace',
  'credentials.replace.title': 'Replace {name}',
  'credentials.delete': 'Delete',
  'credentials.delete.title': 'Delete {name}?',
  'credentials.delete.text': 'It goes at once and is in no backup. Whatever uses it stops working.',
  'credentials.said.stored': 'The credential is stored.',
  'credentials.said.replaced': 'The value is replaced.',
  'credentials.said.deleted': 'The credential is deleted.',
} as const;
