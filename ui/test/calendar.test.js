import assert from "node:assert/strict";
import test from "node:test";
import { askedDay } from "../src/pure/asked-day.js";
import {
  addMonths,
  isoOf,
  numberOf,
  numberOfYear,
  numberTyped,
  textOf,
  yearOf,
} from "../src/pure/calendar.js";

const WORDS = {
  day: "{d} {m} {y}",
  months: ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"],
  eras: ["{date} BC", "{date} AD"],
};

for (const iso of ["1804-02-29", "0014-08-19", "-0400-01-01", "0000-12-31", "Y12345-06-07"]) {
  test("a day is the same after a walk through its number: " + iso, () => {
    assert.equal(isoOf(numberOf(iso)), iso);
  });
}

test("a year and a month stand for their first day", () => {
  assert.equal(isoOf(numberOf("1804")), "1804-01-01");
  assert.equal(isoOf(numberOf("1804-05")), "1804-05-01");
  assert.equal(numberOf("soon"), null);
});

test("the year 14 is not 1914", () => assert.equal(yearOf(numberOf("0014-08-19")), 14));

test("a year with its era", () => {
  assert.equal(isoOf(numberOfYear("401 BC", WORDS)), "-0400-01-01");
  assert.equal(isoOf(numberOfYear("14 ad", WORDS)), "0014-01-01");
  assert.equal(numberOfYear("1804", WORDS), null);
});

test("an era is written before the year 100 only", () => {
  assert.equal(textOf(numberOf("-0400-01-01"), WORDS), "1 Jan 401 BC");
  assert.equal(textOf(numberOf("0099-03-02"), WORDS), "2 Mar 99 AD");
  assert.equal(textOf(numberOf("0100-03-02"), WORDS), "2 Mar 100");
});

test("a month on from the last day of a long one is the last of the short one", () => {
  assert.equal(isoOf(addMonths(numberOf("1804-01-31"), 1)), "1804-02-29");
  assert.equal(isoOf(addMonths(numberOf("1803-03-31"), -1)), "1803-02-28");
  assert.equal(isoOf(addMonths(numberOf("1803-03-31"), 12)), "1804-03-31");
});

for (const typed of ["20 Jun 1920", "June 20, 1920", "20.6.1920", "20/6/1920", "1920-06-20"]) {
  test("a day as people type it: " + typed, () =>
    assert.equal(isoOf(numberTyped(typed, WORDS)), "1920-06-20"),
  );
}

test("what is no day is none", () => {
  for (const typed of ["soon", "32 June 1920", "20.13.1920", "June", "20 1920"])
    assert.equal(numberTyped(typed, WORDS), null);
  assert.equal(isoOf(numberTyped("June 1920", WORDS)), "1920-06-01");
});

test("a site without a service finds the day among words", () => {
  const months = { june: 6, haziran: 6, июня: 6, kasim: 11 };
  const day = { first: "1920-06-20", last: "1920-06-20", rest: "" };
  for (const typed of [
    "20 June 1920",
    "June 20, 1920",
    "20th June 1920",
    "20.6.1920",
    "20 HAZİRAN 1920",
    "20 июня 1920",
    "1920-06-20",
  ])
    assert.deepEqual({ ...askedDay(typed, months), rest: "" }, day, typed);
  assert.deepEqual(askedDay("Kars Kasım 1920", months), {
    first: "1920-11-01",
    last: "1920-11-30",
    rest: "Kars",
  });
  assert.deepEqual(askedDay("1920", months), { first: "1920-01-01", last: "1920-12-31", rest: "" });
  for (const none of ["Kars", "kars-1921", "32 June 1920", "20.13.1920"])
    assert.equal(askedDay(none, months), null, none);
});
