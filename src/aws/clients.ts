import type { AwsCredentialIdentity, MetadataBearer, Pluggable, RetryStrategyV2 } from '@smithy/types';
import { CredentialsUnavailable } from './errors.js';
import { readOnlyGuard } from './guard.js';
import { HttpHandler } from './http.js';
import { partitionOf } from './regions.js';
import type { SdkClient, Sender } from './service.js';

/** What every client is made with. */
export interface ClientOptions {
  credentials(): Promise<AwsCredentialIdentity>;
  readonly homeRegion: string;
  readonly retryStrategy: RetryStrategyV2;
  readonly concurrency: number;
  /** Most milliseconds that a connection, or silence on it, may take. */
  readonly patience: { readonly connect: number; readonly silence: number };
  readonly allowed: ReadonlySet<string>;
}

/** A client with the calls that are under way on it. */
interface Held {
  readonly client: SdkClient;
  calls: number;
  released: boolean;
}

/** The SDK's clients: one per service and region, made at first use, destroyed when released and idle. */
export class Clients {
  private readonly held = new Map<string, Map<string, Held>>();
  private readonly credentials: () => Promise<AwsCredentialIdentity>;

  constructor(private readonly options: ClientOptions) {
    silenceNodeWarning();
    const credentials = async (): Promise<AwsCredentialIdentity> => {
      try {
        return await options.credentials();
      } catch (error) {
        throw new CredentialsUnavailable(error);
      }
    };
    // Else each client would keep a copy of its own, which a forced refresh does not reach.
    this.credentials = Object.assign(credentials, { memoized: true });
  }

  /** Sends a command once its client is there; `plugins` sit on this call alone. */
  async send(
    sender: Sender,
    scope: string,
    name: string,
    input: object,
    signal: AbortSignal,
    plugins: readonly Pluggable<object, MetadataBearer>[],
  ): Promise<MetadataBearer> {
    const { client: Client, commands } = await sender.load();
    const Command = commands[name] as unknown as new (input: object) => { readonly middlewareStack: Stack };
    let inScope = this.held.get(scope);
    if (inScope === undefined) this.held.set(scope, (inScope = new Map<string, Held>()));
    const region = sender.global ? this.homeOf(sender) : scope;
    const key = `${sender.service} ${region}`;
    let held = inScope.get(key);
    if (held === undefined) {
      held = { client: this.create(Client, sender, region), calls: 0, released: false };
      inScope.set(key, held);
    }
    const command = new Command(input);
    for (const plugin of plugins) command.middlewareStack.use(plugin as never);
    held.calls += 1;
    try {
      return (await held.client.send(command as never, { abortSignal: signal })) as MetadataBearer;
    } finally {
      held.calls -= 1;
      if (held.released && held.calls === 0) held.client.destroy();
    }
  }

  /** Lets go of the clients of a scope, those in use once they are idle. */
  release(scope: string): void {
    for (const held of this.held.get(scope)?.values() ?? []) {
      held.released = true;
      if (held.calls === 0) held.client.destroy();
    }
    this.held.delete(scope);
  }

  /** Lets go of every client. */
  destroy(): void {
    for (const scope of [...this.held.keys()]) this.release(scope);
  }

  /** Where the one endpoint of a global service is. */
  private homeOf({ home }: Sender): string {
    const { homeRegion } = this.options;
    return home !== undefined && partitionOf(homeRegion)?.regions.includes(home) === true ? home : homeRegion;
  }

  private create(Client: new (config: never) => SdkClient, { service }: Sender, region: string): SdkClient {
    const { retryStrategy, concurrency, patience, allowed } = this.options;
    const config = {
      region,
      credentials: this.credentials,
      retryStrategy,
      customUserAgent: 'lintel',
      // Virtual-hosted style costs a connection per bucket, and breaks on endpoints without wildcard names.
      // Checksums are for what is uploaded and downloaded, which is never done here.
      // Sessions are for the objects of directory buckets, and opening one is no read.
      ...(service === 's3' && {
        forcePathStyle: true,
        disableS3ExpressSessionAuth: true,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      }),
      requestHandler: new HttpHandler({
        connections: 2 * concurrency,
        connect: patience.connect,
        silence: patience.silence,
      }),
    };
    const client = new Client(config as never);
    client.middlewareStack.use(readOnlyGuard(service, allowed) as never);
    if (service === 's3-control') leaveCustomEndpointsAlone(client);
    // It walks every output to hide what nobody logs.
    client.middlewareStack.remove('loggerMiddleware');
    return client;
  }
}

type Stack = SdkClient['middlewareStack'];

/** What a client resolves endpoints by; `Endpoint` is set where environment or shared configuration name one. */
interface EndpointRules {
  endpointProvider(
    params: { readonly Endpoint?: unknown; readonly RequiresAccountId?: unknown },
    context: unknown,
  ): unknown;
}

/**
 * S3 Control's rules put the account id before the host's name. A custom endpoint, least of all an address, has no
 * such name, and the SDK's `disableHostPrefix` does not reach the rules.
 */
function leaveCustomEndpointsAlone({ config }: SdkClient): void {
  const rules = config as EndpointRules;
  const { endpointProvider } = rules;
  rules.endpointProvider = (params, context) =>
    endpointProvider(params.Endpoint === undefined ? params : { ...params, RequiresAccountId: undefined }, context);
}

/** Node 20 is supported by the pinned SDK; its warning about later versions is not for those who scan. */
export function silenceNodeWarning(): void {
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';
}
