import { type Database, type PageSource, selectPage } from '@plinth/kit/db'
import { type Filter, Filter_Operator, type ListQuery, type Sort } from '@plinth/proto/common/v1/list.ts'
import { type Explained, explaining } from './explained.ts'

export interface Examination {
  source: PageSource
  /** Values to filter each field by, and `search`: common ones and rare ones. */
  samples: Readonly<Record<string, readonly string[]>>
  /** More than that read for a first page or its total is too much. */
  rowsMax: number
}

/** The first pages of a list in every order and under every filter: those that read more than they should, in sentences. */
export async function examineList(database: Database, { source, samples, rowsMax }: Examination): Promise<string[]> {
  const { db, seen } = explaining(database)
  const found: string[] = []
  for (const sort of ordersOf(source)) {
    for (const filters of filterSets(source, samples)) {
      if (isAcrossTimes(source, sort, filters)) continue
      const query: ListQuery = { page: 1, perPage: 20, cursor: undefined, sort: [sort], filters }
      await selectPage(db, source, query, (row) => row)
      const wrong = seen.splice(0).filter((statement) => isTooMuch(filters, statement, rowsMax))
      found.push(...wrong.map((statement) => sentence(sort, filters, statement)))
    }
  }
  return [...new Set(found)]
}

const ordersOf = ({ fields }: PageSource): Sort[] =>
  Object.entries(fields)
    .filter(([, { isUnsorted }]) => !isUnsorted)
    .flatMap(([field]) => [true, false].map((descending) => ({ field, descending })))

// NOTE: no statistics tell that two times of a row are near each other, so nothing keeps a stretch of one in the order of
// the other from reading all that lies outside of it.
const isAcrossTimes = ({ fields }: PageSource, sort: Sort, filters: readonly Filter[]): boolean =>
  fields[sort.field]?.type === 'time' &&
  filters.some(({ field }) => field !== sort.field && fields[field]?.type === 'time')

function filterSets(source: PageSource, samples: Examination['samples']): Filter[][] {
  const names = [...Object.keys(source.fields), ...(source.search.length > 0 ? ['search'] : [])]
  const singles = names.flatMap((name) => {
    const values = samples[name]
    if (values === undefined || values.length === 0) throw new Error(`nothing to filter ${name} by`)
    return values.flatMap((value) => operatorsOf(source, name).map((operator) => [{ field: name, operator, value }]))
  })
  return [[], ...singles]
}

function operatorsOf({ fields }: PageSource, name: string): Filter_Operator[] {
  if (name === 'search') return [Filter_Operator.OPERATOR_SEARCH]
  if (fields[name]?.type !== 'time') return [Filter_Operator.OPERATOR_EQUALS]
  return [Filter_Operator.OPERATOR_AT_LEAST, Filter_Operator.OPERATOR_AT_MOST]
}

// The exact total of a stretch of time is what lies in it, counted.
const isTooMuch = (
  filters: readonly Filter[],
  { rowsRead, entriesRead, text }: Explained,
  rowsMax: number,
): boolean => {
  const isStretch = filters.some(({ operator }) => stretches.includes(operator))
  return !(isTotal(text) && isStretch) && rowsRead + entriesRead > rowsMax
}

const stretches: readonly Filter_Operator[] = [Filter_Operator.OPERATOR_AT_LEAST, Filter_Operator.OPERATOR_AT_MOST]
const isTotal = (text: string) => text.includes(' AS total FROM')

function sentence({ field, descending }: Sort, filters: readonly Filter[], { text, rowsRead, entriesRead }: Explained) {
  const what = isTotal(text) ? 'the total' : `by ${descending ? '-' : ''}${field}`
  const under = filters.map(
    ({ field, operator, value }) => `${field} ${['?', '=', '>=', '<=', '~'][operator]} ${value}`,
  )
  return `${what} [${under.join(', ')}]: ${rowsRead} rows, ${entriesRead} entries`
}
