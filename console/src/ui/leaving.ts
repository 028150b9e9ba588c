/** The browser asks before the document goes, with which something would be lost. Returns the function that ends it. */
export function warnBeforeLeaving(): () => void {
  const ask = (event: Event) => event.preventDefault()
  addEventListener('beforeunload', ask)
  return () => removeEventListener('beforeunload', ask)
}

/**
 * Asks the question before Back or Forward shows another page of the console, with which something would be lost. Returns
 * the function that ends it. A browser without the Navigation API asks nothing (Firefox before 147).
 */
export function askBeforeAnotherPage(question: string): () => void {
  const ask = (event: NavigateEvent) => {
    const isOtherPage = event.navigationType === 'traverse' && event.destination.sameDocument
    if (isOtherPage && event.cancelable && !confirm(question)) event.preventDefault()
  }
  const navigation: Navigation | undefined = globalThis.navigation
  navigation?.addEventListener('navigate', ask)
  return () => navigation?.removeEventListener('navigate', ask)
}
