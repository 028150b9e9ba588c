interface Named {
  id: string
  workspace_id: string | null
  /** Undefined: a gateway of the release before has found the delivery. */
  webhook_id: string | null | undefined
}

/** The page of a delivery. Its address names the webhook where that is known, so the page need not look for it. */
export const deliveryPath = ({ id, workspace_id: workspaceId, webhook_id: webhookId }: Named): string =>
  `/workspaces/${workspaceId}/deliveries/${id}${webhookId == null ? '' : `?webhook_id=${webhookId}`}`
