import { useEffect, useState } from 'preact/hooks'
import { words } from '../messages/index.ts'
import { Input } from './field.tsx'
import { shownZone } from './shown-zone.ts'
import { fieldTextOf, isoOf } from './time.ts'

interface TimeFieldProps {
  label: string
  name?: string
  hint?: string
  /** ISO; "" for none. */
  value: string
  onChange: (iso: string) => void
  isRequired?: boolean
  isOptional?: boolean
}

/** A time, in the shown zone. One that is typed or deleted halfway is none yet: the one before holds until then. */
export function TimeField({ label, value, onChange, ...field }: TimeFieldProps) {
  const [isHalf, setHalf] = useState(false)
  useEffect(() => setHalf(false), [value])
  const text = fieldTextOf(value)
  return (
    <Input
      {...field}
      label={words.timeRange.labelIn[shownZone()](label)}
      type="datetime-local"
      value={isHalf ? '' : text}
      wrong={isHalf ? words.timeRange.half : undefined}
      onChange={(typed, isUnreadable) => {
        setHalf(isUnreadable)
        // A year of five digits is on its way to another one: what is typed stays.
        if (!isUnreadable && typed !== text && !/^\d{5}/.test(typed)) onChange(isoOf(typed))
      }}
    />
  )
}
