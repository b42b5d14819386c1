// The page's calls to its server. What goes wrong comes as a Problem that knows its status and its words.

export class Problem extends Error {
  constructor(status, words, more) {
    super(words);
    this.status = status;
    this.more = more;
  }

  // The server is away, busy or wants the person to sign in again: the same call may succeed later.
  get passing() {
    return [0, 401, 429, 502, 503, 504].includes(this.status) || this.more.stale === true;
  }
}

// A call that hangs would hold up every edit after it. Milliseconds; and characters per millisecond of a slow line.
const PATIENCE = 60000;
const SLOW_LINE = 5;

export class Net {
  constructor(base, gid) {
    this.base = base;
    this.gid = gid;
    this.token = "";
  }

  get(name, query = {}) {
    const address = `${this.base}/${name}?${new URLSearchParams({ gid: this.gid, ...query })}`;
    return this.call(address, { headers: { Accept: "application/json" } });
  }

  post(name, body) {
    const headers = { "Content-Type": "application/json", "X-CSRF-Token": this.token };
    return this.call(`${this.base}/${name}`, { method: "POST", headers, body: JSON.stringify({ gid: this.gid, ...body }) });
  }

  // After a new sign-in in another tab the session is another one, and so is its token.
  async renew() {
    this.token = (await this.get("token.json")).token;
  }

  async call(address, options) {
    const signal = AbortSignal.timeout(PATIENCE + (options.body?.length ?? 0) / SLOW_LINE);
    const reply = await fetch(address, { credentials: "same-origin", signal, ...options }).catch(() => null);
    const found = reply && (await reply.json().catch(() => null));
    if (reply === null || (reply.ok && found === null)) throw new Problem(0, "Нет связи с сервером.", {});
    if (!reply.ok) throw new Problem(reply.status, found?.problem || "Сервер не смог ответить. Попробуйте ещё раз.", found ?? {});
    return found;
  }
}
