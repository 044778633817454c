/** Slack in trouble, on the clock's side: whom it delays, and that nothing is lost, doubled or early. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { IN_FLIGHT } from '../../src/nudging/tick.ts';
import type { Fault, User, Workspace } from '../../src/standin/index.ts';
import { DATABASES } from '../support/databases.ts';
import { allOnce, letHoldsEnd } from '../support/fates.ts';
import { nudgeMessages } from '../support/story.ts';
import { openWorld, type World } from '../support/world.ts';

const SEND = 'chat.postMessage';

describe.each(DATABASES)('on $name', ({ fresh }) => {
  let world: World;
  beforeEach(async () => {
    world = await openWorld(fresh);
  });
  afterEach(() => world.close());

  const holdsEnd = () => letHoldsEnd(world.database.pool);
  const sendsTo = ({ id }: Workspace) =>
    world.slack.calls({ method: SEND }).filter(({ teamId }) => teamId === id).length;
  async function addMembers(workspace: Workspace, count: number): Promise<User[]> {
    const added: User[] = [];
    for (let n = 0; n < count; n++) added.push(await world.addMember(workspace));
    return added;
  }

  test.each<[string, Fault]>([
    ['a storm of 429', { kind: 'rate-limit', retryAfter: 30 }],
    ['a 503', { kind: 'status', status: 503 }],
    ['a token that was revoked', { kind: 'error', error: 'token_revoked' }],
  ])('%s in one workspace of three delays the two others by nothing', async (_name, fault) => {
    const stormy = world.addWorkspace('Stormy');
    const [calm, quiet] = [world.addWorkspace('Calm'), world.addWorkspace('Quiet')];
    const delayed = await addMembers(stormy, IN_FLIGHT + 8);
    const spared = [...(await addMembers(calm, 6)), ...(await addMembers(quiet, 6))];
    world.slack.faults.always(SEND, fault, stormy);
    await world.send();
    expect(await world.fates(spared)).toEqual(allOnce(24));
    expect(delayed.flatMap((user) => nudgeMessages(world.slack, user))).toEqual([]);
    // Those who were in flight when the first refusal came, and none after them.
    expect(sendsTo(stormy)).toBeLessThanOrEqual(IN_FLIGHT);
    const before = sendsTo(stormy);
    await world.send();
    expect(sendsTo(stormy)).toBe(before);
    world.slack.faults.clear();
    await holdsEnd();
    // The refused ones were counted as well.
    await world.pass(60);
    await world.send();
    expect(await world.fates()).toEqual(allOnce(2 * world.members.length));
  });

  test('a Slack that hangs: the call ends by itself, and the nudge comes once when it answers again', async () => {
    await addMembers(world.slack.workspace, 3);
    world.slack.faults.next(SEND, { kind: 'hang' }, 3);
    await world.send(world.journal, { timeout: 300 });
    world.slack.faults.next('conversations.history', { kind: 'hang' }, 3);
    await holdsEnd();
    await world.send(world.journal, { timeout: 300 });
    await holdsEnd();
    world.slack.faults.clear();
    await world.send();
    expect(await world.fates()).toEqual(allOnce(6));
  });

  test('a Slack that answers after the bot gave up: what it took then is found', async () => {
    await addMembers(world.slack.workspace, 3);
    world.slack.faults.next(SEND, { kind: 'hang', ms: 600 }, 3);
    await world.send(world.journal, { timeout: 300 });
    await Promise.all(world.members.map((user) => world.slack.waitForMessage(user)));
    await holdsEnd();
    await world.send();
    expect(await world.fates()).toEqual(allOnce(6));
  });

  test('whoever was deactivated holds up nobody else, and is not tried again', async () => {
    const [left, ...others] = await addMembers(world.slack.workspace, 4);
    if (left) world.slack.changeUser(left, { deleted: true });
    await world.send();
    await holdsEnd();
    await world.send();
    expect(await world.fates(others)).toEqual(allOnce(6));
    expect(world.slack.calls({ method: SEND })).toHaveLength(4);
  });
});
