// Generated from the records of dev.agenthub.api by ApiDocumentsTest; times are ISO 8601 in UTC.

/** The action a policy takes. */
export type Action = 'none' | 'start' | 'stop';

/** An agent. */
export interface Agent {
  id: string;
  state: AgentState;
  /** why it is in this state */
  reason: string;
  /** when it entered this state */
  since: string;
  policy: Policy;
  /** the running container; null if there is none */
  container_id: string | null;
  started_at: string | null;
  last_activity: string | null;
  /** the kind of the last activity; clock after a sleep of the machine or a change of its clock */
  last_activity_by: Source | null;
  inbox_count: number;
  /** since when its program waits for a person, and why; null if it does not */
  waiting: Waiting | null;
  /** the program's last exit code; null if it never ended or the code is unknown */
  exit_code: number | null;
  /** if the engine does not answer, when it last confirmed this state; otherwise null */
  unconfirmed_since: string | null;
}

/** The lifecycle states of an agent. */
export type AgentState = 'inactive' | 'starting' | 'active' | 'stopping' | 'error';

/** An agent's state or its reason changed. */
export interface AgentStateChanged {
  type: 'agent_state_changed';
  at: string;
  agent_id: string;
  state: AgentState;
  agent: Agent;
}

/** An agent's program started waiting for a person, or stopped waiting: then waiting is null. */
export interface AttentionChanged {
  type: 'attention_changed';
  at: string;
  agent_id: string;
  waiting: Waiting | null;
}

/** A message from a client on the WebSocket, about one agent. */
export type ClientMessage =
  | SubscribeMessage
  | UnsubscribeMessage
  | InputMessage
  | ResizeMessage
  | ViewMessage;

/** A policy decision and its inputs. */
export interface Decision {
  agent_id: string;
  action: Action;
  reason: string;
  /** when it is due if nothing changes until then; null for none */
  at: string | null;
  policy: Policy;
  /** the decision in one user-facing sentence */
  summary: string;
  inputs: Inputs;
}

/** Whether the engine answers, and its address or what is wrong. */
export interface Engine {
  reachable: boolean;
  detail: string;
}

/** The engine became reachable or unreachable. */
export interface EngineChanged {
  type: 'engine_changed';
  at: string;
  reachable: boolean;
  detail: string;
}

/** A message of the client was not obeyed; the connection stays open. */
export interface ErrorMessage {
  type: 'error';
  message: string;
  /** omitted if the error is about no agent */
  agent_id?: string;
}

/** The client was too slow, so bytes of output were dropped; a painting follows. */
export interface GapMessage {
  type: 'gap';
  agent_id: string;
  bytes: number;
  seq: number;
  painting: number;
}

/** An event of the team, as sent to WebSocket clients and readers of the event stream. */
export type HubEvent =
  | AgentStateChanged
  | AttentionChanged
  | InboxChanged
  | PolicyChanged
  | PolicyDecided
  | NoticeDelivered
  | NoticeFailed
  | HubTroubled
  | EngineChanged
  | Missed;

/** A problem of the hub itself that needs a person's attention. */
export interface HubTroubled {
  type: 'hub_troubled';
  at: string;
  message: string;
}

/** The number of tasks in an inbox changed. */
export interface InboxChanged {
  type: 'inbox_changed';
  at: string;
  agent_id: string;
  count: number;
}

/** Input for the terminal. */
export interface InputMessage {
  type: 'input';
  agent_id: string;
  /** at most 65536 bytes in UTF-8 */
  data: string;
}

/** The inputs of a decision besides the policy. */
export interface Inputs {
  state: AgentState;
  started_at: string | null;
  tasks: number;
  /** whether its inbox has held a task since its last start */
  had_tasks: boolean;
  emptied_at: string | null;
  last_activity: string | null;
  last_activity_by: Source | null;
  /** whether a person's stop is still in effect */
  held: boolean;
  /** the number of consecutive failed starts or early ends */
  failures: number;
  /** when the next try is allowed; null if nothing has failed */
  retry_at: string | null;
}

/** When an agent is launched. */
export type LaunchPolicy = 'manual' | 'auto' | 'always';

/** Events were lost at this point: the client must refresh its state. */
export interface Missed {
  type: 'missed';
  at: string;
}

/** A request to create a task. */
export interface NewTask {
  /** generated from the time and the text's heading if omitted */
  name?: string;
  /** Markdown, not blank */
  text: string;
}

/** An agent was notified of these tasks. */
export interface NoticeDelivered {
  type: 'notice_delivered';
  at: string;
  agent_id: string;
  tasks: string[];
}

/** An agent could not be notified of these tasks; the hub has given up. */
export interface NoticeFailed {
  type: 'notice_failed';
  at: string;
  agent_id: string;
  tasks: string[];
  reason: string;
}

