import type { Workspace, WorkspaceUpdate } from '../../api/sdk.ts'
import { changedFields } from '../../ui/versions.ts'
import { linesOfPairs, pairsOfLines } from './pairs.ts'

/** The fields of the workspace form. */
export type WorkspaceFields = ReturnType<typeof fieldsOf>

const lineOf = (value: unknown) => (typeof value === 'string' ? value : '')

export const fieldsOf = ({ name, slug, settings, foreign_keys, tags = [], metadata = {} }: Workspace) => ({
  name,
  slug,
  timezone: lineOf(settings['timezone']),
  locale: lineOf(settings['locale']),
  foreignKeys: foreign_keys as string,
  tags: tags.join('\n'),
  metadata: linesOfPairs(metadata),
})

/** The change from one version to the other: what is not in it stays, also other members of the settings. */
export function changeOf(fields: WorkspaceFields, before: WorkspaceFields): WorkspaceUpdate {
  const { timezone, locale, foreignKeys, tags, metadata, ...named } = changedFields(fields, before)
  const settings = {
    ...(timezone === undefined ? {} : { timezone }),
    ...(locale === undefined ? {} : { locale }),
  }
  return {
    ...named,
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    ...(foreignKeys === undefined ? {} : { foreign_keys: foreignKeys as 'allow' | 'refuse' }),
    ...(tags === undefined ? {} : { tags: tags.split('\n').flatMap((tag) => tag.trim() || []) }),
    ...(metadata === undefined ? {} : { metadata: pairsOfLines(metadata) }),
  }
}
