import { getColor } from "@zendeskgarden/react-theming";
import type { DefaultTheme } from "styled-components";

interface Themed {
  readonly theme: DefaultTheme;
}

/** A colour of Garden's by the part it plays, e.g. `foreground.subtle`: light or dark as the theme is. */
export const ink =
  (variable: string) =>
  ({ theme }: Themed): string =>
    getColor({ theme, variable });

/** A shade of one of Garden's hues: one for a light page, one for a dark one. */
export const tint =
  (hue: string, light: number, dark: number) =>
  ({ theme }: Themed): string =>
    getColor({ theme, hue, light: { shade: light }, dark: { shade: dark } });
