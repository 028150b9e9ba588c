import { choiceField, pageField, textField } from '../../ui/view.ts'

export const filters = {
  search: textField,
  status: choiceField(['', 'active', 'suspended'], ''),
  tier: choiceField(['', 'free', 'pro', 'business', 'enterprise'], ''),
}
export const fields = {
  ...filters,
  sort: choiceField(['-created_at', 'created_at', 'name'], '-created_at'),
  page: pageField,
  /** The user for whom a workspace is being created; "" for none. */
  owner: { ...textField, isBeside: true },
}
