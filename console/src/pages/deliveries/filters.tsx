import type { ComponentChildren } from 'preact'
import { words } from '../../messages/index.ts'
import { CopyLink } from '../../ui/copy-link.tsx'
import { choicesOf, choicesOrAll, Select } from '../../ui/field.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { pinnedRange } from '../../ui/time-range.ts'
import { TimeRangeField } from '../../ui/time-range-field.tsx'
import { codeField, type Filters } from './view.ts'

interface DeliveryFiltersProps {
  view: Filters
  change: (changes: Partial<Filters>) => void
  /** How the webhook is chosen. */
  webhook: ComponentChildren
}

export function DeliveryFilters({ view, change, webhook }: DeliveryFiltersProps) {
  const { deliveries: text } = words
  const isRare = view.event_id !== '' || view.status_code !== ''
  return (
    <FilterBar>
      <TimeRangeField value={view.range} onChange={(range) => change({ range })} />
      <Select
        label={text.status}
        value={view.status}
        options={choicesOrAll(choicesOf(text.statuses))}
        onChange={(status) => change({ status: status as Filters['status'] })}
      />
      <Select
        label={text.outcome}
        value={view.outcome}
        options={choicesOrAll(choicesOf(text.outcomes))}
        onChange={(outcome) => change({ outcome: outcome as Filters['outcome'] })}
      />
      {webhook}
      <SearchField label={text.type} value={view.event_type} onChange={(type) => change({ event_type: type.trim() })} />
      <CopyLink pin={pinnedRange(view.range)} />
      <details class="more-filters" open={isRare}>
        <summary>{text.moreFilters}</summary>
        <div class="filters">
          <SearchField label={text.eventId} value={view.event_id} onChange={(id) => change({ event_id: id.trim() })} />
          <SearchField
            label={text.code}
            value={view.status_code}
            onChange={(code) => change({ status_code: codeField.read(code) })}
          />
        </div>
      </details>
    </FilterBar>
  )
}
