/** Reads what it is sent, so that whoever waits too long for it can kill it: a pattern that runs away stops for nothing else. */
import { READERS } from './readers.ts';

process.on('message', ({ reader, text }: { reader: string; text: string }) => {
  READERS[reader]?.read(text);
  process.send?.('read');
});
