export interface PageField {
  /** The SQL expression behind the public name. */
  column: string
  type: 'text' | 'time' | 'boolean' | 'number'
  /** NULL comes last whatever the direction, at the price of a sort; no cursor goes through it. */
  isNullable?: true
  /** The column of a time that is never later than this one's, clocks aside: what was changed long ago was made long ago. */
  follows?: string
  /** Filtered by, never sorted by: no index is in its order. */
  isUnsorted?: true
}

/** What a list is read or counted from, before the caller's filters. */
export interface Rows {
  /** "workspace JOIN membership ON …" */
  from: string
  /** Conditions that always hold, the tenant's first; `$1`, `$2`, … are `values`. */
  where: string
  values: readonly unknown[]
  /** What may be filtered and sorted, by public name. */
  fields: Readonly<Record<string, PageField>>
  /** Text expressions that `search` looks into. */
  search: readonly string[]
}

/** A list as SQL, before the caller's filters, order and page. */
export interface PageSource extends Rows {
  /** The select list; id and every sortable field must be in it under their public names. */
  columns: string
  /** Breaks ties; unique within the list. */
  idColumn: string
  /** Where the total is known without reading the rows; asked when every filter is one of its fields. Same `values`. */
  total?: Omit<Rows, 'values'> & { sum: string }
  /**
   * Filters under which one plan serves every value, rare or common, because the list is short or an index has them in
   * front: with these alone, or none, the first pages are prepared statements. With others, and in a list without this
   * (one that grows from empty to long between two statistics, say), each call is planned anew.
   */
  prepared?: readonly string[]
  /** Present for append-only lists: counting stops here, and deeper pages need a cursor. */
  totalMax?: number
}
