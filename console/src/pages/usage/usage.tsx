import { allows } from '../../api/scopes.ts'
import { words } from '../../messages/index.ts'
import { useSigned } from '../../shell/session-context.ts'
import { CopyLink } from '../../ui/copy-link.tsx'
import { choicesOf, Select } from '../../ui/field.tsx'
import { FilterBar } from '../../ui/filter-bar.tsx'
import { TimeField } from '../../ui/time-field.tsx'
import { useView } from '../../ui/use-view.ts'
import type { TabProps } from '../workspace/tab-props.ts'
import { FeatureUsage } from './feature-usage.tsx'
import { RequestUsage } from './request-usage.tsx'
import { bucketOf, fields, hasHours, pinnedEnd, type Range } from './view.ts'

/** The usage of a workspace: of each feature, and of the API. */
export function Usage({ workspace }: TabProps) {
  const { usage } = words
  const session = useSigned()
  const [view, change] = useView(fields)
  const { range, bucket } = view
  return (
    <>
      <FilterBar>
        <Select
          label={usage.range}
          value={range}
          options={choicesOf(usage.ranges)}
          onChange={(chosen) => change({ range: chosen as Range })}
        />
        {hasHours(range) && (
          <Select
            label={usage.bucket}
            value={bucketOf(range, bucket)}
            options={choicesOf(usage.buckets)}
            onChange={(chosen) => change({ bucket: chosen as 'hour' | 'day' })}
          />
        )}
        <TimeField label={usage.until} value={view.until} onChange={(until) => change({ until })} isOptional />
        <CopyLink pin={pinnedEnd(view.until)} />
      </FilterBar>
      {allows(session, 'read:entitlements') && <FeatureUsage workspaceId={workspace.id} view={view} change={change} />}
      {allows(session, 'read:usage') && <RequestUsage workspaceId={workspace.id} view={view} change={change} />}
    </>
  )
}
