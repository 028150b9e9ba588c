export const failure = {
  title: 'The call failed',
  requestId: 'Request ID',
  notAllowed: 'You are not allowed to do this',
  signedOut: 'You are not signed in any more',
  signInAgain: 'What you typed stays here. Sign in in another tab, and try again.',
  signInThere: 'Sign in',
  newVersion: 'This page could not be loaded. Perhaps a newer version of the console is installed.',
  changed:
    'Somebody else has changed this since you opened it. Close this form and open it again to see the present values.',
}
