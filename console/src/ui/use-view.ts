import { useLocation, useSearch } from 'wouter-preact'
import { type Fields, readView, type ViewOf, writeView } from './view.ts'

/** The state of the list in the URL. A change goes back to the first page, unless it names one. */
export function useView<F extends Fields>(fields: F): [ViewOf<F>, (change: Partial<ViewOf<F>>) => void] {
  const [path, navigate] = useLocation()
  const view = readView(useSearch(), fields)
  const change = (changed: Partial<ViewOf<F>>) => {
    const query = writeView({ ...view, ...('page' in fields ? { page: 1 } : {}), ...changed } as ViewOf<F>, fields)
    // Filters are typed letter by letter: "back" leaves the list, except from page to page.
    navigate(query === '' ? path : `${path}?${query}`, { replace: !('page' in changed) })
  }
  return [view, change]
}
