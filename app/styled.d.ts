import type { IGardenTheme } from "@zendeskgarden/react-theming";

declare module "styled-components" {
  /** Every styled component gets Garden's theme. */
  export interface DefaultTheme extends IGardenTheme {}
}
