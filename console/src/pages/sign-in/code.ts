/** The one-time code of a sign-in link ("#c=…"), taken out of the address at once: no history keeps it. */
export function takeCode(): string | undefined {
  const code = new URLSearchParams(location.hash.slice(1)).get('c')
  if (code === null || code === '') return undefined
  history.replaceState(null, '', location.pathname + location.search)
  return code
}
