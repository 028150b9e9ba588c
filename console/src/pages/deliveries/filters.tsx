import type { ComponentChildren } from 'preact'
import { words } from '../../messages/index.ts'
import { Select } from '../../ui/field.tsx'
import { FilterBar, SearchField } from '../../ui/filter-bar.tsx'
import { CopyLink, TimeRangeField } from '../../ui/time-range-field.tsx'
import { codeField, type Filters } from './view.ts'

interface DeliveryFiltersProps {
  view: Filters
  change: (changes: Partial<Filters>) => void
  /** How the webhook is chosen. */
  webhook: ComponentChildren
}

export function DeliveryFilters({ view, change, webhook }: DeliveryFiltersProps) {
  const { deliveries: text, common } = words
  const options = (names: Readonly<Record<string, string>>) =>
    Object.entries({ '': common.all, ...names }).map(([value, label]) => ({ value, label }))
  const isRare = view.event !== '' || view.code !== ''
  return (
    <FilterBar>
      <TimeRangeField value={view.range} onChange={(range) => change({ range })} />
      <Select
        label={text.status}
        value={view.status}
        options={options(text.statuses)}
        onChange={(status) => change({ status: status as Filters['status'] })}
      />
      <Select
        label={text.outcome}
        value={view.outcome}
        options={options(text.outcomes)}
        onChange={(outcome) => change({ outcome: outcome as Filters['outcome'] })}
      />
      {webhook}
      <SearchField label={text.type} value={view.type} onChange={(type) => change({ type: type.trim() })} />
      <details class="more-filters" open={isRare}>
        <summary>{text.moreFilters}</summary>
        <div class="filters">
          <SearchField label={text.eventId} value={view.event} onChange={(event) => change({ event: event.trim() })} />
          <SearchField
            label={text.code}
            value={view.code}
            onChange={(code) => change({ code: codeField.read(code) })}
          />
        </div>
      </details>
      <CopyLink range={view.range} />
    </FilterBar>
  )
}
