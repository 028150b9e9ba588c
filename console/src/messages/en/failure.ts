/** Sentences by code, in place of those of the API, which are English. */
const codes: Readonly<Record<string, string>> = {}

export const failure = {
  title: 'The call failed',
  requestId: 'Request ID',
  notAllowed: 'You are not allowed to do this',
  missingScope: (scope: string) => `The scope that is missing: ${scope}`,
  signedOut: 'You are not signed in any more',
  signInAgain: 'What you typed stays here. Sign in in another tab, and try again.',
  signInThere: 'Sign in',
  noAnswer: 'No whole answer came. Check the connection, and try again.',
  notPlinth: (status: string) =>
    `The answer did not come from Plinth (status ${status}). Perhaps a proxy on the way gave it. Try again.`,
  sendAgain: 'It is not known whether this was done. Press the button again: what was done is not done a second time.',
  codes,
  newVersion: 'This page could not be loaded. Perhaps a newer version of the console is installed.',
  changed:
    'Somebody else has changed this since you opened it. Close this form and open it again to see the present values.',
}
