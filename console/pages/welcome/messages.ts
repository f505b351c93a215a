export const messages = {
  'welcome.title': 'Welcome',
  'welcome.head': 'Think, run something, be left alone',
  'welcome.text':
    'Chat with models that keep nothing, run agents on a machine of your own, and take everything with you when you go.',
  'welcome.text.chat': 'Chat with models that keep nothing, and take everything with you when you go.',
  'welcome.fact.1': 'Models keep nothing',
  'welcome.fact.1.text':
    'Zero retention is set for the whole account, in every Region that may answer, and read back at least every hour. When it cannot be confirmed, models stop.',
  'welcome.fact.2': 'Sealed with your own key',
  'welcome.fact.2.text':
    'What you write is encrypted with a key that only you have data under. The people who run this cannot read it.',
  'welcome.fact.3': 'Gone means gone',
  'welcome.fact.3.text': 'Delete your account and get a signed receipt that anybody can check, without us.',
  'welcome.up': 'Create an account',
  'welcome.email': 'E-mail address',
  'welcome.email.help': 'To sign in and for notices that you must get. Nothing else.',
  'welcome.password': 'Password',
  'welcome.password.help': 'At least 12 characters. A short sentence is good.',
  'welcome.password.short':
    '{count, plural, one {One character is missing} other {# characters are missing}}',
  'welcome.go': 'Create account',
  'welcome.have': 'I have an account',
  'welcome.in': 'Sign in',
  'welcome.confirm': 'Look into your mail',
  'welcome.confirm.text': 'A code is on its way to {email}. It is good for a day.',
  'welcome.code': 'Code from the mail',
  'welcome.confirm.go': 'Confirm',
  'welcome.mailbox': 'This is a local deployment: its mail is in <a>the local mailbox</a>.',
  'welcome.no.mail':
    'No mail? Look into the spam folder. When you sign in, the sign-in page can send another code.',
  'welcome.other': 'Use another address',
  'welcome.done': 'Your address is confirmed',
  'welcome.done.text':
    'Sign in with {email} and your password. The sign-in page belongs to the identity service; your password goes nowhere else.',
  'welcome.ended':
    'You are not signed in, or no longer. Sign in, and you get to the page that you asked for.',
  'welcome.problem': 'The sign-in could not be finished. Nothing was changed; try it once more.',
  'welcome.problem.sign_in_not_begun':
    'This sign-in was begun in another browser, or more than ten minutes ago. Nothing was changed; sign in again from here.',
  'welcome.problem.sign_in_ended':
    'The sign-in page ended without signing you in. Nothing was changed; you can sign in again.',
  'welcome.problem.sign_in_refused':
    'The sign-in page gave an answer that is used up or too old, as after going back or reloading. Nothing was changed; sign in again.',
  'welcome.problem.sign_in_unavailable':
    'The identity service did not answer. Nothing was changed; wait a minute, then sign in again.',
  'welcome.back': 'Back to the console',
  'welcome.policy': 'Privacy policy',
  'welcome.contact': 'Questions about privacy',
  'welcome.refused.exists':
    'There is an account with this address. Sign in, or set a new password on the sign-in page.',
  'welcome.refused.password': 'The password is too weak: at least 12 characters.',
  'welcome.refused.address': 'This does not look like an address that can get mail.',
  'welcome.refused.code': 'That is not the code of the mail. Look at it again.',
  'welcome.refused.expired': 'The code is too old. Sign in, and the sign-in page sends a new one.',
  'welcome.refused.slow': 'Too many tries. Wait a few minutes.',
  'welcome.refused.confirmed': 'This address is confirmed already. Sign in.',
  'welcome.refused.unknown': 'The identity service refused this. Nothing was created.',
  'welcome.refused.offline': 'The identity service could not be reached. What you typed is still here.',
} as const;
