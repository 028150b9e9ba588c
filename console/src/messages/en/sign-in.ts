export const signIn = {
  title: 'Sign in',
  key: 'API key',
  keyHint: 'An operator key, or the key of a workspace. The browser keeps a session, not the key.',
  submit: 'Sign in',
  withLink: 'Signing in with the link …',
  linkInvalid: 'This sign-in link is not valid: it was used before, or its time is over.',
  stillSignedIn: 'You are still signed in as before.',
  expired: 'Your session has ended. Sign in again, and go on with the same page.',
  endedElsewhere: 'You signed out in another tab or window.',
  another: 'Create another one with:',
  keyUnknown: 'This key is not valid.',
}
