import { locale } from '../messages/index.ts'
import { visible } from './outside-text.ts'
import { quantityText } from './quantity.ts'

/** A quantity as the page writes it; its unit came from outside. */
export const amountText = (value: number, unit: string | null | undefined): string =>
  visible(quantityText(value, unit, locale))
