import { useState } from 'preact/hooks'
import { words } from '../../messages/index.ts'
import { CopyLink } from '../../ui/copy-link.tsx'
import { choicesOf, choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { pinnedRange } from '../../ui/time-range.ts'
import { TimeRangeField } from '../../ui/time-range-field.tsx'
import type { ViewOf } from '../../ui/view.ts'
import { type fields, methods } from './view.ts'

type View = ViewOf<typeof fields>

interface FiltersProps {
  view: View
  change: (changes: Partial<View>) => void
}

const rare = ['operation', 'status', 'code', 'feature', 'key', 'user'] as const

export function Filters({ view, change }: FiltersProps) {
  const { requests: text } = words
  const [isOpen, setOpen] = useState(rare.some((name) => view[name] !== ''))
  return (
    <FilterBar>
      <Select
        label={text.refused}
        value={view.refused}
        options={choicesOf(text.refusedOptions)}
        onChange={(refused) => change({ refused: refused as View['refused'] })}
      />
      <Select
        label={text.method}
        value={view.method}
        options={choicesOrAll(methods.map((value) => ({ value, label: value })))}
        onChange={(method) => change({ method: method as View['method'] })}
      />
      <TimeRangeField value={view.range} onChange={(range) => change({ range })} />
      <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
        <summary>{text.more}</summary>
        <div class="filters">
          {rare.map((name) => (
            <SearchField
              key={name}
              label={text[name]}
              value={view[name]}
              onChange={(value) => change({ [name]: value.trim() })}
            />
          ))}
        </div>
      </details>
      <CopyLink pin={pinnedRange(view.range)} />
    </FilterBar>
  )
}
