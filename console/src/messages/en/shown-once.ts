export const shownOnce = {
  text: 'This is shown only once.',
  stored: 'I have stored it',
}
