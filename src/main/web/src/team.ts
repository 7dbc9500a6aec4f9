import type { Agent, HubEvent, Launch, State, Summary, Waiting } from './wire.ts';

/** An agent as the team view shows it. */
export interface Member {
  readonly id: string;
  readonly state: State;
  readonly reason: string;
  readonly since: string;
  readonly inbox: number;
  readonly launch: Launch;
  readonly lastActivity: string | null;
  readonly waiting: Waiting | null;
}

/** The members by id, in the roster's order. */
export type Team = ReadonlyMap<string, Member>;

export function teamOf(summaries: readonly Summary[]): Team {
  return new Map(summaries.map((summary) => [summary.id, member(summary, summary.policy)]));
}

function member(agent: Summary | Agent, launch: Launch): Member {
  return {
    id: agent.id,
    state: agent.state,
    reason: agent.reason,
    since: agent.since,
    inbox: agent.inbox_count,
    launch,
    lastActivity: agent.last_activity ?? null,
    waiting: agent.waiting ?? null,
  };
}

/** The team after an event; the same one where the event changes nothing that is shown. */
export function after(team: Team, event: HubEvent): Team {
  switch (event.type) {
    case 'agent_state_changed':
      return put(team, event.agent_id, () => member(event.agent, event.agent.policy.launch));
    case 'inbox_changed':
      return put(team, event.agent_id, (known) => ({ ...known, inbox: event.count }));
    case 'policy_changed':
      return put(team, event.agent_id, (known) => ({ ...known, launch: event.policy.launch }));
    case 'attention_changed':
      return put(team, event.agent_id, (known) => ({ ...known, waiting: event.waiting }));
    default:
      // Some are not of an agent's standing, and a newer hub may tell what this page does not know.
      return team;
  }
}

function put(team: Team, id: string, change: (known: Member) => Member): Team {
  const known = team.get(id);
  return known === undefined ? team : new Map(team).set(id, change(known));
}

/** Who waits for a person comes first, the longest first; the others in the roster's order. */
export function inOrder(team: Team): Member[] {
  const members = [...team.values()];
  const waiting = members.filter(waits).sort((a, b) => since(a).localeCompare(since(b)));
  return [...waiting, ...members.filter((one) => !waits(one))];
}

export function waits(member: Member): boolean {
  return member.waiting !== null;
}

function since(member: Member): string {
  return member.waiting?.since ?? '';
}

/** Who waits now and did not before. */
export function newlyWaiting(before: Team, now: Team): Member[] {
  return [...now.values()].filter((one) => waits(one) && before.get(one.id)?.waiting?.since !== one.waiting?.since);
}

export function runs(state: State): boolean {
  return state === 'active' || state === 'starting';
}
