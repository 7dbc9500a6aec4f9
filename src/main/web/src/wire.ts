/** The types of the hub's JSON: snake_case, times as ISO 8601 in UTC. */

export type State = 'inactive' | 'starting' | 'active' | 'stopping' | 'error';
export type Launch = 'manual' | 'auto' | 'always';
export type Shutdown = 'manual' | 'empty' | 'idle';

/** An agent waits for a person. */
export interface Waiting {
  since: string;
  reason: string;
}

export interface Policy {
  launch: Launch;
  shutdown: Shutdown;
  idle_timeout_minutes: number;
}

/** Fields common to {@link Summary} and {@link Agent}. */
interface AgentBase {
  id: string;
  state: State;
  reason: string;
  since: string;
  inbox_count: number;
  started_at?: string | null;
  last_activity?: string | null;
  waiting?: Waiting | null;
  /** When the engine last confirmed this state; null while it responds. */
  unconfirmed_since?: string | null;
}

/** An agent in a list; `policy` is its launch policy. */
export interface Summary extends AgentBase {
  policy: Launch;
}

export interface Agent extends AgentBase {
  policy: Policy;
  container_id: string | null;
  exit_code: number | null;
  last_activity_by?: 'input' | 'output' | 'start' | 'clock' | null;
}

export interface Status {
  agents: Summary[];
  uptime_seconds: number;
  mcp_servers: Record<string, boolean>;
  engine: { reachable: boolean; detail: string };
  project_root: string;
  version: string;
}

/** What the policies would do, when, and why; `summary` is one sentence. */
export interface Decision {
  agent_id: string;
  action: 'none' | 'start' | 'stop';
  reason: string;
  at: string | null;
  policy: Policy;
  summary?: string;
}

export interface Task {
  name: string;
  size: number;
  modified: string;
  heading: string | null;
}

export interface Recording {
  name: string;
  started_at: string;
  bytes: number;
  seconds: number;
  running: boolean;
}

/** Events of the team. */
export type HubEvent =
  | { type: 'agent_state_changed'; agent_id: string; state: State; agent: Agent }
  | { type: 'inbox_changed'; agent_id: string; count: number }
  | { type: 'policy_changed'; agent_id: string; policy: Policy }
  | { type: 'policy_decided'; agent_id: string; action: string; reason: string }
  | { type: 'attention_changed'; agent_id: string; waiting: Waiting | null }
  | { type: 'notice_delivered'; agent_id: string; tasks: string[] }
  | { type: 'notice_failed'; agent_id: string; tasks: string[]; reason: string }
  | { type: 'hub_troubled'; message: string }
  | { type: 'engine_changed'; reachable: boolean; detail: string }
  | { type: 'missed' };

export type Owner = 'you' | 'other' | 'none';

/** A position in an agent's output. The next `painting` bytes are a snapshot and do not count in `seq`. */
export interface Place {
  stream?: string;
  seq?: number;
  painting?: number;
}

/** Messages about a terminal that this page views. */
export type TerminalNews =
  | ({ type: 'subscribed' | 'resized'; agent_id: string; cols: number; rows: number; owner: Owner } & Place)
  | ({ type: 'gap'; agent_id: string; bytes: number } & Place)
  | { type: 'unsubscribed'; agent_id: string }
  | { type: 'error'; agent_id?: string; message: string };

export type FromHub = HubEvent | TerminalNews;

export type ToHub =
  | { type: 'subscribe'; agent_id: string; visible: boolean; read_only: boolean; stream?: string; since?: number }
  | { type: 'view'; agent_id: string; visible: boolean; read_only: boolean }
  | { type: 'unsubscribe'; agent_id: string }
  | { type: 'input'; agent_id: string; data: string }
  | { type: 'resize'; agent_id: string; cols: number; rows: number; take: boolean };
