import type { Queryable } from '@plinth/kit/db'

/** The cost of answering one statement. */
export interface Explained {
  text: string
  /** Rows and index entries that were looked at, index entries that were only counted apart. */
  rowsRead: number
  /** Entries that an index alone answered, without its table. */
  entriesRead: number
  /** Tables that were read from end to end. */
  wholeTables: readonly string[]
}

interface Plan {
  'Node Type': string
  'Relation Name'?: string
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  'Rows Removed by Index Recheck'?: number
  Plans?: readonly Plan[]
}

/** A database, or a transaction, that also tells how PostgreSQL answered each statement. */
export function explaining(database: Queryable): { db: Queryable; seen: Explained[] } {
  const seen: Explained[] = []
  const query = async <Row extends object>({
    text,
    values = [],
  }: Parameters<Queryable['query']>[0]): Promise<Row[]> => {
    const [explained] = await database.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>({
      text: `EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) ${text}`,
      values,
    })
    if (explained !== undefined) seen.push({ text, ...summed(nodesOf(explained['QUERY PLAN'][0].Plan)) })
    return database.query<Row>({ text, values })
  }
  return { db: { query }, seen }
}

const nodesOf = (plan: Plan): Plan[] => [plan, ...(plan.Plans ?? []).flatMap(nodesOf)]

function summed(nodes: readonly Plan[]): Omit<Explained, 'text'> {
  const scans = nodes.filter((node) => node['Node Type'].endsWith('Scan') && node['Node Type'] !== 'Subquery Scan')
  const sum = (plans: readonly Plan[]) => plans.reduce((rows, plan) => rows + rowsOf(plan), 0)
  const isAlone = (plan: Plan) => plan['Node Type'] === 'Index Only Scan'
  return {
    rowsRead: sum(scans.filter((plan) => !isAlone(plan))),
    entriesRead: sum(scans.filter(isAlone)),
    wholeTables: scans.flatMap((plan) => (plan['Node Type'] === 'Seq Scan' ? [plan['Relation Name'] ?? ''] : [])),
  }
}

const rowsOf = (plan: Plan): number =>
  plan['Actual Loops'] *
  (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0) + (plan['Rows Removed by Index Recheck'] ?? 0))
