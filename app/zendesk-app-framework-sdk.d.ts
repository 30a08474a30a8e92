/** The part of Zendesk's own SDK that is used; it comes without types. Values from the host are foreign: parse them. */
declare module "zendesk_app_framework_sdk" {
  export interface SdkClient {
    on(event: string, handler: (value: unknown) => void): void;
    off(event: string, handler: (value: unknown) => void): void;
    get(paths: readonly string[]): Promise<unknown>;
    set(path: string, value: unknown): Promise<unknown>;
    invoke(action: string, ...parameters: readonly unknown[]): Promise<unknown>;
    request(options: object): Promise<unknown>;
    context(): Promise<unknown>;
  }

  const sdk: { init(): SdkClient | false };
  export default sdk;
}
