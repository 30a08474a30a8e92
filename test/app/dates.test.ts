import { expect, test } from "vitest";
import { daysBetween, plainDate, sameWall, wallTime, zoneLabel } from "../../app/dates.ts";
import { readPageAddress } from "../../app/page-address.ts";

const JULY = Date.parse("2026-07-01T16:30:00Z");
const DECEMBER = Date.parse("2026-12-29T16:30:00Z");

test.each([
  ["en-GB", "Europe/Berlin", DECEMBER, DECEMBER, "Tue 29 Dec, 17:30"],
  ["en-US", "America/New_York", DECEMBER, DECEMBER, "Tue, Dec 29, 11:30 AM"],
  ["de", "Europe/Berlin", DECEMBER, DECEMBER, "Di., 29. Dez., 17:30"],
  ["en-GB", "Etc/GMT", DECEMBER, Date.parse("2027-01-04T09:00:00Z"), "Tue 29 Dec 2026, 16:30"],
])("in %s on the wall of %s", (locale, zone, at, now, words) => {
  expect(
    wallTime(at, locale, zone, now)
      .replace(/\u202f/g, " ")
      .replace(/^(\w+), (\d)/, "$1 $2"),
  ).toBe(words);
});

test.each([
  ["Etc/GMT", JULY, "GMT"],
  ["Europe/London", JULY, "GMT+1"],
  ["Europe/London", DECEMBER, "GMT"],
  ["Asia/Kolkata", JULY, "GMT+5:30"],
])("%s is labelled by its offset at that time", (zone, at, label) => {
  expect(zoneLabel(at, "en-GB", zone)).toBe(label);
});

test("London's wall shows the contract's time in winter, not in summer", () => {
  expect(sameWall(DECEMBER, "Europe/London", "Etc/GMT")).toBe(true);
  expect(sameWall(JULY, "Europe/London", "Etc/GMT")).toBe(false);
});

test("a date without a zone is the same date for everybody", () => {
  expect(plainDate("2026-12-29", "en-GB")).toBe("29 Dec 2026");
  expect(daysBetween("2026-12-29", "2027-01-15")).toBe(17);
});

test.each([
  ["/app/zendesk/acme/sidebar", { subdomain: "acme", embedded: true }],
  ["/app/zendesk/acme/admin", { subdomain: "acme", embedded: true }],
  ["/admin/acme", { subdomain: "acme", embedded: false }],
])("%s names its account", (pathname, expected) => {
  expect(readPageAddress({ origin: "https://sla.example.com", pathname })).toMatchObject(expected);
});

test.each(["/admin", "/admin/", "/app/zendesk/acme/other", "/app/zendesk//sidebar"])("%s names none", (pathname) => {
  expect(readPageAddress({ origin: "https://sla.example.com", pathname })).toBeNull();
});
