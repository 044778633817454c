/** The lives take most of a run: a process for each core plans its share of them. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { type KeptLife, lifeOf, type Order } from './lives.ts';

/** Plans all of them; they come back in the order of `orders`, however many cores there are. */
export async function planLives(orders: readonly Order[]): Promise<KeptLife[]> {
  const workers = availableParallelism();
  const shares = Array.from({ length: workers }, (_, own) => orders.filter((_, n) => n % workers === own));
  const planned = await Promise.all(shares.map(planShare));
  return orders.map((_, n) => {
    const life = planned[n % workers]?.[Math.floor(n / workers)];
    if (!life) throw new Error('a life was not planned');
    return life;
  });
}

function planShare(orders: readonly Order[]): Promise<KeptLife[]> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, { serialization: 'advanced' });
    // What the child below sends.
    child.once('message', (lives) => resolve(lives as KeptLife[]));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`planning lives ended with ${code}`)));
    child.send(orders);
  });
}

if (process.argv[1] === import.meta.filename) {
  process.once('message', (orders) => {
    // What `planShare` above sends.
    process.send?.((orders as Order[]).map(lifeOf), () => process.disconnect());
  });
}
