import { words } from '../messages/index.ts'
import { isolated } from '../messages/isolated.ts'
import { Input } from './field.tsx'
import { visible } from './outside-text.ts'

interface TypedNameProps {
  /** The name that must be typed before the form may be sent. */
  name: string
  value: string
  onChange: (value: string) => void
}

/** Whether this is the name; with characters that cannot be seen, as it is shown. It may be copied from the sentence. */
export const isNameTyped = (typed: string, name: string): boolean =>
  [name, visible(name)].some((wanted) => [wanted.trim(), isolated(wanted).trim()].includes(typed.trim()))

/** Asks for the name of what is about to be lost. */
export function TypedName({ name, value, onChange }: TypedNameProps) {
  return <Input label={words.common.typeName(visible(name))} value={value} onChange={onChange} isRequired />
}
