export const messages = {
  'restore.title': 'This account is being deleted',
  'restore.intro':
    'It is closed: sessions, API keys, credentials and the machine went at once. Until the recovery window ends, you can take the rest back.',
  'restore.back': 'Take it back',
  'restore.back.text':
    'Conversations, runs and credits are as they were. Stored credentials and the machine are gone and stay gone.',
  'restore.go': 'Restore my account',
  'restore.now': 'Or delete it now',
  'restore.now.text':
    'The key of your content is destroyed at once; nobody can bring anything back. You get a signed receipt.',
  'restore.now.go': 'Delete now',
  'restore.now.sure': 'Delete everything now?',
  'restore.now.sure.text': 'This ends the recovery window. It cannot be taken back.',
  'restore.out': 'Sign out and decide later',
  'restore.under.way': 'Your account is coming back',
  'restore.under.way.text': 'This takes less than a minute. The page goes on by itself.',
} as const;
