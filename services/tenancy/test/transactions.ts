import type { Database } from '@plinth/kit/db'

/** The statements of each transaction that this process begins from now on, by their texts. */
export function transactionsOf({ pool }: Pick<Database, 'pool'>): string[][] {
  const transactions: string[][] = []
  const watched = new Set<object>()
  pool.on('acquire', (client) => {
    if (watched.has(client)) return
    watched.add(client)
    const query: (...args: unknown[]) => unknown = client.query.bind(client)
    let current: string[] | undefined
    const note = (text: string) => {
      if (text === 'COMMIT' || text === 'ROLLBACK') current = undefined
      else if (text.startsWith('BEGIN')) {
        current = []
        transactions.push(current)
      } else current?.push(text)
    }
    Object.assign(client, {
      query: (asked: string | { text: string }, ...rest: unknown[]) => {
        note(typeof asked === 'string' ? asked : asked.text)
        return query(asked, ...rest)
      },
    })
  })
  return transactions
}
