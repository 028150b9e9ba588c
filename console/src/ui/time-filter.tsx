import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { Input } from './field.tsx'
import { isoOf, localOf } from './time.ts'

interface TimeFilterProps {
  label: string
  /** ISO; "" for none. */
  value: string
  onChange: (iso: string) => void
  isOptional?: boolean
}

/** A time that a list is filtered by. A time that is typed or deleted halfway is none yet: the one before holds until then. */
export function TimeFilter({ label, value, onChange, isOptional = false }: TimeFilterProps) {
  const [isHalf, setHalf] = useState(false)
  useEffect(() => setHalf(false), [value])
  const local = localOf(value)
  return (
    <Input
      label={label}
      type="datetime-local"
      value={isHalf ? '' : local}
      isOptional={isOptional}
      wrong={isHalf ? words.timeRange.half : undefined}
      onChange={(typed, isUnreadable) => {
        setHalf(isUnreadable)
        if (!isUnreadable && typed !== local) onChange(typed === '' ? '' : isoOf(typed))
      }}
    />
  )
}
