import { withoutSecret } from './without-secret.ts'

// The state of a list as its query string: values that are not the default, and nothing unknown.
export interface Field<T> {
  fallback: T
  /** Where in the list the page begins: a change of a filter goes back to the first one. */
  isPosition?: boolean
  /** Chooses no rows: a change of it keeps the page. */
  isBeside?: boolean
  read(text: string): T
  write(value: T): string
}

// biome-ignore lint/suspicious/noExplicitAny: a field is read and written by itself alone
export type Fields = Readonly<Record<string, Field<any>>>
export type ViewOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer T> ? T : never }

/** Of a secret that was pasted into a filter no part gets into the address, or from there into a call. */
export const textField: Field<string> = {
  fallback: '',
  read: (text) => withoutSecret(text.slice(0, 200)),
  write: withoutSecret,
}

export function choiceField<const T extends string>(choices: readonly T[], fallback: T): Field<T> {
  return { fallback, read: (text) => choices.find((choice) => choice === text) ?? fallback, write: (value) => value }
}

/** Page numbers from 1. */
export const pageField: Field<number> = {
  fallback: 1,
  isPosition: true,
  read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1),
  write: String,
}

/** The cursor of a page; "" is the first one. */
export const cursorField: Field<string> = {
  fallback: '',
  isPosition: true,
  read: (text) => text.slice(0, 1_000),
  write: (cursor) => cursor,
}

export function readView<F extends Fields>(search: string, fields: F): ViewOf<F> {
  const given = new URLSearchParams(search)
  const values = Object.entries(fields).map(([name, field]) => {
    const text = given.get(name)
    return [name, text === null ? field.fallback : field.read(text)]
  })
  return Object.fromEntries(values) as ViewOf<F>
}

/** No filter. */
export const noFilters = <F extends Fields>(filters: F): ViewOf<F> => readView('', filters)

export const isFiltered = <F extends Fields>(view: ViewOf<F>, filters: F): boolean =>
  Object.entries(filters).some(([name, { fallback }]) => view[name] !== fallback)

/** "status=active&page=2": `search` with the fields of the view, "" where nothing is left. What others keep in it stays. */
export function writeView<F extends Fields>(search: string, view: ViewOf<F>, fields: F): string {
  const given = new URLSearchParams(search)
  for (const [name, field] of Object.entries(fields)) {
    given.delete(name)
    const text = field.write(view[name])
    if (text !== field.write(field.fallback)) given.set(name, text)
  }
  return given.toString()
}

/** The changes, and the first page if they change what rows there are. */
export function fromFirstPage<F extends Fields>(changes: Partial<ViewOf<F>>, fields: F): Partial<ViewOf<F>> {
  const isOther = Object.keys(changes).some((name) => !fields[name]?.isPosition && !fields[name]?.isBeside)
  const positions = Object.entries(fields).filter(([, { isPosition = false }]) => isOther && isPosition)
  return { ...Object.fromEntries(positions.map(([name, { fallback }]) => [name, fallback])), ...changes } as Partial<
    ViewOf<F>
  >
}

/** Whether the changes go from page to page. */
export const isMove = <F extends Fields>(view: ViewOf<F>, changes: Partial<ViewOf<F>>, fields: F): boolean =>
  Object.keys(changes).some((name) => fields[name]?.isPosition === true && changes[name] !== view[name])
