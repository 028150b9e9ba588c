import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { Input } from './field.tsx'
import { withoutSecret } from './without-secret.ts'

export function FilterBar({ label = words.common.filters, children }: { label?: string; children: ComponentChildren }) {
  return (
    <search class="filters" aria-label={label}>
      {children}
    </search>
  )
}

const quietMs = 250

interface SearchFieldProps {
  label?: string
  type?: 'search' | 'number'
  value: string
  onChange: (value: string) => void
  /** Why the value is not taken. */
  wrong?: string | undefined
}

/** Tells what was typed once the typing has paused. Follows the address, as "back" changes it. */
export function SearchField({
  label = words.common.search,
  type = 'search',
  value,
  onChange,
  wrong,
}: SearchFieldProps) {
  const [text, setText] = useState(value)
  const told = useRef(value)
  useEffect(() => {
    if (value === told.current) return
    told.current = value
    setText(value)
  }, [value])
  useEffect(() => {
    if (text === told.current) return
    const timer = setTimeout(() => {
      told.current = text
      onChange(text)
    }, quietMs)
    return () => clearTimeout(timer)
  }, [text, onChange])
  return (
    <Input label={label} type={type} value={text} wrong={wrong} onChange={(typed) => setText(withoutSecret(typed))} />
  )
}
