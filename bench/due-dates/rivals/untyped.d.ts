/** What the benches use of packages that come without types of their own, or add methods to another's. */
declare module "luxon-business-days" {
  class DateTime {
    static now(): DateTime;
    static fromMillis(at: number, options: { readonly zone: string }): DateTime;
    setupBusiness(options: { readonly holidayMatchers: readonly ((day: DateTime) => boolean)[] }): void;
    plusBusiness(length: { readonly days: number }): DateTime;
    toISODate(): string;
    toMillis(): number;
  }
  const luxon: { readonly DateTime: typeof DateTime };
  export default luxon;
}
declare module "moment-business-time";
