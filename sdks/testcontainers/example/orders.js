/** A shop that stands on Plinth: an order is taken when the customer's plan has room for one more. */
export function shop(plinthUrl) {
  return {
    async placeOrder({ key, namespaceId, orderId }) {
      const answer = await fetch(`${plinthUrl}/api/v1/namespaces/${namespaceId}/entitlements/consume`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify({ feature: 'orders', event_id: orderId }),
      })
      if (!answer.ok) throw new Error(`Plinth answered ${answer.status}: ${await answer.text()}`)
      const { allowed, reason } = await answer.json()
      return { isPlaced: allowed, reason }
    },
  }
}
