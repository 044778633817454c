/** What time it is for the product. Passed in, so that the sandbox can wind it forward; leases and signatures use real time. */
export type Clock = () => Date;

export const systemClock: Clock = () => new Date();
