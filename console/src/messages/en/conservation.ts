export const conservation = {
  title: 'Deliveries',
  accepted: 'Accepted',
  delivered: 'Delivered',
  pending: 'Pending',
  held: 'Held',
  failed: 'Failed',
  cancelled: 'Cancelled',
  difference: 'Difference',
  lost: 'Accepted deliveries are in no state. This must not happen: report it with the numbers above.',
}
