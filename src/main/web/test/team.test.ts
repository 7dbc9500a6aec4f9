import assert from 'node:assert/strict';
import { test } from 'node:test';
import { applyEvent, sortedMembers, newlyWaiting, teamOf, type Team } from '../src/team.ts';
import type { Agent, Summary } from '../src/wire.ts';

const AT = '2026-01-01T00:00:00Z';
const summary = (id: string, more: Partial<Summary> = {}): Summary => ({
  id, state: 'active', inbox_count: 0, policy: 'manual', reason: '', since: AT, started_at: null,
  last_activity: null, waiting: null, unconfirmed_since: null, ...more,
});
const ids = (team: Team): string[] => sortedMembers(team).map((member) => member.id);

test('waiting agents come first, longest first; the others keep the roster order', () => {
  const team = teamOf([
    summary('lead'),
    summary('late', { waiting: { since: '2026-01-01T10:00:00Z', reason: 'bell' } }),
    summary('qa', { state: 'error' }),
    summary('early', { waiting: { since: '2026-01-01T09:00:00Z', reason: 'dialog' } }),
  ]);
  assert.deepEqual(ids(team), ['early', 'late', 'lead', 'qa']);
});

test('an event changes only its own agent', () => {
  const team = teamOf([summary('lead'), summary('qa')]);
  const now = applyEvent(team, { type: 'inbox_changed', at: AT, agent_id: 'qa', count: 3 });
  assert.equal(now.get('qa')?.inbox, 3);
  assert.equal(now.get('lead'), team.get('lead'));
});

test('a state change updates the whole agent', () => {
  const agent: Agent = {
    ...summary('qa'), state: 'error', reason: 'exit code 3', container_id: null, exit_code: 3, last_activity_by: null,
    policy: { launch: 'auto', shutdown: 'manual', idle_timeout_minutes: 30 },
  };
  const now = applyEvent(teamOf([summary('qa')]), { type: 'agent_state_changed', at: AT, agent_id: 'qa', state: 'error', agent });
  assert.deepEqual([now.get('qa')?.state, now.get('qa')?.reason, now.get('qa')?.launch], ['error', 'exit code 3', 'auto']);
});

test('an event for an unknown agent changes nothing', () => {
  const team = teamOf([summary('lead')]);
  assert.equal(applyEvent(team, { type: 'inbox_changed', at: AT, agent_id: 'ghost', count: 1 }), team);
});

test('only agents that begin to wait are reported', () => {
  const before = teamOf([summary('lead'), summary('qa', { waiting: { since: '2026-01-01T09:00:00Z', reason: 'bell' } })]);
  const now = applyEvent(before, { type: 'attention_changed', at: AT, agent_id: 'lead', waiting: { since: '2026-01-01T09:30:00Z', reason: 'bell' } });
  assert.deepEqual(newlyWaiting(before, now).map(({ id }) => id), ['lead']);
  const again = applyEvent(now, { type: 'attention_changed', at: AT, agent_id: 'qa', waiting: { since: '2026-01-01T09:40:00Z', reason: 'bell' } });
  assert.deepEqual(newlyWaiting(now, again).map(({ id }) => id), ['qa']);
  assert.deepEqual(newlyWaiting(again, applyEvent(again, { type: 'attention_changed', at: AT, agent_id: 'qa', waiting: null })), []);
});
