/** The fields of a form: each is a text or a list of texts. */
export type FormFields<F> = { [Name in keyof F]: string | readonly string[] }

/** An object as a form shows it, and the version that it has. */
export interface Version<F> {
  fields: F
  etag: string | undefined
}

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other)

/** The fields that are not as they were. */
export function changedFields<F extends FormFields<F>>(fields: F, before: F): Partial<F> {
  const changed = Object.entries(fields).filter(([name, value]) => !isSame(value, before[name as keyof F]))
  return Object.fromEntries(changed) as Partial<F>
}

/** The stored fields, except for those that were changed since `before`. */
export const mergedFields = <F extends FormFields<F>>(typed: F, before: F, stored: F): F => ({
  ...stored,
  ...changedFields(typed, before),
})