/** Output: whole characters and whole control sequences. */
export interface OutputMessage {
  type: 'output';
  agent_id: string;
  data: string;
}

/** The owner, relative to the viewer. */
export type Owner = 'you' | 'other' | 'none';

/** When an agent is launched and stopped. */
export interface Policy {
  launch: LaunchPolicy;
  shutdown: ShutdownPolicy;
  idle_timeout_minutes: number;
}

/** A change of a policy, with at least one field; omitted fields are unchanged. */
export interface PolicyChange {
  launch?: LaunchPolicy;
  shutdown?: ShutdownPolicy;
  idle_timeout_minutes?: number;
}

/** An agent's policy changed. */
export interface PolicyChanged {
  type: 'policy_changed';
  at: string;
  agent_id: string;
  policy: Policy;
}

/** A policy starts or stops an agent. */
export interface PolicyDecided {
  type: 'policy_decided';
  at: string;
  agent_id: string;
  action: Action;
  reason: string;
  inputs: Inputs;
}

/** A refusal (RFC 9457). */
export interface Problem {
  status: number;
  title: string;
  /** what is wrong and what to do */
  detail: string;
}

/** A recording of an agent's terminal session. */
export interface Recording {
  name: string;
  started_at: string;
  /** the size written so far */
  bytes: number;
  seconds: number;
  /** whether it is still being written */
  running: boolean;
}

/** Reports the size of the window. */
export interface ResizeMessage {
  type: 'resize';
  agent_id: string;
  cols: number;
  rows: number;
  /** whether the terminal is resized now and not on the next keystroke; true if omitted */
  take?: boolean;
}

/** The size changes and a painting follows; or only the owner changes, and nothing follows. */
export interface ResizedMessage {
  type: 'resized';
  agent_id: string;
  cols: number;
  rows: number;
  owner: Owner;
  seq: number;
  painting: number;
}

/** A message to a client of the WebSocket. */
export type ServerMessage =
  | HubEvent
  | TerminalMessage;

/** When an agent is stopped. */
export type ShutdownPolicy = 'manual' | 'empty' | 'idle';

/** The kinds of activity. */
export type Source = 'input' | 'output' | 'start' | 'clock';

/** The status of the hub and its team. */
export interface Status {
  agents: Summary[];
  uptime_seconds: number;
  /** whether each MCP server answered the last probe */
  mcp_servers: Record<string, boolean>;
  engine: Engine;
  project_root: string;
  version: string;
}

/** Requests a view of the terminal: from a position on if possible, otherwise with a painting of the screen. */
export interface SubscribeMessage {
  type: 'subscribe';
  agent_id: string;
  /** whether a person sees the window; true if omitted */
  visible?: boolean;
  /** whether the client will not type; false if omitted */
  read_only?: boolean;
  /** the stream of the position; needed with since */
  stream?: string;
  /** the position in bytes, 0 or more; omitted for a painting */
  since?: number;
}

/** The view begins or restarts: with a painting, or with the output a returning client has missed. */
export interface SubscribedMessage {
  type: 'subscribed';
  agent_id: string;
  cols: number;
  rows: number;
  owner: Owner;
  stream: string;
  seq: number;
  painting: number;
}

/** An agent in a list. */
export interface Summary {
  id: string;
  state: AgentState;
  inbox_count: number;
  /** its launch policy */
  policy: LaunchPolicy;
  reason: string;
  since: string;
  started_at: string | null;
  last_activity: string | null;
  /** since when its program waits for a person, and why; null if it does not */
  waiting: Waiting | null;
  /** if the engine does not answer, when it last confirmed this state; otherwise null */
  unconfirmed_since: string | null;
}

/** A task without its text. */
export interface Task {
  name: string;
  /** in bytes */
  size: number;
  modified: string;
  /** its first Markdown heading; null if there is none */
  heading: string | null;
}

/**
 * A message about a terminal that the client views. seq is the number of bytes of the agent's output that the client
 * has after this message. Each byte of a following output counts one, except the next painting bytes, which paint the
 * screen and its scrollback.
 */
export type TerminalMessage =
  | SubscribedMessage
  | UnsubscribedMessage
  | OutputMessage
  | ResizedMessage
  | GapMessage
  | ErrorMessage;

/** Ends the view. */
export interface UnsubscribeMessage {
  type: 'unsubscribe';
  agent_id: string;
}

/** The view has ended. */
export interface UnsubscribedMessage {
  type: 'unsubscribed';
  agent_id: string;
}

/** Reports changes to the window; omitted fields are unchanged. */
export interface ViewMessage {
  type: 'view';
  agent_id: string;
  visible?: boolean;
  read_only?: boolean;
}

/** Since when an agent's program waits for a person, and why the hub thinks so. */
export interface Waiting {
  since: string;
  reason: string;
}
