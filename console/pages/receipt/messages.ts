export const messages = {
  'receipt.title': 'Receipt of erasure',
  'receipt.intro':
    'What was erased, what stayed and why, signed. It holds a random id and no name; keep it, we cannot find it by your address.',
  'receipt.wait': 'The erasure is under way',
  'receipt.wait.text':
    'Each store is emptied and then searched. This page shows the receipt when it is signed; you can also come back to this address later.',
  'receipt.unknown': 'No receipt has this address',
  'receipt.unknown.text': 'A part of it is missing or changed. Copy it whole from where you kept it.',
  'receipt.later': 'The account is closed',
  'receipt.later.text':
    'Your recovery window runs until {date}. Until then, signing in can bring the account back. The receipt appears at this address once everything is erased.',
  'receipt.copy': 'Copy the address of this page',
  'receipt.asked': 'Asked',
  'receipt.erased': 'Erased',
  'receipt.some': 'some',
  'receipt.product': 'Service',
  'receipt.account': 'Account',
  'receipt.keys': 'Keys destroyed',
  'receipt.stores': 'Stores',
  'receipt.store': 'Store',
  'receipt.count': 'Erased',
  'receipt.left': 'Left',
  'receipt.uncounted': 'Not kept by account',
  'receipt.stays': 'What stays, and why',
  'receipt.download': 'Download the receipt',
  'receipt.check': 'Check it yourself',
  'receipt.check.text':
    'The signature is ECDSA with SHA-256 over the document exactly as it is. A small program in the repository of Cloister checks it with the public key alone, without this service.',
  'receipt.key': 'Public key',
  'receipt.home': 'To the start',
} as const;
