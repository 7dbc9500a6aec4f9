import type { Agent, Decision, Policy, Recording, Status, Task } from './wire.ts';

/** The hub refused, with a sentence that says why. */
export class Problem extends Error {
  constructor(
    readonly status: number,
    detail: string,
  ) {
    super(detail);
  }
}

/** The hub did not answer at all. */
export class Unreachable extends Error {
  constructor() {
    super('The hub does not answer.');
  }
}

/** Longer than the hub's own patience with an engine. */
const PATIENCE_MS = 120_000;

interface Call {
  method?: string;
  json?: unknown;
  headers?: Record<string, string>;
  patience?: number;
}

async function call(path: string, { method = 'GET', json, headers = {}, patience = PATIENCE_MS }: Call = {}): Promise<Response> {
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers: json === undefined ? headers : { ...headers, 'Content-Type': 'application/json' },
      body: json === undefined ? null : JSON.stringify(json),
      signal: AbortSignal.timeout(patience),
      cache: 'no-store',
    });
  } catch {
    throw new Unreachable();
  }
  if (!answer.ok) throw new Problem(answer.status, await detail(answer));
  return answer;
}

async function detail(answer: Response): Promise<string> {
  const body: unknown = await answer.json().catch(() => null);
  const said = typeof body === 'object' && body !== null && 'detail' in body ? body.detail : null;
  return typeof said === 'string' ? said : `The hub answered ${answer.status} ${answer.statusText}.`;
}

async function json<T>(path: string, options?: Call): Promise<T> {
  return (await (await call(path, options)).json()) as T;
}

const agent = (id: string): string => `/api/agents/${encodeURIComponent(id)}`;

export const api = {
  status: (patience?: number) => json<Status>('/api/status', patience === undefined ? {} : { patience }),
  agent: (id: string) => json<Agent>(agent(id)),
  start: (id: string) => json<Agent>(`${agent(id)}/start`, { method: 'POST' }),
  stop: (id: string) => json<Agent>(`${agent(id)}/stop`, { method: 'POST' }),
  restart: (id: string) => json<Agent>(`${agent(id)}/restart`, { method: 'POST' }),
  policy: (id: string, policy: Policy) => json<Policy>(`${agent(id)}/policy`, { method: 'PUT', json: policy }),
  explain: (id: string) => json<Decision>(`${agent(id)}/explain`),
  /** What the policies would do if they were these; changes nothing. */
  dryRun: (id: string, policy: Policy) => json<Decision>(`${agent(id)}/explain`, { method: 'POST', json: policy }),
  tasks: (id: string) => json<Task[]>(`${agent(id)}/tasks`),
  task: async (id: string, name: string) => (await call(`${agent(id)}/tasks/${encodeURIComponent(name)}`)).text(),
  drop: (id: string, task: { name?: string; text: string }) => json<Task>(`${agent(id)}/tasks`, { method: 'POST', json: task }),
  recordings: (id: string) => json<Recording[]>(`${agent(id)}/recordings`),
  recording: async (id: string, name: string) => (await call(`${agent(id)}/recordings/${encodeURIComponent(name)}`)).text(),
  /** Trades a one-time code for the cookie. */
  enterByCode: (code: string) => call('/api/session', { method: 'POST', json: { code } }),
  /** Trades the token for the cookie; the token goes no further than this. */
  enterByToken: (token: string) => call('/api/session', { method: 'POST', headers: { Authorization: `Bearer ${token}` } }),
  /** Ends this browser's session; what it has open is closed. */
  signOut: () => call('/api/session', { method: 'DELETE' }),
};
