import { rangeField } from '../../ui/time-range.ts'
import { choiceField, cursorField, textField } from '../../ui/view.ts'

export const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] as const

export const filters = {
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
