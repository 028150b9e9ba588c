/** The browser asks before the document goes, with which something would be lost. Returns the function that ends it. */
export function warnBeforeLeaving(): () => void {
  const ask = (event: Event) => event.preventDefault()
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}
