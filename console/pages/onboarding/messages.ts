export const messages = {
  'onboarding.title': 'Before you begin',
  'onboarding.intro':
    'Two things to say yes to. Until then there is no account, and nothing is kept but your sign-in.',
  'onboarding.policy': 'I accept the <a>privacy policy</a>, version {version}',
  'onboarding.policy.date':
    'In force since {date}. It names every kind of data, why it is held and when it goes.',
  'onboarding.adult': 'I am 18 or older',
  'onboarding.go': 'Make my account',
  'onboarding.both': 'Both are needed to make an account.',
  'onboarding.not': 'Not now, sign out',
  'onboarding.first': 'What do you want to do first?',
  'onboarding.credits': 'You have {amount} credits to begin with.',
  'onboarding.first.text': 'The other things stay one click away.',
  'onboarding.chat': 'Chat with a model',
  'onboarding.chat.text': 'Answers arrive word by word; the model keeps nothing.',
  'onboarding.machine': 'Get a machine',
  'onboarding.machine.text':
    'A Linux machine of your own, without an open port. It costs only while it runs.',
  'onboarding.agent': 'Let an agent work',
  'onboarding.agent.text': 'Say what is to be done; it works on your machine and shows each step.',
} as const;
