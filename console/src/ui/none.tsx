/** Where a value could stand and does not. */
export const None = () => <span class="muted">–</span>
