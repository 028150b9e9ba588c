export interface PageField {
  /** The SQL expression behind the public name. */
  column: string
  type: 'text' | 'time' | 'date' | 'boolean' | 'number'
  /** NULL comes last in both directions, at the price of a sort; cursors do not support it. */
  isNullable?: true
  /** Column with a time that is never later than this one, apart from clock differences: a row changed long ago was created long ago. */
  follows?: string
  /** SQL of an equality filter, where it is not `column = value`; `value` is its placeholder, `text` what the caller sent. */
  equals?: (value: string, text: string) => string
  /** Only for filters, not for sorting: no index has its order. */
  isUnsorted?: true
}

/** Source of a list, before the filters of the caller. */
export interface Rows {
  /** "workspace JOIN membership ON …" */
  from: string
  /** Conditions that always hold, the tenant's first; `$1`, `$2`, … are `values`. */
  where: string
  values: readonly unknown[]
  /** Fields for filters and sorting, by public name. */
  fields: Readonly<Record<string, PageField>>
  /** Text expressions that `search` covers. */
  search: readonly string[]
}

/** Rows of a list that an index of their own has in the list's order. */
export interface Part {
  /** A row source to which `where` belongs, when it is not one part but one for each of these rows: "unnest($3) AS part (type)". */
  each?: string
  /** Where the part is read, when it is not where the others are. */
  from?: string
  /** Condition of the part. */
  where: string
}

/** Rows that a page looks at for filters without an index: one by cursor, and all pages by number. */
export const scannedRows = { rowsMax: 5_000, numberedMax: 50_000 } as const

/** Filters without an index: a page asks them of a bounded number of rows, read in the order of the list. */
export interface Scan {
  /** Rows that a page by cursor looks at; one without enough matches among them ends early, and its cursor goes on after them. */
  rowsMax: number
  /**
   * Rows that all pages by number look at, and their total: what lies behind them is found by cursor alone. Requires totalMax. Absent:
   * the list is read by cursor alone.
   */
  numberedMax?: number
  /** The name of the rows in the source's columns and conditions; all of their columns are read. */
  alias: string
  /** Fields with such filters. */
  fields: readonly string[]
  /** A condition of the same kind that always holds. */
  where?: string
}

/** Times in ms, both included. */
export interface Range {
  fromMs: number
  toMs: number
}

/** SQL conditions, each of some of the days: together they have every row of a range once, the newest first. */
export type Spans = (range: Range) => readonly string[]

/** SQL of a list, before the filters, order and page of the caller. */
export interface PageSource extends Rows {
  /** The select list; id and every sortable field must be in it under their public names. */
  columns: string
  /** Breaks ties; unique within the list. */
  idColumn: string
  /** Present when the list is the union of these, which have no row in common: a page reads as much of each as of a list. */
  parts?: readonly Part[]
  /** Query of a total without reading the rows; used if every filter is one of its fields. Same `values`. */
  total?: Omit<Rows, 'values'> & { sum: string }
  /**
   * Filters under which one plan serves every value, rare or common, because the list is short or an index has them in
   * front: with these alone, or none, the first pages are prepared statements. With others, and in a list without this
   * (one that grows from empty to long between two statistics, say), each call is planned anew.
   */
  prepared?: readonly string[]
  /**
   * Present where rows may be large: SQL for the bytes of a row, by the public names of `columns`. A page by cursor ends before it
   * has more than pageBytesMax, a page by number that has more is refused. One row is always a page.
   */
  bytes?: string
  /** Present where filters have no index. */
  scan?: Scan
  /** Present where a table has a partition for each day: a page reads as many of these as it needs. */
  spans?: Spans | undefined
  /** Present for append-only lists: counting stops here, and deeper pages need a cursor. */
  totalMax?: number
}
