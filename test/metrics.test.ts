import { expect, test } from "vitest";
import { Metrics } from "../src/metrics.ts";

test("counters add up by label, gauges say the last value; each family is introduced once", () => {
  const metrics = new Metrics();
  metrics.count("tierline_looks_total", { outcome: "written" });
  metrics.count("tierline_looks_total", { outcome: "echo" }, 3);
  metrics.count("tierline_looks_total", { outcome: "written" });
  metrics.set("tierline_parked", { account: "acme" }, 4);
  metrics.set("tierline_parked", { account: "acme" }, 2);
  expect(metrics.render()).toBe(
    [
      "# HELP tierline_looks_total Looks at a ticket by outcome.",
      "# TYPE tierline_looks_total counter",
      'tierline_looks_total{outcome="written"} 2',
      'tierline_looks_total{outcome="echo"} 3',
      "# HELP tierline_parked Tickets and deliveries that wait for a person.",
      "# TYPE tierline_parked gauge",
      'tierline_parked{account="acme"} 2',
      "",
    ].join("\n"),
  );
});

test("a label can't break out of its quotes", () => {
  const metrics = new Metrics();
  metrics.count("tierline_looks_total", { outcome: 'a"b\\c\nd' });
  expect(metrics.render()).toContain('{outcome="a\\"b\\\\c\\nd"} 1\n');
});

test("a cleared gauge is gone until it is set again", () => {
  const metrics = new Metrics();
  metrics.set("tierline_parked", { account: "acme" }, 4);
  metrics.clear("tierline_parked");
  expect(metrics.render()).toBe("");
});
