import { words } from '../messages/index.ts'
import { Select } from './field.tsx'
import { TimeField } from './time-field.tsx'
import { type Bounds, boundsOf, fixedRange, isFixed, pinned, spans } from './time-range.ts'

interface TimeRangeFieldProps {
  /** As `rangeField` has it. */
  value: string
  onChange: (range: string) => void
}

/** A span that ends now, or two fixed times. */
export function TimeRangeField({ value, onChange }: TimeRangeFieldProps) {
  const { timeRange } = words
  const { from, to } = boundsOf(value, Date.now())
  const bound = (changed: Partial<Bounds>) => onChange(fixedRange({ from, to, ...changed }))
  return (
    <>
      <Select
        label={timeRange.created}
        value={isFixed(value) ? 'fixed' : value}
        options={[
          { value: '', label: timeRange.any },
          ...Object.keys(spans).map((span) => ({ value: span, label: timeRange.spans[span as keyof typeof spans] })),
          { value: 'fixed', label: timeRange.fixed },
        ]}
        onChange={(range) => onChange(range === 'fixed' ? pinned(value || '24h', Date.now()) : range)}
      />
      {isFixed(value) && (
        <>
          <TimeField label={timeRange.from} value={from} onChange={(iso) => bound({ from: iso })} />
          <TimeField label={timeRange.to} value={to} onChange={(iso) => bound({ to: iso })} />
        </>
      )}
    </>
  )
}
