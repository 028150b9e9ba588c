import { z } from 'zod'
import { shownId, shownTime } from '../../operation/shown.ts'
import { output as invitation } from '../invitations.ts'
import { output as member } from '../members.ts'
import { output as namespace } from '../namespace-shape.ts'
import { output as workspace } from '../workspaces.ts'
import { type EventDocs, exampleObject } from './event-doc.ts'

const workspaceAttributes = workspace
  .omit({ tags: true, metadata: true, owner: true })
  .meta({ id: 'WorkspaceAttributes' })
const aboutWorkspace = { object: 'workspace', attributes: workspaceAttributes, example: exampleObject(workspace) }

const memberAttributes = member.omit({ name: true, email: true }).meta({ id: 'MemberAttributes' })
const joinedAttributes = memberAttributes
  .extend({ email: z.string().optional(), invitation_id: shownId.optional(), email_verified: z.boolean().optional() })
  .meta({
    id: 'MemberAddedAttributes',
    description:
      'For a user who accepted an invitation, with its address and ID. The address is verified if an operator created the invitation.',
  })
const aboutMember = {
  object: 'member',
  attributes: memberAttributes,
  example: { user_id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak', role: 'admin', created_at: '2026-01-05T09:58:12.431Z' },
}
const invitationAttributes = invitation.extend({ invited_by: shownId.nullable() }).meta({ id: 'InvitationAttributes' })
const aboutInvitation = {
  object: 'invitation',
  attributes: invitationAttributes,
  example: {
    id: 'inv_01kb0q3t5d8n2m4x6z8c0v1b3n',
    email: 'joe@example.com',
    role: 'member',
    invited_by: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak',
    expires_at: '2026-01-12T09:58:12.431Z',
    created_at: '2026-01-05T09:58:12.431Z',
  },
}

const aboutEnd = {
  object: 'user',
  attributes: z.object({ id: shownId, deleted_at: shownTime }).meta({ id: 'UserDeletedAttributes' }),
  example: { id: 'usr_01kb0q3t5dexn8r0v6m2c7h9ak', deleted_at: '2026-01-05T09:58:12.431Z' },
}

const namespaceAttributes = namespace
  .omit({ tags: true, metadata: true, owner: true, workspace: true })
  .extend({
    uuid: z.uuid(),
    workspace_id: shownId.nullable().meta({ description: 'ID of the paying workspace. Null: none pays.' }),
    is_default: z.boolean().meta({ description: 'True for the default namespace of the owner.' }),
  })
  .meta({
    id: 'NamespaceAttributes',
    description:
      'Paying for a namespace of a user gives no access to its content: for the paying workspace the description is null and the settings are empty.',
  })
const namespaceExample = {
  id: 'ns_01kb0q3t5d6m4z8x2c0v7b9n1q',
  uuid: '0199e0c1-a3c5-7b6e-8f10-2d4c6b8a0e12',
  name: 'Default',
  slug: 'default',
  owner_type: 'Workspace',
  owner_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  workspace_id: 'wks_01kb0q3t5dexn8r0v6m2c7h9ak',
  description: null,
  settings: {},
  is_default: true,
  is_active: true,
  created_at: '2026-01-05T09:58:12.431Z',
  updated_at: '2026-01-05T09:58:12.431Z',
}
const aboutNamespace = { object: 'namespace', attributes: namespaceAttributes, example: namespaceExample }

export const tenancyEvents: EventDocs = {
  'user.deleted': { summary: 'A member of the workspace was deleted', ...aboutEnd },
  'workspace.created': { summary: 'A workspace was created', ...aboutWorkspace },
  'workspace.updated': { summary: 'A workspace was updated, suspended or reactivated', ...aboutWorkspace },
  'workspace.deleted': { summary: 'A workspace was deleted', ...aboutWorkspace },
  'namespace.created': { summary: 'A namespace was created', ...aboutNamespace },
  'namespace.updated': { summary: 'A namespace was updated', ...aboutNamespace },
  'namespace.deleted': { summary: 'A namespace was deleted', ...aboutNamespace },
  'member.added': { summary: 'A user became a member', ...aboutMember, attributes: joinedAttributes },
  'member.updated': { summary: 'The role of a member changed', ...aboutMember },
  'member.removed': { summary: 'A member left or was removed', ...aboutMember },
  'member.invited': { summary: 'A person was invited; the event has no token', ...aboutInvitation },
  'member.invitation_revoked': { summary: 'An open invitation was revoked', ...aboutInvitation },
}
