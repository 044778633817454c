import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands before a PostgreSQL server, and takes it away: connections break, and new ones are refused. */
export async function startGate(url: string) {
  const path = `${new URL(url).searchParams.get('host')}/.s.PGSQL.5432`;
  const sockets = new Set<Socket>();
  const through = (client: Socket) => {
    const server = connect(path);
    for (const [one, other] of [
      [client, server],
      [server, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => other.destroy()).on('close', () => other.destroy());
      one.pipe(other);
    }
  };
  let gate: Server;
  let port = 0;
  const open = async () => {
    gate = createServer(through);
    await new Promise<void>((resolve) => gate.listen(port, '127.0.0.1', resolve));
    const address = gate.address();
    if (typeof address === 'object' && address) port = address.port;
  };
  const shut = () =>
    new Promise<void>((resolve) => {
      gate.close(() => resolve());
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    });
  await open();
  return { url: `postgresql://postgres@127.0.0.1:${port}${new URL(url).pathname}`, open, shut };
}

/** A server of somebody's own may not be reached over a socket in the file system. */
export const CAN_BE_SHUT = Boolean(process.env.TEST_DATABASE_URL?.includes('host='));
