import { useLocation, useSearch } from 'wouter-preact'
import { type Fields, fromFirstPage, isMove, readView, type ViewOf, writeView } from './view.ts'

/** The state of a list in the URL. A change of what rows there are goes back to the first page. */
export function useView<F extends Fields>(fields: F): [ViewOf<F>, (changes: Partial<ViewOf<F>>) => void] {
  const [path, navigate] = useLocation()
  const search = useSearch()
  const view = readView(search, fields)
  const change = (changes: Partial<ViewOf<F>>) => {
    const query = writeView(search, { ...view, ...fromFirstPage(changes, fields) }, fields)
    // Filters are typed letter by letter: "back" leaves the list, except from page to page.
    navigate(query === '' ? path : `${path}?${query}`, { replace: !isMove(view, changes, fields) })
  }
  return [view, change]
}
