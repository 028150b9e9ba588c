import { rangeField } from '../../ui/time-range.ts'
import { cursorField, textField } from '../../ui/view.ts'

export const searched = ['action', 'actor', 'target', 'request'] as const

export const filters = {
  action: textField,
  actor: textField,
  target: textField,
  request: textField,
  range: rangeField,
}
export const fields = { ...filters, cursor: cursorField }
