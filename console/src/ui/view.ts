// The state of a list as its query string: values that are not the default, and nothing unknown.
export interface Field<T> {
  fallback: T
  read(text: string): T
  write(value: T): string
}

// biome-ignore lint/suspicious/noExplicitAny: a field is read and written by itself alone
export type Fields = Readonly<Record<string, Field<any>>>
export type ViewOf<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer T> ? T : never }

export const textField: Field<string> = { fallback: '', read: (text) => text.slice(0, 200), write: (value) => value }

export function choiceField<const T extends string>(choices: readonly T[], fallback: T): Field<T> {
  return { fallback, read: (text) => choices.find((choice) => choice === text) ?? fallback, write: (value) => value }
}

/** Page numbers from 1. */
export const pageField: Field<number> = {
  fallback: 1,
  read: (text) => (/^[1-9]\d{0,5}$/.test(text) ? Number(text) : 1),
  write: String,
}

export function readView<F extends Fields>(search: string, fields: F): ViewOf<F> {
  const given = new URLSearchParams(search)
  const values = Object.entries(fields).map(([name, field]) => {
    const text = given.get(name)
    return [name, text === null ? field.fallback : field.read(text)]
  })
  return Object.fromEntries(values) as ViewOf<F>
}

/** "status=active&page=2", in the order of the fields; "" where all have their default. */
export function writeView<F extends Fields>(view: ViewOf<F>, fields: F): string {
  const given = new URLSearchParams()
  for (const [name, field] of Object.entries(fields)) {
    if (view[name] !== field.fallback) given.set(name, field.write(view[name]))
  }
  return given.toString()
}
