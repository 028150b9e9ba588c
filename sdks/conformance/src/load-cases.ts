import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Case } from './format.ts'
import { isObject } from './match.ts'

const folder = fileURLToPath(new URL('../cases/', import.meta.url))
const document: { components: { schemas: Record<string, { examples?: unknown[] }> } } = JSON.parse(
  readFileSync(new URL('../../../docs/openapi.json', import.meta.url), 'utf8'),
)

/** Every case, by file and as they stand there, with what is abbreviated written out. */
export function loadCases(): Case[] {
  const cases = globSync('*.json', { cwd: folder })
    .sort()
    .flatMap((file) => written(JSON.parse(readFileSync(`${folder}${file}`, 'utf8'))) as Case[])
  const repeated = cases.filter(({ id }, at) => cases.findIndex((other) => other.id === id) !== at)
  if (repeated.length > 0) throw new Error(`There are two cases ${repeated.map(({ id }) => id).join(', ')}`)
  return cases
}

/** $like: an example of the API's document; $page, $cursorPage: an answer to a list; $repeat: a long text. */
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written)
  if (!isObject(value)) return value
  const { $like, $page, $cursorPage, $repeat, ...rest } = value
  const own = Object.fromEntries(Object.entries(rest).map(([name, field]) => [name, written(field)]))
  if (typeof $like === 'string') return { ...exampleOf($like), ...own }
  if (isObject($page)) return page(written($page) as unknown as Page)
  if (isObject($cursorPage)) return cursorPage(written($cursorPage) as unknown as CursorPage)
  if (Array.isArray($repeat)) return String($repeat[0]).repeat(Number($repeat[1]))
  return own
}

function exampleOf(schema: string): object {
  const example = document.components.schemas[schema]?.examples?.[0]
  if (!isObject(example)) throw new Error(`docs/openapi.json has no example of ${schema}`)
  return example
}

interface Page {
  rows: unknown[]
  page: number
  of: number
  perPage: number
  total: number
}

function page({ rows, page, of, perPage, total }: Page): object {
  const link = (to: number) => (to < 1 || to > of ? null : `{{baseUrl}}/api/v1/rows?page=${to}&per_page=${perPage}`)
  const from = rows.length === 0 ? null : (page - 1) * perPage + 1
  return {
    data: rows,
    meta: {
      current_page: page,
      per_page: perPage,
      total,
      last_page: of,
      from,
      to: from === null ? null : from + rows.length - 1,
    },
    links: { first: link(1), last: link(of), prev: link(page - 1), next: link(page + 1) },
  }
}

interface CursorPage {
  rows: unknown[]
  next: string | null
}

function cursorPage({ rows, next }: CursorPage): object {
  return {
    data: rows,
    meta: { per_page: 100, next_cursor: next },
    links: { next: next === null ? null : `{{baseUrl}}/api/v1/rows?cursor=${next}&per_page=100` },
  }
}
