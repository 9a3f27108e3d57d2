import { LicensingSignInError } from "./problem.js";

export interface SignInOptions {
  /** Name of the client that signs in; left out, only what is public can be asked. A secret does not belong into a browser. */
  clientId?: string;
  clientSecret?: string;
  /** Where the ministry's own OpenID provider gives tokens; left out, /connect/token of the service. */
  tokenEndpoint?: string;
  scope?: string;
  /** Gives the token of each call, in place of a client's name and secret: where a person has signed in. */
  accessToken?: () => Promise<string | undefined>;
  /** Milliseconds since 1970. */
  now?: () => number;
}

/** The token of the client, asked for once by however many calls, and again shortly before it ends. */
export class AccessTokens {
  #held: { token: string; renewAt: number } | undefined;
  #asking: Promise<string | Response> | undefined;

  constructor(private readonly baseUrl: string, private readonly options: SignInOptions, private readonly send: (request: Request) => Promise<Response>) {}

  /** The token, nothing for a public call, or the answer of a provider that is busy. */
  async get(): Promise<string | Response | undefined> {
    if (this.options.accessToken)
      return this.options.accessToken();
    if (this.options.clientId === undefined)
      return undefined;
    if (this.#held && this.#now() < this.#held.renewAt)
      return this.#held.token;
    this.#asking ??= this.#ask(this.options.clientId).finally(() => (this.#asking = undefined));
    const given = await this.#asking;
    return typeof given === "string" ? given : given.clone();
  }

  /** The service does not take it any more. Who has got a newer one meanwhile keeps that. */
  forget(token: string): void {
    if (this.#held?.token === token)
      this.#held = undefined;
  }

  async #ask(clientId: string): Promise<string | Response> {
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: this.options.clientSecret ?? "" });
    if (this.options.scope !== undefined)
      form.set("scope", this.options.scope);
    const asked = this.#now();
    const answer = await this.send(new Request(this.options.tokenEndpoint ?? `${this.baseUrl}/connect/token`, { method: "POST", body: form, headers: { Accept: "application/json" } }));
    if (answer.status === 429 || answer.status === 503)
      return answer;
    const told = (await answer.json().catch(() => ({}))) as { access_token?: string; expires_in?: number; error?: string; error_description?: string; code?: string; detail?: string };
    if (!answer.ok || told.access_token === undefined)
      throw new LicensingSignInError(told.error ?? told.code ?? `status ${answer.status}`, told.error_description ?? told.detail);
    const lasts = (told.expires_in ?? 60) * 1000;
    this.#held = { token: told.access_token, renewAt: asked + lasts - Math.min(30_000, lasts / 4) };
    return told.access_token;
  }

  #now(): number {
    return (this.options.now ?? Date.now)();
  }
}
