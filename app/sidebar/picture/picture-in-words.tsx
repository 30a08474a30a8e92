import type { Decided } from "../../../src/api/ticket-answer.ts";
import { wallClock } from "../../dates.ts";
import { useReader } from "../../i18n/language.ts";
import { Spoken } from "../layout.tsx";
import { dayName } from "./names.ts";
import type { Picture } from "./picture.ts";

interface PictureInWordsProps extends Pick<Picture, "days"> {
  readonly zone: Decided["zone"];
}

/** The same for who doesn't see the picture. */
export function PictureInWords({ days, zone }: PictureInWordsProps) {
  const { words, locale } = useReader();
  const names = days.map(({ day }) => dayName(day, locale, zone));
  const [first, last] = [names[0] ?? "", names.at(-1) ?? ""];
  const clock = (at: number): string => wallClock(at, locale, zone);
  return (
    <Spoken as="div">
      <table>
        <caption>
          {words.picture(first, last)}. {words.pictureZone(zone)}.
        </caption>
        <thead>
          <tr>
            <th scope="col">{words.day}</th>
            <th scope="col">{words.hours}</th>
            <th scope="col">{words.marks}</th>
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, open, moments }, index) => (
            <tr key={day.date}>
              <th scope="row">{names[index]}</th>
              <td>
                {open.map(({ from, to }) => `${clock(from)}–${clock(to)}`).join(", ") || words.closed}
                {day.holiday !== null && (
                  <>
                    , <span lang="en">{day.holiday}</span>
                  </>
                )}
              </td>
              <td>{moments.map(({ kind, instant }) => `${words[kind]} ${clock(instant)}`).join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Spoken>
  );
}
