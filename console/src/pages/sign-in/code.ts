/** The one-time code of a sign-in link ("#c=…"), taken out of the address at once: no history keeps it. */
export function takeCode(): string | undefined {
  const code = codeInAddress()
  if (code !== undefined) history.replaceState(null, '', location.pathname + location.search)
  return code
}

/** Undefined: the address is no sign-in link. */
export const codeInAddress = (): string | undefined => new URLSearchParams(location.hash.slice(1)).get('c') || undefined
