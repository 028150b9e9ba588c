export interface PageField {
  /** The SQL expression behind the public name. */
  column: string
  type: 'text' | 'time' | 'boolean' | 'number'
  /** NULL comes last whatever the direction, at the price of a sort; no cursor goes through it. */
  isNullable?: true
}

/** A list as SQL, before the caller's filters, order and page. */
export interface PageSource {
  /** The select list; id and every sortable field must be in it under their public names. */
  columns: string
  /** "workspace JOIN membership ON …" */
  from: string
  /** Conditions that always hold, the tenant's first; `$1`, `$2`, … are `values`. */
  where: string
  values: readonly unknown[]
  /** What may be filtered and sorted, by public name. */
  fields: Readonly<Record<string, PageField>>
  /** Breaks ties; unique within the list. */
  idColumn: string
  /** Text expressions that `search` looks into. */
  search: readonly string[]
  /** Present for append-only lists: counting stops here, and deeper pages need a cursor. */
  totalMax?: number
}
