import type { Agent, AgentState, HubEvent, LaunchPolicy, Summary, Waiting } from './wire.ts';

/** An agent as the team view shows it. */
export interface Member {
  readonly id: string;
  readonly state: AgentState;
  readonly reason: string;
  readonly since: string;
  readonly inbox: number;
  readonly launch: LaunchPolicy;
  readonly lastActivity: string | null;
  readonly waiting: Waiting | null;
}

/** The members by id, in the roster's order. */
export type Team = ReadonlyMap<string, Member>;

export function teamOf(summaries: readonly Summary[]): Team {
  return new Map(summaries.map((summary) => [summary.id, member(summary, summary.policy)]));
}

function member(agent: Summary | Agent, launch: LaunchPolicy): Member {
  return {
    id: agent.id,
    state: agent.state,
    reason: agent.reason,
    since: agent.since,
    inbox: agent.inbox_count,
    launch,
    lastActivity: agent.last_activity,
    waiting: agent.waiting,
  };
}

/** Applies an event. Returns the same team if nothing that is shown changes. */
export function applyEvent(team: Team, event: HubEvent): Team {
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
      // Other events change no agent, and a newer hub may send unknown ones.
      return team;
  }
}

function put(team: Team, id: string, change: (known: Member) => Member): Team {
  const known = team.get(id);
  return known === undefined ? team : new Map(team).set(id, change(known));
}

/** The agents that wait for a person, longest first; then the others in roster order. */
export function sortedMembers(team: Team): Member[] {
  const members = [...team.values()];
  const waiting = members.filter(isWaiting).sort((a, b) => since(a).localeCompare(since(b)));
  return [...waiting, ...members.filter((one) => !isWaiting(one))];
}

export function isWaiting(member: Member): boolean {
  return member.waiting !== null;
}

function since(member: Member): string {
  return member.waiting?.since ?? '';
}

/** The agents that have begun to wait. */
export function newlyWaiting(before: Team, now: Team): Member[] {
  return [...now.values()].filter((one) => isWaiting(one) && before.get(one.id)?.waiting?.since !== one.waiting?.since);
}

export function isRunning(state: AgentState): boolean {
  return state === 'active' || state === 'starting';
}
