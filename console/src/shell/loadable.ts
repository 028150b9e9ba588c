import type { QueryFunctionContext } from '@tanstack/query-core'
import type { ComponentType } from 'preact'

/** A page gets the parts of its path that have a name. */
// biome-ignore lint/suspicious/noExplicitAny: each page declares the parameters of its own path
export type PageComponent = ComponentType<any>

/** A page, or a part of one, in a file of its own. */
export interface Loadable {
  load: () => Promise<{ Page: PageComponent }>
}

/** A query that a page asks for whatever its address says further: it can begin before the page is drawn. */
export interface FirstQuery {
  queryKey: readonly string[]
  queryFn: (context: QueryFunctionContext) => Promise<unknown>
}
