import type { Field } from '../../ui/view.ts'

/** Whole numbers from 1 that a number holds exactly. */
export const isQuantity = (text: string): boolean => /^[1-9]\d{0,15}$/.test(text) && Number.isSafeInteger(Number(text))

export const quantityField: Field<number> = {
  fallback: 1,
  read: (text) => (isQuantity(text) ? Number(text) : 1),
  write: String,
}
