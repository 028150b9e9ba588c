/** Where a text that was typed or pasted leads. */
export interface Choice {
  title: string
  path: string
}

interface Words {
  open: (id: string) => string
  searchWorkspaces: (text: string) => string
}

/** An ID leads straight to its page; other text to the pages with that name, and to a search. */
export function choicesFor(text: string, pages: readonly Choice[], words: Words): Choice[] {
  const typed = text.trim()
  if (/^wks_\w+$/.test(typed)) return [{ title: words.open(typed), path: `/workspaces/${typed}` }]
  if (/^req_\w+$/.test(typed)) return [{ title: words.open(typed), path: `/requests/${typed}` }]
  const found = pages.filter(({ title }) => title.toLowerCase().includes(typed.toLowerCase()))
  if (typed === '') return found
  const search = { title: words.searchWorkspaces(typed), path: `/workspaces?search=${encodeURIComponent(typed)}` }
  return [...found, search]
}
