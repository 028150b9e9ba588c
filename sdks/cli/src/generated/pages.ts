import type { Client, Meta } from '../../../js/src/index.ts'
import type { Run } from '../run.ts'

const perPageMax = 100

type Query = Readonly<Record<string, unknown>>

/**
 * The rows of a list, page by page: one page as the server gives it, `--limit` rows, or `--all`, from the given cursor or
 * page on. What is asked for is never held at once.
 */
export async function pagesOf(
  run: Run,
  path: string,
  query: Query,
  kind: 'page' | 'cursor',
): Promise<AsyncIterable<unknown[]>> {
  const { options } = run
  const limit = options['limit'] as number | undefined
  const client = await run.client()
  if (limit === undefined && options['all'] !== true) return onePage(run, client, path, query)
  return manyPages(run, client, path, query, kind, limit ?? Number.POSITIVE_INFINITY)
}

async function* onePage(run: Run, client: Client, path: string, query: Query): AsyncGenerator<unknown[]> {
  const page = await client.request<{ data: unknown[]; meta: Meta }>('GET', path, { query, signal: run.signal })
  yield page.data
  const { meta } = page
  if ('next_cursor' in meta) {
    if (meta.next_cursor) run.say.note(`There are more: --all, or --cursor ${meta.next_cursor}`)
  } else if (meta.current_page < meta.last_page) {
    const isLeast = meta.total_is_exact === false ? 'more than ' : ''
    run.say.note(`Page ${meta.current_page} of ${isLeast}${meta.last_page}: --all, or --page ${meta.current_page + 1}`)
  }
}

async function* manyPages(
  { signal }: Run,
  client: Client,
  path: string,
  query: Query,
  kind: 'page' | 'cursor',
  limit: number,
): AsyncGenerator<unknown[]> {
  const { Page, Rows } = await import('../../../js/src/index.ts')
  type Next = ConstructorParameters<typeof Rows<unknown>>[1]
  const load = async (next: Next): Promise<InstanceType<typeof Page<unknown, Meta>>> => {
    // A page that the user counted has the size that the server gives it.
    const size = query['page'] === undefined ? { per_page: Math.min(perPageMax, limit) } : {}
    const asked = { ...size, ...query, ...next }
    return new Page(await client.request<{ data: unknown[]; meta: Meta }>('GET', path, { query: asked, signal }), load)
  }
  let left = limit
  let rows: unknown[] = []
  // Lists with a cursor take a page as well.
  const isByCursor = kind === 'cursor' && query['page'] === undefined
  const first = isByCursor ? { cursor: String(query['cursor'] ?? '') } : { page: Number(query['page'] ?? 1) }
  for await (const row of new Rows(load, first)) {
    rows.push(row)
    left -= 1
    if (rows.length < perPageMax && left > 0) continue
    yield rows
    rows = []
    if (left === 0) return
  }
  yield rows
}
