import { rangeField } from '../../ui/time-range.ts'
import { choiceField, cursorField, textField } from '../../ui/view.ts'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

const filters = {
  method: choiceField(['', ...methods], ''),
  operation: textField,
  status: textField,
  code: textField,
  key: textField,
  user: textField,
  feature: textField,
  refused: choiceField(['', 'true', 'false'], ''),
  range: rangeField,
}
export const fields = { ...filters, cursor: cursorField }

/** No filter. */
export const everything = Object.fromEntries(
  Object.entries(filters).map(([name, { fallback }]) => [name, fallback]),
) as { [Name in keyof typeof filters]: '' }
