import { api } from '../api.ts';
import { h, type Child } from '../dom.ts';
import type { Agent, Decision } from '../wire.ts';
import { dateTime, longAgo, tasks } from '../words.ts';
import type { Part } from './part.ts';

/** The state of an agent, and what its policies would do next. */
export async function overview(id: string): Promise<Part> {
  const [agent, decision] = await Promise.all([api.agent(id), api.explain(id)]);
  return { element: h('div', {}, [
    h('section', { class: 'explain' }, [h('h3', {}, 'Next action'), h('p', {}, sentence(decision))]),
    h('section', {}, [h('h3', {}, 'Current state'), h('dl', { class: 'facts' }, facts(agent).flatMap(([name, value]) =>
      value === null ? [] : [h('dt', {}, name), h('dd', {}, value)]))]),
  ]) };
}

/** The decision as a sentence. */
export function sentence({ summary }: Decision): string {
  return summary.charAt(0).toUpperCase() + summary.slice(1);
}

function facts(agent: Agent): [string, Child][] {
  const now = Date.now();
  const by = agent.last_activity_by ? ` by ${agent.last_activity_by}` : '';
  return [
    ['State', agent.state],
    ['Reason', agent.reason],
    ['Since', time(agent.since)],
    ['Waits for you', agent.waiting ? `${agent.waiting.reason}, ${longAgo(agent.waiting.since, now)}` : null],
    ['Inbox', tasks(agent.inbox_count)],
    ['Launch', agent.policy.launch],
    ['Shutdown', agent.policy.shutdown === 'idle' ? `idle for ${agent.policy.idle_timeout_minutes} min` : agent.policy.shutdown],
    ['Started', agent.started_at ? time(agent.started_at) : null],
    ['Last activity', agent.last_activity ? `${longAgo(agent.last_activity, now)}${by}` : null],
    ['Container', agent.container_id ? h('code', {}, agent.container_id.slice(0, 12)) : null],
    ['Last exit code', agent.exit_code === null ? null : String(agent.exit_code)],
  ];
}

function time(instant: string): HTMLElement {
  return h('time', { datetime: instant, title: instant }, dateTime(instant));
}
