import type { Agent, Decision, NewTask, Policy, PolicyChange, Recording, Status, Task } from './wire.ts';

/** The hub refused the request; the message says why. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** The hub did not respond. */
export class Unreachable extends Error {
  constructor() {
    super('The hub is not responding.');
  }
}

/** Longer than the hub's own timeouts for the engine. */
const TIMEOUT_MS = 120_000;

interface Call {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
  timeout?: number;
}

async function call(
  path: string,
  { method = 'GET', json, headers = {}, timeout = TIMEOUT_MS }: Call = {},
): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers: json === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: json === undefined ? null : JSON.stringify(json),
      signal: AbortSignal.timeout(timeout),
      cache: 'no-store',
    });
  } catch {
    throw new Unreachable();
  }
  if (!response.ok) throw new Problem(response.status, await detail(response));
  return response;
}

async function detail(response: Response): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof detail === 'string' ? detail : `The hub returned ${response.status} ${response.statusText}.`;
}

async function json<T>(path: string, options?: Call): Promise<T> {
  return (await (await call(path, options)).json()) as T;
}

const agent = (id: string): string => `/api/agents/${encodeURIComponent(id)}`;

export const api = {
  status: (timeout?: number) => json<Status>('/api/status', timeout === undefined ? {} : { timeout }),
  agent: (id: string) => json<Agent>(agent(id)),
  start: (id: string) => json<Agent>(`${agent(id)}/start`, { method: 'POST' }),
  stop: (id: string) => json<Agent>(`${agent(id)}/stop`, { method: 'POST' }),
  restart: (id: string) => json<Agent>(`${agent(id)}/restart`, { method: 'POST' }),
  policy: (id: string, policy: PolicyChange) => json<Policy>(`${agent(id)}/policy`, { method: 'PUT', json: policy }),
  explain: (id: string) => json<Decision>(`${agent(id)}/explain`),
  /** What these policies would do; changes nothing. */
  dryRun: (id: string, policy: PolicyChange) => json<Decision>(`${agent(id)}/explain`, { method: 'POST', json: policy }),
  tasks: (id: string) => json<Task[]>(`${agent(id)}/tasks`),
  task: async (id: string, name: string) => (await call(`${agent(id)}/tasks/${encodeURIComponent(name)}`)).text(),
  drop: (id: string, task: NewTask) => json<Task>(`${agent(id)}/tasks`, { method: 'POST', json: task }),
  recordings: (id: string) => json<Recording[]>(`${agent(id)}/recordings`),
  recording: async (id: string, name: string) => (await call(`${agent(id)}/recordings/${encodeURIComponent(name)}`)).text(),
  /** Exchanges a one-time code for the session cookie. */
  enterByCode: (code: string) => call('/api/session', { method: 'POST', json: { code } }),
  /** Exchanges the token for the session cookie. The token is not stored. */
  enterByToken: (token: string) => call('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } }),
  /** Ends this browser's session and closes its connections. */
  signOut: () => call('/api/session', { method: 'DELETE' }),
};
